import type { Knex } from 'knex';

// What a patient was told of a late start: of which start, when it will be instead, and how they were told.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment
      add column late_told_at timestamptz,
      add column late_told_of timestamptz,
      add column late_begins_at timestamptz,
      add column late_told_by text check (late_told_by in ('at-the-desk', 'by-call')),
      add constraint appointment_late_told check (
        num_nulls(late_told_at, late_told_of, late_begins_at, late_told_by) in (0, 4)
          and (late_told_of is null or late_begins_at > late_told_of))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment
      drop constraint appointment_late_told,
      drop column late_told_at,
      drop column late_told_of,
      drop column late_begins_at,
      drop column late_told_by`);
}
