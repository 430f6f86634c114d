// The only SQL that writes links to calendars.
import type { FeedTitles } from '#contract/calendar-feed';
import { plusMinutes } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';

export interface FeedRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  provider_id: string;
  titles: FeedTitles;
  token_hash: Buffer;
  created_at: string;
  created_by_id: string;
  revoked_at: string | null;
  revoked_by_id: string | null;
  last_read_at: string | null;
  shown_hash: string | null;
  shown_since: string | null;
  version: number;
}
type NewFeed = Pick<
  FeedRow,
  'id' | 'clinic_id' | 'provider_id' | 'titles' | 'token_hash' | 'created_by_id'
>;

const table = 'calendar_feed';
/** Calendars ask often: that they did is written down so often at most. */
const minutesBetweenReads = 5;

export async function insertFeed(ctx: Ctx, feed: NewFeed): Promise<FeedRow> {
  const [row] = await ctx
    .db(table)
    .insert({ organization_id: ctx.organizationId, ...feed, created_at: ctx.now })
    .returning<FeedRow[]>('*');
  if (!row) throw new Error('An inserted link was not returned.');
  return row;
}

export function lockFeed(ctx: Ctx, id: string): Promise<FeedRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<FeedRow | undefined>('*');
}

/** Of a row that this transaction holds locked. */
export async function revokeFeedRow(ctx: Ctx, feed: FeedRow): Promise<FeedRow> {
  const [row] = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: feed.id, version: feed.version })
    .update({ revoked_at: ctx.now, revoked_by_id: ctx.actorId, version: feed.version + 1 })
    .returning<FeedRow[]>('*');
  if (!row) throw new Error('A locked link changed under its lock.');
  return row;
}

/** Answers since when the same is shown. */
export async function noteRead(ctx: Ctx, feed: FeedRow, hash: string): Promise<string> {
  const isSame = feed.shown_hash === hash;
  const since = isSame ? (feed.shown_since ?? ctx.now) : ctx.now;
  const next = feed.last_read_at && plusMinutes(feed.last_read_at, minutesBetweenReads);
  if (!isSame || next === null || next <= ctx.now)
    await ctx
      .db(table)
      .where({ organization_id: ctx.organizationId, id: feed.id })
      .update({ last_read_at: ctx.now, shown_hash: hash, shown_since: since });
  return since;
}
