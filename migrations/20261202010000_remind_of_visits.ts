import type { Knex } from 'knex';
import { openToOwnFunctions, wallByClinic } from './support/walls.ts';

// Patients are reminded of visits, look at them behind a link, and answer.
export async function up(knex: Knex): Promise<void> {
  // Its key is what keeps two servers from reminding twice; a visit that moves is reminded of anew.
  await knex.raw(`
    create table outreach_reminder (
      organization_id uuid not null,
      appointment_id uuid not null,
      starts_at timestamptz not null,
      hours_before integer not null check (hours_before > 0),
      clinic_id uuid not null,
      at timestamptz not null,
      /* Why nothing was queued; null when something was. */
      refused text check (refused ~ '^[a-z-]{1,40}$'),
      primary key (organization_id, appointment_id, starts_at, hours_before),
      foreign key (organization_id, appointment_id) references appointment,
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await wallByClinic(knex, 'outreach_reminder', 'select, insert, update');

  await knex.raw(`
    create table visit_link (
      organization_id uuid not null,
      appointment_id uuid not null,
      clinic_id uuid not null,
      token_hash bytea not null check (length(token_hash) = 32),
      primary key (organization_id, appointment_id),
      foreign key (organization_id, appointment_id) references appointment,
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await wallByClinic(knex, 'visit_link', 'select, insert, update');
  await openToOwnFunctions(knex, 'visit_link');
  await knex.raw('create unique index visit_link_token on visit_link (token_hash)');
  // The page knows nothing but the link; this answers whose it is and nothing else.
  await knex.raw(`
    create function find_visit_link(hash bytea) returns table (organization_id uuid, appointment_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
      select organization_id, appointment_id from visit_link where token_hash = hash
    $$`);
  await knex.raw('revoke all on function find_visit_link(bytea) from public');
  await knex.raw('grant execute on function find_visit_link(bytea) to daysheet_app');

  await knex.raw(`
    create table outreach_reply (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      patient_id uuid not null,
      appointment_id uuid not null,
      /* The start that was answered for. */
      starts_at timestamptz not null,
      meaning text not null check (meaning in ('comes', 'cannot-come')),
      received_at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, appointment_id) references appointment
    )`);
  await wallByClinic(knex, 'outreach_reply', 'select, insert');
  await knex.raw(`
    create index outreach_reply_visit on outreach_reply (organization_id, appointment_id, received_at)`);
  await knex.raw(`
    create index outreach_reply_patient on outreach_reply (organization_id, patient_id)`);

  // For which start: a visit that moves is to be confirmed anew.
  await knex.raw(`
    alter table appointment
      add confirmed_at timestamptz,
      add confirmed_of timestamptz,
      add check ((confirmed_at is null) = (confirmed_of is null))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table appointment drop confirmed_at, drop confirmed_of');
  await knex.raw('drop table outreach_reply');
  await knex.raw('drop function find_visit_link(bytea)');
  await knex.raw('drop table visit_link, outreach_reminder');
}
