// A person's own list: what they may still read, the latest first.
import { mostUnread, type Notification } from '#contract/notifications';
import { feedOf } from '#contract/realtime';
import type { Knex } from 'knex';
import { currentSeq } from '../platform/change-log/change-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { cutPage, pageByTime } from '../platform/http/time-cursor.ts';
import {
  notificationView,
  type NotificationRow,
} from '../platform/notifications/notification-row.ts';
import type { ReadableQueues } from './notifications-policy.ts';

type Rows = Knex.QueryBuilder<NotificationRow, NotificationRow[]>;

export async function listNotifications(
  ctx: Ctx,
  readable: ReadableQueues,
  { staffId, after, limit }: { staffId: string; after?: string | undefined; limit: number },
): Promise<{ items: Notification[]; next: string | null; unread: number; asOf: number }> {
  const asOf = await currentSeq(ctx, feedOf('notifications', staffId));
  const rows = await pageByTime(
    ownRows(ctx, staffId, readable),
    { at: 'at', id: 'id' },
    { after, limit },
  );
  const { shown, next } = cutPage(rows, limit);
  return {
    items: shown.map(notificationView),
    next,
    unread: await countUnread(ctx, readable, staffId),
    asOf,
  };
}

async function countUnread(ctx: Ctx, readable: ReadableQueues, staffId: string): Promise<number> {
  const some = ownRows(ctx, staffId, readable).whereNull('read_at').limit(mostUnread);
  const row = await ctx.db
    .count<{ count: number }[]>('* as count')
    .from(some.clearSelect().select('id').as('some'))
    .first();
  return row?.count ?? 0;
}

/** Of a person, about what they may read now: what they were told of a clinic goes with their right to read there. */
export function ownRows(ctx: Ctx, staffId: string, readable: ReadableQueues): Rows {
  return ctx
    .db<NotificationRow>('notification')
    .where({ organization_id: ctx.organizationId, staff_id: staffId })
    .where((own) => {
      void own.whereRaw('false');
      for (const [queue, clinicIds] of readable)
        void own.orWhere((there) => {
          void there.where({ queue }).whereRaw('clinic_id = any(?)', [clinicIds]);
        });
    })
    .select('*');
}
