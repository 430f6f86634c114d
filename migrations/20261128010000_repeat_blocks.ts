import type { Knex } from 'knex';

// Blocks that count in certain weeks only: every n weeks, or on some of the weekday's days of a month. Two of one
// weekday may overlap when they never count in one week, which no constraint can tell: it holds those of every week.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table template_block
      add column every_weeks smallint not null default 1 check (every_weeks between 1 and 12),
      add column counted_from date,
      add column nths smallint[] not null default '{}' check (nths <@ '{1,2,3,4,5,-1}'),
      add check ((counted_from is null) = (every_weeks = 1)),
      add check (every_weeks = 1 or nths = '{}'),
      add column place integer generated always as identity,
      drop constraint template_block_pkey,
      add primary key (organization_id, template_id, place),
      drop constraint ${await overlapConstraint(knex)},
      add constraint template_block_no_overlap exclude using gist (
        organization_id with =, template_id with =, weekday with =,
        int4range(starts_minute, ends_minute) with &&
      ) where (every_weeks = 1 and nths = '{}')`);
}

/** PostgreSQL chose its name. */
async function overlapConstraint(knex: Knex): Promise<string> {
  const { rows } = await knex.raw<{ rows: { conname: string }[] }>(
    `select conname from pg_constraint where conrelid = 'template_block'::regclass and contype = 'x'`,
  );
  return rows[0]?.conname ?? '';
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`delete from template_block where every_weeks > 1 or nths <> '{}'`);
  await knex.raw(`
    alter table template_block
      drop constraint template_block_no_overlap,
      add exclude using gist (
        organization_id with =, template_id with =, weekday with =,
        int4range(starts_minute, ends_minute) with &&
      ),
      drop constraint template_block_pkey,
      add primary key (organization_id, template_id, weekday, starts_minute),
      drop column place, drop column every_weeks, drop column counted_from, drop column nths`);
}
