// What happens after an event: calls to the server, and the person's own live feed.
import { inject } from '@angular/core';
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { Events, withEventHandlers } from '@ngrx/signals/events';
import { EMPTY, exhaustMap, filter, from, mergeMap, switchMap, takeUntil } from 'rxjs';
import { problemOf } from '../../platform/api';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { followNotifications, pageRows } from './follow-notifications';
import { bellEvents, notificationServerEvents } from './notification-events';
import { readsAll, toldIn, type NotificationState } from './notification-state';
import { NotificationsApi } from './notifications-api';

export function withNotificationHandlers() {
  return signalStoreFeature(
    { state: typeOf<NotificationState>() },
    withEventHandlers((store) => {
      const events = inject(Events);
      const api = inject(NotificationsApi);
      const feed = inject(RealtimeFeed);
      const asked = new Set<string>();
      const allRead$ = events
        .on(notificationServerEvents.changed)
        .pipe(filter(({ payload: { changes } }) => readsAll(changes)));
      /** Clinics of which nobody is known yet. */
      const unnamed = (clinicIds: readonly string[]): string[] => {
        const fresh = [...new Set(clinicIds)].filter((id) => !asked.has(id));
        for (const id of fresh) asked.add(id);
        return fresh;
      };
      const nameThose = async (clinicId: string) => {
        try {
          const colleagues = await api.listColleagues(clinicId);
          return notificationServerEvents.named({ clinicId, colleagues });
        } catch {
          // Without names it says "Somebody"; it is asked again with the next notification.
          asked.delete(clinicId);
          return notificationServerEvents.named({ clinicId, colleagues: [] });
        }
      };
      return {
        follow$: events.on(bellEvents.begun, bellEvents.retried).pipe(
          switchMap(() => {
            const staffId = store.staffId();
            return staffId ? followNotifications(staffId, { api, feed }) : EMPTY;
          }),
        ),
        more$: events.on(bellEvents.moreWanted).pipe(
          exhaustMap(() => {
            const after = store.next();
            return after === null ? EMPTY : from(loadMore(api, after)).pipe(takeUntil(allRead$));
          }),
        ),
        /** Who is named in what is on show, or is to be shown at once. */
        name$: events
          .on(
            bellEvents.opened,
            notificationServerEvents.loaded,
            notificationServerEvents.moreLoaded,
            notificationServerEvents.changed,
          )
          .pipe(
            mergeMap(({ payload }) => {
              const shown = store.isOpen() ? Object.values(store.notifications()) : [];
              const told =
                payload && 'changes' in payload
                  ? toldIn(payload.changes).filter(({ atOnce }) => atOnce)
                  : [];
              const clinicIds = [...shown, ...told].map(({ clinicId }) => clinicId);
              return from(unnamed(clinicIds)).pipe(mergeMap(nameThose));
            }),
          ),
        readOne$: events
          .on(bellEvents.readOne)
          .pipe(mergeMap(({ payload: { id } }) => readOne(api, id))),
        readAll$: events.on(bellEvents.readAll).pipe(exhaustMap(() => readAll(api))),
      };
    }),
  );
}

async function loadMore(api: NotificationsApi, after: string) {
  try {
    const { items, next } = await api.list({ limit: pageRows, after });
    return notificationServerEvents.moreLoaded({ after, page: { items, next } });
  } catch (error) {
    return notificationServerEvents.moreFailed({ after, problem: problemOf(error) });
  }
}

async function readOne(api: NotificationsApi, id: string) {
  try {
    return notificationServerEvents.wasRead({ notification: await api.markRead(id) });
  } catch (error) {
    return notificationServerEvents.actRefused({ problem: problemOf(error) });
  }
}

async function readAll(api: NotificationsApi) {
  try {
    await api.markAllRead();
    return notificationServerEvents.wereAllRead({});
  } catch (error) {
    return notificationServerEvents.actRefused({ problem: problemOf(error) });
  }
}
