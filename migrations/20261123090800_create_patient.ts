import type { Knex } from 'knex';
import { keepVersions, openToOwnFunctions, wallByOrganization } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table patient (
      organization_id uuid not null references organization,
      id uuid not null,
      mrn text not null check (mrn <> ''),
      family text not null check (family <> ''),
      given text not null check (given <> ''),
      birth_on date not null,
      sex text not null check (sex in ('female', 'male', 'other', 'unknown')),
      pronouns text,
      language text not null default 'en',
      interpreter boolean not null default false,
      phone text,
      email text,
      created_at timestamptz not null,
      version integer not null default 1,
      primary key (organization_id, id),
      unique (organization_id, mrn)
    )`);
  await wallByOrganization(knex, 'patient');
  await openToOwnFunctions(knex, 'patient');
  await keepVersions(knex, 'patient', 'organization');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table patient_version, patient');
}
