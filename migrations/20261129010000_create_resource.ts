import type { Knex } from 'knex';
import { keepVersions, wallByOrganization } from './support/walls.ts';

// Rooms, devices and interpreters. Two clinics may share one, so that the wall is the organization's; nothing of a
// patient stands here. When it is taken stands in `occupied_time`, beside the time of the providers.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table resource (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      shared_with uuid[] not null default '{}',
      name text not null check (length(name) between 1 and 60),
      kind text not null check (kind in ('room', 'device', 'interpreter')),
      type text not null check (length(type) between 1 and 60),
      hours jsonb not null default '[]',
      out_of_use jsonb not null default '[]',
      active boolean not null default true,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      check (array_position(shared_with, clinic_id) is null)
    )`);
  await wallByOrganization(knex, 'resource', 'select, insert, update');
  await keepVersions(knex, 'resource', 'clinic');
  await knex.raw(
    'create unique index resource_name on resource (organization_id, clinic_id, lower(name)) where active',
  );
  await knex.raw(`
    alter table occupied_time drop constraint occupied_time_resource_kind_check,
      add constraint occupied_time_resource_kind_check
        check (resource_kind in ('provider', 'room', 'device', 'interpreter'))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table occupied_time drop constraint occupied_time_resource_kind_check,
      add constraint occupied_time_resource_kind_check check (resource_kind in ('provider', 'room', 'device'))`);
  await knex.raw('drop table resource_version, resource');
}
