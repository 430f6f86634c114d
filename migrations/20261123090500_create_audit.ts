import type { Knex } from 'knex';
import { wallByOrganization } from './support/walls.ts';

// Insert-only for the application; the sealer chains what it finds unsealed, in its own order.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table audit_entry (
      organization_id uuid not null,
      id uuid not null,
      at timestamptz not null,
      /* act, read or denied */
      kind text not null check (kind in ('act', 'read', 'denied')),
      act text not null,
      actor_kind text not null check (actor_kind in ('staff', 'patient', 'system', 'nobody')),
      actor_id uuid,
      clinic_id uuid,
      entity_id uuid,
      request_id text not null,
      detail jsonb not null default '{}',
      primary key (organization_id, id)
    )`);
  await wallByOrganization(knex, 'audit_entry', 'select, insert');
  await knex.raw('create index audit_entry_at on audit_entry (organization_id, at)');
  await knex.raw('create index audit_entry_entity on audit_entry (organization_id, entity_id, at)');
  await knex.raw(`
    create table audit_seal (
      organization_id uuid not null,
      seq bigint not null check (seq > 0),
      entry_id uuid not null,
      /* sha256(previous hash || canonical entry) */
      hash bytea not null check (octet_length(hash) = 32),
      sealed_at timestamptz not null,
      primary key (organization_id, seq),
      unique (organization_id, entry_id),
      foreign key (organization_id, entry_id) references audit_entry
    )`);
  await wallByOrganization(knex, 'audit_seal', 'select, insert');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table audit_seal, audit_entry');
}
