import { type } from '@ngrx/signals';
import { eventGroup } from '@ngrx/signals/events';
import type { Notification } from '#contract/notifications';
import type { Problem } from '#contract/problem';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Colleague } from '#contract/staff';
import { noPayload } from '../../platform/no-payload';

export interface NotificationPage {
  items: Notification[];
  next: string | null;
}

/** What the person did. */
export const bellEvents = eventGroup({
  source: 'Notification Bell',
  events: {
    /** Somebody is signed in, or may read more or less than before. */
    begun: type<{ staffId: string }>(),
    retried: noPayload,
    opened: noPayload,
    closed: noPayload,
    moreWanted: noPayload,
    readOne: type<{ id: string }>(),
    readAll: noPayload,
  },
});

/** What the server told. */
export const notificationServerEvents = eventGroup({
  source: 'Notification Server',
  events: {
    loaded: type<{ page: NotificationPage; unread: number }>(),
    loadFailed: type<{ problem: Problem }>(),
    moreLoaded: type<{ after: string; page: NotificationPage }>(),
    moreFailed: type<{ after: string; problem: Problem }>(),
    changed: type<{ changes: ChangeEnvelope[] }>(),
    /** Who works in a clinic; nobody is known there when the server gave no answer. */
    named: type<{ clinicId: string; colleagues: Colleague[] }>(),
    wasRead: type<{ notification: Notification }>(),
    wereAllRead: type<Record<string, never>>(),
    actRefused: type<{ problem: Problem }>(),
  },
});
