// How every write on an item begins and ends: locked, allowed, as the caller knows it; then told to every console.
import type { WorkItem } from '#contract/work';
import { recordAudit } from '../audit/record-audit.ts';
import { recordChange } from '../change-log/record-change.ts';
import { mayAct, type Ctx } from '../context.ts';
import { conflict, notAllowed, ruleBroken } from '../problem.ts';
import type { Queue } from './queue.ts';
import { requireReadable, workItem } from './work-queries.ts';
import { lockWorkRow, updateWorkItem, type WorkRow } from './work-repository.ts';
import { refuseClosed, refuseHeld, refuseWithoutLease, type Refusal } from './work-rules.ts';

/** The change that every console hears, and the audit entry. The view is read now, so write before. */
export async function announceWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  row: WorkRow,
  type: string,
  detail: Record<string, unknown> = {},
): Promise<I> {
  return announceItem(ctx, row, type, { item: await workItem(ctx, queue, row), detail });
}

function announceItem<I extends WorkItem>(
  ctx: Ctx,
  row: WorkRow,
  type: string,
  { item, detail }: { item: I; detail: Record<string, unknown> },
): I {
  const { id, version, clinic_id: clinicId } = row;
  recordChange(ctx, { type, clinicId, entityId: id, version, payload: item });
  recordAudit(ctx, { act: type, clinicId, entityId: id, detail: { version, ...detail } });
  return item;
}

/** The item locked, and its use allowed to the one who acts. */
export async function takeWork(ctx: Ctx, queue: Queue, itemId: string): Promise<WorkRow> {
  const row = requireReadable(ctx, queue, await lockWorkRow(ctx, queue.name, itemId));
  if (!mayAct(ctx, queue.permissions.work, row.clinic_id))
    throw notAllowed('This queue is not yours to work in this clinic; nothing was changed.');
  return row;
}

/** For a write under a lease: the item locked, held by the one who acts, with this token. */
export async function takeHeldWork(
  ctx: Ctx,
  queue: Queue,
  { itemId, token }: { itemId: string; token: number },
): Promise<WorkRow> {
  const row = await takeWork(ctx, queue, itemId);
  const refusal = refuseClosed(row) ?? refuseWithoutLease(row, ctx.actorId, token, ctx.now);
  await refuse(ctx, queue, row, refusal);
  return row;
}

/** Locked, open, as the caller knows it, and not in somebody else's hands. */
export async function takeForChange(
  ctx: Ctx,
  queue: Queue,
  input: { itemId: string; expectedVersion: number },
): Promise<WorkRow> {
  const row = await takeWork(ctx, queue, input.itemId);
  await requireVersion(ctx, queue, row, input.expectedVersion);
  await refuse(ctx, queue, row, refuseClosed(row) ?? refuseHeld(row, ctx.actorId, ctx.now));
  return row;
}

export async function requireVersion(
  ctx: Ctx,
  queue: Queue,
  row: WorkRow,
  expectedVersion: number,
): Promise<void> {
  if (row.version !== expectedVersion) throw conflict(await workItem(ctx, queue, row));
}

export async function step<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  row: WorkRow,
  act: string,
  change: Partial<WorkRow>,
  detail: Record<string, unknown> = {},
): Promise<I> {
  const after = await updateWorkItem(ctx, queue, row, { act, change });
  return announceItem(ctx, after.row, `${queue.name}.work-${act}`, { item: after.item, detail });
}

/** With the item as it stands: whoever was too late sees at once who was faster. */
export async function refuse(
  ctx: Ctx,
  queue: Queue,
  row: WorkRow,
  refusal: Refusal | null,
): Promise<void> {
  if (refusal === null) return;
  throw ruleBroken(refusal.rule, refusal.message, await workItem(ctx, queue, row));
}
