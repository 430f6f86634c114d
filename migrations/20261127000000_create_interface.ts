import type { Knex } from 'knex';
import { keepVersions, wallByClinicOrNone, wallByOrganization } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table interface (
      organization_id uuid not null references organization,
      id uuid not null,
      /* Null: of the whole organization. */
      clinic_id uuid,
      kind text not null,
      name text not null check (name <> ''),
      /* Of the inbox and of the outbox, below the organization's own. */
      folder text not null check (folder ~ '^[a-z0-9][a-z0-9-]{0,49}$'),
      /* ISA05 to ISA08 of what is sent; the other way round in what comes. */
      our_qualifier text not null check (length(our_qualifier) = 2),
      our_id text not null check (length(our_id) between 2 and 15),
      their_qualifier text not null check (length(their_qualifier) = 2),
      their_id text not null check (length(their_id) between 2 and 15),
      is_test boolean not null,
      /* As payers know who asks. */
      provider_name text not null check (provider_name <> ''),
      provider_npi text not null check (provider_npi ~ '^[0-9]{10}$'),
      payer_ids uuid[] not null,
      enabled boolean not null,
      /* ISA13 of the last file that was written. */
      last_control integer not null default 0 check (last_control between 0 and 999999999),
      created_at timestamptz not null,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      unique (organization_id, folder),
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await wallByClinicOrNone(knex, 'interface', 'select, insert, update');
  await keepVersions(knex, 'interface', 'clinic-or-none');

  await knex.raw(`
    create table interface_message (
      organization_id uuid not null,
      id uuid not null,
      interface_id uuid not null,
      clinic_id uuid,
      direction text not null check (direction in ('in', 'out')),
      outcome text not null check (outcome in ('done', 'refused', 'waiting', 'sent')),
      /* SHA-256 of the bytes; null of a file that was too large to be read. */
      file_hash text,
      control_number text,
      at timestamptz not null,
      counts jsonb not null default '{}',
      problems jsonb not null default '[]',
      problem_code text,
      /* How often the same file came. */
      copies integer not null default 1 check (copies > 0),
      /* A refused file that somebody wants read once more. */
      again_asked_at timestamptz,
      /* What is to be written; gone once it stands in the outbox. */
      content text,
      claimed_until timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, interface_id) references interface,
      check ((direction = 'in') = (outcome in ('done', 'refused'))),
      check ((content is not null) = (outcome = 'waiting')),
      check (again_asked_at is null or outcome = 'refused')
    )`);
  await knex.raw(`
    create unique index interface_message_once on interface_message (organization_id, interface_id, file_hash)
    where direction = 'in'`);
  await knex.raw(`
    create index interface_message_recent on interface_message (organization_id, interface_id, at desc)`);
  await knex.raw(`
    create index interface_message_waiting on interface_message (organization_id, at) where outcome = 'waiting'`);
  await knex.raw(`
    create index interface_message_again on interface_message (organization_id, interface_id)
    where again_asked_at is not null`);
  await wallByClinicOrNone(knex, 'interface_message', 'select, insert, update');

  // What was taken once is known by its sender's number, whatever the file is like.
  await knex.raw(`
    create table interface_interchange (
      organization_id uuid not null,
      interface_id uuid not null,
      sender text not null,
      control_number text not null,
      message_id uuid not null,
      primary key (organization_id, interface_id, sender, control_number),
      foreign key (organization_id, message_id) references interface_message
    )`);
  await wallByOrganization(knex, 'interface_interchange', 'select, insert');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table interface_interchange, interface_message, interface_version, interface',
  );
}
