import type { Knex } from 'knex';
import { keepVersions, openToOwnFunctions, wallByClinic } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table waitlist_entry (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      patient_id uuid not null,
      visit_type_id uuid not null,
      urgency text not null check (urgency in ('urgent', 'soon', 'routine')),
      provider_ids uuid[] not null default '{}',
      weekdays smallint[] not null default '{}',
      earliest_time text,
      latest_time text,
      earliest_on date,
      latest_on date,
      min_notice_hours integer not null default 2 check (min_notice_hours between 0 and 336),
      appointment_id uuid,
      contact_consent boolean not null default true,
      status text not null check (status in ('active', 'paused', 'booked', 'withdrawn')),
      added_at timestamptz not null,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, visit_type_id) references visit_type,
      foreign key (organization_id, appointment_id) references appointment
    )`);
  await wallByClinic(knex, 'waitlist_entry');
  await keepVersions(knex, 'waitlist_entry', 'clinic');
  await knex.raw(`
    create unique index waitlist_entry_waiting
    on waitlist_entry (organization_id, clinic_id, patient_id, visit_type_id)
    where status in ('active', 'paused')`);
  await knex.raw(`
    create index waitlist_entry_type on waitlist_entry (organization_id, clinic_id, visit_type_id, added_at)
    where status in ('active', 'paused')`);
  await knex.raw(`
    create index waitlist_entry_appointment on waitlist_entry (organization_id, appointment_id)
    where appointment_id is not null`);

  await knex.raw(`
    create table waitlist_opening (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      provider_id uuid not null,
      visit_type_id uuid not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      cause text not null check (cause in ('cancelled', 'moved')),
      appointment_id uuid not null,
      /* With appointment_id the dedupe key: one freed time raises one opening. */
      appointment_version integer not null,
      status text not null check (status in ('open', 'offered', 'filled', 'withdrawn', 'lapsed')),
      offers_leave_at timestamptz not null,
      raised_at timestamptz not null,
      ended_at timestamptz,
      filled_by_appointment_id uuid,
      days_gained integer,
      fitting integer not null default 0,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      unique (organization_id, appointment_id, appointment_version),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, appointment_id) references appointment,
      check (starts_at < ends_at),
      check ((status = 'filled') = (filled_by_appointment_id is not null)),
      check ((status in ('filled', 'withdrawn', 'lapsed')) = (ended_at is not null))
    )`);
  await wallByClinic(knex, 'waitlist_opening');
  await keepVersions(knex, 'waitlist_opening', 'clinic');
  await knex.raw(`
    create index waitlist_opening_live on waitlist_opening (organization_id, clinic_id, starts_at)
    where status in ('open', 'offered')`);
  await knex.raw(
    'create index waitlist_opening_ended on waitlist_opening (organization_id, clinic_id, ended_at)',
  );

  await knex.raw(`
    create table waitlist_offer (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      opening_id uuid not null,
      entry_id uuid not null,
      patient_id uuid not null,
      status text not null check (
        status in ('queued', 'sent', 'accepted', 'declined', 'expired', 'unavailable', 'withdrawn')),
      rank integer not null check (rank > 0),
      /* The verdicts and the rule version by which this entry was chosen; the reason when out of order. */
      grounds jsonb not null,
      token_hash bytea not null check (octet_length(token_hash) = 32),
      leaves_at timestamptz not null,
      sent_at timestamptz,
      expires_at timestamptz,
      answered_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, opening_id) references waitlist_opening,
      foreign key (organization_id, entry_id) references waitlist_entry,
      foreign key (organization_id, patient_id) references patient,
      check ((status = 'queued') <= (sent_at is null)),
      check ((status = 'sent') <= (expires_at is not null))
    )`);
  await wallByClinic(knex, 'waitlist_offer');
  await openToOwnFunctions(knex, 'waitlist_offer');
  await keepVersions(knex, 'waitlist_offer', 'clinic');
  await knex.raw(`
    create unique index waitlist_offer_one_live on waitlist_offer (organization_id, entry_id)
    where status in ('queued', 'sent')`);
  await knex.raw(`
    create unique index waitlist_offer_one_winner on waitlist_offer (organization_id, opening_id)
    where status = 'accepted'`);
  await knex.raw(
    'create index waitlist_offer_opening on waitlist_offer (organization_id, opening_id)',
  );
  await knex.raw('create index waitlist_offer_token on waitlist_offer (token_hash)');
  await knex.raw(`
    create index waitlist_offer_leaving on waitlist_offer (organization_id, leaves_at) where status = 'queued'`);
  await knex.raw(`
    create index waitlist_offer_expiring on waitlist_offer (organization_id, expires_at) where status = 'sent'`);

  // The patient's page knows nothing but the link; this answers whose it is and nothing else.
  await knex.raw(`
    create function find_link(hash bytea) returns table (organization_id uuid, offer_id uuid)
    language sql stable security definer set search_path = public as $$
      select organization_id, id from waitlist_offer where token_hash = hash
    $$`);
  await knex.raw('revoke all on function find_link(bytea) from public');
  await knex.raw('grant execute on function find_link(bytea) to daysheet_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function find_link(bytea)');
  for (const table of ['waitlist_offer', 'waitlist_opening', 'waitlist_entry'])
    await knex.raw(`drop table ${table}_version, ${table}`);
}
