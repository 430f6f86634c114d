// Read models of links to calendars, and of what stands behind one.
import type { CalendarFeed } from '#contract/calendar-feed';
import type { Ctx } from '../../platform/context.ts';
import { staffNames } from '../../staff/staff-queries.ts';
import { feedTokenHash } from './feed-link.ts';
import type { FeedRow } from './feed-repository.ts';

const table = 'calendar_feed';

/** Those that work, the newest first; `providerId` = only of that provider. */
export async function listFeeds(
  ctx: Ctx,
  { clinicId, providerId }: { clinicId: string; providerId: string | null },
): Promise<FeedRow[]> {
  const query = ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, revoked_at: null });
  if (providerId !== null) void query.where({ provider_id: providerId });
  return query.orderBy([{ column: 'created_at', order: 'desc' }, 'id']).select<FeedRow[]>('*');
}

/** Of every clinic. */
export function listFeedIdsOf(ctx: Ctx, providerId: string): Promise<string[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, provider_id: providerId, revoked_at: null })
    .orderBy('id')
    .pluck<string[]>('id');
}

export function findFeed(ctx: Ctx, id: string): Promise<FeedRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<FeedRow | undefined>('*');
}

export async function feedViews(ctx: Ctx, rows: readonly FeedRow[]): Promise<CalendarFeed[]> {
  const names = await staffNames(
    ctx,
    rows.map((row) => row.created_by_id),
  );
  return rows.map((row) => ({
    id: row.id,
    clinicId: row.clinic_id,
    providerId: row.provider_id,
    titles: row.titles,
    createdAt: row.created_at,
    createdBy: names.get(row.created_by_id) ?? '',
    lastReadAt: row.last_read_at,
    version: row.version,
  }));
}

/** Whose link is it? The same work is done whatever was sent. */
export async function findFeedLink(
  ctx: Ctx,
  token: string,
): Promise<{ organizationId: string; feedId: string } | null> {
  const { rows } = await ctx.db.raw<{ rows: { organization_id: string; feed_id: string }[] }>(
    'select organization_id, feed_id from find_calendar_feed(?)',
    [feedTokenHash(token)],
  );
  const [link] = rows;
  return link ? { organizationId: link.organization_id, feedId: link.feed_id } : null;
}
