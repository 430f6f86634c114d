import type { Knex } from 'knex';

/** What taking a decision back gives a request again. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table refill_decision
      add column former_pharmacy_id uuid,
      add column former_way text check (former_way in ('pickup', 'delivery', 'mail')),
      add foreign key (organization_id, former_pharmacy_id) references pharmacy`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table refill_decision drop former_pharmacy_id, drop former_way');
}
