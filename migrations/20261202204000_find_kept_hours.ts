import type { Knex } from 'knex';

// Whether a clinic keeps hours at all is asked every minute.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index template_block_kept on template_block (organization_id, clinic_id)
    where opens_minute is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index template_block_kept');
}
