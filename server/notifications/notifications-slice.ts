import type { Feed, Slice } from '../platform/slice.ts';
import { notificationsRoutes } from './notifications-routes.ts';
import { notificationsTicks } from './notifications-ticks.ts';

/** `feeds` are those of the slices that people are told of; the platform writes what they are told. */
export function notificationsSlice(feeds: readonly Feed[]): Slice {
  return {
    name: 'notifications',
    routes: notificationsRoutes(feeds),
    feeds: [{ capability: 'notifications', scope: 'person' }],
    ticks: notificationsTicks,
  };
}
