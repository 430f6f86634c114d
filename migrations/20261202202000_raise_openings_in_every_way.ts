import type { Knex } from 'knex';

// Time frees in more ways than by visits, and what is not offered says why.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table waitlist_opening
      add column freed_by uuid,
      add column passed_over_because text check (passed_over_because in ('too-late', 'too-short')),
      alter column appointment_id drop not null,
      drop constraint waitlist_opening_cause_check,
      add constraint waitlist_opening_cause_check check (
        cause in ('cancelled', 'moved', 'shortened', 'no-show', 'in-error', 'unblocked', 'extra-hours', 'released')),
      drop constraint waitlist_opening_status_check,
      add constraint waitlist_opening_status_check check (
        status in ('open', 'offered', 'filled', 'withdrawn', 'lapsed', 'passed-over')),
      drop constraint waitlist_opening_check2,
      add constraint waitlist_opening_ended check (
        (status in ('filled', 'withdrawn', 'lapsed', 'passed-over')) = (ended_at is not null)),
      add constraint waitlist_opening_passed_over check (
        (status = 'passed-over') = (passed_over_because is not null)),
      add constraint waitlist_opening_of_visit check (
        (cause in ('unblocked', 'extra-hours', 'released')) = (appointment_id is null))`);
  await knex.raw('update waitlist_opening set freed_by = appointment_id');
  await knex.raw('alter table waitlist_opening alter column freed_by set not null');
  await knex.raw('alter table waitlist_opening rename column appointment_version to freed_version');
  await knex.raw(`
    alter table waitlist_opening
      drop constraint waitlist_opening_organization_id_appointment_id_appointment_key,
      /* One freed time raises one opening, however often it is told. */
      add constraint waitlist_opening_once unique (organization_id, freed_by, freed_version, starts_at)`);
  await knex.raw(`
    create index waitlist_opening_visit on waitlist_opening (organization_id, appointment_id)
    where appointment_id is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    `delete from waitlist_opening where appointment_id is null or status = 'passed-over'`,
  );
  await knex.raw(
    `update waitlist_opening set cause = 'moved' where cause not in ('cancelled', 'moved')`,
  );
  await knex.raw('drop index waitlist_opening_visit');
  await knex.raw('alter table waitlist_opening rename column freed_version to appointment_version');
  await knex.raw(`
    alter table waitlist_opening
      drop constraint waitlist_opening_once,
      drop constraint waitlist_opening_ended,
      drop constraint waitlist_opening_passed_over,
      drop constraint waitlist_opening_of_visit,
      drop constraint waitlist_opening_cause_check,
      drop constraint waitlist_opening_status_check,
      drop column freed_by,
      drop column passed_over_because,
      alter column appointment_id set not null,
      add unique (organization_id, appointment_id, appointment_version),
      add constraint waitlist_opening_cause_check check (cause in ('cancelled', 'moved')),
      add constraint waitlist_opening_status_check check (
        status in ('open', 'offered', 'filled', 'withdrawn', 'lapsed')),
      add constraint waitlist_opening_check2 check (
        (status in ('filled', 'withdrawn', 'lapsed')) = (ended_at is not null))`);
}
