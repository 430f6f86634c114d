// What a person hears and sees of a new notification while they work: a word for screen readers or, where they chose
// so, a toast. Never the focus, and nothing over an open dialog.
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { DestroyRef, inject } from '@angular/core';
import { signalStoreFeature, type as typeOf } from '@ngrx/signals';
import { Dispatcher, Events, withEventHandlers } from '@ngrx/signals/events';
import { tap } from 'rxjs';
import type { Notification } from '#contract/notifications';
import { Clock } from '../../platform/clock';
import { Toasts } from '../../platform/toasts';
import { bellEvents, notificationServerEvents } from './notification-events';
import { toldIn, type NotificationState } from './notification-state';
import { countWords, wordsHere } from './notification-words';
import { OpenNotification } from './open-notification';

/** What was told longer ago was missed while this console was away: the bell says so, no toast. */
const freshMs = 60_000;

export function withNotificationNews() {
  return signalStoreFeature(
    { state: typeOf<NotificationState>() },
    withEventHandlers((store) => {
      const events = inject(Events);
      const announcer = inject(LiveAnnouncer);
      const clock = inject(Clock);
      const dispatcher = inject(Dispatcher);
      const opener = inject(OpenNotification);
      const toasts = inject(Toasts);
      let waiting: Notification[] = [];

      const isFresh = ({ at }: Notification): boolean => clock.exact() - Date.parse(at) < freshMs;
      const isNamed = ({ clinicId, colleagueId }: Notification): boolean =>
        colleagueId === null || clinicId in store.colleagues();
      const show = (): void => {
        if (waiting.length === 0 || !waiting.every(isNamed)) return;
        if (document.querySelector('dialog:modal')) return;
        const [first, ...others] = waiting.filter(
          ({ id }) => store.notifications()[id]?.readAt === null,
        );
        waiting = [];
        if (!first) return;
        if (others.length === 0)
          toasts.show({
            message: wordsHere(first, store.colleagues()),
            action: { label: 'Open', run: () => void opener.open(first) },
          });
        else
          toasts.show({
            message: `${others.length + 1} new notifications`,
            action: { label: 'Show', run: () => dispatcher.dispatch(bellEvents.opened()) },
          });
      };
      document.addEventListener('close', show, { capture: true });
      inject(DestroyRef).onDestroy(() =>
        document.removeEventListener('close', show, { capture: true }),
      );

      return {
        tell$: events.on(notificationServerEvents.changed).pipe(
          tap(({ payload: { changes } }) => {
            const told = toldIn(changes);
            waiting.push(...told.filter((one) => one.atOnce && isFresh(one)));
            const quiet = told.filter((one) => !waiting.includes(one)).length;
            if (quiet > 0) void announcer.announce(newsWords(quiet, store.unread()), 'polite');
            show();
          }),
        ),
        named$: events.on(notificationServerEvents.named).pipe(tap(show)),
        tellRefusal$: events
          .on(notificationServerEvents.actRefused)
          .pipe(tap(({ payload: { problem } }) => toasts.problem(problem))),
      };
    }),
  );
}

function newsWords(fresh: number, unread: number): string {
  const noun = fresh === 1 ? 'notification' : 'notifications';
  return `${fresh} new ${noun}, ${countWords(unread)} unread`;
}
