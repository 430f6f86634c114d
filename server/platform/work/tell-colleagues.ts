// Whom the kernel tells of what: one function per act that concerns somebody else than who did it.
import type { Ctx } from '../context.ts';
import { recordNotification } from '../notifications/record-notification.ts';
import type { BulkRow } from './bulk-repository.ts';
import type { Due } from './clock-service.ts';
import type { WorkRow } from './work-repository.ts';
import { holderOf } from './work-rules.ts';

type Item = Pick<WorkRow, 'id' | 'queue' | 'clinic_id'>;
type Owned = Item & Pick<WorkRow, 'owner_id'>;

function about({ id: itemId, queue, clinic_id: clinicId }: Item) {
  return { itemId, queue, clinicId };
}

export function tellMentioned(ctx: Ctx, row: WorkRow, mentions: readonly string[]): void {
  for (const to of mentions) recordNotification(ctx, { topic: 'mentioned', to, ...about(row) });
}

/** Who answers for it now, and who did so before. */
export function tellAssigned(ctx: Ctx, row: WorkRow, ownerId: string | null): void {
  if (ownerId === row.owner_id) return;
  recordNotification(ctx, { topic: 'assigned', to: ownerId, ...about(row) });
  tellReassigned(ctx, row, ownerId);
}

/** Going back to the pool is told as well: whoever counted on an item does not have it any more. */
export function tellReassigned(ctx: Ctx, row: Owned, ownerId: string | null): void {
  if (ownerId === row.owner_id) return;
  recordNotification(ctx, { topic: 'taken-over', to: row.owner_id, ...about(row) });
}

export function tellTakenOver(ctx: Ctx, row: WorkRow): void {
  recordNotification(ctx, { topic: 'taken-over', to: holderOf(row, ctx.now), ...about(row) });
}

export function tellCovered(ctx: Ctx, row: WorkRow, coverId: string | null): void {
  const colleagueId = row.owner_id;
  recordNotification(ctx, { topic: 'covered', to: coverId, colleagueId, ...about(row) });
}

/** Only when the item as a whole got worse: a second clock that is late adds nothing. */
export function tellTurned(ctx: Ctx, row: WorkRow, due: Due): void {
  if (due.level <= row.level) return;
  const topic = due.level === 2 ? 'late' : 'soon';
  recordNotification(ctx, { topic, to: row.owner_id, ...about(row) });
}

/** Once, at its end: to who asked for it, and to who was given the items. The job itself acts for nobody. */
export function tellBulkEnded(job: Ctx, { requested_by_id: requester, ...bulk }: BulkRow): void {
  if (bulk.ended_at === null) return;
  const { id: bulkId, queue, clinic_id: clinicId, action } = bulk;
  const facts = { bulkId, queue, clinicId };
  const { done, refused, total } = bulk;
  recordNotification(job, { topic: 'bulk-ended', to: requester, ...facts, count: total, refused });
  if (action.verb !== 'assign' || done === 0 || action.ownerId === requester) return;
  const given = { topic: 'assigned', to: action.ownerId, count: done } as const;
  recordNotification(job, { ...given, ...facts, colleagueId: requester });
}
