import type { Knex } from 'knex';
import { wallByOrganization } from './support/walls.ts';

// The one guard against double booking. Organization-wide and without a patient, so that a provider who works in
// two clinics is never in both. Overlap within a lane is impossible; overbooking takes the next lane.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table occupied_time (
      organization_id uuid not null,
      resource_kind text not null check (resource_kind in ('provider', 'room', 'device')),
      resource_id uuid not null,
      lane smallint not null default 0 check (lane >= 0),
      /* Overbooking tolerance of the visit's type when it was booked. */
      tolerance smallint not null default 0,
      /* Buffers included. */
      during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      clinic_id uuid not null,
      appointment_id uuid not null,
      primary key (organization_id, resource_id, appointment_id),
      check (lane <= tolerance),
      check (lower(during) = starts_at and upper(during) = ends_at),
      constraint occupied_time_no_overlap exclude using gist (
        organization_id with =, resource_id with =, lane with =, during with &&
      )
    )`);
  await wallByOrganization(knex, 'occupied_time');
  await knex.raw(
    'create index occupied_time_start on occupied_time (organization_id, resource_id, starts_at, ends_at)',
  );
  await knex.raw(
    'create index occupied_time_appointment on occupied_time (organization_id, appointment_id)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table occupied_time');
}
