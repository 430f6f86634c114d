import type { Knex } from 'knex';
import { openToOwnFunctions, wallByOrganization } from './support/walls.ts';

// The second step of the sign-in: a sealed secret, the last time step that was used, and codes for who lost the device.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table second_step (
      organization_id uuid not null,
      staff_id uuid not null,
      sealed_secret bytea not null,
      begun_at timestamptz not null,
      /* Null until a first code has proved that the device has the secret. */
      set_up_at timestamptz,
      /* A code works once: steps up to this one are used. */
      last_step bigint not null default 0,
      primary key (organization_id, staff_id),
      foreign key (organization_id, staff_id) references staff_member
    )`);
  await wallByOrganization(knex, 'second_step');
  await openToOwnFunctions(knex, 'second_step');
  await knex.raw(`
    create table recovery_code (
      organization_id uuid not null,
      staff_id uuid not null,
      code_hash bytea not null check (octet_length(code_hash) = 32),
      used_at timestamptz,
      primary key (organization_id, staff_id, code_hash),
      foreign key (organization_id, staff_id) references second_step on delete cascade
    )`);
  await wallByOrganization(knex, 'recovery_code');
  await knex.raw(`
    create table sign_in_rule (
      organization_id uuid not null references organization,
      role text not null,
      second_step boolean not null default false,
      /* Null: as the server is configured. */
      idle_minutes smallint check (idle_minutes between 1 and 60),
      version integer not null default 1 check (version > 0),
      primary key (organization_id, role)
    )`);
  await wallByOrganization(knex, 'sign_in_rule', 'select, insert, update');
  await openToOwnFunctions(knex, 'sign_in_rule');
  await createOpenSession(knex, { isRuled: true });
}

export async function down(knex: Knex): Promise<void> {
  await createOpenSession(knex, { isRuled: false });
  await knex.raw('drop table sign_in_rule, recovery_code, second_step');
}

const heldGrants = `coalesce((
  select jsonb_agg(jsonb_build_object('clinicId', g.clinic_id, 'role', g.role) order by g.clinic_id, g.role)
  from role_grant g
  where g.organization_id = s.organization_id and g.staff_id = s.staff_id
), '[]')`;

/** Who must have a second step and has none yet holds nothing until it is set up. */
const mustSetUp = `exists (
  select from role_grant g
  join sign_in_rule r on r.organization_id = g.organization_id and r.role = g.role and r.second_step
  join login l on l.organization_id = g.organization_id and l.staff_id = g.staff_id
  where g.organization_id = s.organization_id and g.staff_id = s.staff_id
) and not exists (
  select from second_step t
  where t.organization_id = s.organization_id and t.staff_id = s.staff_id and t.set_up_at is not null
)`;
const idleMinutes = `(
  select min(r.idle_minutes) from role_grant g
  join sign_in_rule r on r.organization_id = g.organization_id and r.role = g.role
  where g.organization_id = s.organization_id and g.staff_id = s.staff_id
)`;

async function createOpenSession(knex: Knex, { isRuled }: { isRuled: boolean }): Promise<void> {
  await knex.raw('drop function open_session(text)');
  await knex.raw(`
    create function open_session(wanted text)
    returns table (public_id uuid, organization_id uuid, staff_id uuid, last_seen_at timestamptz,
      absolute_expires_at timestamptz, confirmed_at timestamptz,
      ${isRuled ? 'must_set_up boolean, idle_minutes smallint, ' : ''}grants jsonb, at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
      select s.public_id, s.organization_id, s.staff_id, s.last_seen_at, s.absolute_expires_at, s.confirmed_at,
        ${isRuled ? `must.set_up, ${idleMinutes}, case when must.set_up then '[]' else ${heldGrants} end` : heldGrants},
        transaction_timestamp()
      from session s
      join staff_member m on m.organization_id = s.organization_id and m.id = s.staff_id
      ${isRuled ? `cross join lateral (select ${mustSetUp} as set_up) must` : ''}
      where s.sid = wanted and m.ended_at is null
    $$`);
  await knex.raw('revoke all on function open_session(text) from public');
  await knex.raw('grant execute on function open_session(text) to daysheet_app');
}
