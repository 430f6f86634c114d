import type { Knex } from 'knex';

// A clinic that has an administrator always has one who can come in. Two who remove each other at the same time wait
// here, one for the other, and the second is refused.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function require_administrator(organization uuid, clinic uuid) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended('administrators of ' || organization::text, 0));
      if not exists (
        select from role_grant g
        join staff_member s on s.organization_id = g.organization_id and s.id = g.staff_id
        join organization o on o.organization_id = g.organization_id
        where g.organization_id = organization and g.clinic_id = clinic and g.role = 'administrator'
          and s.ended_at is null
          and (o.is_demo or exists (
            select from login l where l.organization_id = g.organization_id and l.staff_id = g.staff_id))
      ) then
        raise exception using errcode = 'check_violation', constraint = 'staff_last_administrator',
          message = 'The last administrator of a clinic stays.';
      end if;
    end $$`);
  await knex.raw('revoke all on function require_administrator(uuid, uuid) from public');
  await knex.raw(`
    create function keep_administrator_of_grant() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform require_administrator(old.organization_id, old.clinic_id);
      return null;
    end $$`);
  await knex.raw(`
    create trigger role_grant_last_administrator after delete or update on role_grant
    for each row when (old.role = 'administrator') execute function keep_administrator_of_grant()`);
  await knex.raw(`
    create function keep_administrator_of_member() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform require_administrator(g.organization_id, g.clinic_id) from role_grant g
      where g.organization_id = old.organization_id and g.staff_id = old.id and g.role = 'administrator';
      return null;
    end $$`);
  await knex.raw(`
    create trigger staff_member_last_administrator after update on staff_member
    for each row when (old.ended_at is null and new.ended_at is not null)
    execute function keep_administrator_of_member()`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop trigger staff_member_last_administrator on staff_member');
  await knex.raw('drop trigger role_grant_last_administrator on role_grant');
  await knex.raw(
    'drop function keep_administrator_of_member(), keep_administrator_of_grant(), require_administrator(uuid, uuid)',
  );
}
