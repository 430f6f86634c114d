import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

// Laboratory values, by patient and LOINC code; what other systems send keeps the number that they know it by.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table observation (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      patient_id uuid not null,
      code text not null check (length(code) between 1 and 20),
      title text not null check (length(title) between 1 and 200),
      value_text text not null check (length(value_text) between 1 and 200),
      value_number numeric,
      unit text check (length(unit) between 1 and 40),
      interpretation text check (interpretation in ('low', 'normal', 'high', 'critical')),
      status text not null check (status in ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled',
        'entered-in-error', 'unknown')),
      effective_at timestamptz not null,
      source text not null check (length(source) between 1 and 200),
      reference_id text check (length(reference_id) between 1 and 200),
      in_error_because text check (length(in_error_because) between 1 and 200),
      created_at timestamptz not null,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, patient_id) references patient,
      check ((status = 'entered-in-error') = (in_error_because is not null))
    )`);
  await wallByClinic(knex, 'observation', 'select, insert, update');
  await keepVersions(knex, 'observation', 'clinic');
  await knex.raw(`
    create index observation_latest on observation (organization_id, patient_id, code, effective_at desc)`);
  // A value that is sent again is the same value. Senders number their own: the number alone says nothing.
  await knex.raw(`
    create unique index observation_reference on observation (organization_id, source, reference_id)
      where reference_id is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table observation_version, observation');
}
