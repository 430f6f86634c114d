import { Observable } from 'rxjs';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../api';
import type { Clock } from '../clock';
import type { RealtimeFeed } from '../realtime-feed';
import type { Session } from '../session';
import type { WorkQueueApi } from './work-queue-api';
import { queueServerEvents, type QueueList } from './work-queue-events';

type ServerEvent = ReturnType<(typeof queueServerEvents)['loaded' | 'loadFailed' | 'changed']>;

interface Sources {
  queue: string;
  api: WorkQueueApi;
  feed: RealtimeFeed;
  clock: Clock;
  session: Session;
  /** How many rows a load brings: what was on screen before is there again after a gap. */
  limit: () => number;
}

/** Joins the feed first and loads then, so that no change falls between the two. */
export function watchQueue(
  list: QueueList,
  { queue, api, feed, clock, session, limit }: Sources,
): Observable<ServerEvent> {
  return new Observable<ServerEvent>((events) => {
    const load = (): void => {
      void loadQueue(list, api, limit()).then(({ event, asOf }) => {
        events.next(event);
        if (asOf !== null) subscription.loaded(asOf);
      });
    };
    const subscription = feed.follow(feedOf(queue, list.clinicId), {
      apply: (changes) => {
        const by = session.me()?.staffId ?? null;
        events.next(queueServerEvents.changed({ changes, at: clock.now(), by }));
      },
      reload: load,
    });
    load();
    return () => subscription.stop();
  });
}

async function loadQueue(
  list: QueueList,
  api: WorkQueueApi,
  limit: number,
): Promise<{ event: ServerEvent; asOf: number | null }> {
  try {
    const [page, colleagues] = await Promise.all([
      api.list(list, { limit }),
      api.listColleagues(list.clinicId),
    ]);
    return { event: queueServerEvents.loaded({ ...list, page, colleagues }), asOf: page.asOf };
  } catch (error) {
    const problem = problemOf(error);
    return { event: queueServerEvents.loadFailed({ ...list, problem }), asOf: null };
  }
}
