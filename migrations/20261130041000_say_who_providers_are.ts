import type { Knex } from 'knex';

// What patients ask of who sees them: which languages they speak, and whether they are a woman or a man.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff_member
      add column languages text[] not null default '{}' check (cardinality(languages) <= 10),
      add column gender text check (gender in ('female', 'male', 'other'))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table staff_member drop column languages, drop column gender');
}
