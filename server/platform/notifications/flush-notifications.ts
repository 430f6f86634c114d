import { recordChange } from '../change-log/record-change.ts';
import type { Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import { choicesOf } from './notification-choices.ts';
import { notificationView, type NotificationRow } from './notification-row.ts';
import type { RecordedNotification } from './record-notification.ts';

/** Writes what was collected, for those who want to hear of it, with the changes that their consoles hear. */
export async function flushNotifications(ctx: Ctx): Promise<void> {
  const told = together(ctx.notifications);
  if (told.length === 0) return;
  const choices = await choicesOf(
    ctx,
    told.map(({ staffId }) => staffId),
  );
  const rows = told.flatMap((one) => {
    const choice = choices(one.staffId)[one.topic];
    return choice === 'off' ? [] : [rowOf(ctx, one, choice === 'at-once')];
  });
  if (rows.length === 0) return;
  // Nothing comes back from it: what is written for somebody else cannot be read by who writes it.
  await ctx.db('notification').insert(rows);
  for (const row of rows) {
    const { id: entityId, staff_id: staffId, version } = row;
    const payload = notificationView(row);
    recordChange(ctx, { type: 'notifications.told', staffId, entityId, version, payload });
  }
}

/** Of the same kind and for the same person they are one: who covers a colleague is told once, not forty times. */
export function together(recorded: readonly RecordedNotification[]): RecordedNotification[] {
  const alike = Map.groupBy(recorded, ({ staffId, topic, queue, clinicId, colleagueId, bulkId }) =>
    [staffId, topic, queue, clinicId, colleagueId, bulkId].join(' '),
  );
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    if (others.every(({ itemId }) => itemId === first.itemId)) return [first];
    const items = new Set([first, ...others].map(({ itemId }) => itemId));
    return [{ ...first, itemId: null, count: items.size }];
  });
}

function rowOf(ctx: Ctx, told: RecordedNotification, atOnce: boolean): NotificationRow {
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: told.clinicId,
    staff_id: told.staffId,
    topic: told.topic,
    queue: told.queue,
    colleague_id: told.colleagueId,
    work_item_id: told.itemId,
    bulk_id: told.bulkId,
    item_count: told.count,
    refused: told.refused,
    at_once: atOnce,
    at: ctx.now,
    read_at: null,
    version: 1,
  };
}
