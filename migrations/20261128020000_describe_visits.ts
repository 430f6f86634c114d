import type { Knex } from 'knex';

// What a visit is for, and what staff should know about it.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment
      add column reason text check (length(reason) between 1 and 160),
      add column note text check (length(note) between 1 and 1000)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table appointment drop column reason, drop column note');
}
