// What can be done with any item of any queue. A slice's own decisions use `openWork`, `transitionWork` and
// `announceWork`; everything else is the same for all.
import { workPriorities, type WorkItem, type WorkPriority } from '#contract/work';
import { recordAudit } from '../audit/record-audit.ts';
import { recordChange } from '../change-log/record-change.ts';
import { plusMinutes } from '../clock/instants.ts';
import { mayAct, type Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import { conflict, invalidInput, notAllowed, ruleBroken } from '../problem.ts';
import { ruleInForce } from '../rules/dated-rules.ts';
import {
  dueOf,
  insertClocks,
  pauseClocks,
  planClocks,
  resumeClocks,
  type ClockStart,
} from './clock-service.ts';
import { leaseRule } from './lease-rule.ts';
import type { Queue } from './queue.ts';
import { requireReadable, workItem } from './work-queries.ts';
import {
  extendLease,
  insertComment,
  insertWorkRow,
  lockNextRow,
  lockWorkRow,
  noLease,
  updateWorkRow,
  type WorkRow,
} from './work-repository.ts';
import {
  holderOf,
  isOwnAffair,
  refuseClosed,
  refuseHeld,
  refuseWithoutLease,
  type Refusal,
} from './work-rules.ts';

export interface OpenWork {
  clinicId: string;
  patientId: string | null;
  priority: WorkPriority;
  amountCents?: number | null;
  clocks: readonly ClockStart[];
}

/** A new item in the workflow's first state; the slice inserts its own row under the same id, then announces. */
export async function openWork(ctx: Ctx, queue: Queue, open: OpenWork): Promise<WorkRow> {
  const id = newId();
  const clocks = await planClocks(ctx, { id, clinicId: open.clinicId }, open.clocks);
  const row: WorkRow = {
    organization_id: ctx.organizationId,
    id,
    clinic_id: open.clinicId,
    queue: queue.name,
    patient_id: open.patientId,
    status: queue.workflow.initial,
    priority: workPriorities.indexOf(open.priority),
    owner_id: null,
    ...noLease,
    lease_token: 0,
    snoozed_until: null,
    reason: null,
    tags: [],
    amount_cents: open.amountCents ?? null,
    comments: 0,
    attachments: 0,
    opened_at: ctx.now,
    closed_at: null,
    version: 1,
    ...dueOf(clocks),
  };
  await insertWorkRow(ctx, row);
  await insertClocks(ctx, clocks);
  return row;
}

/** The change that every console hears, and the audit entry. The view is read now, so write before. */
export async function announceWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  row: WorkRow,
  type: string,
  detail: Record<string, unknown> = {},
): Promise<I> {
  const item = await workItem(ctx, queue, row);
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
  refuse(refuseClosed(row) ?? refuseWithoutLease(row, ctx.actorId, token, ctx.now));
  return row;
}

export async function claimWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  itemId: string,
): Promise<I> {
  const row = await takeWork(ctx, queue, itemId);
  refuse(refuseClosed(row));
  const holder = holderOf(row, ctx.now);
  if (holder === null) return claim(ctx, queue, row, 'claimed');
  if (holder !== ctx.actorId) throw conflict(await workItem(ctx, queue, row));
  // A second window of the same person works under the same lease.
  await extendLease(ctx, row, await leaseEnd(ctx, row));
  return workItem(ctx, queue, row);
}

export async function claimNextWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  clinicId: string,
): Promise<I | null> {
  const row = await lockNextRow(ctx, queue.name, clinicId);
  return row ? claim(ctx, queue, row, 'claimed') : null;
}

export async function takeOverWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; expectedVersion: number },
): Promise<I> {
  const row = await takeWork(ctx, queue, input.itemId);
  refuse(refuseClosed(row));
  await requireVersion(ctx, queue, row, input.expectedVersion);
  return claim(ctx, queue, row, 'taken-over', { from: holderOf(row, ctx.now) });
}

async function claim<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  row: WorkRow,
  act: 'claimed' | 'taken-over',
  detail: Record<string, unknown> = {},
): Promise<I> {
  const after = await updateWorkRow(ctx, row, act, {
    lease_holder_id: ctx.actorId,
    lease_token: row.lease_token + 1,
    lease_until: await leaseEnd(ctx, row),
    snoozed_until: null,
  });
  return announceWork(ctx, queue, after, `${queue.name}.work-${act}`, detail);
}

async function leaseEnd(ctx: Ctx, row: WorkRow): Promise<string> {
  const { value } = await ruleInForce(ctx, row.clinic_id, leaseRule);
  return plusMinutes(ctx.now, value.minutes);
}

