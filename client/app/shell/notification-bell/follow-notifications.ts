import { Observable } from 'rxjs';
import { feedOf } from '#contract/realtime';
import { problemOf } from '../../platform/api';
import type { RealtimeFeed } from '../../platform/realtime-feed';
import { notificationServerEvents } from './notification-events';
import type { NotificationsApi } from './notifications-api';

type ServerEvent = ReturnType<
  (typeof notificationServerEvents)['loaded' | 'loadFailed' | 'changed']
>;

/** Rows of a page. */
export const pageRows = 30;

/** Joins the person's own feed first and loads then, so that no change falls between the two. */
export function followNotifications(
  staffId: string,
  { api, feed }: { api: NotificationsApi; feed: RealtimeFeed },
): Observable<ServerEvent> {
  return new Observable<ServerEvent>((events) => {
    const load = (): void => {
      void loadFirst(api).then(({ event, asOf }) => {
        events.next(event);
        if (asOf !== null) subscription.loaded(asOf);
      });
    };
    const subscription = feed.follow(feedOf('notifications', staffId), {
      apply: (changes) => events.next(notificationServerEvents.changed({ changes })),
      reload: load,
    });
    load();
    return () => subscription.stop();
  });
}

async function loadFirst(
  api: NotificationsApi,
): Promise<{ event: ServerEvent; asOf: number | null }> {
  try {
    const { items, next, unread, asOf } = await api.list({ limit: pageRows });
    return { event: notificationServerEvents.loaded({ page: { items, next }, unread }), asOf };
  } catch (error) {
    return {
      event: notificationServerEvents.loadFailed({ problem: problemOf(error) }),
      asOf: null,
    };
  }
}
