import type { Knex } from 'knex';

// A visit's way through its day: who has come, when, and who has not.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment
      add column stage text check (stage in ('roomed', 'with-provider', 'left')),
      add column arrived_at timestamptz,
      add column checked_in_at timestamptz,
      add column roomed_at timestamptz,
      add column seen_at timestamptz,
      /* Done, left, missed or struck out. */
      add column closed_at timestamptz,
      add column closed_because text,
      /* Steps that were written down later than they happened. */
      add column entered_late text[] not null default '{}',
      drop constraint appointment_status_check,
      drop constraint appointment_check1,
      drop constraint appointment_check2,
      add constraint appointment_status_check check (status in
        ('booked', 'arrived', 'checked-in', 'fulfilled', 'cancelled', 'noshow', 'entered-in-error')),
      add constraint appointment_stage_fits check (
        stage is null or status = case stage when 'left' then 'cancelled' else 'checked-in' end),
      add constraint appointment_cancelled check (
        (status = 'cancelled' and stage is null) = (cancelled_at is not null)
        and (status = 'cancelled' and stage is null) = (cancel_reason is not null)),
      add constraint appointment_arrived check (
        (status in ('arrived', 'checked-in', 'fulfilled') or stage is not distinct from 'left')
          = (arrived_at is not null)),
      add constraint appointment_checked_in check (
        status not in ('checked-in', 'fulfilled') or checked_in_at is not null),
      add constraint appointment_closed check (
        (status in ('fulfilled', 'noshow', 'entered-in-error') or stage is not distinct from 'left')
          = (closed_at is not null)),
      add constraint appointment_closed_because check (
        (status = 'entered-in-error' or stage is not distinct from 'left') = (closed_because is not null)),
      add constraint appointment_steps_in_order check (
        arrived_at <= checked_in_at and checked_in_at <= coalesce(roomed_at, seen_at, closed_at)
        and coalesce(roomed_at, checked_in_at) <= coalesce(seen_at, closed_at)
        and coalesce(seen_at, roomed_at, checked_in_at, arrived_at) <= closed_at)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment
      drop constraint appointment_stage_fits,
      drop constraint appointment_cancelled,
      drop constraint appointment_arrived,
      drop constraint appointment_checked_in,
      drop constraint appointment_closed,
      drop constraint appointment_closed_because,
      drop constraint appointment_steps_in_order,
      drop constraint appointment_status_check,
      drop column stage,
      drop column arrived_at,
      drop column checked_in_at,
      drop column roomed_at,
      drop column seen_at,
      drop column closed_at,
      drop column closed_because,
      drop column entered_late,
      add constraint appointment_status_check check (status in ('booked', 'cancelled')),
      add constraint appointment_check1 check ((status = 'cancelled') = (cancelled_at is not null)),
      add constraint appointment_check2 check ((status = 'cancelled') = (cancel_reason is not null))`);
}
