import type { Knex } from 'knex';
import { keepVersions, openToOwnFunctions, wallByOrganization } from './support/walls.ts';

/** Whatever belongs to a chart. A new table with a `patient_id` belongs here in its own migration. */
const attached = [
  'appointment',
  'waitlist_entry',
  'waitlist_offer',
  'work_item',
  'coverage',
  'patient_flag',
  'patient_proxy',
  'patient_note',
];

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table possible_duplicate (
      organization_id uuid not null,
      id uuid not null,
      patient_id uuid not null,
      other_id uuid not null,
      note text not null,
      found_at timestamptz not null,
      found_by uuid,
      settled_as text check (settled_as in ('one-person', 'two-persons')),
      settled_because text,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, other_id) references patient,
      foreign key (organization_id, found_by) references staff_member,
      /* Each pair once, whichever chart was open. */
      check (patient_id < other_id),
      check ((settled_as is null) = (settled_because is null))
    )`);
  await knex.raw(`
    create unique index possible_duplicate_pair on possible_duplicate (organization_id, patient_id, other_id)
    where settled_as is null`);
  await knex.raw(`
    create index possible_duplicate_other on possible_duplicate (organization_id, other_id)`);
  await wallByOrganization(knex, 'possible_duplicate', 'select, insert, update');
  await keepVersions(knex, 'possible_duplicate', 'organization');

  await knex.raw(`
    create table retired_chart (
      organization_id uuid not null,
      patient_id uuid not null,
      survivor_id uuid not null,
      reason text not null check (reason <> ''),
      retired_at timestamptz not null,
      retired_by uuid,
      primary key (organization_id, patient_id),
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, survivor_id) references patient,
      foreign key (organization_id, retired_by) references staff_member,
      check (patient_id <> survivor_id)
    )`);
  await wallByOrganization(knex, 'retired_chart', 'select, insert');
  await openToOwnFunctions(knex, 'retired_chart');

  // The lock comes first: a chart that is being retired is waited for, and then seen as retired.
  await knex.raw(`
    create function refuse_retired_chart() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      if new.patient_id is null then return new; end if;
      perform from patient p
      where p.organization_id = new.organization_id and p.id = new.patient_id for key share;
      if exists (
        select from retired_chart r
        where r.organization_id = new.organization_id and r.patient_id = new.patient_id
      ) then
        raise exception 'nothing attaches to a retired chart' using errcode = 'integrity_constraint_violation';
      end if;
      return new;
    end $$`);
  for (const table of attached)
    await knex.raw(`
      create trigger ${table}_no_retired_chart before insert or update of patient_id on ${table}
      for each row execute function refuse_retired_chart()`);

  // Of all clinics, also those that the caller does not see: numbers only.
  for (const table of ['appointment', 'waitlist_entry', 'work_item'])
    await openToOwnFunctions(knex, table);
  await knex.raw(`
    create function open_business_of(chart uuid, at timestamptz)
    returns table (visits integer, waiting integer, work integer)
    language sql stable security definer set search_path = public, pg_temp as $$
      select
        (select count(*)::integer from appointment
         where organization_id = app_organization() and patient_id = chart and status = 'booked' and ends_at > at),
        (select count(*)::integer from waitlist_entry
         where organization_id = app_organization() and patient_id = chart and status in ('active', 'paused')),
        (select count(*)::integer from work_item
         where organization_id = app_organization() and patient_id = chart and closed_at is null)
    $$`);
  await knex.raw('revoke all on function open_business_of(uuid, timestamptz) from public');
  await knex.raw('grant execute on function open_business_of(uuid, timestamptz) to daysheet_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function open_business_of(uuid, timestamptz)');
  for (const table of ['appointment', 'waitlist_entry', 'work_item'])
    await knex.raw(`drop policy ${table}_own_functions on ${table}`);
  for (const table of attached)
    await knex.raw(`drop trigger ${table}_no_retired_chart on ${table}`);
  await knex.raw('drop function refuse_retired_chart()');
  await knex.raw('drop table retired_chart, possible_duplicate_version, possible_duplicate');
}
