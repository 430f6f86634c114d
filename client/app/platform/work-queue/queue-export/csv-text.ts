// A list as a CSV file (RFC 4180) that a spreadsheet opens: what the list is stands above the table.
import { stringify } from 'csv-stringify/browser/esm/sync';
import type { ListSheet } from './list-sheet';

/** Text that a spreadsheet would take for a formula is told apart by an apostrophe before it. */
export function csvTextOf({ title, clinic, filter, readAt, columns, rows }: ListSheet): string {
  const about = [[title], [clinic], [`${filter} · ${rows.length} rows`], [readAt], []];
  const table = [columns.map((column) => column.title), ...rows];
  return stringify([...about, ...table.map((row) => [...row])], {
    // Spreadsheets take a file without it for one of another century.
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
