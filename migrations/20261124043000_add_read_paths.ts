import type { Knex } from 'knex';

// Reads that went through a whole table once there were many rows: a session by what the console knows of it, the
// entries of a patient, and the patients that a search has found.
export async function up(knex: Knex): Promise<void> {
  await knex.raw('create unique index session_public on session (public_id)');
  await knex.raw(`
    create index waitlist_entry_patient on waitlist_entry (organization_id, patient_id, added_at)`);
  // Without a word about it the planner expects a thousand rows and joins them with all patients.
  await knex.raw(`alter function ${search} rows 50`);
  await knex.raw(`alter function ${lookAlikes} rows 10`);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of [search, lookAlikes]) await knex.raw(`alter function ${name} rows 1000`);
  await knex.raw('drop index waitlist_entry_patient, session_public');
}

const search = 'search_patients(text, date[], text, text, integer)';
const lookAlikes = 'find_look_alikes(text, text, date, uuid, integer)';
