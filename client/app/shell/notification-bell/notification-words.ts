// What a person reads of a notification: pure.
import type { Notification, NotificationTopic } from '#contract/notifications';
import type { ById } from '#contract/realtime';
import type { Colleague } from '#contract/staff';
import type { IconName } from '../../ui/svg-icon/svg-icon';
import { places } from '../places';

export interface WordsFor {
  /** How one item of the queue and several are called. */
  noun: readonly [one: string, many: string];
  /** `Ben Ortiz`, or `Somebody`. */
  who: string;
}

export const topicIcons: Record<NotificationTopic, IconName> = {
  mentioned: 'alternate-email',
  assigned: 'person',
  covered: 'group',
  'taken-over': 'sync',
  soon: 'hourglass-top',
  late: 'warning',
  'bulk-ended': 'check-circle',
  'password-reset': 'lock',
  'second-step-removed': 'lock',
};

/** A sentence without its full stop; what it is about is never named, only what kind of thing it is. */
export function notificationWords(
  { topic, count, refused }: Notification,
  { noun, who }: WordsFor,
): string {
  const [one, many] = noun;
  const some = count === 1 ? `${articleOf(one)} ${one}` : `${count} ${many}`;
  switch (topic) {
    case 'mentioned':
      return `${who} named you in ${some}`;
    case 'assigned':
      return `${who} gave you ${some}`;
    case 'covered':
      return `${capital(some)} came to you: ${who} is away`;
    case 'taken-over':
      return `${who} took ${some} out of your hands`;
    case 'soon':
      return `${capital(some)} of yours ${count === 1 ? 'is' : 'are'} due soon`;
    case 'late':
      return `${capital(some)} of yours ${count === 1 ? 'is' : 'are'} late`;
    case 'bulk-ended':
      return `Your action on ${some} is done${refused > 0 ? `; ${refused} left alone` : ''}`;
    case 'password-reset':
      return `${who} made a link for a new password of yours`;
    case 'second-step-removed':
      return `${who} took the second step off your sign-in`;
  }
}

/** The same with what this console knows: the queue's nouns, and who works in that clinic. */
export function wordsHere(
  notification: Notification,
  colleagues: Readonly<Record<string, ById<Colleague>>>,
): string {
  const { queue, clinicId, colleagueId } = notification;
  const noun = places.find(({ path }) => path === `/${queue}`)?.noun ?? ['item', 'items'];
  const colleague = colleagues[clinicId]?.[colleagueId ?? ''];
  const who = colleague ? `${colleague.given} ${colleague.family}`.trim() : 'Somebody';
  return notificationWords(notification, { noun, who });
}

/** Where it leads: to the item, or to the list in which the items are. */
export function notificationUrl({ topic, queue, itemId }: Notification): string {
  if (itemId !== null) return `/${queue}/${itemId}`;
  switch (topic) {
    case 'late':
    case 'soon':
      return `/${queue}?owner=me&level=${topic}`;
    case 'assigned':
    case 'covered':
      return `/${queue}?owner=me`;
    case 'mentioned':
    case 'taken-over':
    case 'bulk-ended':
    case 'password-reset':
    case 'second-step-removed':
      return `/${queue}`;
  }
}

export function countWords(unread: number): string {
  return unread > 99 ? '99+' : String(unread);
}

function articleOf(noun: string): string {
  return /^[aeiou]/i.test(noun) ? 'an' : 'a';
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
