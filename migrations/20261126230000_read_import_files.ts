import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

// Files are read by the server: an import knows its headings and which of them is which field, a line how the file
// names its place, and what it comes without. Mappings are remembered by the headings that a system writes.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table import_run
      add column format text not null default 'csv' check (format in ('csv', 'fhir')),
      add column headings jsonb not null default '[]',
      add column mapping jsonb not null default '{}',
      add column left_out integer not null default 0 check (left_out >= 0),
      add column warned integer not null default 0 check (warned >= 0),
      drop constraint import_run_status_check,
      drop constraint import_run_check,
      add constraint import_run_status_check
        check (status in ('staging', 'checked', 'running', 'ended', 'discarded')),
      add constraint import_run_check
        check ((ended_at is not null) = (status in ('ended', 'discarded')))`);
  await knex.raw(
    "create index import_run_unfinished on import_run (organization_id, started_at) where status in ('staging', 'checked')",
  );
  await knex.raw(`
    alter table import_line
      add column place text not null default '',
      add column is_read boolean not null default true,
      add column warnings jsonb not null default '[]',
      add column is_faulty boolean not null
        generated always as (problems <> '[]' or warnings <> '[]') stored`);
  await knex.raw('drop index import_line_refused');
  await knex.raw(
    'create index import_line_faulty on import_line (organization_id, import_id, line) where is_faulty',
  );

  await knex.raw(`
    create table import_mapping (
      organization_id uuid not null,
      clinic_id uuid not null,
      system text not null check (system <> ''),
      /* Of the headings: SHA-256 in hexadecimal digits. */
      shape text not null check (shape ~ '^[0-9a-f]{64}$'),
      subject text not null,
      mapping jsonb not null,
      used_at timestamptz not null,
      primary key (organization_id, clinic_id, system, shape),
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await wallByClinic(knex, 'import_mapping', 'select, insert, update');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table import_mapping');
  await knex.raw('drop index import_line_faulty');
  await knex.raw(
    'alter table import_line drop column is_faulty, drop column warnings, drop column is_read, drop column place',
  );
  await knex.raw(
    "create index import_line_refused on import_line (organization_id, import_id, line) where state = 'refused'",
  );
  await knex.raw('drop index import_run_unfinished');
  await knex.raw("delete from import_run where status = 'discarded'");
  await knex.raw(`
    alter table import_run
      drop column format, drop column headings, drop column mapping, drop column left_out, drop column warned,
      drop constraint import_run_status_check,
      drop constraint import_run_check,
      add constraint import_run_status_check
        check (status in ('staging', 'checked', 'running', 'ended')),
      add constraint import_run_check check ((ended_at is not null) = (status = 'ended'))`);
}
