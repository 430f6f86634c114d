import type { Knex } from 'knex';

// What a visit is for may be nobody's business who holds the patient's phone: their birth date is asked first.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table visit_type add column sensitive boolean not null default false');
  await knex.raw(`
    alter table waitlist_offer
      /* Wrong birth dates on its page; after a few nobody is asked again. */
      add column birth_tries smallint not null default 0 check (birth_tries between 0 and 5)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table waitlist_offer drop column birth_tries');
  await knex.raw('alter table visit_type drop column sensitive');
}
