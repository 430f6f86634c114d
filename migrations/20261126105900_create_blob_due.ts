import type { Knex } from 'knex';
import { wallByOrganization } from './support/walls.ts';

// Files that go at a time unless something is made of them: the store of files cannot say what nobody knows of.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table blob_due (
      organization_id uuid not null,
      key text not null check (key ~ '^[0-9a-f]{32}$'),
      due_at timestamptz not null,
      /* Once set, nothing is made of the file any more. */
      is_doomed boolean not null default false,
      primary key (organization_id, key),
      foreign key (organization_id) references organization
    )`);
  await wallByOrganization(knex, 'blob_due');
  await knex.raw('create index blob_due_time on blob_due (organization_id, due_at)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table blob_due');
}
