// The only SQL that writes links between charts and retired charts.
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface DuplicateRow {
  organization_id: string;
  id: string;
  patient_id: string;
  other_id: string;
  note: string;
  found_at: string;
  found_by: string | null;
  settled_as: 'one-person' | 'two-persons' | null;
  settled_because: string | null;
  version: number;
}

const links = 'possible_duplicate';

export function lockLink(ctx: Ctx, id: string): Promise<DuplicateRow | undefined> {
  return ctx
    .db(links)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<DuplicateRow | undefined>('*');
}

export function lockLinkOf(
  ctx: Ctx,
  pair: Pick<DuplicateRow, 'patient_id' | 'other_id'>,
): Promise<DuplicateRow | undefined> {
  return ctx
    .db(links)
    .where({ organization_id: ctx.organizationId, ...pair })
    .whereNull('settled_as')
    .forUpdate()
    .first<DuplicateRow | undefined>('*');
}

/** `null` when the two are linked already. */
export async function insertLink(ctx: Ctx, link: DuplicateRow): Promise<DuplicateRow | null> {
  const [row] = await ctx
    .db(links)
    .insert(link)
    .onConflict()
    .ignore()
    .returning<DuplicateRow[]>('*');
  if (!row) return null;
  await recordVersion(ctx, links, 'linked', row);
  return row;
}

/** Of a row that this transaction holds locked. */
export async function settleLink(
  ctx: Ctx,
  link: DuplicateRow,
  change: Pick<DuplicateRow, 'settled_as' | 'settled_because'>,
): Promise<DuplicateRow> {
  const [row] = await ctx
    .db(links)
    .where({ organization_id: ctx.organizationId, id: link.id, version: link.version })
    .update({ ...change, version: link.version + 1 })
    .returning<DuplicateRow[]>('*');
  if (!row) throw new Error('A locked link changed under its lock.');
  await recordVersion(ctx, links, 'settled', row);
  return row;
}

/** Nothing attaches to either until the transaction ends. Which of the two are there? */
export async function lockCharts(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await ctx
    .db('patient')
    .where({ organization_id: ctx.organizationId })
    .whereIn('id', ids)
    .orderBy('id')
    .forUpdate()
    .pluck<string[]>('id');
  return new Set(rows);
}

export async function insertRetired(
  ctx: Ctx,
  retired: { patient_id: string; survivor_id: string; reason: string },
): Promise<void> {
  await ctx.db('retired_chart').insert({
    organization_id: ctx.organizationId,
    ...retired,
    retired_at: ctx.now,
    retired_by: ctx.actorId,
  });
}
