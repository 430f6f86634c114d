import type { Knex } from 'knex';

// Failed sign-ins are counted across servers; the session's owner and grants are read in one call per request.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table sign_in_failure (
      key text primary key,
      points integer not null default 0,
      expire bigint
    )`);
  await knex.raw('grant select, insert, update, delete on sign_in_failure to daysheet_app');
  await knex.raw(`
    create policy role_grant_own_functions on role_grant for all to current_user using (true) with check (true)`);
  await knex.raw(`
    create function open_session(wanted text)
    returns table (public_id uuid, organization_id uuid, staff_id uuid, last_seen_at timestamptz,
      absolute_expires_at timestamptz, grants jsonb, at timestamptz)
    language sql stable security definer set search_path = public as $$
      select s.public_id, s.organization_id, s.staff_id, s.last_seen_at, s.absolute_expires_at,
        coalesce((
          select jsonb_agg(jsonb_build_object('clinicId', g.clinic_id, 'role', g.role) order by g.clinic_id, g.role)
          from role_grant g
          where g.organization_id = s.organization_id and g.staff_id = s.staff_id
        ), '[]'), transaction_timestamp()
      from session s
      join staff_member m on m.organization_id = s.organization_id and m.id = s.staff_id
      where s.sid = wanted and m.ended_at is null
    $$`);
  await knex.raw('revoke all on function open_session(text) from public');
  await knex.raw('grant execute on function open_session(text) to daysheet_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function open_session(text)');
  await knex.raw('drop policy role_grant_own_functions on role_grant');
  await knex.raw('drop table sign_in_failure');
}
