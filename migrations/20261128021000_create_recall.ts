import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

// Who is to come back to a clinic, around which day, and the visit that was booked for it.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table recall (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      patient_id uuid not null,
      visit_type_id uuid not null,
      provider_id uuid,
      due_on date not null,
      note text check (length(note) between 1 and 200),
      from_appointment_id uuid,
      status text not null check (status in ('open', 'booked', 'dropped')),
      appointment_id uuid,
      dropped_because text,
      added_at timestamptz not null,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, visit_type_id) references visit_type,
      foreign key (organization_id, from_appointment_id) references appointment,
      foreign key (organization_id, appointment_id) references appointment,
      check (status <> 'booked' or appointment_id is not null),
      check ((status = 'dropped') = (dropped_because is not null))
    )`);
  await wallByClinic(knex, 'recall');
  await keepVersions(knex, 'recall', 'clinic');
  await knex.raw(
    `create index recall_open on recall (organization_id, clinic_id, due_on, id) where status = 'open'`,
  );
  await knex.raw(
    `create index recall_patient on recall (organization_id, patient_id) where status = 'open'`,
  );
  // A visit answers one recall at most.
  await knex.raw(`
    create unique index recall_appointment on recall (organization_id, appointment_id)
      where appointment_id is not null`);
  await knex.raw(`
    create index recall_from_appointment on recall (organization_id, from_appointment_id)
      where from_appointment_id is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table recall_version, recall');
}
