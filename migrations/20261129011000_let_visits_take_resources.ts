import type { Knex } from 'knex';

// What a visit type needs beside the provider's time, and what each visit took of it.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`alter table visit_type add column needs jsonb not null default '[]'`);
  await knex.raw(`alter table appointment add column resource_ids uuid[] not null default '{}'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table appointment drop column resource_ids');
  await knex.raw('alter table visit_type drop column needs');
}
