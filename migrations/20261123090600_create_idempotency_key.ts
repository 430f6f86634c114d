import type { Knex } from 'knex';
import { wallByOrganization } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table idempotency_key (
      organization_id uuid not null,
      staff_id uuid not null,
      key uuid not null,
      request_hash bytea not null,
      status smallint not null,
      answer jsonb not null,
      at timestamptz not null,
      primary key (organization_id, staff_id, key)
    )`);
  await wallByOrganization(knex, 'idempotency_key');
  await knex.raw('create index idempotency_key_at on idempotency_key (at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table idempotency_key');
}
