// How the bell's state answers to what the person did and what the server told; every reducer is pure.
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { on, withReducer } from '@ngrx/signals/events';
import { bellEvents, notificationServerEvents } from './notification-events';
import {
  byId,
  fold,
  initialNotificationState,
  put,
  readsAll,
  type NotificationState,
} from './notification-state';

type Change = Partial<NotificationState>;

export function withNotificationReducer() {
  return signalStoreFeature(
    { state: typeOf<NotificationState>() },
    withReducer<NotificationState>(
      on(bellEvents.begun, ({ payload: { staffId } }, state: NotificationState): Change =>
        state.staffId === staffId
          ? { status: 'loading', problem: null }
          : { ...initialNotificationState, staffId, status: 'loading' },
      ),
      on(bellEvents.retried, (): Change => ({ status: 'loading', problem: null })),
      on(bellEvents.opened, () => ({ isOpen: true })),
      on(bellEvents.closed, () => ({ isOpen: false })),
      on(notificationServerEvents.loaded, ({ payload: { page, unread } }): Change => ({
        status: 'loaded',
        problem: null,
        hasData: true,
        notifications: byId(page.items),
        unread,
        next: page.next,
        more: 'idle',
        isReadingAll: false,
      })),
      on(notificationServerEvents.loadFailed, ({ payload: { problem } }): Change => ({
        status: 'failed',
        problem,
      })),
      on(bellEvents.moreWanted, (_, state: NotificationState): Change =>
        state.next === null ? {} : { more: 'loading' },
      ),
      on(
        notificationServerEvents.moreLoaded,
        ({ payload: { after, page } }, state: NotificationState): Change =>
          after === state.next
            ? { notifications: put(state, page.items), next: page.next, more: 'idle' }
            : {},
      ),
      on(notificationServerEvents.moreFailed, ({ payload }, state: NotificationState): Change =>
        payload.after === state.next ? { more: 'failed' } : {},
      ),
      on(
        notificationServerEvents.changed,
        ({ payload: { changes } }, state: NotificationState): Change => ({
          ...fold(state, changes),
          // A page that is on its way may show as unread what has been read: it is not taken.
          ...(readsAll(changes) ? { more: 'idle' as const, isReadingAll: false } : {}),
        }),
      ),
      on(
        notificationServerEvents.named,
        (
          { payload: { clinicId, colleagues } },
          { colleagues: held }: NotificationState,
        ): Change => ({
          colleagues: { ...held, [clinicId]: byId(colleagues) },
        }),
      ),
      // The count follows the feed alone, so that nothing is counted twice.
      on(
        notificationServerEvents.wasRead,
        ({ payload: { notification } }, state: NotificationState): Change => ({
          notifications: put(state, [notification]),
        }),
      ),
      on(bellEvents.readAll, (): Change => ({ isReadingAll: true })),
      on(notificationServerEvents.wereAllRead, (): Change => ({ isReadingAll: false })),
      on(notificationServerEvents.actRefused, (): Change => ({ isReadingAll: false })),
    ),
  );
}
