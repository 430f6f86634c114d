// What can be done with any item of any queue, beside its own decisions.
import type { WorkItem } from '#contract/work';
import { plusMinutes } from '../clock/instants.ts';
import { mayAct, type Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import { invalidInput, notAllowed, ruleBroken } from '../problem.ts';
import { dueChange, pauseClocks, resumeClocks } from './clock-service.ts';
import type { Queue } from './queue.ts';
import { step, takeForChange, takeWork } from './take-work.ts';
import { tellAssigned, tellMentioned } from './tell-colleagues.ts';
import { workItem } from './work-queries.ts';
import { insertComment } from './work-repository.ts';
import { isOwnAffair, noLease } from './work-rules.ts';

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
  tellAssigned(ctx, row, ownerId);
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
  const due = await pauseClocks(ctx, row.id, input.reason);
  return step(ctx, queue, row, 'clock-paused', dueChange(queue, due));
}

export async function resumeWorkClocks<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; expectedVersion: number },
): Promise<I> {
  const row = await takeForChange(ctx, queue, input);
  const due = await resumeClocks(ctx, row);
  return step(ctx, queue, row, 'clock-resumed', dueChange(queue, due));
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
  tellMentioned(ctx, row, mentions);
  const change = { comments: row.comments + 1 };
  return step(ctx, queue, row, 'commented', change, { mentions });
}
