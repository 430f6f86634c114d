// Builders for specs: notifications as the server tells them at nine in the morning.
import type { Notification } from '#contract/notifications';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Colleague } from '#contract/staff';
import { aPerson, riverside } from '../../platform/given-session';

/** Monday, 9:00 am in New York. */
export const nine = '2026-11-23T14:00:00.000Z';
export const benId = '018f0000-0000-7000-8000-000000000a01';

export const ben: Colleague = {
  id: benId,
  given: 'Ben',
  family: 'Ortiz',
  roles: ['scheduler'],
  left: false,
};

let count = 0;

export function aNotification(overrides: Partial<Notification> = {}): Notification {
  count += 1;
  return {
    id: `018f0000-0000-7000-8000-${String(count).padStart(12, '0')}`,
    version: 1,
    topic: 'mentioned',
    queue: 'calls',
    clinicId: riverside,
    colleagueId: benId,
    itemId: `018f0000-0000-7000-8000-${String(count).padStart(11, '0')}c`,
    bulkId: null,
    count: 1,
    refused: 0,
    atOnce: false,
    at: nine,
    readAt: null,
    ...overrides,
  };
}

export const notificationFeed = `notifications:${aPerson().staffId}`;

export function aNotificationChange(
  seq: number,
  act: 'told' | 'read',
  payload: Notification,
): ChangeEnvelope {
  return {
    feed: notificationFeed,
    seq,
    type: `notifications.${act}`,
    entityId: payload.id,
    version: payload.version,
    payload,
    actorId: benId,
    commandId: null,
    at: nine,
  };
}

export function allReadChange(seq: number, ids: string[]): ChangeEnvelope {
  const [about] = ids;
  return {
    ...aNotificationChange(seq, 'read', aNotification({ id: about ?? '' })),
    type: 'notifications.all-read',
    entityId: aPerson().staffId,
    payload: { ids, readAt: nine },
  };
}

export function asRead(notification: Notification): Notification {
  return { ...notification, readAt: nine, version: notification.version + 1 };
}
