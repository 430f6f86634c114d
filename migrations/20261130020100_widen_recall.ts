import type { Knex } from 'knex';

// Whoever must be booked stands on one list, with who asked for it and who has taken it on.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table recall
      add column asked_by text not null default 'clinic'
        check (asked_by in ('check-out', 'provider', 'patient', 'cancelled-visit', 'clinic')),
      add column claimed_by uuid,
      add constraint recall_claimed_by foreign key (organization_id, claimed_by) references staff_member,
      add constraint recall_claimed_open check (claimed_by is null or status = 'open')`);
  await knex.raw(`update recall set asked_by = 'check-out' where from_appointment_id is not null`);
  await knex.raw(`
    create index recall_claimer on recall (organization_id, claimed_by)
      where claimed_by is not null`);
  // Also those that are booked or dropped: a chart shows what has become of them.
  await knex.raw('create index recall_of_patient on recall (organization_id, patient_id, due_on)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index recall_of_patient, recall_claimer');
  await knex.raw('alter table recall drop column claimed_by, drop column asked_by');
}
