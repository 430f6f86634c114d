// The bell's state and its pure folds, which are the contract's.
import {
  applyNotificationChange,
  type Notification,
  type NotificationChange,
} from '#contract/notifications';
import type { Problem } from '#contract/problem';
import { upsertAllVersioned, type ById, type ChangeEnvelope } from '#contract/realtime';
import type { Colleague } from '#contract/staff';
import { changeOf } from '../../platform/change-of';

export interface NotificationState {
  staffId: string | null;
  status: 'idle' | 'loading' | 'loaded' | 'failed';
  problem: Problem | null;
  hasData: boolean;
  notifications: ById<Notification>;
  unread: number;
  /** Where the list goes on; `null` at its end. */
  next: string | null;
  more: 'idle' | 'loading' | 'failed';
  isOpen: boolean;
  isReadingAll: boolean;
  /** Clinic → who works there, for those that somebody was needed of. */
  colleagues: Readonly<Record<string, ById<Colleague>>>;
}

export const initialNotificationState: NotificationState = {
  staffId: null,
  status: 'idle',
  problem: null,
  hasData: false,
  notifications: {},
  unread: 0,
  next: null,
  more: 'idle',
  isOpen: false,
  isReadingAll: false,
  colleagues: {},
};

export function byId<T extends { id: string }>(items: readonly T[]): ById<T> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}

export function fold(
  state: NotificationState,
  changes: readonly ChangeEnvelope[],
): Partial<NotificationState> {
  const { notifications, unread } = changes.reduce(
    // The feed's name says of what kind its payloads are.
    (held, change) => applyNotificationChange(held, changeOf<NotificationChange>(change)),
    { notifications: state.notifications, unread: state.unread },
  );
  return { notifications, unread };
}

export function put(state: NotificationState, items: readonly Notification[]): ById<Notification> {
  return upsertAllVersioned(state.notifications, items);
}

/** Those that a person has not seen, of what has just been told. */
export function toldIn(changes: readonly ChangeEnvelope[]): Notification[] {
  return changes
    .filter(({ type }) => type === 'notifications.told')
    .map(({ payload }) => payload as Notification);
}

export function readsAll(changes: readonly ChangeEnvelope[]): boolean {
  return changes.some(({ type }) => type === 'notifications.all-read');
}
