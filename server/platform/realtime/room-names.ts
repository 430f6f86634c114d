// Rooms carry ids only. A feed's room holds the sockets whose user may read it.
import { feedOf } from '#contract/realtime';
import { clinicsWith } from '#contract/permission';
import type { SignedIn } from '../auth/signed-in.ts';
import type { Feed } from '../slice.ts';

export function feedRoom(organizationId: string, feed: string): string {
  return `feed:${organizationId}:${feed}`;
}
export function sessionRoom(sessionId: string): string {
  return `session:${sessionId}`;
}
export function staffRoom(staffId: string): string {
  return `staff:${staffId}`;
}

type Reader = Pick<SignedIn, 'staffId' | 'grants'>;

/**
 * The feeds that somebody may read: a clinic's where the permission is held there, the organization's where anywhere,
 * and their own.
 */
export function readableFeeds(feeds: readonly Feed[], reader: Reader): Set<string> {
  return new Set(feeds.flatMap((feed) => readable(feed, reader)));
}

function readable(feed: Feed, { staffId, grants }: Reader): string[] {
  if (feed.scope === 'person') return [feedOf(feed.capability, staffId)];
  const clinicIds = clinicsWith(grants, feed.permission);
  if (feed.scope === 'clinic')
    return clinicIds.map((clinicId) => feedOf(feed.capability, clinicId));
  return clinicIds.length > 0 ? [feedOf(feed.capability, null)] : [];
}
