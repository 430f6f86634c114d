import type { Knex } from 'knex';

const statuses = (more: string): string =>
  `check (status in ('active', 'paused', 'booked', 'withdrawn'${more}))`;

// The wish stays, whoever is as wished today; days on which somebody cannot come; who has waited too long waits no more.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table waitlist_entry
      add column provider_language text,
      add column provider_gender text check (provider_gender in ('female', 'male')),
      add column not_on date[] not null default '{}' check (cardinality(not_on) <= 120),
      drop constraint waitlist_entry_status_check,
      add constraint waitlist_entry_status_check ${statuses(`, 'aged-out'`)}`);
  await knex.raw(`
    create index waitlist_entry_age on waitlist_entry (organization_id, clinic_id, added_at)
    where status in ('active', 'paused')`);
  await knex.raw(`
    create index waitlist_entry_latest on waitlist_entry (organization_id, clinic_id, latest_on)
    where status in ('active', 'paused') and latest_on is not null`);
  // In the order in which they are asked.
  await knex.raw(`
    create index waitlist_entry_line
    on waitlist_entry (organization_id, clinic_id, visit_type_id, urgency desc, added_at)
    where status = 'active'`);
  // How often somebody was asked lately.
  await knex.raw(`
    create index waitlist_offer_sent on waitlist_offer (organization_id, clinic_id, sent_at)
    where sent_at is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`update waitlist_entry set status = 'withdrawn' where status = 'aged-out'`);
  await knex.raw(
    'drop index waitlist_offer_sent, waitlist_entry_line, waitlist_entry_latest, waitlist_entry_age',
  );
  await knex.raw(`
    alter table waitlist_entry
      drop constraint waitlist_entry_status_check,
      add constraint waitlist_entry_status_check ${statuses('')},
      drop column not_on, drop column provider_gender, drop column provider_language`);
}
