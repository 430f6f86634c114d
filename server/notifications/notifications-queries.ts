// A person's own list: what they may still read, the latest first.
import * as z from 'zod/mini';
import { mostUnread, type Notification } from '#contract/notifications';
import { feedOf } from '#contract/realtime';
import { instant } from '#contract/time';
import type { Knex } from 'knex';
import { currentSeq } from '../platform/change-log/change-queries.ts';
import type { Ctx } from '../platform/context.ts';
import {
  notificationView,
  type NotificationRow,
} from '../platform/notifications/notification-row.ts';
import { invalidInput } from '../platform/problem.ts';
import type { ReadableQueues } from './notifications-policy.ts';

type Rows = Knex.QueryBuilder<NotificationRow, NotificationRow[]>;

export async function listNotifications(
  ctx: Ctx,
  readable: ReadableQueues,
  { staffId, after, limit }: { staffId: string; after?: string | undefined; limit: number },
): Promise<{ items: Notification[]; next: string | null; unread: number; asOf: number }> {
  const asOf = await currentSeq(ctx, feedOf('notifications', staffId));
  const query = ownRows(ctx, staffId, readable);
  if (after !== undefined) void query.whereRaw('(at, id) < (?, ?)', readCursor(after));
  const rows = await query
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(notificationView),
    next: last ? writeCursor(last) : null,
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

const key = z.tuple([instant, z.uuid()]);

function writeCursor({ at, id }: NotificationRow): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function readCursor(text: string): [string, string] {
  const read = z.safeParse(key, parsed(text));
  if (!read.success) throw invalidInput('after', 'is not the end of a page of this list');
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    // Not JSON: the schema refuses it like any other that is not ours.
    return null;
  }
}
