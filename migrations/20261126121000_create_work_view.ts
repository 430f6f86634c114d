import type { Knex } from 'knex';
import { keepVersions, wallByClinicOrNone } from './support/walls.ts';

// Saved views of queues. One without a clinic counts in all clinics of who saved it.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table work_view (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid,
      queue text not null,
      name text not null check (length(name) between 1 and 60),
      scope text not null check (scope in ('mine', 'role', 'shared')),
      role text,
      owner_id uuid not null,
      filter jsonb not null check (jsonb_typeof(filter) = 'object'),
      columns jsonb not null check (jsonb_typeof(columns) = 'array'),
      density text not null check (density in ('compact', 'comfortable')),
      removed_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, owner_id) references staff_member,
      check ((role is not null) = (scope = 'role')),
      check (clinic_id is not null or scope = 'mine')
    )`);
  await wallByClinicOrNone(knex, 'work_view');
  await keepVersions(knex, 'work_view', 'clinic-or-none');
  // Two tabs of one name could not be told apart.
  await knex.raw(`
    create unique index work_view_name on work_view
      (organization_id, queue, clinic_id, scope, role, (case when scope = 'mine' then owner_id end), lower(name))
      nulls not distinct
      where removed_at is null`);
  await knex.raw(`
    create index work_view_own on work_view (organization_id, owner_id, queue)
    where scope = 'mine' and removed_at is null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table work_view_version, work_view');
}
