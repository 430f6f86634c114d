import type { Knex } from 'knex';

// A file may overtake another: which answer is the later one is known by when the payer wrote it, and by nothing else.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table authorization_answer
      /* As the payer's own clock showed it, of an electronic one. */
      add column written_at text`);
  await knex.raw(`
    create index authorization_submission_interface on authorization_submission (organization_id, interface_id, request_id)
      where interface_id is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index authorization_submission_interface');
  await knex.raw('alter table authorization_answer drop column written_at');
}
