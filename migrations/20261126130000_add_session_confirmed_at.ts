import type { Knex } from 'knex';

// When the owner of a session last proved who they are: acts of weight ask for it anew.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table session add column confirmed_at timestamptz');
  await knex.raw('update session set confirmed_at = created_at');
  await createOpenSession(knex, 'confirmed_at timestamptz, ', 's.confirmed_at, ');
}

export async function down(knex: Knex): Promise<void> {
  await createOpenSession(knex, '', '');
  await knex.raw('alter table session drop column confirmed_at');
}

async function createOpenSession(knex: Knex, returned: string, selected: string): Promise<void> {
  await knex.raw('drop function open_session(text)');
  await knex.raw(`
    create function open_session(wanted text)
    returns table (public_id uuid, organization_id uuid, staff_id uuid, last_seen_at timestamptz,
      absolute_expires_at timestamptz, ${returned}grants jsonb, at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
      select s.public_id, s.organization_id, s.staff_id, s.last_seen_at, s.absolute_expires_at, ${selected}
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
