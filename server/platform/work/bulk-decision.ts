// Decisions of a queue's own about many items at once: judged and written by the slice, set by set.
import type { Permission } from '#contract/permission';
import type { Bulk } from '#contract/work-bulk';
import { mayAct, type Ctx } from '../context.ts';
import type { Queue } from './queue.ts';
import type { JudgedRow } from './work-repository.ts';

/** What becomes of items that a decision is asked about. */
export interface DecidedRows {
  /** Why an item is left alone, by item; who is not named is taken. */
  refused: ReadonlyMap<string, string>;
  /**
   * Writes the decision about what was taken, set by set, in the same transaction, and announces it: changes and audit.
   * Each item's version grows by exactly one. Never called in a preview; before it, the rows are locked.
   */
  act: () => Promise<void>;
}

/**
 * Judges items that the kernel lets through: here, in nobody else's hands, as the console has seen them. Reads set by
 * set, writes nothing: what it has read is there for `act`.
 */
export type DecidesMany = (ctx: Ctx, rows: readonly JudgedRow[]) => Promise<DecidedRows>;

export interface BulkDecision {
  /** Who may make it and take it back: asked when it is started, and again when it runs. */
  readonly by: Permission;
  readonly decide: DecidesMany;
  /** Takes it back, where that is possible; what the decision closed is asked about as well. */
  readonly takeBack?: DecidesMany;
}

export function bulkDecision(queue: Queue, decision: string): BulkDecision | null {
  const { bulkDecisions = {} } = queue;
  return Object.hasOwn(bulkDecisions, decision) ? (bulkDecisions[decision] ?? null) : null;
}

/** May the one who acts make that decision there, or take it back? */
export function mayDecideMany(
  ctx: Ctx,
  queue: Queue,
  { clinicId, decision }: { clinicId: string; decision: string },
): boolean {
  const known = bulkDecision(queue, decision);
  return known !== null && mayAct(ctx, known.by, clinicId);
}

/** Is it the slice that judges and writes? */
export function isDecided(action: Bulk['action']): boolean {
  return (action.verb === 'undo' ? action.undone : action.verb) === 'decide';
}

/** Who judges and writes it; `null` when the queue does not know it, or not any more. */
export function deciderOf(queue: Queue, action: Bulk['action']): DecidesMany | null {
  if (action.verb === 'decide') return bulkDecision(queue, action.decision)?.decide ?? null;
  if (action.verb !== 'undo') return null;
  return bulkDecision(queue, action.decision ?? '')?.takeBack ?? null;
}
