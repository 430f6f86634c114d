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
    for (const statement of people) await client.query(statement, [zones, providersEach]);
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

const people = [
  `create table grown_clinic as
   select o.organization_id, gen_random_uuid() as id, z.zone, z.n
   from organization o, unnest(cast($1 as text[])) with ordinality z (zone, n), (select $2::int) _`,
  `insert into clinic (organization_id, id, name, short_name, zone)
   select organization_id, id, 'Grown ' || n, 'Grown ' || n, zone from grown_clinic, (select $1::text[], $2::int) _`,
  `insert into role_grant (organization_id, staff_id, clinic_id, role)
   select distinct r.organization_id, r.staff_id, g.id, r.role
   from role_grant r, grown_clinic g, (select $1::text[], $2::int) _`,
  `create table grown_provider as
   select g.organization_id, g.id as clinic_id, g.zone, gen_random_uuid() as id, n
   from grown_clinic g, generate_series(1, $2::int) n, (select $1::text[]) _`,
  `insert into staff_member (organization_id, id, given, family, credentials, specialty, is_provider)
   select organization_id, id, 'Grown', 'Provider ' || n, 'MD', '', true
   from grown_provider, (select $1::text[], $2::int) _`,
  `insert into provider_clinic (organization_id, provider_id, clinic_id)
   select organization_id, id, clinic_id from grown_provider, (select $1::text[], $2::int) _`,
  `insert into visit_type (organization_id, id, clinic_id, name, minutes, modality, category, colour)
   select organization_id, gen_random_uuid(), id, 'Visit', 30, 'in-person', 'routine', 'teal'
   from grown_clinic, (select $1::text[], $2::int) _`,
  `insert into weekly_template (organization_id, id, clinic_id, provider_id, effective_from, version)
   select organization_id, id, clinic_id, id, '2020-01-01', 1 from grown_provider, (select $1::text[], $2::int) _`,
  `insert into template_block (organization_id, clinic_id, template_id, weekday, starts_minute, ends_minute)
   select organization_id, clinic_id, id, weekday, span.starts, span.ends
   from grown_provider, generate_series(1, 5) weekday, (values (480, 720), (780, 1080)) span (starts, ends),
     (select $1::text[], $2::int) _`,
];

const times = [
  `insert into schedule_exception (organization_id, id, clinic_id, provider_id, kind, starts_at, ends_at)
   select organization_id, gen_random_uuid(), clinic_id, id, 'meeting',
     (day + time '12:00' - interval '1 hour') at time zone zone, (day + time '12:00') at time zone zone
   from grown_provider, generate_series(cast($1 as date), cast($1 as date) + $2::int - 1, interval '7 days') day
   where n % 4 = 0`,
  `insert into occupied_time
     (organization_id, resource_kind, resource_id, during, starts_at, ends_at, clinic_id, appointment_id)
   select p.organization_id, 'provider', p.id, tstzrange(s.at, s.at + interval '30 minutes'), s.at,
     s.at + interval '30 minutes', p.clinic_id, gen_random_uuid()
   from grown_provider p
   cross join generate_series(cast($1 as date), cast($1 as date) + $2::int - 1, interval '1 day') day
   cross join generate_series(480, 1050, 30) slot
   cross join lateral (
     select (day + slot * interval '1 minute') at time zone p.zone as at
   ) s
   where extract(isodow from day) < 6 and slot <> 720 and slot <> 750
     and mod(abs(hashtext(p.id::text || day::text || slot::text)), 100) < 54`,
];
