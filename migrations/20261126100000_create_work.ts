import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

// The kernel of everything that waits for a person. A queue's own table has the same id as key and foreign key.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table work_item (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      queue text not null,
      patient_id uuid,
      status text not null,
      /* 0 stat, 1 asap, 2 urgent, 3 routine. */
      priority smallint not null check (priority between 0 and 3),
      owner_id uuid,
      lease_holder_id uuid,
      /* Grows with every lease: a write under an older one is refused. */
      lease_token integer not null default 0 check (lease_token >= 0),
      lease_until timestamptz,
      snoozed_until timestamptz,
      reason text,
      tags text[] not null default '{}',
      /* The earliest target or deadline that runs, or far away; with the level what running clocks add up to. */
      sort_at timestamptz not null,
      level smallint not null default 0 check (level between 0 and 2),
      amount_cents bigint,
      comments integer not null default 0,
      opened_at timestamptz not null,
      closed_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, owner_id) references staff_member,
      foreign key (organization_id, lease_holder_id) references staff_member,
      check ((lease_holder_id is null) = (lease_until is null)),
      check (closed_at is null or (lease_holder_id is null and snoozed_until is null)),
      check (snoozed_until is null or lease_holder_id is null)
    )`);
  await wallByClinic(knex, 'work_item');
  await keepVersions(knex, 'work_item', 'clinic');
  await knex.raw(`
    create index work_item_open on work_item (organization_id, clinic_id, queue, sort_at, priority, id)
    where closed_at is null`);
  await knex.raw(`
    create index work_item_closed on work_item (organization_id, clinic_id, queue, closed_at, id)
    where closed_at is not null`);
  await knex.raw(`
    create index work_item_owner on work_item (organization_id, owner_id)
    where owner_id is not null and closed_at is null`);
  await knex.raw(`
    create index work_item_lease on work_item (organization_id, lease_until) where lease_until is not null`);
  await knex.raw(`
    create index work_item_waking on work_item (organization_id, snoozed_until) where snoozed_until is not null`);

  await knex.raw(`
    create table work_clock (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      work_item_id uuid not null,
      rule text not null,
      rule_version integer not null check (rule_version >= 0),
      rule_value jsonb not null,
      title text not null,
      started_at timestamptz not null,
      start_evidence text not null,
      target_at timestamptz,
      deadline_at timestamptz not null,
      warn_at timestamptz,
      level smallint not null check (level between 0 and 2),
      state text not null check (state in ('running', 'paused', 'stopped')),
      /* When the tick must look again; null while nothing can turn. */
      next_at timestamptz,
      stopped_at timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, work_item_id) references work_item,
      check ((state = 'stopped') = (stopped_at is not null)),
      check (state = 'running' or next_at is null)
    )`);
  await wallByClinic(knex, 'work_clock');
  await knex.raw('create index work_clock_item on work_clock (organization_id, work_item_id)');
  await knex.raw(
    'create index work_clock_next on work_clock (organization_id, next_at) where next_at is not null',
  );
  await knex.raw(`
    create table work_clock_pause (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      clock_id uuid not null,
      from_at timestamptz not null,
      until_at timestamptz,
      reason text not null,
      primary key (organization_id, id),
      foreign key (organization_id, clock_id) references work_clock,
      check (until_at is null or until_at >= from_at)
    )`);
  await wallByClinic(knex, 'work_clock_pause');
  await knex.raw(`
    create unique index work_clock_pause_open on work_clock_pause (organization_id, clock_id)
    where until_at is null`);
  await knex.raw(
    'create index work_clock_pause_clock on work_clock_pause (organization_id, clock_id, from_at)',
  );

  await knex.raw(`
    create table work_comment (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      work_item_id uuid not null,
      author_id uuid not null,
      text text not null,
      mentions uuid[] not null default '{}',
      at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, work_item_id) references work_item,
      foreign key (organization_id, author_id) references staff_member
    )`);
  await wallByClinic(knex, 'work_comment', 'select, insert');
  await knex.raw(
    'create index work_comment_item on work_comment (organization_id, work_item_id, at)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table work_comment, work_clock_pause, work_clock, work_item_version, work_item',
  );
}
