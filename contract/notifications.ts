// What a person is told of: the bell, what it lists, and which topics it rings for. Facts only: the console finds the
// words, and reads whatever they are about with its own rights.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { asOf, cursor, pageQuery } from './page.ts';
import type { ById } from './realtime.ts';
import { upsertVersioned } from './realtime.ts';
import { instant } from './time.ts';

/** How much a person wants to hear of a topic; `at-once` also shows it on the page in view. */
export const notificationChoices = ['off', 'bell', 'at-once'] as const;
export type NotificationChoice = (typeof notificationChoices)[number];

interface Topic {
  title: string;
  text: string;
  /** For who has chosen nothing. */
  standard: NotificationChoice;
}

/** Everything that a person can be told of. Nobody is told of what they did themselves. */
export const notificationTopics = {
  mentioned: {
    title: 'Named in a comment',
    text: 'A colleague wrote your name with @.',
    standard: 'at-once',
  },
  assigned: {
    title: 'Given to you',
    text: 'Somebody else made you the one who answers for it.',
    standard: 'bell',
  },
  covered: {
    title: 'Covered by you',
    text: 'A colleague is away, and their work came to you.',
    standard: 'bell',
  },
  'taken-over': {
    title: 'Taken out of your hands',
    text: 'Somebody took over what you held, or gave what was yours to somebody else.',
    standard: 'at-once',
  },
  soon: {
    title: 'Due soon',
    text: 'A clock of something that you answer for has come to its warning.',
    standard: 'off',
  },
  late: {
    title: 'Late',
    text: 'A clock of something that you answer for has passed its deadline.',
    standard: 'bell',
  },
  'bulk-ended': {
    title: 'Action on many ended',
    text: 'What you asked for on many items is done, with how many were refused.',
    standard: 'bell',
  },
  'password-reset': {
    title: 'New password for you',
    text: 'Somebody made a one-time link by which your password can be changed.',
    standard: 'at-once',
  },
  'second-step-removed': {
    title: 'Second step removed',
    text: 'Somebody took the second step off your sign-in.',
    standard: 'at-once',
  },
} as const satisfies Record<string, Topic>;

export type NotificationTopic = keyof typeof notificationTopics;
export const topicNames = Object.keys(notificationTopics) as [
  NotificationTopic,
  ...NotificationTopic[],
];

export const notification = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  topic: z.enum(topicNames),
  /** The queue's word, e.g. `calls`: its feed, and its page in the console; `account` of what is about oneself. */
  queue: z.string(),
  clinicId: z.uuid(),
  /** Who did it; of `covered`, who is away. `null`: the clock. */
  colleagueId: z.nullable(z.uuid()),
  /** `null` where it is about several at once. */
  itemId: z.nullable(z.uuid()),
  bulkId: z.nullable(z.uuid()),
  /** How many items it is about. */
  count: z.int().check(z.nonnegative()),
  /** Of an action on many: how many items it left alone. */
  refused: z.int().check(z.nonnegative()),
  /** By the choice that stood when it was told: also shown on the page in view. */
  atOnce: z.boolean(),
  at: instant,
  readAt: z.nullable(instant),
});
export type Notification = z.infer<typeof notification>;

const choice = z.enum(notificationChoices);
const choices = {
  mentioned: choice,
  assigned: choice,
  covered: choice,
  'taken-over': choice,
  soon: choice,
  late: choice,
  'bulk-ended': choice,
  'password-reset': choice,
  'second-step-removed': choice,
} as const satisfies Record<NotificationTopic, typeof choice>;

/** Topic → choice; the standard where nothing was chosen. */
export const notificationChoiceOf = z.strictObject(choices);
export type NotificationChoices = z.infer<typeof notificationChoiceOf>;

/** A count stops here, and costs no more. */
export const mostUnread = 1000;
/** What is older is no longer kept. */
export const notificationDays = 30;

