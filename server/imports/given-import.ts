// Builder for tests: an organization that takes over files, and a file taken to the end or to its check.
import { stringify } from 'csv-stringify/sync';
import type { ImportSubject } from '#contract/import-fields';
import type { ImportProblem } from '#contract/import-problem';
import type { ImportRun } from '#contract/import-run';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import type { Ctx } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import type { ImportFile } from './file/import-file.ts';
import { readImportFile } from './file/read-import-file.ts';
import { getImport, listProblems } from './imports-queries.ts';
import { checkImport, commitImport } from './imports-service.ts';
import { importsSlice } from './imports-slice.ts';
import { takeImportFile } from './take-file-service.ts';

export interface ImportClinic extends BookableClinic {
  administrator: GivenStaff;
  asAdministrator<T>(fn: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** Asked for, and done. */
  check(importId: string): Promise<ImportRun>;
}

export async function givenImportClinic(
  t: TestDatabase,
  ...clinics: { name?: string; zone?: string }[]
): Promise<ImportClinic> {
  const clinic = await givenBookableClinic(t, clinics.length > 0 ? { clinics } : {});
  const { organizationId, clinicIds } = clinic;
  const administrator = await givenStaff(t, { organizationId, clinicIds, role: 'administrator' });
  const asAdministrator: ImportClinic['asAdministrator'] = (fn) => clinic.actAs(administrator, fn);
  return {
    ...clinic,
    administrator,
    asAdministrator,
    async check(importId) {
      await asAdministrator((ctx) => checkImport(ctx, importId));
      await runTick(t, organizationId, 'imports.judge');
      return asAdministrator((ctx) => getImport(ctx, importId));
    },
  };
}

export interface GivenFile {
  subject: ImportSubject;
  rows: readonly Readonly<Record<string, string>>[];
}

/** Line numbers begin at 2, below the headings. */
export async function givenCheckedImport(
  clinic: ImportClinic,
  { subject, rows }: GivenFile,
): Promise<ImportRun> {
  const file = await readImportFile(csvOf(rows), 'file.csv');
  const run = await givenImport(clinic, file, subject);
  return clinic.check(run.id);
}

export async function givenImport(
  clinic: ImportClinic,
  file: ImportFile,
  subject: ImportSubject | null = null,
): Promise<ImportRun> {
  const [run] = await givenImports(clinic, file, subject);
  if (!run) throw new Error('A file was taken and nothing of it.');
  return run;
}

export function givenImports(
  { clinicId, asAdministrator }: ImportClinic,
  file: ImportFile,
  subject: ImportSubject | null = null,
): Promise<ImportRun[]> {
  const sent = { clinicId, subject, system: 'old', fileName: 'file', intoDemo: false };
  return asAdministrator((ctx) => takeImportFile(ctx, { ...sent, file }));
}

/** Headed by the fields' own names. */
export function csvOf(rows: GivenFile['rows']): Buffer {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [fields, ...rows.map((row) => fields.map((field) => row[field] ?? ''))];
  return Buffer.from(stringify(lines));
}

export function startWriting(clinic: ImportClinic, run: ImportRun): Promise<ImportRun> {
  return clinic.asAdministrator((ctx) =>
    commitImport(ctx, { importId: run.id, expectedVersion: run.version }),
  );
}

/** Runs the tick until it has nothing left. */
export function writeAll(t: TestDatabase, { organizationId }: ImportClinic): Promise<void> {
  return runTick(t, organizationId, 'imports.write');
}

async function runTick(t: TestDatabase, organizationId: string, name: string): Promise<void> {
  const tick = importsSlice.ticks?.find((each) => each.name === name);
  if (!tick) throw new Error(`No tick is called ${name}.`);
  while ((await runTickOnce(t.database, tick, organizationId)) > 0);
}

export async function problemsOf(clinic: ImportClinic, run: ImportRun): Promise<ImportProblem[]> {
  const page = await clinic.asAdministrator((ctx) =>
    listProblems(ctx, { importId: run.id, after: 0, limit: 1000 }),
  );
  return page.items;
}

/** To its last line. */
export async function writeRun(
  t: TestDatabase,
  clinic: ImportClinic,
  run: ImportRun,
): Promise<ImportRun> {
  await startWriting(clinic, run);
  await writeAll(t, clinic);
  return clinic.asAdministrator((ctx) => getImport(ctx, run.id));
}

export async function takeOver(
  t: TestDatabase,
  clinic: ImportClinic,
  file: GivenFile,
): Promise<ImportRun> {
  return writeRun(t, clinic, await givenCheckedImport(clinic, file));
}

/** `3 identifier duplicate-in-file`, line by line. */
export async function saidOf(clinic: ImportClinic, run: ImportRun): Promise<string[]> {
  return (await problemsOf(clinic, run)).map(({ line, field, code }) => `${line} ${field} ${code}`);
}

export function rowsOf(
  t: TestDatabase,
  table: string,
  { organizationId }: ImportClinic,
): Promise<Record<string, unknown>[]> {
  return t.owner(table).where({ organization_id: organizationId }).orderByRaw('1, 2').select('*');
}
