import type { Knex } from 'knex';

// Who waited in days gone by: their last step is looked up by when it was taken.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index waitlist_entry_version_ended
    on waitlist_entry_version (organization_id, clinic_id, valid_from)
    where act in ('booked', 'withdrawn', 'aged-out')`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index waitlist_entry_version_ended');
}
