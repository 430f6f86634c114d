import type { Knex } from 'knex';

// An action on many items keeps what it found on each, so that it can be taken back, once.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('alter table work_bulk_item add column former jsonb, add column undone jsonb');
  await knex.raw(`
    alter table work_bulk
      add column undoes_id uuid,
      add foreign key (organization_id, undoes_id) references work_bulk,
      add constraint work_bulk_undone_once unique (organization_id, undoes_id)`);
  // Words of the action as it was before tags were added and taken off one by one.
  await knex.raw(`
    update work_bulk
    set action = jsonb_build_object('verb', 'tag', 'add', action -> 'tags', 'remove', '[]'::jsonb)
    where action ->> 'verb' = 'tag'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    update work_bulk set action = jsonb_build_object('verb', 'tag', 'tags', action -> 'add')
    where action ->> 'verb' = 'tag'`);
  await knex.raw('alter table work_bulk drop column undoes_id');
  await knex.raw('alter table work_bulk_item drop column former, drop column undone');
}
