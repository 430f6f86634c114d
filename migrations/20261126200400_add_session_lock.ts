import type { Knex } from 'knex';

// Locked by its owner, or by nobody's being there: what is on the screen stays, and the session answers to nobody.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table session add column locked_at timestamptz');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table session drop column locked_at');
}
