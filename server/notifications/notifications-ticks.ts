// Old notifications go, read or not; the consoles of who still had them hear of it.
import { notificationDays } from '#contract/notifications';
import { recordChange } from '../platform/change-log/record-change.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import type { Tick } from '../platform/slice.ts';
import { lockOldRows, removeRows } from './notifications-repository.ts';

/** So few a run, because each may be somebody else's, whose consoles are told; the next run takes the rest. */
const mostAtOnce = 20;

export const notificationsTicks: readonly Tick[] = [
  { name: 'notifications.trim', everyMs: 5000, run: trimNotifications },
];

async function trimNotifications(ctx: Ctx): Promise<number> {
  const before = plusMinutes(ctx.now, -notificationDays * 24 * 60);
  const old = await lockOldRows(ctx, before, mostAtOnce);
  if (old.length > 0) await removeRows(ctx, old);
  for (const [staffId, rows] of Map.groupBy(old, ({ staff_id }) => staff_id)) {
    const ids = rows.map(({ id }) => id);
    const unread = rows.filter(({ read_at }) => read_at === null).length;
    recordChange(ctx, {
      type: 'notifications.trimmed',
      staffId,
      entityId: staffId,
      version: 1,
      payload: { ids, unread },
    });
  }
  return old.length;
}
