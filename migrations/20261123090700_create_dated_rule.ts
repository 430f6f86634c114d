import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

// Numbers that a law, a payer or a clinic may change. Nothing is recomputed backwards when one does.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table dated_rule (
      organization_id uuid not null,
      clinic_id uuid not null,
      rule text not null,
      version integer not null check (version > 0),
      value jsonb not null,
      source text not null,
      effective_from timestamptz not null,
      effective_to timestamptz,
      actor_id uuid,
      primary key (organization_id, clinic_id, rule, version),
      foreign key (organization_id, clinic_id) references clinic,
      check (effective_to is null or effective_to >= effective_from)
    )`);
  await knex.raw(`
    create unique index dated_rule_in_force on dated_rule (organization_id, clinic_id, rule)
    where effective_to is null`);
  await wallByClinic(knex, 'dated_rule', 'select, insert, update');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table dated_rule');
}
