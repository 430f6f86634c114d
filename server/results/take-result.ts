// How every step of a result begins: the item locked, as the caller knows it, and held where it is worked on.
import type { Ctx } from '../platform/context.ts';
import type { Queue } from '../platform/work/queue.ts';
import { refuse, requireVersion, takeHeldWork, takeWork } from '../platform/work/take-work.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { refuseHeld } from '../platform/work/work-rules.ts';
import { getResultRow, type ResultRow } from './result-repository.ts';
import { results } from './results-queue.ts';

export interface HeldResult {
  itemId: string;
  token: number;
  expectedVersion: number;
}

export interface TakenResult {
  row: WorkRow;
  result: ResultRow;
}

/** What somebody else wrote meanwhile, be it the laboratory, is seen before anything is written over it. */
export async function takeHeldResult(
  ctx: Ctx,
  input: HeldResult,
  queue: Queue = results,
): Promise<TakenResult> {
  const row = await takeHeldWork(ctx, queue, input);
  await requireVersion(ctx, queue, row, input.expectedVersion);
  return { row, result: await getResultRow(ctx, row.id) };
}

/** For what is decided beside the review, also of what is closed; nobody else may be working on it. */
export async function takeResult(
  ctx: Ctx,
  input: { itemId: string; expectedVersion: number },
  queue: Queue,
): Promise<TakenResult> {
  const row = await takeWork(ctx, queue, input.itemId);
  await requireVersion(ctx, queue, row, input.expectedVersion);
  await refuse(ctx, queue, row, refuseHeld(row, ctx.actorId, ctx.now));
  return { row, result: await getResultRow(ctx, row.id) };
}
