import type { Knex } from 'knex';

// Facts about a person that are not roles; rules read them.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table staff_member
      add column npi text check (npi ~ '^[0-9]{10}$'),
      add column licence_number text,
      add column licence_state text check (licence_state ~ '^[A-Z]{2}$'),
      add column licence_expires_on date,
      add column prescriber boolean not null default false,
      add column dea_schedules text[] not null default '{}',
      add column supervised_by_id uuid,
      add constraint staff_member_supervisor
        foreign key (organization_id, supervised_by_id) references staff_member,
      add constraint staff_member_not_own_supervisor check (supervised_by_id <> id),
      add constraint staff_member_licence_whole check (
        (licence_number is null) = (licence_state is null)
        and (licence_number is null) = (licence_expires_on is null)
      ),
      add constraint staff_member_schedules_of_prescriber check (
        dea_schedules <@ array['2', '2n', '3', '3n', '4', '5'] and (prescriber or dea_schedules = '{}')
      )`);
  await knex.raw('alter table login add column last_sign_in_at timestamptz');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table login drop column last_sign_in_at');
  await knex.raw(`
    alter table staff_member drop column supervised_by_id, drop column dea_schedules, drop column prescriber,
      drop column licence_expires_on, drop column licence_state, drop column licence_number, drop column npi`);
}
