import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

// What reaches patients or moves money is proposed, approved by somebody else, and in force from its date on.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table setting_draft (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      setting text not null,
      value jsonb not null,
      effective_on date not null,
      status text not null check (status in ('draft', 'approved', 'in-force', 'withdrawn')),
      drafted_by uuid not null,
      drafted_at timestamptz not null,
      approved_by uuid,
      approved_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, drafted_by) references staff_member,
      foreign key (organization_id, approved_by) references staff_member,
      check ((approved_by is null) = (approved_at is null)),
      check (status in ('draft', 'withdrawn') or approved_by is not null)
    )`);
  await knex.raw(`
    create unique index setting_draft_one_open on setting_draft (organization_id, clinic_id, setting)
    where status in ('draft', 'approved')`);
  await knex.raw(`
    create index setting_draft_clinic on setting_draft (organization_id, clinic_id, drafted_at desc)`);
  await knex.raw(`
    create index setting_draft_due on setting_draft (organization_id, effective_on)
    where status = 'approved'`);
  await wallByClinic(knex, 'setting_draft', 'select, insert, update');
  await keepVersions(knex, 'setting_draft', 'clinic');
  await keepVersions(knex, 'clinic', 'organization');
  await knex.raw(`
    insert into clinic_version (organization_id, id, version, act, row, valid_from)
    select c.organization_id, c.id, c.version, 'add', to_jsonb(c), o.created_at
    from clinic c join organization o on o.organization_id = c.organization_id`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table clinic_version, setting_draft_version, setting_draft');
}
