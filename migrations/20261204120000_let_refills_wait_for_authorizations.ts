import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table refill_request
      add column authorization_id uuid,
      add foreign key (organization_id, authorization_id) references authorization_request`);
  await knex.raw(`
    create index refill_request_authorization on refill_request (organization_id, authorization_id)
      where authorization_id is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table refill_request drop column authorization_id');
}
