import type { Knex } from 'knex';
import { wallByOrganization } from './support/walls.ts';

// On what a proxy rests. The file itself lies in the store of files; a removed one leaves its row.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table patient_proxy
    add constraint patient_proxy_of unique (organization_id, id, patient_id)`);
  await knex.raw(`
    create table proxy_paper (
      organization_id uuid not null,
      id uuid not null,
      proxy_id uuid not null,
      patient_id uuid not null,
      kind text not null check (kind in ('court-order', 'power-of-attorney', 'signed-permission', 'other')),
      name text not null,
      media_type text not null,
      bytes bigint not null check (bytes > 0),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      blob_key text not null check (blob_key ~ '^[0-9a-f]{32}$'),
      added_by_id uuid not null,
      added_at timestamptz not null,
      removed_by_id uuid,
      removed_at timestamptz,
      removed_because text,
      primary key (organization_id, id),
      unique (organization_id, blob_key),
      foreign key (organization_id, proxy_id, patient_id)
        references patient_proxy (organization_id, id, patient_id),
      foreign key (organization_id, added_by_id) references staff_member,
      foreign key (organization_id, removed_by_id) references staff_member,
      check ((removed_at is null) = (removed_because is null)),
      check ((removed_at is null) = (removed_by_id is null))
    )`);
  await wallByOrganization(knex, 'proxy_paper', 'select, insert, update');
  await knex.raw(
    'create index proxy_paper_of on proxy_paper (organization_id, proxy_id, added_at)',
  );
  await knex.raw(`
    create trigger proxy_paper_no_retired_chart before insert or update of patient_id on proxy_paper
    for each row execute function refuse_retired_chart()`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table proxy_paper');
  await knex.raw('alter table patient_proxy drop constraint patient_proxy_of');
}
