// Rows of the demo, by table, in the order in which they can be inserted; made without a database, put in by thousands.
import type { Knex } from 'knex';

export interface DemoTable {
  table: string;
  rows: readonly object[];
}

interface Versioned {
  organization_id: string;
  id: string;
  version: number;
  clinic_id?: string | null;
}

/** The same id for the same thing on every load: a UUID of version 7 at the beginning of time. */
export function demoId(kind: number, number: number): string {
  return `0000${hex(kind, 4)}-0000-7000-8000-${hex(number, 12)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

export function versionRow(
  row: Versioned,
  kept: { act: string; from: string; to?: string; actorId?: string },
): object {
  return {
    organization_id: row.organization_id,
    ...(row.clinic_id === undefined ? {} : { clinic_id: row.clinic_id }),
    id: row.id,
    version: row.version,
    act: kept.act,
    row,
    actor_id: kept.actorId ?? null,
    valid_from: kept.from,
    valid_to: kept.to ?? null,
  };
}

const rowsPerInsert = 2000;

export async function insertTables(
  owner: Knex | Knex.Transaction,
  tables: readonly DemoTable[],
): Promise<void> {
  for (const { table, rows } of tables) {
    const columns = Object.keys(rows[0] ?? {});
    const listed = columns.map(() => '??').join(', ');
    const insert = `insert into ?? (${listed}) select ${listed} from jsonb_populate_recordset(null::??, ?)`;
    for (let at = 0; at < rows.length; at += rowsPerInsert) {
      const some = JSON.stringify(rows.slice(at, at + rowsPerInsert));
      await owner.raw(insert, [table, ...columns, ...columns, table, some]);
    }
  }
}
