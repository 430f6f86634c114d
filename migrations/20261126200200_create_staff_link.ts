import type { Knex } from 'knex';
import { openToOwnFunctions, wallByOrganization } from './support/walls.ts';

// One-time links of people: only the hash of the secret is kept, and one link of a person works at a time.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table staff_link (
      organization_id uuid not null,
      id uuid not null,
      staff_id uuid not null,
      kind text not null check (kind in ('invitation', 'password-reset')),
      token_hash bytea not null check (octet_length(token_hash) = 32),
      created_at timestamptz not null,
      created_by uuid not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      revoked_at timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, staff_id) references staff_member,
      foreign key (organization_id, created_by) references staff_member,
      check (expires_at > created_at),
      check (used_at is null or revoked_at is null)
    )`);
  await knex.raw('create unique index staff_link_token on staff_link (token_hash)');
  await knex.raw(`
    create unique index staff_link_one_open on staff_link (organization_id, staff_id)
    where used_at is null and revoked_at is null`);
  await knex.raw(
    'create index staff_link_staff on staff_link (organization_id, staff_id, created_at)',
  );
  await wallByOrganization(knex, 'staff_link', 'select, insert, update');
  await openToOwnFunctions(knex, 'staff_link');
  await knex.raw(`
    create function find_staff_link(wanted bytea)
    returns table (organization_id uuid, id uuid, staff_id uuid, kind text, expires_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
      select l.organization_id, l.id, l.staff_id, l.kind, l.expires_at
      from staff_link l join staff_member s on s.organization_id = l.organization_id and s.id = l.staff_id
      where l.token_hash = wanted and l.used_at is null and l.revoked_at is null and s.ended_at is null
    $$`);
  await knex.raw('revoke all on function find_staff_link(bytea) from public');
  await knex.raw('grant execute on function find_staff_link(bytea) to daysheet_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function find_staff_link(bytea)');
  await knex.raw('drop table staff_link');
}
