import type { Knex } from 'knex';

// Without being named, pg_temp is searched first: who may make a temporary table could put one of their own in front
// of what a function reads with its owner's rights.
export async function up(knex: Knex): Promise<void> {
  for (const name of definers)
    await knex.raw(`alter function ${name} set search_path = public, pg_temp`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of definers) await knex.raw(`alter function ${name} set search_path = public`);
}

const definers = [
  'ensure_change_log_days(date, integer)',
  'find_link(bytea)',
  'find_login(text)',
  'find_look_alikes(text, text, date, uuid, integer)',
  'keep_patient_words()',
  'list_organizations()',
  'open_session(text)',
  'search_patients(text, date[], text, text, integer)',
  'trim_change_log(date)',
];
