import type { Knex } from 'knex';

// Visits that were booked to follow or stand beside each other carry the same link. Visits are never found by it but for
// each other.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table appointment add column link_id uuid');
  await knex.raw(
    `create index appointment_link on appointment (organization_id, link_id) where link_id is not null`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table appointment drop column link_id');
}
