// What becomes of each item of an action: the kernel's rules first, then those of the queue where it decides.
import type { Bulk } from '#contract/work-bulk';
import { mayAct, type Ctx } from '../context.ts';
import { deciderOf, isDecided, mayDecideMany, type DecidedRows } from './bulk-decision.ts';
import type { BulkWish } from './bulk-repository.ts';
import { judgeBulkItem, type BulkActor, type BulkVerdict } from './bulk-rules.ts';
import type { Queue } from './queue.ts';
import type { JudgedRow } from './work-repository.ts';

export interface JudgedWish {
  itemId: string;
  verdict: BulkVerdict;
}

export interface JudgedBulk {
  judged: JudgedWish[];
  /** Writes what was taken, where it is the queue that decides. */
  act: DecidedRows['act'] | null;
}

export async function judgeBulk(
  ctx: Ctx,
  queue: Queue,
  { clinicId, action }: Pick<Bulk, 'clinicId' | 'action'>,
  { wishes, rows }: { wishes: readonly BulkWish[]; rows: readonly JudgedRow[] },
): Promise<JudgedBulk> {
  const actor = bulkActor(ctx, queue, clinicId);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const judged = wishes.map((wish) => ({
    itemId: wish.itemId,
    verdict: judgeBulkItem(actor, action, wish, byId.get(wish.itemId)),
  }));
  if (!isDecided(action)) return { judged, act: null };
  const asked = judged.flatMap(({ verdict }) => ('row' in verdict ? [verdict.row] : []));
  const { refused, act } = await decidedByQueue(ctx, queue, { clinicId, action }, asked);
  const all = judged.map(({ itemId, verdict }) => {
    const because = 'row' in verdict ? refused.get(itemId) : undefined;
    return { itemId, verdict: because === undefined ? verdict : { because } };
  });
  return { judged: all, act };
}

async function decidedByQueue(
  ctx: Ctx,
  queue: Queue,
  { clinicId, action }: Pick<Bulk, 'clinicId' | 'action'>,
  rows: readonly JudgedRow[],
): Promise<DecidedRows> {
  const decides = deciderOf(queue, action);
  // A server of a later version may not know what was asked of an earlier one.
  if (!decides) return refuseAll(rows, 'This cannot be done with many at once.');
  const { decision = '' } = action as { decision?: string };
  if (!mayDecideMany(ctx, queue, { clinicId, decision }))
    return refuseAll(rows, 'That is not yours to decide.');
  return rows.length === 0 ? refuseAll(rows, '') : decides(ctx, rows);
}

function refuseAll(rows: readonly JudgedRow[], because: string): DecidedRows {
  return { refused: new Map(rows.map(({ id }) => [id, because])), act: () => Promise.resolve() };
}

function bulkActor(ctx: Ctx, { permissions }: Queue, clinicId: string): BulkActor {
  return {
    actorId: ctx.actorId,
    now: ctx.now,
    mayWork: mayAct(ctx, permissions.work, clinicId),
    mayAssign: mayAct(ctx, permissions.assign, clinicId),
  };
}
