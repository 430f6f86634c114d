import type { Knex } from 'knex';

// Overbooked visits stand in the lanes above the first; who takes a time looks into those too. When a visit came to
// where it stands tells whether a cancellation or a no-show may be taken back beside it.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    'alter table occupied_time add column placed_at timestamptz not null default now()',
  );
  await knex.raw(`
    create index occupied_time_overbooked on occupied_time (organization_id, resource_id, starts_at)
      where lane > 0`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index occupied_time_overbooked');
  await knex.raw('alter table occupied_time drop column placed_at');
}
