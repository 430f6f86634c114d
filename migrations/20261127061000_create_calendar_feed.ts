import type { Knex } from 'knex';
import { openToOwnFunctions, wallByClinic } from './support/walls.ts';

// Links to the calendars of providers: only the hash of the secret is kept.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table calendar_feed (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      provider_id uuid not null,
      titles text not null check (titles in ('busy', 'visit-type')),
      token_hash bytea not null check (octet_length(token_hash) = 32),
      created_at timestamptz not null,
      created_by_id uuid not null,
      revoked_at timestamptz,
      revoked_by_id uuid,
      last_read_at timestamptz,
      /* What was shown last, and since when it is the same: who asks only for what is new is told so. */
      shown_hash text,
      shown_since timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, provider_id) references staff_member,
      foreign key (organization_id, created_by_id) references staff_member,
      foreign key (organization_id, revoked_by_id) references staff_member,
      check (revoked_at is not null or revoked_by_id is null),
      check ((shown_hash is null) = (shown_since is null))
    )`);
  await knex.raw('create unique index calendar_feed_token on calendar_feed (token_hash)');
  await knex.raw(`
    create index calendar_feed_of on calendar_feed (organization_id, provider_id, clinic_id)
    where revoked_at is null`);
  await wallByClinic(knex, 'calendar_feed', 'select, insert, update');
  await openToOwnFunctions(knex, 'calendar_feed');
  await openToOwnFunctions(knex, 'provider_clinic');
  await knex.raw(
    'create index appointment_provider on appointment (organization_id, provider_id, starts_at)',
  );

  // A calendar outside knows nothing but the link; who has left, or works elsewhere now, has no calendar here.
  await knex.raw(`
    create function find_calendar_feed(hash bytea) returns table (organization_id uuid, feed_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
      select f.organization_id, f.id
      from calendar_feed f
      join staff_member s on s.organization_id = f.organization_id and s.id = f.provider_id
      join provider_clinic p on p.organization_id = f.organization_id
        and p.clinic_id = f.clinic_id and p.provider_id = f.provider_id
      where f.token_hash = hash and f.revoked_at is null and s.ended_at is null
    $$`);
  await knex.raw('revoke all on function find_calendar_feed(bytea) from public');
  await knex.raw('grant execute on function find_calendar_feed(bytea) to daysheet_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function find_calendar_feed(bytea)');
  await knex.raw('drop index appointment_provider');
  await knex.raw('drop policy provider_clinic_own_functions on provider_clinic');
  await knex.raw('drop table calendar_feed');
}