export async function renewLease(
  ctx: Ctx,
  queue: Queue,
  input: { itemId: string; token: number },
): Promise<{ until: string }> {
  const row = await takeHeldWork(ctx, queue, input);
  const until = await leaseEnd(ctx, row);
  await extendLease(ctx, row, until);
  return { until };
}

export async function releaseWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; token: number },
): Promise<I> {
  const row = await takeHeldWork(ctx, queue, input);
  return step(ctx, queue, row, 'released', noLease);
}

export async function assignWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; expectedVersion: number; ownerId: string | null },
): Promise<I> {
  const { ownerId } = input;
  const row = await takeForChange(ctx, queue, input);
  const isOwn = isOwnAffair(row, ownerId, ctx.actorId);
  if (!isOwn && !mayAct(ctx, queue.permissions.assign, row.clinic_id))
    throw notAllowed('Only who leads the queue gives items to others; nothing was changed.');
  if (ownerId !== null && !(await queue.mayWork(ctx, ownerId, row.clinic_id)))
    throw invalidInput('ownerId', 'names somebody who does not work this queue here');
  if (ownerId !== null && (await queue.away(ctx)).has(ownerId))
    throw ruleBroken('away', 'They are away now; nothing was changed. Give it to their cover.');
  return step(ctx, queue, row, 'assigned', { owner_id: ownerId }, { ownerId });
}

/** Longer than a year nothing is put off: what is forgotten for a year is not work. */
export function longestSnooze(ctx: Ctx): string {
  return plusMinutes(ctx.now, 366 * 24 * 60);
}

export async function snoozeWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; expectedVersion: number; until: string },
): Promise<I> {
  const row = await takeForChange(ctx, queue, input);
  if (input.until <= ctx.now) throw invalidInput('until', 'must lie ahead');
  if (input.until > longestSnooze(ctx)) throw invalidInput('until', 'must be within a year');
  return step(ctx, queue, row, 'snoozed', { ...noLease, snoozed_until: input.until });
}

export async function wakeWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; expectedVersion: number },
): Promise<I> {
  const row = await takeForChange(ctx, queue, input);
  if (row.snoozed_until === null) return workItem(ctx, queue, row);
  return step(ctx, queue, row, 'woken', { snoozed_until: null });
}

export async function tagWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; expectedVersion: number; tags: readonly string[] },
): Promise<I> {
  const row = await takeForChange(ctx, queue, input);
  return step(ctx, queue, row, 'tagged', { tags: [...new Set(input.tags)].sort() });
}

export async function pauseWorkClocks<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; expectedVersion: number; reason: string },
): Promise<I> {
  const row = await takeForChange(ctx, queue, input);
  return step(ctx, queue, row, 'clock-paused', await pauseClocks(ctx, row.id, input.reason));
}

export async function resumeWorkClocks<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; expectedVersion: number },
): Promise<I> {
  const row = await takeForChange(ctx, queue, input);
  return step(ctx, queue, row, 'clock-resumed', await resumeClocks(ctx, row));
}

/** Comments are for everyone who works the queue, also while somebody holds the item and after it is closed. */
export async function commentOnWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; text: string; mentions: readonly string[] },
): Promise<I> {
  const row = await takeWork(ctx, queue, input.itemId);
  const mentions = [...new Set(input.mentions)];
  for (const staffId of mentions)
    if (!(await queue.mayWork(ctx, staffId, row.clinic_id)))
      throw invalidInput('mentions', 'names somebody who does not work this queue here');
  const authorId = ctx.actorId;
  if (authorId === null) throw notAllowed('Only people write comments.');
  await insertComment(ctx, row, { id: newId(), author_id: authorId, text: input.text, mentions });
  const change = { comments: row.comments + 1 };
  return step(ctx, queue, row, 'commented', change, { mentions });
}

/** Locked, open, as the caller knows it, and not in somebody else's hands. */
async function takeForChange(
  ctx: Ctx,
  queue: Queue,
  input: { itemId: string; expectedVersion: number },
): Promise<WorkRow> {
  const row = await takeWork(ctx, queue, input.itemId);
  await requireVersion(ctx, queue, row, input.expectedVersion);
  refuse(refuseClosed(row) ?? refuseHeld(row, ctx.actorId, ctx.now));
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

async function step<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  row: WorkRow,
  act: string,
  change: Partial<WorkRow>,
  detail: Record<string, unknown> = {},
): Promise<I> {
  const after = await updateWorkRow(ctx, row, act, change);
  return announceWork(ctx, queue, after, `${queue.name}.work-${act}`, detail);
}

export function refuse(refusal: Refusal | null): void {
  if (refusal !== null) throw ruleBroken(refusal.rule, refusal.message);
}
