// Everything as it is kept: one file a table, one line of JSON a row.
import type { ArchiveFile, Part, Read } from './archive-file.ts';
import { exportedTables, type ExportedTable } from './exported-tables.ts';
import { keyOfTable, rowsAfter, type TableRow } from './table-queries.ts';

const pageLength = 2_000;

export const tableFiles: readonly ArchiveFile[] = exportedTables.map((table) => ({
  name: `tables/${table}.ndjson`,
  parts: (read) => tableParts(read, table),
}));

async function* tableParts(read: Read, table: ExportedTable): AsyncGenerator<Part> {
  const key = await read((ctx) => keyOfTable(ctx, table));
  for (let after: string[] | null = null; ;) {
    const page = { key, after, limit: pageLength };
    const rows: TableRow[] = await read((ctx) => rowsAfter(ctx, table, page));
    const last = rows.at(-1);
    if (last === undefined) return;
    yield { text: rows.map(({ json }) => `${json}\n`).join(''), records: rows.length };
    // A table of the organization's one row has no further key.
    if (rows.length < pageLength || key.columns.length === 0) return;
    after = last.key;
  }
}