export const listNotifications = endpoint({
  name: 'listNotifications',
  method: 'GET',
  path: '/api/notifications/mine',
  summary: `Your notifications of the last ${notificationDays} days, the latest first, and how many are unread (stops at ${mostUnread}).`,
  access: 'signed-in',
  query: z.strictObject(pageQuery),
  answer: z.strictObject({
    items: z.array(notification),
    next: z.nullable(cursor),
    unread: z.int(),
    asOf,
  }),
});

export const markNotificationRead = endpoint({
  name: 'markNotificationRead',
  method: 'POST',
  path: '/api/notifications/:notificationId/mark-read',
  summary: 'You have seen it; your other consoles hear that.',
  access: 'signed-in',
  params: z.strictObject({ notificationId: z.uuid() }),
  answer: notification,
});

export const markAllNotificationsRead = endpoint({
  name: 'markAllNotificationsRead',
  method: 'POST',
  path: '/api/notifications/mark-all-read',
  summary: 'You have seen all of them.',
  access: 'signed-in',
  answer: z.strictObject({}),
});

export const getNotificationChoices = endpoint({
  name: 'getNotificationChoices',
  method: 'GET',
  path: '/api/notifications/choices',
  summary: 'Which topics you are told of, and how.',
  access: 'signed-in',
  answer: notificationChoiceOf,
});

export const changeNotificationChoices = endpoint({
  name: 'changeNotificationChoices',
  method: 'POST',
  path: '/api/notifications/choices/change',
  summary: 'Choose which topics you are told of from now on; the others stay as they are.',
  access: 'signed-in',
  body: z.partial(notificationChoiceOf),
  answer: notificationChoiceOf,
});

export const notificationsEndpoints = [
  listNotifications,
  markNotificationRead,
  markAllNotificationsRead,
  getNotificationChoices,
  changeNotificationChoices,
] as const;

/** Feed `notifications:<staff id>`, heard by that person's consoles alone. */
export type NotificationChange =
  | { type: 'notifications.told' | 'notifications.read'; payload: Notification }
  | { type: 'notifications.all-read'; payload: { ids: string[]; readAt: string } }
  /** Those that were too old; `unread` of them had never been read. */
  | { type: 'notifications.trimmed'; payload: { ids: string[]; unread: number } };

export interface NotificationsState {
  /** Those that are loaded, which need not be all. */
  notifications: ById<Notification>;
  unread: number;
}

/** Each change once, in order: the count is moved by what happened, not by what is loaded. */
export function applyNotificationChange(
  { notifications, unread }: NotificationsState,
  change: NotificationChange,
): NotificationsState {
  switch (change.type) {
    case 'notifications.told':
      return {
        notifications: upsertVersioned(notifications, change.payload),
        unread: unread + 1,
      };
    case 'notifications.read':
      return {
        notifications: upsertVersioned(notifications, change.payload),
        unread: Math.max(0, unread - 1),
      };
    case 'notifications.all-read': {
      const { ids, readAt } = change.payload;
      return {
        notifications: { ...notifications, ...readOf(notifications, ids, readAt) },
        unread: Math.max(0, unread - ids.length),
      };
    }
    case 'notifications.trimmed': {
      const gone = new Set(change.payload.ids);
      return {
        notifications: Object.fromEntries(
          Object.entries(notifications).filter(([id]) => !gone.has(id)),
        ),
        unread: Math.max(0, unread - change.payload.unread),
      };
    }
  }
}

function readOf(
  held: ById<Notification>,
  ids: readonly string[],
  readAt: string,
): ById<Notification> {
  return Object.fromEntries(
    ids.flatMap((id) => {
      const one = held[id];
      return one?.readAt === null ? [[id, { ...one, readAt, version: one.version + 1 }]] : [];
    }),
  );
}

/** The latest first, as the list has them. */
export function compareNotifications(a: Notification, b: Notification): number {
  return a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1;
}
