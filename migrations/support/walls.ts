// What every tenant table gets: row-level security, forced, and grants for the application's role.
import type { Knex } from 'knex';

const inOrganization = 'organization_id = (select app_organization())';
const inClinics = `${inOrganization} and clinic_id = any ((select app_clinics())::uuid[])`;

async function wall(
  knex: Knex,
  table: string,
  rule: string,
  rights: string,
  written = rule,
): Promise<void> {
  await knex.raw(`alter table ${table} enable row level security`);
  await knex.raw(`alter table ${table} force row level security`);
  await knex.raw(
    `create policy ${table}_wall on ${table} for all to daysheet_app using (${rule}) with check (${written})`,
  );
  await knex.raw(`grant ${rights} on ${table} to daysheet_app`);
}

const everyRight = 'select, insert, update, delete';

/** Rows of the scope's organization only. */
export function wallByOrganization(knex: Knex, table: string, rights = everyRight): Promise<void> {
  return wall(knex, table, inOrganization, rights);
}

/** Rows of the scope's clinics only. */
export function wallByClinic(knex: Knex, table: string, rights = everyRight): Promise<void> {
  return wall(knex, table, inClinics, rights);
}

/**
 * Rows of the scope's clinics, read and changed only by the person whom they are for, or by the system. Whoever works
 * in the clinic may write one for somebody else.
 */
export function wallByPerson(knex: Knex, table: string, rights = everyRight): Promise<void> {
  const own = '((select app_user()) is null or staff_id = (select app_user()))';
  return wall(knex, table, `${inClinics} and ${own}`, rights, inClinics);
}

/** Rows without a clinic are the organization's; the others need the clinic. */
export function wallByClinicOrNone(knex: Knex, table: string, rights = everyRight): Promise<void> {
  const rule = `${inOrganization} and (clinic_id is null or clinic_id = any ((select app_clinics())::uuid[]))`;
  return wall(knex, table, rule, rights);
}

/**
 * Lets the owner's own `security definer` functions read and write the table: forced policies bind the owner too
 * where it is not a superuser.
 */
export async function openToOwnFunctions(knex: Knex, table: string): Promise<void> {
  await knex.raw(
    `create policy ${table}_own_functions on ${table} for all to current_user using (true) with check (true)`,
  );
}

const versionWalls = {
  clinic: { clinic: 'clinic_id uuid not null,', wallOf: wallByClinic },
  'clinic-or-none': { clinic: 'clinic_id uuid,', wallOf: wallByClinicOrNone },
  organization: { clinic: '', wallOf: wallByOrganization },
} as const;

/** `<table>_version`: one row per version of a row, for as-of reads, timelines and figures. */
export async function keepVersions(
  knex: Knex,
  table: string,
  walled: keyof typeof versionWalls,
): Promise<void> {
  const { clinic, wallOf } = versionWalls[walled];
  await knex.raw(`
    create table ${table}_version (
      organization_id uuid not null,
      ${clinic}
      id uuid not null,
      version integer not null check (version > 0),
      act text not null,
      row jsonb not null,
      actor_id uuid,
      valid_from timestamptz not null,
      valid_to timestamptz,
      primary key (organization_id, id, version),
      check (valid_to is null or valid_to >= valid_from)
    )`);
  await wallOf(knex, `${table}_version`, 'select, insert, update');
}
