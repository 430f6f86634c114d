import type { Knex } from 'knex';

const ofX12 = [
  'our_qualifier',
  'our_id',
  'their_qualifier',
  'their_id',
  'provider_name',
  'provider_npi',
];

// Who writes to whom and who asks are words of X12: an interface of FHIR has none, and is of one clinic.
export async function up(knex: Knex): Promise<void> {
  for (const column of ofX12)
    await knex.raw(`alter table interface alter column ${column} drop not null`);
  await knex.raw(`
    alter table interface
      add constraint interface_x12 check (kind <> 'eligibility' or num_nulls(${ofX12.join(', ')}) = 0),
      add constraint interface_fhir check (kind <> 'fhir-refills' or clinic_id is not null)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'alter table interface drop constraint interface_x12, drop constraint interface_fhir',
  );
  // Those of FHIR keep their rows: the kind is not served any more.
  await knex.raw(`
    update interface set our_qualifier = 'ZZ', our_id = 'NONE', their_qualifier = 'ZZ', their_id = 'NONE',
      provider_name = 'None', provider_npi = '0000000000'
    where kind <> 'eligibility'`);
  for (const column of ofX12)
    await knex.raw(`alter table interface alter column ${column} set not null`);
}
