import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

// When a provider was out, and what became of each visit that stood in that time.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table rescue (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      provider_id uuid not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      exception_id uuid not null,
      status text not null check (status in ('done', 'undone')),
      committed_at timestamptz not null,
      quiet_until timestamptz not null,
      undone_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, provider_id) references staff_member,
      foreign key (organization_id, exception_id) references schedule_exception,
      check (ends_at > starts_at),
      check ((status = 'undone') = (undone_at is not null))
    )`);
  await wallByClinic(knex, 'rescue');
  await keepVersions(knex, 'rescue', 'clinic');
  await knex.raw(
    'create index rescue_latest on rescue (organization_id, clinic_id, committed_at, id)',
  );
  await knex.raw('create index rescue_exception on rescue (organization_id, exception_id)');
  await knex.raw('create index rescue_provider on rescue (organization_id, provider_id)');
  // Written with the rescue; only what its undo did is added, once.
  await knex.raw(`
    create table rescue_line (
      organization_id uuid not null,
      rescue_id uuid not null,
      appointment_id uuid not null,
      clinic_id uuid not null,
      act text not null check (act in ('move', 'waitlist', 'call', 'leave')),
      from_starts_at timestamptz not null,
      from_ends_at timestamptz not null,
      to_provider_id uuid,
      to_starts_at timestamptz,
      appointment_version integer not null check (appointment_version > 0),
      entry_id uuid,
      call_id uuid,
      undone text check (undone in ('restored', 'touched', 'passed', 'taken', 'may-not-come')),
      primary key (organization_id, rescue_id, appointment_id),
      foreign key (organization_id, rescue_id) references rescue,
      foreign key (organization_id, appointment_id) references appointment,
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, to_provider_id) references staff_member,
      foreign key (organization_id, entry_id) references waitlist_entry,
      foreign key (organization_id, call_id) references work_item,
      check ((act = 'move') = (to_starts_at is not null)),
      check ((to_starts_at is null) = (to_provider_id is null))
    )`);
  await wallByClinic(knex, 'rescue_line', 'select, insert, update');
  for (const column of ['appointment_id', 'to_provider_id', 'entry_id', 'call_id'])
    await knex.raw(
      `create index rescue_line_${column} on rescue_line (organization_id, ${column}) where ${column} is not null`,
    );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table rescue_line, rescue_version, rescue');
}
