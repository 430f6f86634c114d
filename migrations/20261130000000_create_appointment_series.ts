import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

// Visits that come again. Each is an appointment of its own that knows its series and its place in it; what was left out
// when the series was booked stays on record. Neither table is ever changed.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table appointment_series (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      patient_id uuid not null,
      provider_id uuid not null,
      visit_type_id uuid not null,
      unit text not null check (unit in ('day', 'week', 'month', 'month-weekday')),
      every smallint not null check (every between 1 and 52),
      places smallint not null check (places between 2 and 52),
      booked_at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, provider_id) references staff_member,
      foreign key (organization_id, visit_type_id) references visit_type
    )`);
  await wallByClinic(knex, 'appointment_series', 'select, insert');
  for (const column of ['patient_id', 'provider_id', 'visit_type_id', 'clinic_id'])
    await knex.raw(
      `create index appointment_series_${column} on appointment_series (organization_id, ${column})`,
    );
  await knex.raw(`
    create table appointment_series_left_out (
      organization_id uuid not null,
      series_id uuid not null,
      place smallint not null check (place between 1 and 52),
      clinic_id uuid not null,
      planned_at timestamptz not null,
      because text not null check (length(because) between 1 and 200),
      left_out_by uuid,
      left_out_at timestamptz not null,
      primary key (organization_id, series_id, place),
      foreign key (organization_id, series_id) references appointment_series,
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await wallByClinic(knex, 'appointment_series_left_out', 'select, insert');
  await knex.raw(
    'create index appointment_series_left_out_clinic on appointment_series_left_out (organization_id, clinic_id)',
  );
  await knex.raw(`
    alter table appointment
      add column series_id uuid,
      add column series_place smallint check (series_place between 1 and 52),
      add column series_starts_at timestamptz,
      add column series_provider_id uuid,
      add foreign key (organization_id, series_id) references appointment_series,
      add foreign key (organization_id, series_provider_id) references staff_member,
      add check (num_nulls(series_id, series_place, series_starts_at, series_provider_id) in (0, 4))`);
  // No place of a series has two visits.
  await knex.raw(`
    create unique index appointment_series_visit on appointment (organization_id, series_id, series_place)
      where series_id is not null`);
  await knex.raw(`
    create index appointment_planned_provider on appointment (organization_id, series_provider_id)
      where series_provider_id is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment drop column series_id, drop column series_place, drop column series_starts_at,
      drop column series_provider_id`);
  await knex.raw('drop table appointment_series_left_out, appointment_series');
}
