// Drives one import over HTTP: lines in, check, problems, and, when that is wanted, the writing until its end.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  addImportLines,
  checkImport,
  commitImport,
  getImport,
  importProblemCodes,
  listImportProblems,
  startImport,
  type ImportProblem,
  type ImportRun,
  type ImportSubject,
} from '#contract/imports';
import { writeCsv, type CsvCell } from '../server/interop/csv/write-csv.ts';
import type { HttpConsole } from './http-console.ts';
import { batchesOf, type ImportLine } from './import-lines.ts';

export interface Wanted {
  clinicId: string;
  subject: ImportSubject;
  system: string;
  fileName: string;
  intoDemo: boolean;
  lines: readonly ImportLine[];
}

export type Tell = (run: ImportRun) => void;

export async function checkLines(
  desk: HttpConsole,
  { lines, ...wanted }: Wanted,
  tell: Tell,
): Promise<{ run: ImportRun; problems: ImportProblem[] }> {
  const { id } = await desk.call(startImport, { body: wanted });
  const params = { importId: id };
  for (const batch of batchesOf(lines))
    tell(await desk.call(addImportLines, { params, body: { lines: batch } }));
  const run = await desk.call(checkImport, { params });
  return { run, problems: await allProblems(desk, id) };
}

/** Asks until the server is done, also across its restarts. */
export async function writeLines(
  desk: HttpConsole,
  run: ImportRun,
  tell: Tell,
): Promise<ImportRun> {
  const params = { importId: run.id };
  let now = await desk.call(commitImport, { params, body: { expectedVersion: run.version } });
  while (now.status === 'running') {
    tell(now);
    await sleep(500);
    now = await desk.call(getImport, { params }).catch(() => now);
  }
  return now;
}

export async function allProblems(desk: HttpConsole, importId: string): Promise<ImportProblem[]> {
  const problems: ImportProblem[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const page: { items: ImportProblem[]; next: number | null } = await desk.call(
      listImportProblems,
      {
        params: { importId },
        query: { after: String(after), limit: '1000' },
      },
    );
    problems.push(...page.items);
    after = page.next;
  }
  return problems;
}

/** One row per problem; a spreadsheet computes none of it. */
export function reportOf(
  rows: readonly { place: string; field: string; reason: string }[],
): string {
  return writeCsv(
    ['Line', 'Field', 'Problem'],
    rows.map(({ place, field, reason }): CsvCell[] => [place, field, reason]),
  );
}

export function problemRow({ line, field, code }: ImportProblem, place: string | undefined) {
  return { place: place ?? String(line), field, reason: importProblemCodes[code] };
}
