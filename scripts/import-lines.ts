// A file of another system as lines of an import: pure, so that a dry run needs no server to be understood.
import { guessMapping, unmappedFields, type ImportMapping } from '#contract/import-mapping';
import { importFields, type ImportSubject } from '#contract/imports';
import { readCsv } from '../server/interop/csv/read-csv.ts';

export interface ImportLine {
  /** As an editor counts. */
  line: number;
  fields: Record<string, string>;
}

export interface ImportFile {
  lines: ImportLine[];
  mapping: ImportMapping;
  /** What could not even be read as a line. */
  unread: { line: number; reason: string }[];
}

/** Only what a person has mapped or the headings say plainly is taken. Throws with a sentence when that is too little. */
export function csvLines(
  bytes: Uint8Array,
  { subject, chosen }: { subject: ImportSubject; chosen: ImportMapping },
): ImportFile {
  const reading = readCsv(bytes);
  if ('refused' in reading)
    throw new Error(`line ${reading.refused.line}: ${reading.refused.reason}`);
  const { headings, rows, problems } = reading.table;
  const wrong = Object.entries(chosen).filter(
    ([field, heading]) => !(field in importFields[subject]) || !headings.includes(heading),
  );
  if (wrong.length > 0)
    throw new Error(
      `There is no such field or column: ${wrong.map((each) => each.join('=')).join(', ')}`,
    );
  const free = headings.filter((heading) => !Object.values(chosen).includes(heading));
  const mapping = { ...guessMapping(subject, free), ...chosen };
  const missing = unmappedFields(subject, mapping);
  if (missing.length > 0)
    throw new Error(
      `No column is known for: ${missing.join(', ')}. Say so with --map field=Heading.`,
    );
  const columns = Object.entries(mapping).map(([field, heading]) => ({
    field,
    at: headings.indexOf(heading),
  }));
  const lines = rows.map(({ line, fields }) => ({
    line,
    fields: Object.fromEntries(columns.map(({ field, at }) => [field, fields[at] ?? ''])),
  }));
  return { lines, mapping, unread: [...problems] };
}

/** Batches of lines whose requests stay below the size that a server reads. */
export function* batchesOf(
  lines: readonly ImportLine[],
  mostBytes = 48_000,
): Generator<ImportLine[]> {
  let batch: ImportLine[] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = Buffer.byteLength(JSON.stringify(line)) + 1;
    if (batch.length > 0 && (bytes + size > mostBytes || batch.length === 500)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(line);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
