// Of which queues, in which clinics, somebody may be told: where they may hear the queue's feed. Pure.
import { clinicsWith, type Held } from '#contract/permission';
import type { Feed } from '../platform/slice.ts';

export type ReadableQueues = ReadonlyMap<string, string[]>;

export function readableQueues(feeds: readonly Feed[], grants: readonly Held[]): ReadableQueues {
  const queues = feeds.flatMap((feed): [string, string[]][] => {
    if (feed.scope !== 'clinic') return [];
    const clinicIds = clinicsWith(grants, feed.permission);
    return clinicIds.length > 0 ? [[feed.capability, clinicIds]] : [];
  });
  return new Map(queues);
}
