// What a person has selected and is about to do with it, and how far what they started is.
import type { Problem } from '#contract/problem';
import type { ById } from '#contract/realtime';
import { mostInBulk, type Bulk, type BulkAction, type BulkRefusal } from '#contract/work-bulk';
import type { ManyDecision } from '../work-queue';
import type { BulkWish } from './bulk-events';

/** A wish with what the server says would come of it. */
export interface BulkPlan extends BulkWish {
  status: 'asking' | 'ready' | 'starting' | 'failed';
  would: number;
  refused: readonly BulkRefusal[];
  problem: Problem | null;
}

/** What an action left alone. */
export interface BulkReport {
  bulkId: string;
  status: 'loading' | 'loaded' | 'failed';
  refused: readonly BulkRefusal[];
  problem: Problem | null;
}

export interface BulkState {
  plan: BulkPlan | null;
  report: BulkReport | null;
  /** Those whose end this person has taken note of. */
  dismissedBulks: readonly string[];
}

export const initialBulkState: BulkState = { plan: null, report: null, dismissedBulks: [] };

/** Without repetition, and not more than the server takes at once. */
export function capped(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].slice(0, mostInBulk);
}

/** What has left the rows is no longer selected; the same list when nothing has. */
export function stillAmong(
  rows: readonly { id: string }[],
  selected: readonly string[],
): readonly string[] {
  const here = new Set(rows.map(({ id }) => id));
  return selected.every((id) => here.has(id)) ? selected : selected.filter((id) => here.has(id));
}

/** The latest action that this person started and has not yet put away. */
export function shownBulk(
  bulks: ById<Bulk>,
  me: string,
  dismissed: readonly string[],
): Bulk | null {
  return (
    Object.values(bulks)
      .filter(({ id, requestedById }) => requestedById === me && !dismissed.includes(id))
      .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
      .at(-1) ?? null
  );
}

/** Whether anything of it can still be taken back. */
export function isUndoable(
  bulks: ById<Bulk>,
  { id, action, done, endedAt }: Bulk,
  decisions: readonly ManyDecision[],
): boolean {
  if (action.verb === 'undo' || done === 0 || endedAt === null) return false;
  if (action.verb === 'decide' && !canBeUndone(action, decisions)) return false;
  return !Object.values(bulks).some(
    ({ action: other }) => other.verb === 'undo' && other.bulkId === id,
  );
}

function canBeUndone(
  { decision }: Extract<BulkAction, { verb: 'decide' }>,
  decisions: readonly ManyDecision[],
): boolean {
  return decisions.some((known) => known.decision === decision && known.canBeUndone);
}

/** The refusals by their reason, the most frequent first. */
export function byReason(
  refused: readonly BulkRefusal[],
): { because: string; itemIds: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { because, itemId } of refused) {
    groups.set(because, [...(groups.get(because) ?? []), itemId]);
  }
  return [...groups]
    .map(([because, itemIds]) => ({ because, itemIds }))
    .sort((a, b) => b.itemIds.length - a.itemIds.length);
}
