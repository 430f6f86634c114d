import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table visit_type (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      name text not null check (name <> ''),
      minutes integer not null check (minutes between 5 and 480),
      modality text not null check (modality in ('in-person', 'video', 'phone')),
      category text not null check (category in ('primary', 'specialty', 'routine', 'same-day')),
      colour text not null,
      buffer_before integer not null default 0 check (buffer_before between 0 and 120),
      buffer_after integer not null default 0 check (buffer_after between 0 and 120),
      active boolean not null default true,
      version integer not null default 1,
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await wallByClinic(knex, 'visit_type');
  await keepVersions(knex, 'visit_type', 'clinic');
  await knex.raw(`
    create unique index visit_type_name on visit_type (organization_id, clinic_id, lower(name)) where active`);
  await knex.raw(`
    create table weekly_template (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      provider_id uuid not null,
      effective_from date not null,
      effective_to date,
      version integer not null default 1,
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, provider_id) references staff_member,
      check (effective_to is null or effective_to >= effective_from),
      exclude using gist (
        organization_id with =, clinic_id with =, provider_id with =,
        daterange(effective_from, effective_to, '[]') with &&
      )
    )`);
  await wallByClinic(knex, 'weekly_template');
  await keepVersions(knex, 'weekly_template', 'clinic');
  await knex.raw(`
    create index weekly_template_provider on weekly_template (organization_id, clinic_id, provider_id, effective_from)`);
  await knex.raw(`
    create table template_block (
      organization_id uuid not null,
      clinic_id uuid not null,
      template_id uuid not null,
      weekday smallint not null check (weekday between 1 and 7),
      starts_minute smallint not null check (starts_minute between 0 and 1439),
      ends_minute smallint not null check (ends_minute between 1 and 1440),
      visit_type_ids uuid[] not null default '{}',
      primary key (organization_id, template_id, weekday, starts_minute),
      foreign key (organization_id, template_id) references weekly_template on delete cascade,
      check (starts_minute < ends_minute),
      exclude using gist (
        organization_id with =, template_id with =, weekday with =,
        int4range(starts_minute, ends_minute) with &&
      )
    )`);
  await wallByClinic(knex, 'template_block');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table template_block, weekly_template_version, weekly_template, visit_type_version, visit_type',
  );
}
