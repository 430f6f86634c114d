import type { Knex } from 'knex';

// Three hundred shortcuts under the longest ids that the contract takes have room.
export async function up(knex: Knex): Promise<void> {
  await bound(knex, 30_000);
}

export async function down(knex: Knex): Promise<void> {
  await bound(knex, 10_000);
}

async function bound(knex: Knex, bytes: number): Promise<void> {
  await knex.raw(
    'alter table staff_preferences drop constraint staff_preferences_shortcut_keys_check',
  );
  await knex.raw(
    `alter table staff_preferences add constraint staff_preferences_shortcut_keys_check
       check (jsonb_typeof(shortcut_keys) = 'object' and octet_length(shortcut_keys::text) <= ${bytes})`,
  );
}
