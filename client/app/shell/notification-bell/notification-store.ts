// What a console knows of its person's notifications. Reducers are the contract's pure functions.
import { computed } from '@angular/core';
import { signalStore, withComputed, withState } from '@ngrx/signals';
import { compareNotifications } from '#contract/notifications';
import { withNotificationHandlers } from './notification-handlers';
import { withNotificationNews } from './notification-news';
import { withNotificationReducer } from './notification-reducer';
import { initialNotificationState } from './notification-state';

export const NotificationStore = signalStore(
  withState(initialNotificationState),
  withNotificationReducer(),
  withComputed((store) => ({
    list: computed(() => Object.values(store.notifications()).sort(compareNotifications)),
  })),
  withComputed((store) => ({
    /** Everybody who is named in the list is known, or will not be. */
    isNamed: computed(() =>
      store
        .list()
        .every(
          ({ clinicId, colleagueId }) => colleagueId === null || clinicId in store.colleagues(),
        ),
    ),
  })),
  withNotificationHandlers(),
  withNotificationNews(),
);
