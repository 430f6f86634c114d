import type { Knex } from 'knex';
import { openToOwnFunctions, wallByOrganization } from './support/walls.ts';

// A program that calls is a member of the staff without a login: what it does keeps its name as everybody's does.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table service_account (
      organization_id uuid not null,
      id uuid not null,
      key_hash bytea not null check (octet_length(key_hash) = 32),
      key_hint text not null check (length(key_hint) between 4 and 12),
      key_made_at timestamptz not null,
      key_expires_at timestamptz not null check (key_expires_at > key_made_at),
      last_used_at timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, id) references staff_member
    )`);
  await knex.raw('create unique index service_account_key on service_account (key_hash)');
  await wallByOrganization(knex, 'service_account', 'select, insert, update');
  await openToOwnFunctions(knex, 'service_account');
  await knex.raw(`
    create table service_permission (
      organization_id uuid not null,
      account_id uuid not null,
      clinic_id uuid not null,
      permission text not null,
      primary key (organization_id, account_id, clinic_id, permission),
      foreign key (organization_id, account_id) references service_account,
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await knex.raw(
    'create index service_permission_clinic on service_permission (organization_id, clinic_id)',
  );
  await wallByOrganization(knex, 'service_permission', 'select, insert, delete');
  await openToOwnFunctions(knex, 'service_permission');
  await knex.raw(`
    create function find_service_account(wanted bytea, now_at timestamptz)
    returns table (organization_id uuid, account_id uuid, expires_at timestamptz, permissions jsonb)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
    begin
      /* To the minute: a program that calls often writes seldom. */
      update service_account a set last_used_at = now_at
        where a.key_hash = wanted and a.key_expires_at > now_at
          and (a.last_used_at is null or a.last_used_at < now_at - interval '1 minute')
          and exists (select from staff_member s where s.organization_id = a.organization_id and s.id = a.id
            and s.ended_at is null);
      return query
        select a.organization_id, a.id, a.key_expires_at, coalesce((
          select jsonb_agg(jsonb_build_object('clinicId', p.clinic_id, 'permission', p.permission))
          from service_permission p where p.organization_id = a.organization_id and p.account_id = a.id
        ), '[]')
        from service_account a
        join staff_member s on s.organization_id = a.organization_id and s.id = a.id
        where a.key_hash = wanted and a.key_expires_at > now_at and s.ended_at is null;
    end $$`);
  await knex.raw('revoke all on function find_service_account(bytea, timestamptz) from public');
  await knex.raw(
    'grant execute on function find_service_account(bytea, timestamptz) to daysheet_app',
  );
  await knex.raw('alter table audit_entry drop constraint audit_entry_actor_kind_check');
  await knex.raw(`
    alter table audit_entry add constraint audit_entry_actor_kind_check
      check (actor_kind in ('staff', 'service', 'patient', 'system', 'nobody'))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table audit_entry drop constraint audit_entry_actor_kind_check');
  await knex.raw(`
    alter table audit_entry add constraint audit_entry_actor_kind_check
      check (actor_kind in ('staff', 'patient', 'system', 'nobody'))`);
  await knex.raw('drop function find_service_account(bytea, timestamptz)');
  await knex.raw('drop table service_permission, service_account');
}
