import type { Knex } from 'knex';
import { keepVersions, wallByOrganization } from './support/walls.ts';

/** What a row says holds until the next one of the same payer begins: nothing overlaps, and nothing is left open twice. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table pharmacy_network (
      organization_id uuid not null,
      id uuid not null,
      pharmacy_id uuid not null,
      payer_id uuid not null,
      standing text not null check (standing in ('preferred', 'in-network', 'out-of-network', 'unknown')),
      from_on date not null,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      unique (organization_id, pharmacy_id, payer_id, from_on),
      foreign key (organization_id, pharmacy_id) references pharmacy,
      foreign key (organization_id, payer_id) references payer
    )`);
  await wallByOrganization(knex, 'pharmacy_network', 'select, insert, update');
  await keepVersions(knex, 'pharmacy_network', 'organization');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table pharmacy_network_version, pharmacy_network');
}
