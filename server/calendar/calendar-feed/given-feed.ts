// Builders for tests: a link to a calendar, and one valid call of every endpoint about them.
import {
  createCalendarFeed,
  listCalendarFeeds,
  revokeCalendarFeed,
  type FeedTitles,
} from '#contract/calendar-feed';
import type { Endpoint } from '#contract/endpoint';
import type { TestDatabase } from '../../platform/db/test-database.ts';
import type { TestCall } from '../../platform/http/test-http.ts';
import { newId } from '../../platform/ids.ts';
import { feedPath, feedTokenHash, newFeedToken } from './feed-link.ts';

interface OfProvider {
  organizationId: string;
  clinicId: string;
  providerId: string;
}

export async function givenFeed(
  t: TestDatabase,
  { titles = 'busy', ...of }: OfProvider & { titles?: FeedTitles },
): Promise<{ feedId: string; path: string }> {
  const feedId = newId();
  const token = newFeedToken();
  await t.owner('calendar_feed').insert({
    organization_id: of.organizationId,
    id: feedId,
    clinic_id: of.clinicId,
    provider_id: of.providerId,
    titles,
    token_hash: feedTokenHash(token),
    created_at: t.clock.now,
    created_by_id: of.providerId,
  });
  return { feedId, path: feedPath(token) };
}

/** Calls that reach for the calendar of a provider. */
export async function givenReachingFeeds(
  t: TestDatabase,
  of: OfProvider,
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { clinicId, providerId } = of;
  const { feedId } = await givenFeed(t, of);
  return {
    reaching: [
      [listCalendarFeeds, { query: { clinicId } }],
      [createCalendarFeed, { body: { clinicId, providerId, titles: 'visit-type' } }],
      [revokeCalendarFeed, { params: { feedId } }],
    ],
    secrets: [feedId],
  };
}
