import type { Knex } from 'knex';
import { wallByOrganization } from './support/walls.ts';

// Archives of everything: one at a time is made, by whichever server holds its lease; the bytes lie in the store of files.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table export_run (
      organization_id uuid not null references organization,
      id uuid not null,
      reason text not null check (reason <> ''),
      requested_by_id uuid not null,
      requested_at timestamptz not null,
      status text not null
        check (status in ('requested', 'running', 'ready', 'expired', 'withdrawn', 'failed')),
      /* How often it was begun: a crash of its server begins it anew. */
      attempts smallint not null default 0,
      lease_until timestamptz,
      blob_key text,
      files_done integer not null default 0,
      files integer not null default 0,
      bytes bigint,
      sha256 text,
      ready_at timestamptz,
      expires_at timestamptz,
      failure text check (failure in ('storage', 'unexpected')),
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, requested_by_id) references staff_member,
      check ((status = 'running') = (lease_until is not null)),
      check ((status = 'failed') = (failure is not null)),
      check (status <> 'ready' or (blob_key is not null and bytes is not null and sha256 is not null
        and ready_at is not null and expires_at is not null)),
      check (files_done <= files)
    )`);
  await wallByOrganization(knex, 'export_run', 'select, insert, update');
  await knex.raw(
    "create unique index export_run_under_way on export_run (organization_id) where status in ('requested', 'running')",
  );
  await knex.raw(
    "create index export_run_ready on export_run (organization_id, expires_at) where status = 'ready'",
  );
  await knex.raw(
    'create index export_run_newest on export_run (organization_id, requested_at desc, id desc)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table export_run');
}
