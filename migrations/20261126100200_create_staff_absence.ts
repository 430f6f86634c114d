import type { Knex } from 'knex';
import { keepVersions, wallByOrganization } from './support/walls.ts';

// Who is away, and who looks after their work meanwhile.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table staff_absence (
      organization_id uuid not null,
      id uuid not null,
      staff_id uuid not null,
      cover_id uuid,
      from_at timestamptz not null,
      until_at timestamptz not null,
      ended_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, staff_id) references staff_member,
      foreign key (organization_id, cover_id) references staff_member,
      check (from_at < until_at),
      check (cover_id is null or cover_id <> staff_id),
      constraint staff_absence_one_at_a_time exclude using gist (
        organization_id with =, staff_id with =, tstzrange(from_at, until_at) with &&
      ) where (ended_at is null)
    )`);
  await wallByOrganization(knex, 'staff_absence');
  await keepVersions(knex, 'staff_absence', 'organization');
  await knex.raw(`
    create index staff_absence_running on staff_absence (organization_id, until_at)
    where ended_at is null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table staff_absence_version, staff_absence');
}
