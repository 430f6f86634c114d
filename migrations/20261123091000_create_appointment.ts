import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table appointment (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      provider_id uuid not null,
      patient_id uuid not null,
      visit_type_id uuid not null,
      modality text not null check (modality in ('in-person', 'video', 'phone')),
      status text not null check (status in ('booked', 'cancelled')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      cancel_reason text,
      cancel_note text,
      cancelled_at timestamptz,
      cancel_late boolean,
      undo_until timestamptz,
      undo_closed_at timestamptz,
      created_at timestamptz not null,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, provider_id) references staff_member,
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, visit_type_id) references visit_type,
      check (starts_at < ends_at),
      check ((status = 'cancelled') = (cancelled_at is not null)),
      check ((status = 'cancelled') = (cancel_reason is not null))
    )`);
  await wallByClinic(knex, 'appointment');
  await keepVersions(knex, 'appointment', 'clinic');
  await knex.raw(
    'create index appointment_day on appointment (organization_id, clinic_id, starts_at)',
  );
  await knex.raw(
    'create index appointment_patient on appointment (organization_id, patient_id, starts_at)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table appointment_version, appointment');
}
