import type { Knex } from 'knex';

// An e-visit is due on a day and takes nobody's time. Whether a visit has its time is judged when the transaction ends,
// because a visit and its time are written in two rows.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table visit_type drop constraint visit_type_modality_check,
      add constraint visit_type_modality_check check (modality in ('in-person', 'video', 'phone', 'e-visit')),
      add constraint visit_type_takes_nothing check (
        modality <> 'e-visit' or (buffer_before = 0 and buffer_after = 0 and overbook_tolerance = 0 and needs = '[]'))`);
  await knex.raw(`
    alter table appointment
      add column takes_time boolean not null default true,
      drop constraint appointment_modality_check,
      add constraint appointment_modality_check check (modality in ('in-person', 'video', 'phone', 'e-visit')),
      add constraint appointment_e_visit check (
        modality <> 'e-visit' or (not takes_time and resource_ids = '{}' and arrived_at is null and checked_in_at is null
          and status in ('booked', 'fulfilled', 'cancelled', 'entered-in-error'))),
      drop constraint appointment_arrived,
      add constraint appointment_arrived check (
        modality = 'e-visit' or (status in ('arrived', 'checked-in', 'fulfilled') or stage is not distinct from 'left')
          = (arrived_at is not null)),
      drop constraint appointment_checked_in,
      add constraint appointment_checked_in check (
        modality = 'e-visit' or status not in ('checked-in', 'fulfilled') or checked_in_at is not null)`);
  await knex.raw(`
    create function require_visit_time() returns trigger language plpgsql set search_path = public as $$
    declare
      organization uuid;
      visit uuid;
      occupies boolean;
    begin
      if tg_table_name = 'appointment' then
        organization := new.organization_id;
        visit := new.id;
      elsif tg_op = 'DELETE' then
        organization := old.organization_id;
        visit := old.appointment_id;
      else
        organization := new.organization_id;
        visit := new.appointment_id;
      end if;
      select a.takes_time and a.status in ('pending', 'booked', 'arrived', 'checked-in') into occupies
        from appointment a where a.organization_id = organization and a.id = visit;
      if occupies and not exists (select from occupied_time o
          where o.organization_id = organization and o.appointment_id = visit and o.resource_kind = 'provider') then
        raise exception 'A visit that takes time has none.'
          using errcode = 'check_violation', constraint = 'appointment_has_its_time';
      end if;
      if not occupies and exists (select from occupied_time o
          where o.organization_id = organization and o.appointment_id = visit) then
        raise exception 'A visit that takes no time has some.'
          using errcode = 'check_violation', constraint = 'appointment_has_its_time';
      end if;
      return null;
    end $$`);
  await knex.raw(`
    create constraint trigger appointment_has_its_time after insert or update of status, takes_time on appointment
      deferrable initially deferred for each row execute function require_visit_time()`);
  await knex.raw(`
    create constraint trigger occupied_time_is_of_its_visit after insert or delete on occupied_time
      deferrable initially deferred for each row execute function require_visit_time()`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop trigger occupied_time_is_of_its_visit on occupied_time');
  await knex.raw('drop trigger appointment_has_its_time on appointment');
  await knex.raw('drop function require_visit_time()');
  // What there was no word for before goes: nothing of it was anybody's time.
  await knex.raw(`delete from appointment where modality = 'e-visit'`);
  await knex.raw(`delete from visit_type where modality = 'e-visit'`);
  await knex.raw(`
    alter table appointment
      drop constraint appointment_e_visit,
      drop constraint appointment_modality_check,
      add constraint appointment_modality_check check (modality in ('in-person', 'video', 'phone')),
      drop constraint appointment_arrived,
      add constraint appointment_arrived check (
        (status in ('arrived', 'checked-in', 'fulfilled') or stage is not distinct from 'left')
          = (arrived_at is not null)),
      drop constraint appointment_checked_in,
      add constraint appointment_checked_in check (
        status not in ('checked-in', 'fulfilled') or checked_in_at is not null),
      drop column takes_time`);
  await knex.raw(`
    alter table visit_type drop constraint visit_type_takes_nothing,
      drop constraint visit_type_modality_check,
      add constraint visit_type_modality_check check (modality in ('in-person', 'video', 'phone'))`);
}
