import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

// What came by MLLP, kept before it is acknowledged and applied afterwards, in the order in which it came.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table hl7_message (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      interface_id uuid not null,
      /* The order in which it was kept. */
      arrival bigint generated always as identity,
      /* MSH-10; null where it could not be read. */
      control_id text,
      /* SHA-256 of the bytes. */
      content_hash text not null,
      /* MSH-9: ORU^R01. */
      type text not null,
      received_at timestamptz not null,
      /* What the sender was told, whatever became of the message later. */
      answer text not null check (answer in ('accepted', 'error', 'rejected')),
      state text not null check (state in ('taken', 'applied', 'quarantined')),
      problems jsonb not null default '[]',
      problem_code text,
      /* How often it came. */
      copies integer not null default 1 check (copies > 0),
      /* Faults of our own in applying it. */
      tries integer not null default 0,
      try_at timestamptz,
      applied_at timestamptz,
      content bytea not null,
      primary key (organization_id, id),
      unique (organization_id, interface_id, content_hash),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, interface_id) references interface,
      check ((state = 'applied') = (applied_at is not null)),
      check (state <> 'quarantined' or problem_code is not null),
      check (state = 'quarantined' or answer = 'accepted')
    )`);
  // What was refused may come again under its number, mended.
  await knex.raw(`
    create unique index hl7_message_control on hl7_message (organization_id, interface_id, control_id)
    where answer = 'accepted'`);
  await knex.raw(`
    create index hl7_message_taken on hl7_message (organization_id, interface_id, arrival) where state = 'taken'`);
  await knex.raw(`
    create index hl7_message_recent on hl7_message (organization_id, interface_id, received_at desc, arrival desc)`);
  await knex.raw(`
    create index hl7_message_quarantined on hl7_message (organization_id, interface_id, received_at)
    where state = 'quarantined'`);
  await wallByClinic(knex, 'hl7_message', 'select, insert, update');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table hl7_message');
}
