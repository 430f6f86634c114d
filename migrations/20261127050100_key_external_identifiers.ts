import type { Knex } from 'knex';

// An identifier is of a clinic or of none, and every row has a primary key by which all can be read in order.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table external_identifier
      drop constraint external_identifier_once,
      add column clinic_key uuid not null
        generated always as (coalesce(clinic_id, '00000000-0000-0000-0000-000000000000')) stored,
      add primary key (organization_id, kind, system, value, clinic_key)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table external_identifier
      drop constraint external_identifier_pkey,
      drop column clinic_key,
      add constraint external_identifier_once
        unique nulls not distinct (organization_id, kind, system, value, clinic_id)`);
}
