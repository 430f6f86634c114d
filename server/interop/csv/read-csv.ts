// Comma-separated text as spreadsheets and other systems write it: any line end, any usual separator, any encoding.
import { CsvError, parse } from 'csv-parse/sync';
import { decodeText, type Encoding } from '../decode-text.ts';

export interface CsvLimits {
  /** Size of the file. */
  bytes: number;
  /** Rows below the headings. */
  rows: number;
  columns: number;
  /** Characters of one row. */
  rowCharacters: number;
}

export const usualCsvLimits: CsvLimits = {
  bytes: 64 * 1024 * 1024,
  rows: 500_000,
  columns: 200,
  rowCharacters: 100_000,
};

/** What is wrong, and where; the line is the one that an editor shows, counted from 1. */
export interface LineProblem {
  line: number;
  reason: string;
}

export interface CsvRow {
  /** The line on which the row begins; a quoted field may hold line ends. */
  line: number;
  /** As many as there are headings, in their order. */
  fields: readonly string[];
}

export interface CsvTable {
  headings: readonly string[];
  rows: readonly CsvRow[];
  /** Rows that were left out, and why. */
  problems: readonly LineProblem[];
  encoding: Encoding;
  separator: Separator;
}

/** A table, or why there is none; a table may still name rows that could not be read. */
export type CsvReading = { table: CsvTable } | { refused: LineProblem };

export const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

/** Reads a file with a line of headings. Never throws on what is in the file. */
export function readCsv(bytes: Uint8Array, limits: CsvLimits = usualCsvLimits): CsvReading {
  if (bytes.length > limits.bytes)
    return refused(1, `the file is larger than ${limits.bytes} bytes`);
  const { text: decoded, encoding } = decodeText(bytes);
  // One kind of line end from here on, also inside quotes: so a line is what an editor counts.
  const text = decoded.replaceAll(/\r\n?/g, '\n');
  if (text.includes('\0')) return refused(1, 'the file is not text');
  const separator = separatorOf(text);
  const { records, broken } = readRecords(text, { separator, limits });
  const [head, ...body] = records;
  if (head === undefined) return broken ? { refused: broken } : refused(1, 'the file is empty');
  const headings = head.fields.map((heading) => heading.trim());
  const fault = headingFault(headings, limits);
  if (fault !== null) return refused(head.line, fault);
  if (body.length > limits.rows) {
    const beyond = body[limits.rows]?.line ?? head.line;
    return refused(beyond, `the file has more than ${limits.rows} rows`);
  }
  const odd = body.filter((row) => row.fields.length !== headings.length);
  const problems = odd.map((row) => ({
    line: row.line,
    reason: `has ${row.fields.length} fields where ${headings.length} were expected`,
  }));
  const rows = body.filter((row) => row.fields.length === headings.length);
  return {
    table: {
      headings,
      rows,
      problems: broken ? [...problems, broken] : problems,
      encoding,
      separator,
    },
  };
}

interface Records {
  records: CsvRow[];
  /** Where reading had to stop. */
  broken: LineProblem | null;
}

function readRecords(
  text: string,
  { separator, limits }: { separator: Separator; limits: CsvLimits },
): Records {
  const records: CsvRow[] = [];
  let endedOn = 0;
  try {
    parse(text, {
      delimiter: separator,
      max_record_size: limits.rowCharacters,
      record_delimiter: '\n',
      relax_column_count: true,
      // Feet, inches and arc minutes stand unquoted in real files.
      relax_quotes: true,
      skip_empty_lines: true,
      onRecord: (fields: string[], { lines }) => {
        endedOn = lines;
        records.push({ line: lines - lineEndsIn(fields), fields });
        return null;
      },
    });
    return { records, broken: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { records, broken: { line: endedOn + 1, reason: reasonOf(error, limits) } };
  }
}

function reasonOf(error: CsvError, limits: CsvLimits): string {
  const unread = 'nothing from this line on was read';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return `opens a quote that never closes; ${unread}`;
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return `is longer than ${limits.rowCharacters} characters; ${unread}`;
  return `cannot be read; ${unread}`;
}

function headingFault(headings: readonly string[], limits: CsvLimits): string | null {
  if (headings.length > limits.columns) return `has more than ${limits.columns} columns`;
  const nameless = headings.indexOf('');
  if (nameless >= 0) return `column ${nameless + 1} has no heading`;
  const twice = headings.find((heading, at) => headings.indexOf(heading) !== at);
  return twice === undefined ? null : `two columns have the heading "${twice}"`;
}

/** The separator that the line of headings holds most often outside quotes. */
function separatorOf(text: string): Separator {
  const line = (/^[^\n]*/.exec(text.trimStart())?.[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = separators.map((mark) => line.split(mark).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

function lineEndsIn(fields: readonly string[]): number {
  return fields.reduce((sum, field) => sum + (field.split('\n').length - 1), 0);
}

function refused(line: number, reason: string): CsvReading {
  return { refused: { line, reason } };
}
