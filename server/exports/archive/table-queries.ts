// Rows of any table that leaves, as JSON and by key.
import type { Ctx } from '../../platform/context.ts';
import { stayingColumns, type ExportedTable } from './exported-tables.ts';

export interface TableKey {
  columns: readonly string[];
  types: readonly string[];
}

/** The primary key after the organization, as the catalog has it. @throws for a table without one, which has no pages */
export async function keyOfTable(ctx: Ctx, table: ExportedTable): Promise<TableKey> {
  const { rows } = await ctx.db.raw<{ rows: { name: string; type: string }[] }>(
    `select a.attname as name, format_type(a.atttypid, null) as type
     from pg_index i
     cross join lateral unnest(i.indkey::int2[]) with ordinality k (number, place)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
     where i.indrelid = to_regclass(?) and i.indisprimary
     order by k.place`,
    [`public.${table}`],
  );
  if (rows.length === 0) throw new Error(`${table} has no primary key.`);
  const further = rows.filter(({ name }) => name !== 'organization_id');
  return { columns: further.map(({ name }) => name), types: further.map(({ type }) => type) };
}

/** One row as a line of JSON, and its key as text. */
export interface TableRow {
  json: string;
  key: string[];
}

export async function rowsAfter(
  ctx: Ctx,
  table: ExportedTable,
  { key, after, limit }: { key: TableKey; after: readonly string[] | null; limit: number },
): Promise<TableRow[]> {
  const { db } = ctx;
  const named = key.columns.map((column) => `t.${column}`);
  const query = db({ t: table })
    .where({ 't.organization_id': ctx.organizationId })
    .orderBy(['t.organization_id', ...named])
    .limit(limit);
  if (after !== null) {
    const columns = named.map(() => '??').join(', ');
    const values = key.types.map((type) => `cast(? as ${type})`).join(', ');
    void query.whereRaw(`(${columns}) > (${values})`, [...named, ...after]);
  }
  const keyAsText = `array[${named.map(() => '??::text').join(', ')}]::text[] as key`;
  const staying = stayingColumns[table] ?? [];
  const asJson = table.endsWith('_version') ? versionAsJson : rowAsJson;
  return query.select<TableRow[]>(db.raw(asJson, [[...staying]]), db.raw(keyAsText, named));
}

/** Instants in UTC, days as days, money in cents, whatever was kept as JSON as it was kept. */
const rowAsJson = '(to_jsonb(t) - cast(? as text[]))::text as json';
const versionAsJson =
  "(to_jsonb(t) || jsonb_build_object('row', t.row - cast(? as text[])))::text as json";
