import type { Knex } from 'knex';
import { wallByOrganization, wallByPerson } from './support/walls.ts';

// What a person is told of, and which topics they want to be told of. Ids and counts only.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table notification (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      staff_id uuid not null,
      topic text not null,
      queue text not null,
      colleague_id uuid,
      work_item_id uuid,
      bulk_id uuid,
      item_count integer not null check (item_count >= 0),
      refused integer not null default 0 check (refused >= 0),
      at_once boolean not null,
      at timestamptz not null,
      read_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, staff_id) references staff_member,
      foreign key (organization_id, colleague_id) references staff_member,
      check (colleague_id is distinct from staff_id),
      check (work_item_id is null or item_count = 1)
    )`);
  await wallByPerson(knex, 'notification');
  await knex.raw(
    'create index notification_list on notification (organization_id, staff_id, at desc, id desc)',
  );
  await knex.raw(`
    create index notification_unread on notification (organization_id, staff_id) where read_at is null`);
  await knex.raw('create index notification_old on notification (organization_id, at)');
  await knex.raw(`
    create table notification_choice (
      organization_id uuid not null,
      staff_id uuid not null,
      /* Topic to choice; the standard for what is not in it. */
      choices jsonb not null check (jsonb_typeof(choices) = 'object' and octet_length(choices::text) <= 2000),
      primary key (organization_id, staff_id),
      foreign key (organization_id, staff_id) references staff_member
    )`);
  await wallByOrganization(knex, 'notification_choice');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table notification_choice, notification');
}
