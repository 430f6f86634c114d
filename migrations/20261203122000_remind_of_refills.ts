import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

// Who is told that a medicine may run out, once for each day on which one does; the day as reckoned from the fills.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table prescription add column runs_out_on date');
  await knex.raw(`
    create index prescription_runs_out on prescription (organization_id, clinic_id, runs_out_on, id)
      where status = 'active' and runs_out_on is not null`);
  await knex.raw(`
    create table refill_reminder (
      organization_id uuid not null,
      clinic_id uuid not null,
      patient_id uuid not null,
      runs_out_on date not null,
      prescription_id uuid not null,
      at timestamptz not null,
      /* A code word: why nothing was said. */
      refused text check (refused ~ '^[a-z-]{1,40}$'),
      primary key (organization_id, clinic_id, patient_id, runs_out_on),
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, prescription_id) references prescription
    )`);
  await wallByClinic(knex, 'refill_reminder', 'select, insert, update');
  await knex.raw(
    'create index refill_reminder_order on refill_reminder (organization_id, prescription_id)',
  );
  await knex.raw('alter table outreach_message drop constraint outreach_message_about_kind_check');
  await knex.raw(`
    alter table outreach_message add constraint outreach_message_about_kind_check
      check (about_kind in ('offer', 'visit', 'prescription'))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table outreach_message drop constraint outreach_message_about_kind_check');
  await knex.raw(`
    alter table outreach_message add constraint outreach_message_about_kind_check
      check (about_kind in ('offer', 'visit')) not valid`);
  await knex.raw('drop table refill_reminder');
  await knex.raw('alter table prescription drop column runs_out_on');
}
