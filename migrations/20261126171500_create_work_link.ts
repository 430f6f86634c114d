import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

// What a work item is about beside its patient. Records lie in tables of any slice, so no key refers to them.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table work_link (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      work_item_id uuid not null,
      kind text not null,
      record_id uuid not null,
      linked_by_id uuid not null,
      at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, work_item_id, kind, record_id),
      foreign key (organization_id, work_item_id) references work_item,
      foreign key (organization_id, linked_by_id) references staff_member
    )`);
  await wallByClinic(knex, 'work_link', 'select, insert, delete');
  await knex.raw(`
    create index work_item_patient on work_item (organization_id, patient_id)
    where patient_id is not null and closed_at is null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index work_item_patient');
  await knex.raw('drop table work_link');
}
