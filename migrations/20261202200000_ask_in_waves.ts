import type { Knex } from 'knex';

// Several are asked at once, by message or by phone, and nobody is asked about two things at one time.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table waitlist_opening
      add column wave integer not null default 0 check (wave >= 0),
      add column next_wave_at timestamptz`);
  await knex.raw(`
    create index waitlist_opening_next_wave on waitlist_opening (organization_id, next_wave_at)
    where status in ('open', 'offered') and next_wave_at is not null`);
  await knex.raw(`
    alter table waitlist_offer
      add column wave integer not null default 1 check (wave > 0),
      add column way text not null default 'message' check (way in ('message', 'call', 'desk')),
      add column call_id uuid,
      /* When the visit would be. */
      add column starts_at timestamptz,
      add column ends_at timestamptz,
      add foreign key (organization_id, call_id) references call_task,
      drop constraint waitlist_offer_status_check,
      add constraint waitlist_offer_status_check check (
        status in
          ('queued', 'sent', 'wanted', 'accepted', 'declined', 'expired', 'unavailable', 'withdrawn'))`);
  await knex.raw(`
    update waitlist_offer o set starts_at = w.starts_at, ends_at = w.ends_at
    from waitlist_opening w where w.organization_id = o.organization_id and w.id = o.opening_id`);
  await knex.raw(`
    alter table waitlist_offer
      alter column starts_at set not null,
      alter column ends_at set not null,
      alter column way drop default,
      add check (starts_at < ends_at),
      add constraint waitlist_offer_no_clash exclude using gist (
        organization_id with =, patient_id with =, tstzrange(starts_at, ends_at) with &&
      ) where (status in ('queued', 'sent', 'wanted'))`);
  await knex.raw(`
    create index waitlist_offer_call on waitlist_offer (organization_id, call_id) where call_id is not null`);
  await knex.raw(`
    create index waitlist_offer_patient on waitlist_offer (organization_id, patient_id, sent_at)`);
  await knex.raw('drop index waitlist_offer_one_live, waitlist_offer_one_winner');
  await knex.raw(`
    create unique index waitlist_offer_one_live on waitlist_offer (organization_id, entry_id)
    where status in ('queued', 'sent', 'wanted')`);
  await knex.raw(`
    create unique index waitlist_offer_one_winner on waitlist_offer (organization_id, opening_id)
    where status in ('wanted', 'accepted')`);
  // What a clinic has set already goes on as it was: one at a time.
  await knex.raw(`
    update dated_rule set value = value || '{
      "stopMinutes": 0, "initialDelayMinutes": 0, "waveSize": 1, "waveDelayMinutes": 1440,
      "gainOrder": "most-first", "booking": "auto-confirm", "mostOffers": 50, "mostOffersDays": 1, "byVisitType": {}
    }' where rule = 'waitlist.policy'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index waitlist_offer_one_live, waitlist_offer_one_winner');
  await knex.raw(`update waitlist_offer set status = 'unavailable' where status = 'wanted'`);
  await knex.raw(`
    create unique index waitlist_offer_one_live on waitlist_offer (organization_id, entry_id)
    where status in ('queued', 'sent')`);
  await knex.raw(`
    create unique index waitlist_offer_one_winner on waitlist_offer (organization_id, opening_id)
    where status = 'accepted'`);
  await knex.raw(`
    update dated_rule set value = value - '{stopMinutes,initialDelayMinutes,waveSize,waveDelayMinutes,gainOrder,
      booking,mostOffers,mostOffersDays,byVisitType}'::text[] where rule = 'waitlist.policy'`);
  await knex.raw(`
    alter table waitlist_offer
      drop constraint waitlist_offer_no_clash,
      drop column wave, drop column way, drop column call_id, drop column starts_at, drop column ends_at,
      drop constraint waitlist_offer_status_check,
      add constraint waitlist_offer_status_check check (
        status in ('queued', 'sent', 'accepted', 'declined', 'expired', 'unavailable', 'withdrawn'))`);
  await knex.raw(`drop index waitlist_offer_patient`);
  await knex.raw('alter table waitlist_opening drop column wave, drop column next_wave_at');
}
