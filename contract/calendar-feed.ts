// A provider's visits of one clinic for a calendar outside: an address that cannot be guessed, and can be revoked.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { instant } from './time.ts';

/** What stands on each event; never who comes. */
export const feedTitles = {
  busy: 'Only “Busy”',
  'visit-type': 'The visit type',
} as const;
export type FeedTitles = keyof typeof feedTitles;
const titles = z.enum(Object.keys(feedTitles) as [FeedTitles]);

export const calendarFeed = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  providerId: z.uuid(),
  titles,
  createdAt: instant,
  /** As in lists. */
  createdBy: z.string(),
  /** To within five minutes; `null` until a calendar has asked for it. */
  lastReadAt: z.nullable(instant),
  version: z.int(),
});
export type CalendarFeed = z.infer<typeof calendarFeed>;

/** So many of a provider work at a time in a clinic. */
export const mostCalendarFeeds = 5;

const clinicId = z.uuid();

export const listCalendarFeeds = endpoint({
  name: 'listCalendarFeeds',
  method: 'GET',
  path: '/api/calendar/feeds',
  summary:
    'The links to calendars of a clinic that work, the newest first: all of them for who manages its hours, for others their own.',
  access: 'appointment:read',
  clinic: 'query',
  query: z.strictObject({ clinicId }),
  answer: z.strictObject({ items: z.array(calendarFeed) }),
});

export const createCalendarFeed = endpoint({
  name: 'createCalendarFeed',
  method: 'POST',
  path: '/api/calendar/feeds/create',
  summary:
    'Make a link to the calendar of a provider, for oneself or for somebody whose hours one manages. Its path is shown this once.',
  access: 'appointment:read',
  clinic: 'body',
  body: z.strictObject({ clinicId, providerId: z.uuid(), titles: z._default(titles, 'busy') }),
  answer: z.strictObject({ feed: calendarFeed, path: z.string() }),
  idempotent: false,
  rules: ['too-many-feeds'],
});

export const revokeCalendarFeed = endpoint({
  name: 'revokeCalendarFeed',
  method: 'POST',
  path: '/api/calendar/feeds/:feedId/revoke',
  summary: 'The link no longer works, from now on and for everybody who has it.',
  access: 'appointment:read',
  params: z.strictObject({ feedId: z.uuid() }),
  answer: z.strictObject({}),
  rules: ['feed-revoked'],
});

export const calendarFeedEndpoints = [
  listCalendarFeeds,
  createCalendarFeed,
  revokeCalendarFeed,
] as const;

/** Feed `calendar-feeds:<clinic>`; thin: whose link it is does not concern everybody. */
export interface CalendarFeedChange {
  type: 'calendar-feeds.created' | 'calendar-feeds.revoked';
  payload: null;
}
