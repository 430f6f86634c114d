import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

// What the clinic says to patients, and the switch that keeps it from leaving.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table outreach_message (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      patient_id uuid not null,
      channel text not null check (channel in ('text', 'email')),
      kind text not null check (kind ~ '^[a-z-]{1,40}$'),
      about_kind text not null check (about_kind in ('offer', 'visit')),
      about_id uuid not null,
      language text not null check (language ~ '^[a-z]{2,3}(-[A-Z]{2}){0,1}$'),
      status text not null check (status in ('queued', 'sending', 'sent', 'delivered', 'unknown', 'dead',
        'withdrawn', 'dropped', 'expired')),
      /* A code word of the contract; never what a carrier wrote. */
      because text check (because ~ '^[a-z-]{1,40}$'),
      queued_at timestamptz not null,
      leaves_at timestamptz not null,
      expires_at timestamptz not null,
      attempts integer not null default 0 check (attempts >= 0),
      /* When it was handed over last. */
      handed_at timestamptz,
      sent_at timestamptz,
      /* The carrier's own number for it, and where it went: for answers and bounces that come later. */
      carrier_ref text check (length(carrier_ref) between 1 and 200),
      sent_to text check (length(sent_to) between 1 and 200),
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, patient_id) references patient,
      check (expires_at > queued_at),
      check ((attempts > 0) = (handed_at is not null)),
      check (status not in ('sending', 'sent', 'unknown') or attempts > 0),
      check (status <> 'sent' or sent_at is not null)
    )`);
  await wallByClinic(knex, 'outreach_message', 'select, insert, update');
  await keepVersions(knex, 'outreach_message', 'clinic');
  await knex.raw(`
    create index outreach_message_due on outreach_message (organization_id, expires_at) where status = 'queued'`);
  await knex.raw(`
    create index outreach_message_handed on outreach_message (organization_id, handed_at) where status = 'sending'`);
  // The parts of the list, each newest first; most messages have arrived long ago.
  for (const [part, statuses] of Object.entries(parts))
    await knex.raw(`
      create index outreach_message_${part} on outreach_message (organization_id, clinic_id, queued_at, id)
      where status in (${statuses})`);
  await knex.raw(`
    create index outreach_message_patient on outreach_message (organization_id, patient_id, queued_at)`);
  await knex.raw(`
    create index outreach_message_about on outreach_message (organization_id, about_kind, about_id)`);

  await knex.raw(`
    create table outreach_stop (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      channel text not null check (channel in ('all', 'text', 'email')),
      reason text not null check (length(reason) between 1 and 200),
      stopped_at timestamptz not null,
      stopped_by uuid,
      released_at timestamptz,
      released_by uuid,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, stopped_by) references staff_member,
      foreign key (organization_id, released_by) references staff_member,
      check (released_at >= stopped_at)
    )`);
  await knex.raw(`
    create unique index outreach_stop_in_force on outreach_stop (organization_id, clinic_id, channel)
    where released_at is null`);
  await wallByClinic(knex, 'outreach_stop', 'select, insert, update');
  await keepVersions(knex, 'outreach_stop', 'clinic');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table outreach_stop_version, outreach_stop, outreach_message_version, outreach_message',
  );
}

const parts = {
  to_leave: `'queued', 'sending'`,
  sent: `'sent', 'delivered'`,
  trouble: `'unknown', 'dead'`,
  over: `'withdrawn', 'dropped', 'expired'`,
};
