import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

// Notes on a patient, and everything of one patient in a queue: the open items and the closed ones.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table patient_note (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      patient_id uuid not null,
      text text not null check (text <> ''),
      author_id uuid not null,
      written_at timestamptz not null,
      /* Struck out, never removed. */
      struck_at timestamptz,
      struck_by_id uuid,
      version integer not null default 1,
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, author_id) references staff_member,
      foreign key (organization_id, struck_by_id) references staff_member,
      check ((struck_at is null) = (struck_by_id is null))
    )`);
  await knex.raw(
    'create index patient_note_patient on patient_note (organization_id, patient_id, written_at)',
  );
  await wallByClinic(knex, 'patient_note', 'select, insert, update');
  await keepVersions(knex, 'patient_note', 'clinic');
  await knex.raw(`
    create index work_item_of_patient on work_item (organization_id, patient_id, queue, id)
    where patient_id is not null`);
  await knex.raw('drop index work_item_patient');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    create index work_item_patient on work_item (organization_id, patient_id)
    where patient_id is not null and closed_at is null`);
  await knex.raw('drop index work_item_of_patient');
  await knex.raw('drop table patient_note_version, patient_note');
}
