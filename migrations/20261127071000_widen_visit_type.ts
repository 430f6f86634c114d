import type { Knex } from 'knex';

// On what terms a visit type is booked: for whom, by whom, how soon, how far ahead.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table visit_type
      add column patients text not null default 'any' check (patients in ('any', 'new', 'established')),
      add column lead_minutes integer not null default 0 check (lead_minutes between 0 and 43200),
      add column horizon_days integer check (horizon_days between 1 and 730),
      add column booked_by text[] not null default '{}',
      add column overbook_tolerance smallint not null default 0 check (overbook_tolerance between 0 and 3),
      add column needs_authorization boolean not null default false,
      add column instructions_en text not null default '',
      add column instructions_es text not null default '',
      add constraint visit_type_terms_agree check (horizon_days is null or horizon_days * 1440 >= lead_minutes)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table visit_type
      drop column patients, drop column lead_minutes, drop column horizon_days, drop column booked_by,
      drop column overbook_tolerance, drop column needs_authorization, drop column instructions_en,
      drop column instructions_es`);
}
