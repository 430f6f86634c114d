// Calendars of a whole network: clinics in four zones with two hundred providers each, their hours, meetings, and half
// a million taken times.
import pg from 'pg';
import { startCluster } from '../server/platform/embedded-postgres/cluster.ts';

export interface GrownCalendars {
  clinics: { id: string; zone: string; visitTypeId: string }[];
  /** The first of the days. */
  from: string;
  days: number;
  /** Of the owner of the database, past every wall. */
  owner: { user: string; password: string };
}

const zones = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'];
const providersEach = 200;
/** Ahead of the demo's four weeks, so that nothing else stands there. */
const daysAhead = 30;
const days = 90;

/** In a server's own database while the server is stopped. */
export async function growCalendars(dataDir: string): Promise<GrownCalendars> {
  const cluster = await startCluster({ dataDir });
  const client = new pg.Client({ ...cluster.connection, database: 'daysheet' });
  await client.connect();
  const from = new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
  try {
    await client.query('set session_replication_role = replica');
    await client.query(tables);
    await client.query(grownClinics, [zones]);
    await client.query(grownProviders, [providersEach]);
    for (const statement of people) await client.query(statement);
    for (const statement of times) await client.query(statement, [from, days]);
    await client.query('vacuum analyze occupied_time, template_block, weekly_template');
    const { rows } = await client.query<{ id: string; zone: string; visit_type_id: string }>(
      `select g.id, g.zone, t.id as visit_type_id
       from grown_clinic g join visit_type t on t.clinic_id = g.id order by g.n`,
    );
    const clinics = rows.map(({ id, zone, visit_type_id: visitTypeId }) => ({
      ...{ id, zone, visitTypeId },
    }));
    const { user = '', password = '' } = cluster.connection;
    return { clinics, from, days, owner: { user, password } };
  } finally {
    await client.end();
    await cluster.stop();
  }
}

const tables = `
  create table grown_clinic (organization_id uuid, id uuid, zone text, n bigint);
  create table grown_provider (organization_id uuid, clinic_id uuid, zone text, id uuid, n integer)`;
const grownClinics = `
  with made as (select o.organization_id, gen_random_uuid() as id, z.zone, z.n
    from organization o, unnest(cast($1 as text[])) with ordinality z (zone, n))
  insert into grown_clinic select * from made`;
const grownProviders = `
  insert into grown_provider
  select g.organization_id, g.id, g.zone, gen_random_uuid(), p.n
  from grown_clinic g, generate_series(1, $1::int) p (n)`;

const people = [
  `insert into clinic (organization_id, id, name, short_name, zone)
   select organization_id, id, 'Grown ' || n, 'Grown ' || n, zone from grown_clinic`,
  `insert into role_grant (organization_id, staff_id, clinic_id, role)
   select distinct r.organization_id, r.staff_id, g.id, r.role
   from role_grant r, grown_clinic g`,
  `insert into staff_member (organization_id, id, given, family, credentials, specialty, is_provider)
   select organization_id, id, 'Grown', 'Provider ' || n, 'MD', '', true
   from grown_provider`,
  `insert into provider_clinic (organization_id, provider_id, clinic_id)
   select organization_id, id, clinic_id from grown_provider`,
  `insert into visit_type (organization_id, id, clinic_id, name, minutes, modality, category, colour)
   select organization_id, gen_random_uuid(), id, 'Visit', 30, 'in-person', 'routine', 'teal'
   from grown_clinic`,
  `insert into weekly_template (organization_id, id, clinic_id, provider_id, effective_from, version)
   select organization_id, id, clinic_id, id, '2020-01-01', 1 from grown_provider`,
  `insert into template_block (organization_id, clinic_id, template_id, weekday, starts_minute, ends_minute)
   select organization_id, clinic_id, id, weekday, span.starts, span.ends
   from grown_provider, generate_series(1, 5) weekday, (values (480, 720), (780, 1080)) span (starts, ends)`,
];

const times = [
  `insert into schedule_exception (organization_id, id, clinic_id, provider_id, kind, starts_at, ends_at)
   select organization_id, gen_random_uuid(), clinic_id, id, 'meeting',
     (day + interval '11 hours') at time zone zone, (day + interval '12 hours') at time zone zone
   from grown_provider, generate_series(cast($1 as timestamp), cast($1 as timestamp) + ($2::int - 1) * interval '1 day',
     interval '7 days') day
   where n % 4 = 0`,
  `insert into occupied_time
     (organization_id, resource_kind, resource_id, during, starts_at, ends_at, clinic_id, appointment_id)
   select p.organization_id, 'provider', p.id, tstzrange(s.at, s.at + interval '30 minutes'), s.at,
     s.at + interval '30 minutes', p.clinic_id, gen_random_uuid()
   from grown_provider p
   cross join generate_series(cast($1 as timestamp), cast($1 as timestamp) + ($2::int - 1) * interval '1 day',
     interval '1 day') day
   cross join generate_series(480, 1050, 30) slot
   cross join lateral (
     select (day + slot * interval '1 minute') at time zone p.zone as at
   ) s
   where extract(isodow from day) < 6 and slot <> 720 and slot <> 750
     and mod(abs(hashtext(p.id::text || day::text || slot::text)), 100) < 54`,
];
