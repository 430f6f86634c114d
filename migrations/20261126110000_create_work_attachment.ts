import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

// Scans, faxes, letters on a work item. The file itself lies in the store of files; a removed one leaves its row.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table work_item add column attachments integer not null default 0');
  await knex.raw('alter table work_item add check (attachments >= 0)');
  await knex.raw(`
    create table work_attachment (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      work_item_id uuid not null,
      kind text not null,
      name text not null,
      media_type text not null,
      bytes bigint not null check (bytes > 0),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      blob_key text not null check (blob_key ~ '^[0-9a-f]{32}$'),
      added_by_id uuid not null,
      added_at timestamptz not null,
      removed_by_id uuid,
      removed_at timestamptz,
      removed_because text,
      primary key (organization_id, id),
      unique (organization_id, blob_key),
      foreign key (organization_id, work_item_id) references work_item,
      foreign key (organization_id, added_by_id) references staff_member,
      foreign key (organization_id, removed_by_id) references staff_member,
      check ((removed_at is null) = (removed_because is null)),
      check ((removed_at is null) = (removed_by_id is null))
    )`);
  await wallByClinic(knex, 'work_attachment', 'select, insert, update');
  await knex.raw(
    'create index work_attachment_item on work_attachment (organization_id, work_item_id, added_at)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table work_attachment');
  await knex.raw('alter table work_item drop column attachments');
}
