import type { Knex } from 'knex';

// Which keys a person gave to which shortcut. The size is bounded by the contract; this is the second bound.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff_preferences
      add column shortcut_keys jsonb not null default '{}'
      check (jsonb_typeof(shortcut_keys) = 'object' and octet_length(shortcut_keys::text) <= 10000)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table staff_preferences drop column shortcut_keys');
}
