// Rooms carry ids only. A feed's room holds the sockets whose user may read it.
import { feedOf } from '#contract/realtime';
import { clinicsWith, type Grant } from '#contract/permission';
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

/** The feeds that the grants may read: a clinic's where the permission is held there, the organization's where anywhere. */
export function readableFeeds(feeds: readonly Feed[], grants: readonly Grant[]): Set<string> {
  return new Set(feeds.flatMap((feed) => readable(feed, grants)));
}

function readable(feed: Feed, grants: readonly Grant[]): string[] {
  const clinicIds = clinicsWith(grants, feed.permission);
  if (feed.scope === 'clinic')
    return clinicIds.map((clinicId) => feedOf(feed.capability, clinicId));
  return clinicIds.length > 0 ? [feedOf(feed.capability, null)] : [];
}
