// FHIR resources as lines of an import, by kind of record; a line is the place of the resource in the file.
import { setImmediate as breathe } from 'node:timers/promises';
import { importSubjects, type ImportSubject } from '#contract/import-fields';
import type { ImportLeftOut, ImportLeftOutReason } from '#contract/import-run';
import type { FhirProblem } from '../../interop/fhir/fhir-problem.ts';
import { readFhir, type FhirFormat, type ReadResource } from '../../interop/fhir/read-fhir.ts';
import { referenceKeys, type ReferenceKeys } from '../../interop/fhir/resolve-reference.ts';
import type { LineProblem } from '../imports-view.ts';
import type { NamedFile } from './cut-files.ts';
import { fhirRecordOf, subjectOfType } from './fhir-records.ts';
import { storable, unreadableFile, type FileLine, type ImportFile } from './import-file.ts';

/** The loop is let go after so many: others are served while a large file is read. */
const atOnce = 250;

interface Found {
  reads: { line: number; read: ReadResource }[];
  /** By line: a resource that is refused has a line of its own with all its reasons. */
  refused: Map<number, FhirProblem[]>;
}

export interface FhirFile extends NamedFile {
  format: FhirFormat;
}

export async function readFhirFiles(files: readonly FhirFile[]): Promise<ImportFile> {
  const { reads, refused } = await readAll(files);
  const keys = referenceKeys(reads.map(({ read }) => read));
  const lines = new Map<ImportSubject, FileLine[]>(importSubjects.map((each) => [each, []]));
  const leftOut = new LeftOut();
  for (const { line, read } of reads) {
    if (line % atOnce === 0) await breathe();
    const record = recordOf(line, read, keys);
    if ('leftOut' in record) leftOut.add(read.resource.resourceType, record.leftOut);
    else lines.get(record.subject)?.push(record.line);
  }
  for (const [line, problems] of refused) {
    const type = problems[0]?.resource.split('/')[0] ?? '';
    const subject = subjectOfType(type);
    if (subject === null) leftOut.add(type, 'kind');
    else lines.get(subject)?.push(unreadLine(line, problems));
  }
  const parts = [...lines]
    .filter(([, found]) => found.length > 0)
    .map(([subject, found]) => ({ subject, lines: found.sort((a, b) => a.line - b.line) }));
  return { format: 'fhir', headings: [], parts, leftOut: leftOut.counted };
}

class LeftOut {
  readonly #found = new Map<string, ImportLeftOut>();

  add(type: string, reason: ImportLeftOutReason): void {
    const key = `${type} ${reason}`;
    const { count } = this.#found.get(key) ?? { count: 0 };
    this.#found.set(key, { type, reason, count: count + 1 });
  }

  get counted(): ImportLeftOut[] {
    return [...this.#found.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
  }
}

async function readAll(files: readonly FhirFile[]): Promise<Found> {
  const found: Found = { reads: [], refused: new Map() };
  let line = 0;
  for (const [at, { name, bytes, format }] of files.entries()) {
    const placeOf = (place: string): string =>
      files.length === 1 ? place : `${name} ${place}`.trim();
    let last: FhirProblem | null = null;
    for (const each of readFhir(bytes, { format })) {
      if (each.kind === 'resource') {
        line += 1;
        last = null;
        found.reads.push({ line, read: { ...each.read, at: placeOf(each.read.at) } });
      } else {
        const { problem } = each;
        if (isOfFile(problem))
          throw unreadableFile(
            files.length === 1
              ? problem.reason
              : `number ${at + 1} of the files, ${problem.reason}`,
          );
        if (last?.at !== problem.at) line += 1;
        last = problem;
        const placed = { ...problem, at: placeOf(problem.at) };
        found.refused.set(line, [...(found.refused.get(line) ?? []), placed]);
      }
      if (line % atOnce === 0) await breathe();
    }
  }
  return found;
}

/** Neither a place nor a resource: nothing of the file could be read. */
function isOfFile({ at, resource }: FhirProblem): boolean {
  return at === '' && resource === '';
}

function recordOf(
  line: number,
  { at, resource }: ReadResource,
  keys: ReferenceKeys,
): { subject: ImportSubject; line: FileLine } | { leftOut: ImportLeftOutReason } {
  const record = fhirRecordOf(resource, keys);
  if ('leftOut' in record) return record;
  const fields = Object.entries(record.fields).flatMap(([field, text]): [string, string][] =>
    text === undefined ? [] : [[field, storable(text)]],
  );
  return {
    subject: record.subject,
    line: { line, place: at, fields: Object.fromEntries(fields), unread: [] },
  };
}

const mostReasons = 20;

function unreadLine(line: number, problems: readonly FhirProblem[]): FileLine {
  const unread = problems.slice(0, mostReasons).map(({ path, reason }): LineProblem => ({
    field: '',
    code: 'unreadable',
    detail: storable([path, reason].filter((word) => word !== '').join(' ')).slice(0, 300),
  }));
  return { line, place: problems[0]?.at ?? '', fields: {}, unread };
}
