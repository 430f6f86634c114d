import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

// How far a decision came on its way to the other system: what may have arrived is never posted again by itself.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table refill_posting (
      organization_id uuid not null,
      decision_id uuid not null,
      clinic_id uuid not null,
      request_id uuid not null,
      state text not null check (state in ('posting', 'again', 'ended')),
      attempts integer not null check (attempts > 0),
      posted_at timestamptz not null,
      primary key (organization_id, decision_id),
      foreign key (organization_id, decision_id) references refill_decision,
      foreign key (organization_id, request_id) references refill_request
    )`);
  await wallByClinic(knex, 'refill_posting', 'select, insert, update');
  await knex.raw(
    'create index refill_posting_request on refill_posting (organization_id, request_id)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table refill_posting');
}
