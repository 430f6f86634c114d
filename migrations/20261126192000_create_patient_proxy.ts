import type { Knex } from 'knex';
import { keepVersions, wallByOrganization } from './support/walls.ts';

// Who acts for a patient or may be told. The birthday rule is applied when it is read, never written here.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table patient_proxy (
      organization_id uuid not null,
      id uuid not null,
      patient_id uuid not null,
      person_id uuid,
      family text not null check (family <> ''),
      given text not null check (given <> ''),
      relation text not null check (relation <> ''),
      ground text not null check (ground in (
        'parent', 'guardian', 'legal-guardian', 'power-of-attorney', 'permission')),
      phone text,
      told text[] not null check (cardinality(told) > 0 and told <@ '{visits,clinical,billing}'::text[]),
      may_decide boolean not null,
      starts_on date not null,
      ends_on date,
      evidence text not null check (evidence <> ''),
      added_at timestamptz not null,
      added_by uuid,
      revoked_at timestamptz,
      revoke_reason text,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, person_id) references patient,
      foreign key (organization_id, added_by) references staff_member,
      check (person_id <> patient_id),
      check (ends_on >= starts_on),
      check ((revoked_at is null) = (revoke_reason is null))
    )`);
  await knex.raw(
    'create index patient_proxy_patient on patient_proxy (organization_id, patient_id)',
  );
  await wallByOrganization(knex, 'patient_proxy', 'select, insert, update');
  await keepVersions(knex, 'patient_proxy', 'organization');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table patient_proxy_version, patient_proxy');
}
