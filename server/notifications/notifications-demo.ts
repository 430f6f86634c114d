// What the demo's people have been told of the calls: named, given, late, ended. What is from hours ago has been read.
import { notificationTopics } from '#contract/notifications';
import { plusMinutes } from '../platform/clock/instants.ts';
import { demoId, type DemoTable } from '../platform/demo/demo-tables.ts';
import type { NotificationRow } from '../platform/notifications/notification-row.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { demoStaffId } from '../staff/staff-demo.ts';

export interface DemoNotifications {
  now: string;
  works: readonly WorkRow[];
  comments: readonly {
    work_item_id: string;
    author_id: string;
    mentions: readonly string[];
    at: string;
  }[];
}

type Told = Pick<NotificationRow, 'staff_id' | 'topic' | 'colleague_id' | 'at'> &
  Partial<NotificationRow> & { work: WorkRow };

const unreadMinutes = 180;

export function demoNotifications({ now, works, comments }: DemoNotifications): DemoTable[] {
  const owned = works.filter(({ owner_id, closed_at }) => owner_id !== null && closed_at === null);
  const told = [
    ...named(works, comments),
    ...given(owned),
    ...late(owned, now),
    ...ended(works, now),
  ].filter(({ at }) => at < now);
  return [{ table: 'notification', rows: told.map((one, at) => rowOf(one, at + 1, now)) }];
}

function named(works: readonly WorkRow[], comments: DemoNotifications['comments']): Told[] {
  const byId = new Map(works.map((work) => [work.id, work]));
  return comments.flatMap(({ work_item_id, author_id, mentions, at }) => {
    const work = byId.get(work_item_id);
    if (!work) return [];
    return mentions.map((staff_id) => ({
      ...{ staff_id, topic: 'mentioned' as const, colleague_id: author_id, at, work },
    }));
  });
}

/** Every third of what somebody answers for was given to them by who leads. */
function given(owned: readonly WorkRow[]): Told[] {
  return owned.flatMap((work, at) =>
    at % 3 !== 0 || work.owner_id === null
      ? []
      : [
          {
            staff_id: work.owner_id,
            topic: 'assigned',
            colleague_id: demoStaffId('clinic-manager'),
            at: plusMinutes(work.opened_at, 2),
            work,
          },
        ],
  );
}

function late(owned: readonly WorkRow[], now: string): Told[] {
  return owned.flatMap((work) =>
    work.owner_id === null || work.level < 2 || work.due_at > now
      ? []
      : [{ staff_id: work.owner_id, topic: 'late', colleague_id: null, at: work.due_at, work }],
  );
}

function ended([work]: readonly WorkRow[], now: string): Told[] {
  if (!work) return [];
  return (['clinic-manager', 'administrator'] as const).map((role, at) => ({
    staff_id: demoStaffId(role),
    topic: 'bulk-ended',
    colleague_id: null,
    at: plusMinutes(now, -25),
    work,
    work_item_id: null,
    bulk_id: demoId(26, at + 1),
    item_count: 24,
    refused: 2,
  }));
}

function rowOf({ work, ...told }: Told, number: number, now: string): NotificationRow {
  const isOld = told.at < plusMinutes(now, -unreadMinutes);
  return {
    organization_id: work.organization_id,
    id: demoId(25, number),
    clinic_id: work.clinic_id,
    queue: work.queue,
    work_item_id: work.id,
    bulk_id: null,
    item_count: 1,
    refused: 0,
    at_once: notificationTopics[told.topic].standard === 'at-once',
    read_at: isOld ? plusMinutes(told.at, 10) : null,
    version: isOld ? 2 : 1,
    ...told,
  };
}
