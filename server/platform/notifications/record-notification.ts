import type { NotificationTopic } from '#contract/notifications';
import type { Ctx } from '../context.ts';

export interface RecordedNotification {
  staffId: string;
  topic: NotificationTopic;
  queue: string;
  clinicId: string;
  /** Who did it; of `covered`, who is away. */
  colleagueId: string | null;
  itemId: string | null;
  bulkId: string | null;
  count: number;
  refused: number;
}

/**
 * Collects what somebody is to be told; `inTransaction` writes it with the rows that it tells of. Nobody is told of
 * what they did themselves, and `to` may be nobody.
 */
export function recordNotification(
  ctx: Ctx,
  told: Pick<RecordedNotification, 'topic' | 'queue' | 'clinicId'> &
    Partial<RecordedNotification> & { to: string | null },
): void {
  const { to: staffId, ...facts } = told;
  if (staffId === null || staffId === ctx.actorId) return;
  ctx.notifications.push({
    staffId,
    colleagueId: ctx.actorId,
    itemId: null,
    bulkId: null,
    count: 1,
    refused: 0,
    ...facts,
  });
}
