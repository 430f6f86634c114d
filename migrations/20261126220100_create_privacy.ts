import type { Knex } from 'knex';
import { keepVersions, wallByOrganization } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table own_chart (
      organization_id uuid not null,
      /* Of the staff member. */
      id uuid not null,
      /* Null once the link was taken away. */
      patient_id uuid,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, id) references staff_member,
      foreign key (organization_id, patient_id) references patient
    )`);
  await knex.raw(`
    create unique index own_chart_patient on own_chart (organization_id, patient_id)
    where patient_id is not null`);
  await wallByOrganization(knex, 'own_chart', 'select, insert, update');
  await keepVersions(knex, 'own_chart', 'organization');

  await knex.raw(`
    create table access_review (
      organization_id uuid not null,
      id uuid not null,
      staff_id uuid not null,
      patient_id uuid not null,
      flags text[] not null,
      count integer not null check (count > 0),
      first_at timestamptz not null,
      last_at timestamptz not null,
      note text not null check (note <> ''),
      reviewed_at timestamptz not null,
      reviewed_by uuid not null,
      primary key (organization_id, id),
      foreign key (organization_id, staff_id) references staff_member,
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, reviewed_by) references staff_member,
      /* Nobody reviews their own look-ups. */
      check (staff_id <> reviewed_by)
    )`);
  await knex.raw(
    'create index access_review_at on access_review (organization_id, reviewed_at desc, id desc)',
  );
  await wallByOrganization(knex, 'access_review', 'select, insert');

  // Drawn from the sealed entries by patient: what the page searches. The entries stay what counts.
  await knex.raw(`
    create table patient_access (
      organization_id uuid not null,
      entry_id uuid not null,
      patient_id uuid not null,
      staff_id uuid not null,
      at timestamptz not null,
      act text not null,
      way text not null check (way in ('opened', 'shown', 'taken')),
      request_id text not null,
      flags text[] not null default '{}',
      is_flagged boolean not null,
      review_id uuid,
      primary key (organization_id, entry_id, patient_id),
      foreign key (organization_id, entry_id) references audit_entry,
      foreign key (organization_id, review_id) references access_review,
      check (is_flagged = (cardinality(flags) > 0)),
      check (is_flagged or review_id is null)
    )`);
  for (const whose of ['patient', 'staff'])
    await knex.raw(`
      create index patient_access_of_${whose} on patient_access
        (organization_id, ${whose}_id, at desc, entry_id desc)`);
  await knex.raw(`
    create index patient_access_to_review on patient_access (organization_id, staff_id, patient_id, at)
    where is_flagged and review_id is null`);
  await wallByOrganization(knex, 'patient_access', 'select, insert, update (review_id)');

  await knex.raw(`
    create table access_mark (
      organization_id uuid primary key,
      /* The last seal that was drawn. */
      seq bigint not null check (seq >= 0)
    )`);
  await wallByOrganization(knex, 'access_mark', 'select, insert, update');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table access_mark, patient_access, access_review, own_chart_version, own_chart',
  );
}
