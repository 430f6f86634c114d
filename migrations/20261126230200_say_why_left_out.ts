import type { Knex } from 'knex';

// What an import leaves out of a FHIR file is said by type and reason, not only counted.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table import_run drop column left_out');
  await knex.raw("alter table import_run add column left_out jsonb not null default '[]'");
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table import_run drop column left_out');
  await knex.raw(
    'alter table import_run add column left_out integer not null default 0 check (left_out >= 0)',
  );
}
