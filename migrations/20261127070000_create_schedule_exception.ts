import type { Knex } from 'knex';
import { keepVersions, wallByOrganization } from './support/walls.ts';

// Where a provider's time differs from the weekly hours once. Time off counts in every clinic of the provider, so that
// the wall is the organization's; nothing of a patient stands here.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table schedule_exception (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      provider_id uuid not null,
      kind text not null check (kind in ('time-off', 'meeting', 'blocked', 'extra-hours')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      note text check (note <> ''),
      visit_type_ids uuid[] not null default '{}',
      removed_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, provider_id) references staff_member,
      check (starts_at < ends_at),
      check (ends_at - starts_at <= case kind when 'extra-hours' then interval '24 hours' else interval '400 days' end),
      check (kind = 'extra-hours' or visit_type_ids = '{}')
    )`);
  await wallByOrganization(knex, 'schedule_exception', 'select, insert, update');
  await keepVersions(knex, 'schedule_exception', 'clinic');
  await knex.raw(`
    create index schedule_exception_standing on schedule_exception (organization_id, provider_id, ends_at)
    where removed_at is null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table schedule_exception_version, schedule_exception');
}
