import type { Knex } from 'knex';

// A check of a large file takes longer than a request may: it is asked for, and done beside.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table import_run
      drop constraint import_run_status_check,
      add constraint import_run_status_check
        check (status in ('staging', 'checking', 'checked', 'running', 'ended', 'discarded'))`);
  await knex.raw(
    "create index import_run_checking on import_run (organization_id, started_at) where status = 'checking'",
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("update import_run set status = 'staging' where status = 'checking'");
  await knex.raw('drop index import_run_checking');
  await knex.raw(`
    alter table import_run
      drop constraint import_run_status_check,
      add constraint import_run_status_check
        check (status in ('staging', 'checked', 'running', 'ended', 'discarded'))`);
}
