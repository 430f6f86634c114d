// Builder for tests: an organization that takes over files, and a file taken to the end or to its check.
import type { ImportProblem, ImportRun, ImportSubject } from '#contract/imports';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import type { Ctx } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { listProblems } from './imports-queries.ts';
import { addImportLines, checkImport, commitImport, startImport } from './imports-service.ts';
import { importsSlice } from './imports-slice.ts';

export interface ImportClinic extends BookableClinic {
  administrator: GivenStaff;
  asAdministrator<T>(fn: (ctx: Ctx) => Promise<T>): Promise<T>;
}

export async function givenImportClinic(t: TestDatabase, zone?: string): Promise<ImportClinic> {
  const clinic = await givenBookableClinic(t, zone === undefined ? {} : { clinics: [{ zone }] });
  const { organizationId, clinicIds } = clinic;
  const administrator = await givenStaff(t, { organizationId, clinicIds, role: 'administrator' });
  return {
    ...clinic,
    administrator,
    asAdministrator: (fn) => clinic.actAs(administrator, fn),
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
  const { clinicId } = clinic;
  const { id } = await clinic.asAdministrator((ctx) =>
    startImport(ctx, { clinicId, subject, system: 'old', fileName: 'file.csv', intoDemo: false }),
  );
  const lines = rows.map((fields, at) => ({ line: at + 2, fields }));
  for (let from = 0; from < lines.length; from += 5000)
    await clinic.asAdministrator((ctx) =>
      addImportLines(ctx, { importId: id, lines: lines.slice(from, from + 5000) }),
    );
  return clinic.asAdministrator((ctx) => checkImport(ctx, id));
}

export function startWriting(clinic: ImportClinic, run: ImportRun): Promise<ImportRun> {
  return clinic.asAdministrator((ctx) =>
    commitImport(ctx, { importId: run.id, expectedVersion: run.version }),
  );
}

/** Runs the tick until it has nothing left. */
export async function writeAll(t: TestDatabase, { organizationId }: ImportClinic): Promise<void> {
  const [tick] = importsSlice.ticks ?? [];
  while (tick && (await runTickOnce(t.database, tick, organizationId)) > 0);
}

export async function problemsOf(clinic: ImportClinic, run: ImportRun): Promise<ImportProblem[]> {
  const page = await clinic.asAdministrator((ctx) =>
    listProblems(ctx, { importId: run.id, after: 0, limit: 1000 }),
  );
  return page.items;
}
