import { createCalendarFeed, listCalendarFeeds, revokeCalendarFeed } from '#contract/calendar-feed';
import { route, type Route } from '../../platform/http/route.ts';
import * as service from './feed-service.ts';

export const feedRoutes: readonly Route[] = [
  route(listCalendarFeeds, async (ctx, { query }) => ({
    items: await service.listCalendarFeeds(ctx, query.clinicId),
  })),
  route(createCalendarFeed, (ctx, { body }) => service.createCalendarFeed(ctx, body)),
  route(revokeCalendarFeed, async (ctx, { params }) => {
    await service.revokeCalendarFeed(ctx, params.feedId);
    return {};
  }),
];
