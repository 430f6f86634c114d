// Drives imports over HTTP as the console does: the file in, its columns, check, problems, and, when that is wanted, the
// writing until its end.
import { setTimeout as sleep } from 'node:timers/promises';
import { filePartsText, filesName } from '#contract/file-parts';
import { importProblemWords } from '#contract/import-words';
import type { ImportMapping, ImportSubject } from '#contract/import-fields';
import type { ImportProblem } from '#contract/import-problem';
import type { ImportRun } from '#contract/import-run';
import {
  checkImport,
  commitImport,
  getImport,
  listImportProblems,
  mapImport,
  readImportFile,
} from '#contract/imports';
import { writeCsv, type CsvCell } from '../server/interop/csv/write-csv.ts';
import type { HttpCaller } from './http-console.ts';

export interface FilesToSend {
  clinicId: string;
  system: string;
  /** Several only of FHIR: one set, whose records may refer to each other. */
  files: readonly { name: string; bytes: Uint8Array }[];
  subject: ImportSubject | null;
  intoDemo: boolean;
}

export async function sendFiles(caller: HttpCaller, sent: FilesToSend): Promise<ImportRun[]> {
  const parts = sent.files.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
  const answer = await caller.send(readImportFile, {
    query: { clinicId: sent.clinicId },
    headers: {
      'X-Daysheet-File-Name': encodeURIComponent(filesName(parts.map(({ name }) => name))),
      ...(parts.length > 1 ? { 'X-Daysheet-File-Parts': filePartsText(parts) } : {}),
      'X-Daysheet-Import-System': sent.system,
      ...(sent.subject === null ? {} : { 'X-Daysheet-Import-Subject': sent.subject }),
      ...(sent.intoDemo ? { 'X-Daysheet-Into-Demo': 'yes' } : {}),
    },
    bytes: Buffer.concat(sent.files.map(({ bytes }) => bytes)),
  });
  return answer.items;
}

/** What was chosen goes before what the headings tell; no column serves twice. */
export function mapColumns(
  caller: HttpCaller,
  { id, subject, mapping, version }: ImportRun,
  chosen: ImportMapping,
): Promise<ImportRun> {
  const free = Object.entries(mapping).filter(
    ([, heading]) => !Object.values(chosen).includes(heading),
  );
  return caller.call(mapImport, {
    params: { importId: id },
    body: {
      expectedVersion: version,
      subject,
      mapping: { ...Object.fromEntries(free), ...chosen },
    },
  });
}

export async function checkRun(caller: HttpCaller, { id }: ImportRun): Promise<ImportRun> {
  const params = { importId: id };
  return untilDone(caller, await caller.call(checkImport, { params }), 'checking');
}

/** Both ask until the server is done, also across its restarts. */
export async function writeRun(
  caller: HttpCaller,
  run: ImportRun,
  tell: (run: ImportRun) => void,
): Promise<ImportRun> {
  const params = { importId: run.id };
  const begun = await caller.call(commitImport, { params, body: { expectedVersion: run.version } });
  return untilDone(caller, begun, 'running', tell);
}

async function untilDone(
  caller: HttpCaller,
  begun: ImportRun,
  status: ImportRun['status'],
  tell: (run: ImportRun) => void = () => undefined,
): Promise<ImportRun> {
  let now = begun;
  while (now.status === status) {
    tell(now);
    await sleep(status === 'checking' ? 100 : 500);
    now = await caller.call(getImport, { params: { importId: begun.id } }).catch(() => now);
  }
  return now;
}

export async function allProblems(caller: HttpCaller, importId: string): Promise<ImportProblem[]> {
  const problems: ImportProblem[] = [];
  let after: number | null = 0;
  while (after !== null) {
    const page: { items: ImportProblem[]; next: number | null } = await caller.call(
      listImportProblems,
      { params: { importId }, query: { after: String(after), limit: '1000' } },
    );
    problems.push(...page.items);
    after = page.next;
  }
  return problems;
}

/** One row per problem; a spreadsheet computes none of it. */
export function reportOf(
  rows: readonly { subject: ImportSubject; problem: ImportProblem }[],
): string {
  return writeCsv(
    ['Records', 'Line', 'Place', 'Field', 'Problem'],
    rows.map(({ subject, problem }): CsvCell[] => [
      subject,
      problem.line,
      problem.place,
      problem.field,
      importProblemWords(problem),
    ]),
  );
}
