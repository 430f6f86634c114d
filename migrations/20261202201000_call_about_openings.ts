import type { Knex } from 'knex';

// Who is called because time became free: the call leads to it.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table call_task
      add column opening_id uuid,
      add foreign key (organization_id, opening_id) references waitlist_opening`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table call_task drop column opening_id');
}
