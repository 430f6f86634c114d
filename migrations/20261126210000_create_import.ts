import type { Knex } from 'knex';
import { wallByClinic, wallByOrganization } from './support/walls.ts';

// Files taken over from other systems, line by line, and who is who by the identifiers of those systems. A line's
// outcome commits with its effect, so that an import goes on where it was interrupted and never writes twice.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table import_run (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      subject text not null check (subject in ('patients', 'visits')),
      system text not null check (system <> ''),
      file_name text not null,
      started_by_id uuid not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      status text not null check (status in ('staging', 'checked', 'running', 'ended')),
      total integer not null default 0,
      ready integer not null default 0,
      unchanged integer not null default 0,
      refused integer not null default 0,
      done integer not null default 0,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, started_by_id) references staff_member,
      check ((ended_at is not null) = (status = 'ended')),
      check (ready + unchanged + refused + done <= total)
    )`);
  await wallByClinic(knex, 'import_run', 'select, insert, update');
  await knex.raw(
    'create index import_run_of_clinic on import_run (organization_id, clinic_id, started_at)',
  );
  await knex.raw(
    "create index import_run_running on import_run (organization_id, started_at) where status = 'running'",
  );

  await knex.raw(`
    create table import_line (
      organization_id uuid not null,
      clinic_id uuid not null,
      import_id uuid not null,
      line integer not null check (line > 0),
      /* As the file has it; emptied when the line was written. */
      fields jsonb not null,
      state text not null default 'staged'
        check (state in ('staged', 'ready', 'unchanged', 'refused', 'done')),
      /* What is to be written, as the check has understood it. */
      plan jsonb,
      problems jsonb not null default '[]',
      record_id uuid,
      primary key (organization_id, import_id, line),
      foreign key (organization_id, import_id) references import_run,
      check ((state = 'ready') = (plan is not null)),
      check ((state = 'refused') = (problems <> '[]')),
      check ((state = 'done') = (record_id is not null))
    )`);
  await wallByClinic(knex, 'import_line');
  await knex.raw(
    "create index import_line_ready on import_line (organization_id, import_id, line) where state = 'ready'",
  );
  await knex.raw(
    "create index import_line_refused on import_line (organization_id, import_id, line) where state = 'refused'",
  );

  await knex.raw(`
    create table external_identifier (
      organization_id uuid not null references organization,
      kind text not null,
      system text not null check (system <> ''),
      value text not null check (value <> ''),
      record_id uuid not null,
      created_at timestamptz not null,
      primary key (organization_id, kind, system, value)
    )`);
  await wallByOrganization(knex, 'external_identifier', 'select, insert');
  await knex.raw(
    'create index external_identifier_of on external_identifier (organization_id, kind, record_id)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table external_identifier, import_line, import_run');
}
