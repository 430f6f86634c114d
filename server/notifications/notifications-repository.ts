// The SQL that changes notifications once they are written, and what people chose to be told of.
import type { NotificationChoices } from '#contract/notifications';
import type { Ctx } from '../platform/context.ts';
import type { NotificationRow } from '../platform/notifications/notification-row.ts';

/** `null` when it was read before, or is not theirs. */
export async function markRead(
  ctx: Ctx,
  staffId: string,
  id: string,
): Promise<NotificationRow | null> {
  const [row] = await ctx
    .db('notification')
    .where({ organization_id: ctx.organizationId, staff_id: staffId, id })
    .whereNull('read_at')
    .update({ read_at: ctx.now, version: ctx.db.raw('version + 1') })
    .returning<NotificationRow[]>('*');
  return row ?? null;
}

/** The ids of those that were unread. */
export async function markAllRead(ctx: Ctx, staffId: string): Promise<string[]> {
  const rows = await ctx
    .db('notification')
    .where({ organization_id: ctx.organizationId, staff_id: staffId })
    .whereNull('read_at')
    .update({ read_at: ctx.now, version: ctx.db.raw('version + 1') })
    .returning<{ id: string }[]>('id');
  return rows.map(({ id }) => id);
}

export async function keepChoices(
  ctx: Ctx,
  staffId: string,
  chosen: Partial<NotificationChoices>,
): Promise<void> {
  const choices = JSON.stringify(chosen);
  await ctx
    .db('notification_choice')
    .insert({ organization_id: ctx.organizationId, staff_id: staffId, choices })
    .onConflict(['organization_id', 'staff_id'])
    .merge({ choices: ctx.db.raw('notification_choice.choices || excluded.choices') });
}

export type OldRow = Pick<NotificationRow, 'id' | 'staff_id' | 'read_at'>;

/** Those told before, the oldest first, locked; other servers' rows are passed over. */
export function lockOldRows(ctx: Ctx, before: string, limit: number): Promise<OldRow[]> {
  return ctx
    .db('notification')
    .where({ organization_id: ctx.organizationId })
    .where('at', '<', before)
    .orderBy('at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .select<OldRow[]>('id', 'staff_id', 'read_at');
}

export async function removeRows(ctx: Ctx, rows: readonly OldRow[]): Promise<void> {
  await ctx
    .db('notification')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [rows.map(({ id }) => id)])
    .delete();
}
