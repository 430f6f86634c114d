import {
  changeNotificationChoices,
  getNotificationChoices,
  listNotifications,
  markAllNotificationsRead,
  markNotificationRead,
} from '#contract/notifications';
import type { Ctx } from '../platform/context.ts';
import { route, type Route } from '../platform/http/route.ts';
import type { Feed } from '../platform/slice.ts';
import { readableQueues, type ReadableQueues } from './notifications-policy.ts';
import * as queries from './notifications-queries.ts';
import * as service from './notifications-service.ts';

/** `feeds` are those of the slices that people are told of. */
export function notificationsRoutes(feeds: readonly Feed[]): Route[] {
  const readable = ({ scope }: Ctx): ReadableQueues =>
    readableQueues(feeds, scope.kind === 'user' ? scope.grants : []);
  return [
    route(listNotifications, (ctx, { query }) =>
      queries.listNotifications(ctx, readable(ctx), {
        ...query,
        staffId: service.requirePerson(ctx),
      }),
    ),
    route(markNotificationRead, (ctx, { params }) =>
      service.markNotificationRead(ctx, readable(ctx), params.notificationId),
    ),
    route(markAllNotificationsRead, async (ctx) => {
      await service.markAllNotificationsRead(ctx);
      return {};
    }),
    route(getNotificationChoices, (ctx) => service.getNotificationChoices(ctx)),
    route(changeNotificationChoices, (ctx, { body }) =>
      service.changeNotificationChoices(ctx, body),
    ),
  ];
}
