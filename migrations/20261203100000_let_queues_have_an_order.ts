import type { Knex } from 'knex';

// What is due first and what stands first may differ: a queue may have an order of its own. Until now they were one.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table work_item add column due_at timestamptz');
  // Written anew rather than updated: the walls bind the owner too, who would find no row.
  await knex.raw(`
    alter table work_item
      alter column due_at type timestamptz using sort_at,
      alter column due_at set not null`);
}

export async function down(knex: Knex): Promise<void> {
  // A list is ordered by what is due again.
  await knex.raw('alter table work_item alter column sort_at type timestamptz using due_at');
  await knex.raw('alter table work_item drop column due_at');
}
