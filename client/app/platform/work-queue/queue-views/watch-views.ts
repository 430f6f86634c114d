import { Observable } from 'rxjs';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../api';
import type { RealtimeFeed } from '../../realtime-feed';
import { viewServerEvents } from './view-events';
import type { ViewsApi } from './views-api';
import { isViewChange } from './views-state';

type ServerEvent = ReturnType<
  (typeof viewServerEvents)['loaded' | 'loadFailed' | 'changed' | 'ownLoaded']
>;

interface Sources {
  queue: string;
  api: ViewsApi;
  feed: RealtimeFeed;
  /** Who looks at this console. */
  me: () => string;
}

/** Joins the feed first and loads then, so that no change falls between the two. */
export function watchViews(
  clinicId: string,
  { queue, api, feed, me }: Sources,
): Observable<ServerEvent> {
  return new Observable<ServerEvent>((events) => {
    const load = (): void => {
      api.list(clinicId).then(
        ({ items, asOf }) => {
          events.next(viewServerEvents.loaded({ clinicId, views: items }));
          subscription.loaded(asOf);
        },
        (error: unknown) =>
          events.next(viewServerEvents.loadFailed({ clinicId, problem: problemOf(error) })),
      );
    };
    const loadOwn = (): void => {
      api.list(clinicId).then(
        ({ items }) =>
          events.next(viewServerEvents.ownLoaded({ clinicId, views: items, me: me() })),
        // Without an answer they stay as they were; the next change asks again.
        () => undefined,
      );
    };
    const subscription = feed.follow(feedOf(queue, clinicId), {
      apply: (all) => {
        const changes = all.filter(isViewChange);
        if (changes.length === 0) return;
        events.next(viewServerEvents.changed({ changes, by: me() }));
        if (changes.some(({ payload, actorId }) => payload === null && actorId === me())) loadOwn();
      },
      reload: load,
    });
    load();
    return () => subscription.stop();
  });
}
