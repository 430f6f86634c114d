import type { Knex } from 'knex';

// Practitioners and coverages are taken over, too.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table import_run
      drop constraint import_run_subject_check,
      add constraint import_run_subject_check
        check (subject in ('practitioners', 'patients', 'coverages', 'visits'))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table import_run
      drop constraint import_run_subject_check,
      add constraint import_run_subject_check check (subject in ('patients', 'visits'))`);
}
