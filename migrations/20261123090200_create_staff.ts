import type { Knex } from 'knex';
import { keepVersions, openToOwnFunctions, wallByOrganization } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table staff_member (
      organization_id uuid not null references organization,
      id uuid not null,
      given text not null,
      family text not null,
      credentials text not null default '',
      specialty text not null default '',
      is_provider boolean not null default false,
      ended_at timestamptz,
      version integer not null default 1,
      primary key (organization_id, id)
    )`);
  await wallByOrganization(knex, 'staff_member');
  await openToOwnFunctions(knex, 'staff_member');
  await keepVersions(knex, 'staff_member', 'organization');
  await knex.raw(`
    create table provider_clinic (
      organization_id uuid not null,
      provider_id uuid not null,
      clinic_id uuid not null,
      primary key (organization_id, clinic_id, provider_id),
      foreign key (organization_id, provider_id) references staff_member,
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await wallByOrganization(knex, 'provider_clinic');
  await knex.raw(`
    create table role_grant (
      organization_id uuid not null,
      staff_id uuid not null,
      clinic_id uuid not null,
      role text not null,
      primary key (organization_id, staff_id, clinic_id, role),
      foreign key (organization_id, staff_id) references staff_member,
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await wallByOrganization(knex, 'role_grant');
  await knex.raw(`
    create table staff_preferences (
      organization_id uuid not null,
      staff_id uuid not null,
      theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
      navigation_open boolean not null default false,
      clinic_id uuid,
      shortcuts boolean not null default true,
      primary key (organization_id, staff_id),
      foreign key (organization_id, staff_id) references staff_member
    )`);
  await wallByOrganization(knex, 'staff_preferences');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table staff_preferences, role_grant, provider_clinic, staff_member_version, staff_member',
  );
}
