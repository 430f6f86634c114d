// What an action on many items does with one of them, or why it leaves it alone: pure.
import { mostTags, type WorkAct } from '#contract/work';
import type { Bulk, BulkAction } from '#contract/work-bulk';
import type { BulkWish, Former } from './bulk-repository.ts';
import type { JudgedRow, WorkChange } from './work-repository.ts';
import { isOwnAffair, refuseClosed, refuseHeld, noLease } from './work-rules.ts';

export interface BulkActor {
  actorId: string | null;
  now: string;
  mayWork: boolean;
  mayAssign: boolean;
}

export interface BulkStep {
  act: WorkAct;
  change: WorkChange;
}
/** An item with what is done with it; `null` = what the queue decides. */
export interface TakenRow {
  row: JudgedRow;
  step: BulkStep | null;
}
/** `because` is in words for the list of what was left alone. */
export type BulkVerdict = TakenRow | { because: string };

export function judgeBulkItem(
  actor: BulkActor,
  action: Bulk['action'],
  wish: BulkWish,
  row: JudgedRow | undefined,
): BulkVerdict {
  if (!row || !actor.mayWork) return { because: 'It is not here.' };
  const isTakenBack = action.verb === 'undo' && action.undone === 'decide';
  const refusal =
    // What a decision has closed is opened by taking it back.
    (isTakenBack ? null : refuseClosed(row)) ?? refuseHeld(row, actor.actorId, actor.now);
  if (refusal !== null) return { because: refusal.message };
  if (row.version !== wish.expectedVersion) return { because: 'Somebody changed it meanwhile.' };
  const step =
    action.verb === 'undo' ? stepBack(action.undone, wish.former, actor.now) : stepOf(action, row);
  const because = step && refuseStep(actor, row, step.change);
  return because === null ? { row, step } : { because };
}

function stepOf(action: BulkAction, row: JudgedRow): BulkStep | null {
  switch (action.verb) {
    case 'assign':
      return { act: 'assigned', change: { owner_id: action.ownerId } };
    case 'snooze':
      return { act: 'snoozed', change: { ...noLease, snoozed_until: action.until } };
    case 'tag':
      return { act: 'tagged', change: { tags: retagged(row.tags, action) } };
    case 'decide':
      return null;
  }
}

function stepBack(undone: BulkAction['verb'], former: Former | null, now: string): BulkStep | null {
  if (former === null) throw new Error('An action on many items forgot what it found.');
  switch (undone) {
    case 'assign':
      return { act: 'assigned', change: { owner_id: former.ownerId } };
    case 'snooze': {
      const { snoozedUntil } = former;
      if (snoozedUntil === null || snoozedUntil <= now)
        return { act: 'woken', change: { snoozed_until: null } };
      return { act: 'snoozed', change: { ...noLease, snoozed_until: snoozedUntil } };
    }
    case 'tag':
      return { act: 'tagged', change: { tags: former.tags } };
    case 'decide':
      return null;
  }
}

function refuseStep(actor: BulkActor, row: JudgedRow, change: WorkChange): string | null {
  const { owner_id: ownerId, tags } = change;
  if (ownerId !== undefined && !actor.mayAssign && !isOwnAffair(row, ownerId, actor.actorId))
    return 'Only who leads the queue gives items to others.';
  if (tags && tags.length > mostTags) return `It would have more than ${mostTags} tags.`;
  return null;
}

function retagged(
  tags: readonly string[],
  { add, remove }: Extract<BulkAction, { verb: 'tag' }>,
): string[] {
  return [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag)).sort();
}
