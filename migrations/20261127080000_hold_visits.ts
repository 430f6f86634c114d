import type { Knex } from 'knex';

// A visit that is being booked holds its time for some minutes, so that two people never promise the same time.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment
      add column hold_until timestamptz,
      /* Who holds: a person or a program. */
      add column held_by uuid,
      drop constraint appointment_status_check,
      add constraint appointment_status_check check (status in
        ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled', 'cancelled', 'noshow', 'entered-in-error')),
      add constraint appointment_held check (
        (status = 'pending') = (hold_until is not null) and (held_by is null or hold_until is not null))`);
  await knex.raw(`
    create index appointment_hold on appointment (organization_id, hold_until) where status = 'pending'`);
  // A hold that ends is deleted: the reference to visits is then looked up from their side.
  await knex.raw(`
    create index call_task_appointment on call_task (organization_id, appointment_id)
      where appointment_id is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index call_task_appointment');
  await knex.raw(`delete from appointment where status = 'pending'`);
  await knex.raw(`
    alter table appointment
      drop constraint appointment_held,
      drop column hold_until,
      drop column held_by,
      drop constraint appointment_status_check,
      add constraint appointment_status_check check (status in
        ('booked', 'arrived', 'checked-in', 'fulfilled', 'cancelled', 'noshow', 'entered-in-error'))`);
}
