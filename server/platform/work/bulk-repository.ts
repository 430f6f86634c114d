// The rows of actions on many items.
import type { Bulk, BulkRefusal } from '#contract/work-bulk';
import type { Ctx } from '../context.ts';

export interface BulkRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  queue: string;
  action: Bulk['action'];
  /** The action that this one takes back. */
  undoes_id: string | null;
  requested_by_id: string;
  command_id: string | null;
  total: number;
  done: number;
  refused: number;
  started_at: string;
  ended_at: string | null;
  version: number;
}

/** What an action finds on an item, so that it can be taken back. */
export interface Former {
  ownerId: string | null;
  snoozedUntil: string | null;
  tags: string[];
}

export interface BulkWish {
  itemId: string;
  expectedVersion: number;
  /** What the action that is taken back found. */
  former: Former | null;
}

export interface BulkOutcome {
  itemId: string;
  /** Why it was refused. */
  because: string | null;
  former: Former | null;
}

export function bulkView(row: BulkRow): Bulk {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    action: row.action,
    requestedById: row.requested_by_id,
    total: row.total,
    done: row.done,
    refused: row.refused,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    version: row.version,
  };
}

export async function insertBulk(
  ctx: Ctx,
  row: BulkRow,
  items: Readonly<Record<string, number>>,
): Promise<void> {
  await ctx.db('work_bulk').insert({ ...row, action: JSON.stringify(row.action) });
  await ctx.db('work_bulk_item').insert(
    Object.entries(items).map(([itemId, expectedVersion]) => ({
      organization_id: row.organization_id,
      clinic_id: row.clinic_id,
      bulk_id: row.id,
      work_item_id: itemId,
      expected_version: expectedVersion,
    })),
  );
}

export function findBulk(ctx: Ctx, queue: string, id: string): Promise<BulkRow | undefined> {
  return ctx
    .db('work_bulk')
    .where({ organization_id: ctx.organizationId, id, queue })
    .first<BulkRow | undefined>('*');
}

/** Its items are those that the other action took, as it left them. */
export async function insertUndo(ctx: Ctx, row: BulkRow): Promise<void> {
  await ctx.db('work_bulk').insert({ ...row, action: JSON.stringify(row.action) });
  await ctx.db.raw(
    `insert into work_bulk_item (organization_id, clinic_id, bulk_id, work_item_id, expected_version, undone)
     select organization_id, clinic_id, ?, work_item_id, expected_version + 1, former
     from work_bulk_item
     where organization_id = ? and bulk_id = ? and done_at is not null and because is null`,
    [row.id, ctx.organizationId, row.undoes_id],
  );
}

/** Locked, so that it is taken back once. */
export function lockBulk(ctx: Ctx, queue: string, id: string): Promise<BulkRow | undefined> {
  return ctx
    .db('work_bulk')
    .where({ organization_id: ctx.organizationId, id, queue })
    .forUpdate()
    .first<BulkRow | undefined>('*');
}

export async function isUndone(ctx: Ctx, id: string): Promise<boolean> {
  const undo = await ctx
    .db('work_bulk')
    .where({ organization_id: ctx.organizationId, undoes_id: id })
    .first<{ id: string } | undefined>('id');
  return undo !== undefined;
}

/** The oldest that runs and that no other server works on, locked. */
export function lockRunningBulk(ctx: Ctx, queues: readonly string[]): Promise<BulkRow | undefined> {
  return ctx
    .db('work_bulk')
    .where({ organization_id: ctx.organizationId })
    .whereIn('queue', queues)
    .whereNull('ended_at')
    .orderBy(['started_at', 'id'])
    .forUpdate()
    .skipLocked()
    .first<BulkRow | undefined>('*');
}

export async function listWaiting(ctx: Ctx, bulkId: string, limit: number): Promise<BulkWish[]> {
  return ctx
    .db('work_bulk_item')
    .where({ organization_id: ctx.organizationId, bulk_id: bulkId })
    .whereNull('done_at')
    .orderBy('work_item_id')
    .limit(limit)
    .select<BulkWish[]>(
      'work_item_id as itemId',
      'expected_version as expectedVersion',
      'undone as former',
    );
}

export async function listRefused(ctx: Ctx, bulkId: string): Promise<BulkRefusal[]> {
  return ctx
    .db('work_bulk_item')
    .where({ organization_id: ctx.organizationId, bulk_id: bulkId })
    .whereNotNull('because')
    .orderBy('work_item_id')
    .select<BulkRefusal[]>('work_item_id as itemId', 'because');
}

/** What became of some of its items, and how far it is now. */
export async function recordOutcomes(
  ctx: Ctx,
  bulk: BulkRow,
  outcomes: readonly BulkOutcome[],
): Promise<BulkRow> {
  await ctx.db.raw(
    `update work_bulk_item set done_at = ?, because = outcome.because, former = outcome.former
     from jsonb_to_recordset(?) as outcome ("itemId" uuid, because text, former jsonb)
     where organization_id = ? and bulk_id = ? and work_item_id = outcome."itemId"`,
    [ctx.now, JSON.stringify(outcomes), ctx.organizationId, bulk.id],
  );
  const refused = bulk.refused + outcomes.filter(({ because }) => because !== null).length;
  const done = bulk.done + outcomes.length - (refused - bulk.refused);
  const [row] = (await ctx
    .db('work_bulk')
    .where({ organization_id: ctx.organizationId, id: bulk.id })
    .update({
      done,
      refused,
      ended_at: done + refused === bulk.total ? ctx.now : null,
      version: bulk.version + 1,
    })
    .returning('*')) as BulkRow[];
  if (!row) throw new Error('A locked bulk action is gone.');
  return row;
}
