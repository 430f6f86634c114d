import type { Knex } from 'knex';
import { openToOwnFunctions, wallByOrganization } from './support/walls.ts';

// Logins and sessions stand outside tenancy: before sign-in there is no organization to be in.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table login (
      organization_id uuid not null,
      staff_id uuid not null,
      name text not null check (name = lower(name) and name <> ''),
      password_hash text not null,
      changed_at timestamptz not null,
      primary key (organization_id, staff_id),
      foreign key (organization_id, staff_id) references staff_member
    )`);
  await knex.raw('create unique index login_name on login (name)');
  await wallByOrganization(knex, 'login');
  await openToOwnFunctions(knex, 'login');
  await knex.raw(`
    create function find_login(wanted text)
    returns table (organization_id uuid, staff_id uuid, password_hash text)
    language sql stable security definer set search_path = public as $$
      select l.organization_id, l.staff_id, l.password_hash
      from login l join staff_member s on s.organization_id = l.organization_id and s.id = l.staff_id
      where l.name = lower(wanted) and s.ended_at is null
    $$`);
  await knex.raw('revoke all on function find_login(text) from public');
  await knex.raw('grant execute on function find_login(text) to daysheet_app');
  await knex.raw(`
    create table session (
      sid text primary key,
      sess json not null,
      expire timestamptz not null,
      public_id uuid,
      organization_id uuid,
      staff_id uuid,
      device text not null default '',
      created_at timestamptz,
      last_seen_at timestamptz,
      absolute_expires_at timestamptz
    )`);
  await knex.raw('create index session_expire on session (expire)');
  await knex.raw('create index session_staff on session (organization_id, staff_id)');
  await knex.raw('grant select, insert, update, delete on session to daysheet_app');
  await knex.raw(`
    create table one_time_link (
      token_hash bytea primary key,
      kind text not null check (kind in ('first-administrator')),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    )`);
  await knex.raw('grant select, insert, update, delete on one_time_link to daysheet_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table one_time_link, session');
  await knex.raw('drop function find_login(text)');
  await knex.raw('drop table login');
}
