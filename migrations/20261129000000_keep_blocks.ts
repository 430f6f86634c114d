import type { Knex } from 'knex';

// Blocks that are for new or for known patients only, and blocks that are kept for visits that are booked late.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table template_block
      add column patients text not null default 'any' check (patients in ('any', 'new', 'established')),
      add column opens_days_before smallint check (opens_days_before between 0 and 14),
      add column opens_minute smallint check (opens_minute between 0 and 1439),
      add check ((opens_days_before is null) = (opens_minute is null))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table template_block
      drop column patients, drop column opens_days_before, drop column opens_minute`);
}
