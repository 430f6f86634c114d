// What a person does with their notifications. It is nobody else's business: their consoles hear of it, and no audit
// entry is written.
import type { Notification, NotificationChoices } from '#contract/notifications';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { choicesOf } from '../platform/notifications/notification-choices.ts';
import { notificationView } from '../platform/notifications/notification-row.ts';
import { notFound } from '../platform/problem.ts';
import type { ReadableQueues } from './notifications-policy.ts';
import { ownRows } from './notifications-queries.ts';
import { keepChoices, markAllRead, markRead } from './notifications-repository.ts';

/** One that was read before stays as it is: another console of theirs may have been quicker. */
export async function markNotificationRead(
  ctx: Ctx,
  readable: ReadableQueues,
  notificationId: string,
): Promise<Notification> {
  const staffId = requirePerson(ctx);
  const [held] = await ownRows(ctx, staffId, readable).where({ id: notificationId });
  if (!held) throw notFound('notification');
  const row = await markRead(ctx, staffId, notificationId);
  if (!row) return notificationView(held);
  const payload = notificationView(row);
  const { id: entityId, version } = row;
  recordChange(ctx, { type: 'notifications.read', staffId, entityId, version, payload });
  return payload;
}

export async function markAllNotificationsRead(ctx: Ctx): Promise<void> {
  const staffId = requirePerson(ctx);
  const ids = await markAllRead(ctx, staffId);
  if (ids.length === 0) return;
  recordChange(ctx, {
    type: 'notifications.all-read',
    staffId,
    entityId: staffId,
    version: 1,
    payload: { ids, readAt: ctx.now },
  });
}

export async function getNotificationChoices(ctx: Ctx): Promise<NotificationChoices> {
  const staffId = requirePerson(ctx);
  return (await choicesOf(ctx, [staffId]))(staffId);
}

export async function changeNotificationChoices(
  ctx: Ctx,
  chosen: { [T in keyof NotificationChoices]?: NotificationChoices[T] | undefined },
): Promise<NotificationChoices> {
  await keepChoices(ctx, requirePerson(ctx), chosen as Partial<NotificationChoices>);
  return getNotificationChoices(ctx);
}

export function requirePerson(ctx: Ctx): string {
  if (ctx.actorId === null) throw notFound('person');
  return ctx.actorId;
}
