import type { Knex } from 'knex';
import { keepVersions, wallByOrganization } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table payer (
      organization_id uuid not null references organization,
      id uuid not null,
      name text not null check (name <> ''),
      /* X12 NM109. */
      payer_identifier text,
      line_of_business text not null,
      kinds text[] not null check (cardinality(kinds) > 0),
      active boolean not null default true,
      created_at timestamptz not null,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id)
    )`);
  await knex.raw('create unique index payer_name on payer (organization_id, lower(name))');
  await wallByOrganization(knex, 'payer', 'select, insert, update');
  await keepVersions(knex, 'payer', 'organization');

  await knex.raw(`
    create table coverage (
      organization_id uuid not null,
      id uuid not null,
      patient_id uuid not null,
      payer_id uuid not null,
      plan_name text not null check (plan_name <> ''),
      member_id text not null check (member_id <> ''),
      group_number text,
      billing_order text not null check (billing_order in ('primary', 'secondary', 'tertiary')),
      relationship text not null check (relationship in ('self', 'spouse', 'child', 'other')),
      subscriber_family text,
      subscriber_given text,
      subscriber_birth_on date,
      effective_from date not null,
      /* The last day that is covered. */
      ends_on date,
      verified_on date,
      verified_by uuid,
      verified_how text,
      known_on date,
      copay_cents bigint check (copay_cents >= 0),
      deductible_cents bigint check (deductible_cents >= 0),
      deductible_left_cents bigint check (deductible_left_cents >= 0),
      /* False for one that was entered by mistake. */
      valid boolean not null default true,
      created_at timestamptz not null,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, payer_id) references payer,
      foreign key (organization_id, verified_by) references staff_member,
      check (ends_on >= effective_from),
      check ((relationship = 'self') = (subscriber_family is null)),
      check ((subscriber_family is null) = (subscriber_given is null)),
      check ((subscriber_family is null) = (subscriber_birth_on is null)),
      check ((verified_on is null) = (verified_how is null)),
      check (known_on is not null or coalesce(copay_cents, deductible_cents, deductible_left_cents) is null),
      check (deductible_left_cents <= deductible_cents),
      /* One primary, one secondary, one tertiary on any day. */
      constraint coverage_one_per_order exclude using gist (
        organization_id with =, patient_id with =, billing_order with =,
        daterange(effective_from, ends_on, '[]') with &&
      ) where (valid)
    )`);
  await knex.raw('create index coverage_patient on coverage (organization_id, patient_id)');
  await wallByOrganization(knex, 'coverage', 'select, insert, update');
  await keepVersions(knex, 'coverage', 'organization');
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['coverage', 'payer'])
    await knex.raw(`drop table ${table}_version, ${table}`);
}
