import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

// Actions on many items. A row's outcome commits with its effect, so that a job goes on where it was interrupted.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table work_bulk (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      queue text not null,
      action jsonb not null,
      requested_by_id uuid not null,
      command_id uuid,
      total integer not null check (total > 0),
      done integer not null default 0,
      refused integer not null default 0,
      started_at timestamptz not null,
      ended_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, requested_by_id) references staff_member,
      check (done + refused <= total),
      check ((ended_at is not null) = (done + refused = total))
    )`);
  await wallByClinic(knex, 'work_bulk');
  await knex.raw(
    'create index work_bulk_running on work_bulk (organization_id, queue, started_at) where ended_at is null',
  );
  await knex.raw(`
    create table work_bulk_item (
      organization_id uuid not null,
      clinic_id uuid not null,
      bulk_id uuid not null,
      work_item_id uuid not null,
      expected_version integer not null,
      done_at timestamptz,
      /* Why it was refused. */
      because text,
      primary key (organization_id, bulk_id, work_item_id),
      foreign key (organization_id, bulk_id) references work_bulk,
      check (because is null or done_at is not null)
    )`);
  await wallByClinic(knex, 'work_bulk_item');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table work_bulk_item, work_bulk');
}
