import type { Knex } from 'knex';
import { openToOwnFunctions, wallByOrganization } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table organization (
      organization_id uuid primary key,
      name text not null check (name <> ''),
      is_demo boolean not null default false,
      created_at timestamptz not null
    )`);
  await wallByOrganization(knex, 'organization', 'select, insert');
  await openToOwnFunctions(knex, 'organization');
  await knex.raw(`
    create table clinic (
      organization_id uuid not null references organization,
      id uuid not null,
      name text not null check (name <> ''),
      short_name text not null check (short_name <> ''),
      zone text not null,
      hour_cycle smallint not null default 12 check (hour_cycle in (12, 24)),
      phone text not null default '',
      address text not null default '',
      version integer not null default 1,
      primary key (organization_id, id)
    )`);
  await wallByOrganization(knex, 'clinic');

  // Sets the scope and answers with the database's time: the first statement of every transaction.
  await knex.raw(`
    create function enter_scope(organization uuid, clinics uuid[], staff uuid)
    returns timestamptz language plpgsql set search_path = public as $$
    begin
      perform set_config('app.organization', coalesce(organization::text, ''), true);
      perform set_config('app.user', coalesce(staff::text, ''), true);
      if clinics is null and organization is not null then
        select coalesce(array_agg(id), '{}') into clinics from clinic where organization_id = organization;
      end if;
      perform set_config('app.clinics', coalesce(clinics, '{}')::text, true);
      return transaction_timestamp();
    end $$`);

  // Background work must know which organizations there are; it learns nothing else about them.
  await knex.raw(`
    create function list_organizations() returns table (organization_id uuid, is_demo boolean)
    language sql stable security definer set search_path = public as $$
      select organization_id, is_demo from organization order by organization_id
    $$`);
  await knex.raw('revoke all on function list_organizations() from public');
  await knex.raw('grant execute on function list_organizations() to daysheet_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function list_organizations(), enter_scope(uuid, uuid[], uuid)');
  await knex.raw('drop table clinic, organization');
}
