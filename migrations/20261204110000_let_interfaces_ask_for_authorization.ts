import type { Knex } from 'knex';

const ofX12 = [
  'our_qualifier',
  'our_id',
  'their_qualifier',
  'their_id',
  'provider_name',
  'provider_npi',
].join(', ');

// Requests for authorization name who writes to whom, as questions about eligibility do.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table interface drop constraint interface_x12,
      add constraint interface_x12
        check (kind not in ('eligibility', 'authorizations') or num_nulls(${ofX12}) = 0)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table interface drop constraint interface_x12,
      add constraint interface_x12 check (kind <> 'eligibility' or num_nulls(${ofX12}) = 0)`);
}
