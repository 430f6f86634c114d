import type { Knex } from 'knex';

// The providers whom a person looks at together on the calendar: theirs alone, like the rest of their preferences.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff_preferences
      add column provider_groups jsonb not null default '[]'
      check (jsonb_typeof(provider_groups) = 'array' and octet_length(provider_groups::text) <= 200000)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table staff_preferences drop column provider_groups');
}
