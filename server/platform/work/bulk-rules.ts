// Why an action on many items leaves one of them alone: pure.
import type { BulkAction } from '#contract/work-bulk';
import type { JudgedRow } from './work-repository.ts';
import { isOwnAffair, refuseClosed, refuseHeld } from './work-rules.ts';

export interface BulkActor {
  actorId: string | null;
  now: string;
  mayWork: boolean;
  mayAssign: boolean;
}

/** In words for the list of what was left alone; `null` when the item is taken. */
export function refuseBulkItem(
  { actorId, now, mayWork, mayAssign }: BulkActor,
  action: BulkAction,
  expectedVersion: number,
  row: JudgedRow | undefined,
): string | null {
  if (!row || !mayWork) return 'It is not here.';
  const refusal = refuseClosed(row) ?? refuseHeld(row, actorId, now);
  if (refusal !== null) return refusal.message;
  if (row.version !== expectedVersion) return 'Somebody changed it meanwhile.';
  const isFree = action.verb !== 'assign' || mayAssign || isOwnAffair(row, action.ownerId, actorId);
  return isFree ? null : 'Only who leads the queue gives items to others.';
}
