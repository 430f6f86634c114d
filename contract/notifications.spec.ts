import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  applyNotificationChange,
  compareNotifications,
  type Notification,
  type NotificationsState,
} from './notifications.ts';

const at = '2026-11-23T15:00:00.000Z';
const readAt = '2026-11-23T15:05:00.000Z';

function aNotification(number: number, overrides: Partial<Notification> = {}): Notification {
  return {
    id: `018f0000-0000-7000-8000-00000000000${number}`,
    version: 1,
    topic: 'mentioned',
    queue: 'calls',
    clinicId: '018f0000-0000-7000-8000-0000000000c1',
    colleagueId: null,
    itemId: null,
    bulkId: null,
    count: 1,
    refused: 0,
    atOnce: false,
    at,
    readAt: null,
    ...overrides,
  };
}

function held(...notifications: Notification[]): NotificationsState {
  return {
    notifications: Object.fromEntries(notifications.map((one) => [one.id, one])),
    unread: notifications.filter((one) => one.readAt === null).length,
  };
}

describe('applyNotificationChange', () => {
  const [first, second] = [aNotification(1), aNotification(2)];

  it('counts what is told and what is read, also of those that are not loaded', () => {
    const told = applyNotificationChange(held(first), {
      type: 'notifications.told',
      payload: second,
    });
    assert.deepEqual(told, held(first, second));
    const read = { ...second, readAt, version: 2 };
    assert.deepEqual(
      applyNotificationChange(told, { type: 'notifications.read', payload: read }),
      held(first, read),
    );
    const older = { ...aNotification(3), readAt, version: 2 };
    const { unread } = applyNotificationChange(
      { ...held(first), unread: 4 },
      { type: 'notifications.read', payload: older },
    );
    assert.equal(unread, 3);
  });

  it('reads all that are named, and touches none that came meanwhile', () => {
    const state = { ...held(first, second), unread: 3 };
    const ids = [first.id, aNotification(3).id];
    assert.deepEqual(
      applyNotificationChange(state, { type: 'notifications.all-read', payload: { ids, readAt } }),
      held({ ...first, readAt, version: 2 }, second),
    );
  });

  it('forgets what was too old', () => {
    const payload = { ids: [first.id, aNotification(3).id], unread: 1 };
    assert.deepEqual(
      applyNotificationChange(held(first, second), { type: 'notifications.trimmed', payload }),
      held(second),
    );
  });

  it('never counts below nothing', () => {
    const payload = { ids: [first.id], unread: 5 };
    const { unread } = applyNotificationChange(held(), { type: 'notifications.trimmed', payload });
    assert.equal(unread, 0);
  });
});

describe('compareNotifications', () => {
  it('puts the latest first, and of one moment the one made last', () => {
    const later = aNotification(1, { at: readAt });
    const sorted = [aNotification(1), aNotification(2), later].sort(compareNotifications);
    assert.deepEqual(
      sorted.map((one) => [one.at, one.id.at(-1)]),
      [
        [readAt, '1'],
        [at, '2'],
        [at, '1'],
      ],
    );
  });
});
