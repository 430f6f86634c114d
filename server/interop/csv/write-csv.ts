// Comma-separated text for people who will open it in a spreadsheet.
import { stringify } from 'csv-stringify/sync';

/** A text that a program wrote or a person typed, or a number that is one. */
export type CsvCell = string | number | null;

/** RFC 4180 with a byte order mark, so that spreadsheets read accents; no cell can run as a formula. */
export function writeCsv(headings: readonly string[], rows: readonly CsvCell[][]): string {
  return `\uFEFF${writeRows([[...headings], ...rows])}`;
}

/** What goes on where a text of `writeCsv` ends. */
export function writeRows(rows: readonly CsvCell[][]): string {
  return stringify(
    rows.map((row) => row.map(cellText)),
    { record_delimiter: 'windows', quoted_match: /^\s|\s$|[\n\r\t;|]/ },
  );
}

/**
 * Numbers stand as they are, and so does a phone number in E.164, of which a spreadsheet makes no more than a number; any
 * other text that one would compute gets an apostrophe before it.
 */
function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' || /^\+\d{7,15}$/.test(cell)) return String(cell);
  return /^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}
