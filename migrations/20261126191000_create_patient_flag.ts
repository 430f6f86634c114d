import type { Knex } from 'knex';
import { keepVersions, wallByClinic, wallByOrganization } from './support/walls.ts';

// What must have effect everywhere: a flag in force is a row without an end.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table patient_flag (
      organization_id uuid not null,
      id uuid not null,
      patient_id uuid not null,
      kind text not null check (kind in (
        'deceased', 'confidential-channel', 'do-not-contact', 'plan-restriction', 'vip', 'employee')),
      died_on date,
      source text,
      channel text check (channel in ('phone', 'text', 'email', 'portal', 'mail')),
      address text,
      scope text check (scope in ('everything', 'outreach', 'texts', 'emails', 'calls')),
      coverage_id uuid,
      service_from date,
      service_until date,
      service text,
      note text,
      set_at timestamptz not null,
      set_by uuid,
      ended_at timestamptz,
      end_reason text,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, coverage_id) references coverage,
      foreign key (organization_id, set_by) references staff_member,
      check ((kind = 'deceased') = (source is not null)),
      check (kind = 'deceased' or died_on is null),
      check ((kind = 'confidential-channel') = (channel is not null)),
      check ((channel is null) = (address is null)),
      check ((kind = 'do-not-contact') = (scope is not null)),
      check ((kind = 'plan-restriction') = (service_from is not null)),
      check (service_from is not null or (coverage_id is null and service_until is null and service is null)),
      check (service_until >= service_from),
      check ((ended_at is null) = (end_reason is null))
    )`);
  // There may be many restrictions; of everything else one in force.
  await knex.raw(`
    create unique index patient_flag_in_force
    on patient_flag (organization_id, patient_id, kind, (coalesce(scope, '')))
    where ended_at is null and kind <> 'plan-restriction'`);
  await knex.raw('create index patient_flag_patient on patient_flag (organization_id, patient_id)');
  await wallByOrganization(knex, 'patient_flag', 'select, insert, update');
  await keepVersions(knex, 'patient_flag', 'organization');

  await knex.raw(`
    create table patient_flag_effect (
      organization_id uuid not null,
      flag_id uuid not null,
      kind text not null check (kind in ('visit', 'waitlist-entry', 'offer', 'call')),
      record_id uuid not null,
      clinic_id uuid not null,
      about_at timestamptz,
      stopped_at timestamptz not null,
      primary key (organization_id, flag_id, kind, record_id),
      foreign key (organization_id, flag_id) references patient_flag,
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await wallByClinic(knex, 'patient_flag_effect', 'select, insert');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table patient_flag_effect, patient_flag_version, patient_flag');
}
