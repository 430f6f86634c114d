import { auditRows, flushAudits, insertAudits } from '../audit/flush-audits.ts';
import type { Ctx } from '../context.ts';
import type { RecordedChange } from './record-change.ts';

/**
 * Takes the next numbers of each feed and appends the rows. Feeds in sorted order, so that two transactions
 * never wait for each other in a circle; last before commit, so that a feed is held as short as possible. The
 * audit entries go with the first feed. Returns the feeds written.
 */
export async function flushChanges(ctx: Ctx): Promise<string[]> {
  const byFeed = Map.groupBy(ctx.changes, (change) => change.feed);
  const feeds = [...byFeed.keys()].sort();
  if (feeds.length === 0) await flushAudits(ctx);
  for (const [at, feed] of feeds.entries())
    await appendToFeed(ctx, feed, { changes: byFeed.get(feed) ?? [], withAudits: at === 0 });
  return feeds;
}

const appended = `head as (
       insert into feed_head as h (organization_id, feed, clinic_id, seq)
       values (?, ?, ?, ?)
       on conflict (organization_id, feed) do update set seq = h.seq + excluded.seq
       returning h.organization_id, h.feed, h.clinic_id, h.seq
     )
     insert into change_log
       (organization_id, feed, seq, clinic_id, type, entity_id, version, payload, actor_id, command_id, at)
     select head.organization_id, head.feed, head.seq - ? + c.n, head.clinic_id, c.type, c.entity_id, c.version,
       nullif(c.payload, cast('null' as jsonb)), c.actor_id, c.command_id, ?
     from head, jsonb_to_recordset(?)
       as c (n bigint, type text, entity_id uuid, version integer, payload jsonb, actor_id uuid, command_id uuid)`;
const append = `with ${appended}`;
const appendWithAudits = `with audit as (${insertAudits}), ${appended}`;

async function appendToFeed(
  ctx: Ctx,
  feed: string,
  { changes, withAudits }: { changes: RecordedChange[]; withAudits: boolean },
): Promise<void> {
  await ctx.db.raw(withAudits ? appendWithAudits : append, [
    ...(withAudits ? [auditRows(ctx)] : []),
    ctx.organizationId,
    feed,
    changes[0]?.clinicId ?? null,
    changes.length,
    changes.length,
    ctx.now,
    JSON.stringify(
      changes.map((change, at) => ({
        n: at + 1,
        type: change.type,
        entity_id: change.entityId,
        version: change.version,
        payload: change.payload,
        actor_id: change.actorId,
        command_id: change.commandId,
      })),
    ),
  ]);
}
