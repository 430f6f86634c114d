// Reads of the change log. Keys are compared with leakproof operators only, so that the primary key serves them
// under row-level security.
import type { ChangeEnvelope } from '#contract/realtime';
import type { Ctx } from '../context.ts';

export interface FeedHead {
  seq: number;
  /** Changes up to this sequence are no longer kept. */
  trimmedTo: number;
}

const columns = {
  feed: 'feed',
  seq: 'seq',
  type: 'type',
  entityId: 'entity_id',
  version: 'version',
  payload: 'payload',
  actorId: 'actor_id',
  commandId: 'command_id',
  at: 'at',
};

/** The head of a feed, 0 when nothing was ever written to it. For `asOf`: read it before the rows. */
export async function currentSeq(ctx: Ctx, feed: string): Promise<number> {
  return (await feedHeads(ctx, [feed])).get(feed)?.seq ?? 0;
}

/** Heads of the feeds named, without those that nothing was ever written to. */
export async function feedHeads(
  ctx: Ctx,
  feeds: readonly string[],
): Promise<Map<string, FeedHead>> {
  const rows = await ctx
    .db('feed_head')
    .where({ organization_id: ctx.organizationId })
    .whereIn('feed', feeds)
    .select<{ feed: string; seq: number; trimmed_to: number }[]>('feed', 'seq', 'trimmed_to');
  return new Map(rows.map((row) => [row.feed, { seq: row.seq, trimmedTo: row.trimmed_to }]));
}

export function changesSince(
  ctx: Ctx,
  feed: string,
  seq: number,
  limit: number,
): Promise<ChangeEnvelope[]> {
  return ctx
    .db('change_log')
    .where({ organization_id: ctx.organizationId, feed })
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .select<ChangeEnvelope[]>(columns);
}

/** The first changes after `seq` that are of one of the types. */
export function nextChangesOf(
  ctx: Ctx,
  feed: string,
  seq: number,
  types: readonly string[],
  limit: number,
): Promise<ChangeEnvelope[]> {
  return ctx
    .db('change_log')
    .where({ organization_id: ctx.organizationId, feed })
    .where('seq', '>', seq)
    .whereIn('type', types)
    .orderBy('seq')
    .limit(limit)
    .select<ChangeEnvelope[]>(columns);
}
