import type { Knex } from 'knex';

// How many visits, and how many of them of new patients, a provider's day takes.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table weekly_template
      add column visits_a_day smallint check (visits_a_day between 1 and 200),
      add column new_patients_a_day smallint check (new_patients_a_day between 0 and 200)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'alter table weekly_template drop column visits_a_day, drop column new_patients_a_day',
  );
}
