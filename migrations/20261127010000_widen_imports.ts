import type { Knex } from 'knex';
import { wallByClinicOrNone, wallByOrganization } from './support/walls.ts';

// Visit types, locations, weekly hours and contacts are taken over, too. Clinics have visit types of their own: the same
// identifier of another system stands for one in each.
export async function up(knex: Knex): Promise<void> {
  await checkSubjects(knex, [
    ...['visit-types', 'locations', 'practitioners', 'templates'],
    ...['patients', 'contacts', 'coverages', 'visits'],
  ]);
  await knex.raw(`
    alter table external_identifier
      drop constraint external_identifier_pkey,
      add column clinic_id uuid,
      add foreign key (organization_id, clinic_id) references clinic,
      add constraint external_identifier_once
        unique nulls not distinct (organization_id, kind, system, value, clinic_id)`);
  await knex.raw('drop policy external_identifier_wall on external_identifier');
  await wallByClinicOrNone(knex, 'external_identifier', 'select, insert');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop policy external_identifier_wall on external_identifier');
  await wallByOrganization(knex, 'external_identifier', 'select, insert');
  await knex.raw('delete from external_identifier where clinic_id is not null');
  await knex.raw(`
    alter table external_identifier
      drop column clinic_id,
      add primary key (organization_id, kind, system, value)`);
  await knex.raw(
    "delete from import_line where import_id in (select id from import_run where subject in ('visit-types', 'locations', 'templates', 'contacts'))",
  );
  await knex.raw(
    "delete from import_run where subject in ('visit-types', 'locations', 'templates', 'contacts')",
  );
  await checkSubjects(knex, ['practitioners', 'patients', 'coverages', 'visits']);
}

async function checkSubjects(knex: Knex, subjects: readonly string[]): Promise<void> {
  const listed = subjects.map((subject) => `'${subject}'`).join(', ');
  await knex.raw(`
    alter table import_run
      drop constraint import_run_subject_check,
      add constraint import_run_subject_check check (subject in (${listed}))`);
}
