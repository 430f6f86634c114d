import type { Knex } from 'knex';
import { wallByOrganization } from './support/walls.ts';

// What carriers bring back: texts of patients, each once, and addresses that do not work.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table inbound_text (
      organization_id uuid not null references organization,
      /* The carrier's own id: what it tells twice is heard once. */
      carrier_ref text not null check (length(carrier_ref) between 1 and 200),
      meaning text not null check (meaning in ('comes', 'cannot-come', 'late', 'stop', 'who', 'unreadable')),
      /* Who was understood to have written; none for a number that is on no chart. */
      patient_ids uuid[] not null,
      received_at timestamptz not null,
      primary key (organization_id, carrier_ref)
    )`);
  await wallByOrganization(knex, 'inbound_text', 'select, insert');

  // As long as the chart has this address, nothing leaves to it.
  await knex.raw(`
    create table failing_contact (
      organization_id uuid not null,
      patient_id uuid not null,
      channel text not null check (channel in ('text', 'email')),
      address text not null check (length(address) between 1 and 200),
      because text not null check (because ~ '^[a-z-]{1,40}$'),
      since timestamptz not null,
      primary key (organization_id, patient_id, channel, address),
      foreign key (organization_id, patient_id) references patient
    )`);
  await wallByOrganization(knex, 'failing_contact', 'select, insert');

  // A carrier tells of a message by its id alone; this answers whose it is and nothing else.
  await knex.raw(`
    create policy outreach_message_own_functions on outreach_message
      for select to current_user using (true)`);
  await knex.raw('create index outreach_message_id on outreach_message (id)');
  await knex.raw(`
    create function find_message_home(message uuid) returns table (organization_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
      select organization_id from outreach_message where id = message
    $$`);
  await knex.raw('revoke all on function find_message_home(uuid) from public');
  await knex.raw('grant execute on function find_message_home(uuid) to daysheet_app');
  await knex.raw(`
    create index outreach_message_sent_to on outreach_message (organization_id, sent_to, sent_at)
      where sent_at is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index outreach_message_sent_to');
  await knex.raw('drop function find_message_home(uuid)');
  await knex.raw('drop index outreach_message_id');
  await knex.raw('drop policy outreach_message_own_functions on outreach_message');
  await knex.raw('drop table failing_contact, inbound_text');
}
