import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table call_task (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      kind text not null,
      about text not null,
      appointment_id uuid,
      calling_since timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, id) references work_item,
      foreign key (organization_id, appointment_id) references appointment
    )`);
  await wallByClinic(knex, 'call_task');
  await knex.raw(`
    create table call_attempt (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      call_id uuid not null,
      caller_id uuid not null,
      outcome text not null,
      reason text not null,
      note text not null,
      began_at timestamptz not null,
      ended_at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, call_id) references call_task,
      foreign key (organization_id, caller_id) references staff_member,
      check (ended_at >= began_at)
    )`);
  await wallByClinic(knex, 'call_attempt', 'select, insert');
  await knex.raw(
    'create index call_attempt_call on call_attempt (organization_id, call_id, ended_at)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table call_attempt, call_task');
}
