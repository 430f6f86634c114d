import type { Knex } from 'knex';
import { keepVersions, wallByOrganization } from './support/walls.ts';

// When providers are busy by calendars that they keep elsewhere. The times count in every clinic of the provider, so
// that the wall is the organization's; what they are for stands nowhere.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table outside_calendar (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      provider_id uuid not null,
      name text not null check (name <> ''),
      read_at timestamptz not null,
      until_at timestamptz not null,
      busy integer not null check (busy >= 0),
      unread integer not null check (unread >= 0),
      removed_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, provider_id) references staff_member
    )`);
  await wallByOrganization(knex, 'outside_calendar', 'select, insert, update');
  await keepVersions(knex, 'outside_calendar', 'clinic');
  await knex.raw(`
    create index outside_calendar_standing on outside_calendar (organization_id, provider_id)
    where removed_at is null`);
  await knex.raw(`
    create table outside_busy (
      organization_id uuid not null,
      outside_calendar_id uuid not null,
      event_hash text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      provider_id uuid not null,
      primary key (organization_id, outside_calendar_id, event_hash, starts_at),
      foreign key (organization_id, outside_calendar_id) references outside_calendar,
      check (starts_at < ends_at)
    )`);
  await wallByOrganization(knex, 'outside_busy', 'select, insert, delete');
  await knex.raw(
    'create index outside_busy_then on outside_busy (organization_id, provider_id, ends_at)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table outside_busy, outside_calendar_version, outside_calendar');
}
