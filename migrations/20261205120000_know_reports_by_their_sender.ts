import type { Knex } from 'knex';

// The key of a report names its sender for good: what a laboratory is called may change. That of what is here already
// names it by that name.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('drop index result_report_key');
  await knex.raw(
    "update result set report_key = source || '|' || report_key where report_key is not null",
  );
  await knex.raw(`
    create unique index result_report_key on result (organization_id, clinic_id, report_key)
    where report_key is not null`);
  // Which versions somebody could see say the versions themselves.
  await knex.raw('alter table result_release drop column first_number');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table result_release add column first_number integer not null default 1');
  await knex.raw('drop index result_report_key');
  await knex.raw(`
    create unique index result_report_key on result (organization_id, clinic_id, source, report_key)
    where report_key is not null`);
}
