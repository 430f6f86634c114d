// A full day of a large clinic: sixty providers with forty visits each.
import pg from 'pg';
import { startCluster } from '../server/platform/embedded-postgres/cluster.ts';

export interface GrownDay {
  clinicId: string;
  date: string;
}

export const providers = 60;
export const visitsEach = 40;
const minutes = 15;

/** In a server's own database while the server is stopped. */
export async function growDay(dataDir: string): Promise<GrownDay> {
  const cluster = await startCluster({ dataDir });
  const client = new pg.Client({ ...cluster.connection, database: 'daysheet' });
  await client.connect();
  const date = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  try {
    await client.query('set session_replication_role = replica');
    await client.query(
      'create temp table grown_clinic as select organization_id, gen_random_uuid() as id from organization',
    );
    await client.query(
      `create temp table grown_provider as select organization_id, g.id as clinic_id, gen_random_uuid() as id, n
       from grown_clinic g, generate_series(1, $1::int) n`,
      [providers],
    );
    for (const statement of rows) await client.query(statement);
    await client.query(visits, [visitsEach, date, minutes]);
    await client.query('vacuum analyze appointment');
    const { rows: found } = await client.query<{ id: string }>('select id from grown_clinic');
    return { clinicId: found[0]!.id, date };
  } finally {
    await client.end();
    await cluster.stop();
  }
}

const rows = [
  `insert into clinic (organization_id, id, name, short_name, zone)
   select organization_id, id, 'Large', 'Large', 'America/New_York' from grown_clinic`,
  `insert into role_grant (organization_id, staff_id, clinic_id, role)
   select distinct r.organization_id, r.staff_id, g.id, r.role from role_grant r join grown_clinic g using (organization_id)`,
  `insert into staff_member (organization_id, id, given, family, credentials, specialty, is_provider)
   select organization_id, id, 'Grown', 'Provider ' || n, 'MD', '', true from grown_provider`,
  `insert into provider_clinic (organization_id, provider_id, clinic_id)
   select organization_id, id, clinic_id from grown_provider`,
  `insert into visit_type (organization_id, id, clinic_id, name, minutes, modality, category, colour)
   select organization_id, gen_random_uuid(), id, 'Visit', ${minutes}, 'in-person', 'routine', 'teal' from grown_clinic`,
];

const visits = `
  insert into appointment
    (organization_id, id, clinic_id, provider_id, patient_id, visit_type_id, modality, status, starts_at, ends_at, created_at)
  select p.organization_id, gen_random_uuid(), p.clinic_id, p.id, people.ids[1 + (p.n * $1::int + v.n) % cardinality(people.ids)],
    t.id, 'in-person', 'booked', at, at + $3::int * interval '1 minute', now()
  from grown_provider p
  join visit_type t on t.clinic_id = p.clinic_id
  cross join generate_series(0, $1::int - 1) v (n)
  cross join (select array_agg(id order by id) as ids from patient) people
  cross join lateral (
    select (cast($2 as date) + interval '8 hours' + v.n * $3::int * interval '1 minute') at time zone 'America/New_York' as at
  ) time`;
