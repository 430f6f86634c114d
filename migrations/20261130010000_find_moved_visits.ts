import type { Knex } from 'knex';

// Who looks for visits that stood somewhere else before reads these few versions and not all of them.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index appointment_version_moved
    on appointment_version (organization_id, clinic_id, valid_from) where act in ('moved', 'moved-back', 'held')`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index appointment_version_moved');
}
