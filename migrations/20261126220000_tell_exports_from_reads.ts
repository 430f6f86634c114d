import type { Knex } from 'knex';

// What left the console is an entry of its own kind; it and what was refused are found without reading the rest.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table audit_entry
      drop constraint audit_entry_kind_check,
      add constraint audit_entry_kind_check check (kind in ('act', 'read', 'export', 'denied'))`);
  for (const kind of ['export', 'denied'])
    await knex.raw(`
      create index audit_entry_${kind} on audit_entry (organization_id, at desc, id desc)
      where kind = '${kind}'`);
}

/** Entries are sealed: once an export is written, its kind stays allowed. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index audit_entry_export, audit_entry_denied');
  await knex.raw(`
    alter table audit_entry
      drop constraint audit_entry_kind_check,
      add constraint audit_entry_kind_check check (kind in ('act', 'read', 'denied')) not valid`);
}
