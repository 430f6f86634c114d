import type { Knex } from 'knex';

// How a person likes the tables of queues. The size is bounded by the contract; this is the second bound.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff_preferences
      add column queue_looks jsonb not null default '{}'
      check (jsonb_typeof(queue_looks) = 'object' and octet_length(queue_looks::text) <= 400000)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table staff_preferences drop column queue_looks');
}
