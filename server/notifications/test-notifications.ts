// For specs: what everybody of an organization has been told, and the proof that the changes tell all of it.
import {
  applyNotificationChange,
  type Notification,
  type NotificationChange,
  type NotificationsState,
} from '#contract/notifications';
import { feedOf } from '#contract/realtime';
import {
  changeProof,
  type ChangeProof,
  type InOrganization,
} from '../platform/change-log/change-proof.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import {
  notificationView,
  type NotificationRow,
} from '../platform/notifications/notification-row.ts';

/** By person. */
type Told = Readonly<Record<string, NotificationsState>>;

export interface NotificationsProof extends Pick<ChangeProof<Told>, 'proves' | 'refuses'> {
  /** What a person has been told, the oldest first, without what each telling has of its own. */
  toldTo: (staff: { staffId: string }) => Promise<Partial<Notification>[]>;
}

export function notificationsProof(t: TestDatabase): NotificationsProof {
  const snapshot = async ({ organizationId }: InOrganization): Promise<Told> => {
    const people = await t
      .owner('staff_member')
      .where({ organization_id: organizationId })
      .pluck<string[]>('id');
    const rows = await t
      .owner('notification')
      .where({ organization_id: organizationId })
      .select<NotificationRow[]>('*');
    return Object.fromEntries(people.map((id) => [id, stateOf(rows, id)]));
  };
  const { proves, refuses } = changeProof(t, { snapshot, fold });
  return {
    proves,
    refuses,
    async toldTo({ staffId }) {
      const rows = await t
        .owner('notification')
        .where({ staff_id: staffId })
        .orderBy(['at', 'id'])
        .select<NotificationRow[]>('*');
      return rows.map(notificationView).map(factsOf);
    },
  };
}

function stateOf(rows: readonly NotificationRow[], staffId: string): NotificationsState {
  const own = rows.filter(({ staff_id }) => staff_id === staffId);
  return {
    notifications: Object.fromEntries(own.map((row) => [row.id, notificationView(row)])),
    unread: own.filter(({ read_at }) => read_at === null).length,
  };
}

function fold(
  told: Told,
  { feed, type, payload }: { feed: string; type: string; payload: unknown },
): Told {
  const person = Object.keys(told).find((id) => feed === feedOf('notifications', id));
  const state = person && told[person];
  if (!state) return told;
  return {
    ...told,
    [person]: applyNotificationChange(state, { type, payload } as NotificationChange),
  };
}

function factsOf({
  topic,
  colleagueId,
  itemId,
  count,
  refused,
}: Notification): Partial<Notification> {
  return { topic, colleagueId, itemId, count, refused };
}
