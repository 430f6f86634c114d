import type { Knex } from 'knex';
import { auditInsert, auditRows, insertAudits } from '../audit/flush-audits.ts';
import type { Ctx } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import { Composed, type RecordedChange } from './record-change.ts';

export interface Flush {
  /** The feeds written. */
  feeds: string[];
  /** Not yet sent: nothing but COMMIT comes after it. */
  last: Knex.Raw | null;
}

/**
 * Takes the next numbers of each feed and appends the rows. Feeds in sorted order, so that two transactions
 * never wait for each other in a circle; last before commit, so that a feed is held as short as possible. The
 * audit entries go with the first feed.
 */
export async function flushChanges(ctx: Ctx): Promise<Flush> {
  const byFeed = Map.groupBy(ctx.changes, (change) => change.feed);
  const feeds = [...byFeed.keys()].sort();
  const statements = feeds.map((feed, at) =>
    append(ctx, feed, { changes: byFeed.get(feed) ?? [], withAudits: at === 0 }),
  );
  const last = statements.pop() ?? auditInsert(ctx);
  for (const statement of statements) await statement;
  return { feeds, last };
}

const head = `head as (
    insert into feed_head as h (organization_id, feed, clinic_id, seq)
    values (?, ?, ?, ?)
    on conflict (organization_id, feed) do update set seq = h.seq + excluded.seq
    returning h.organization_id, h.feed, h.clinic_id, h.seq
  )`;
const fromRecords = `
  insert into change_log
    (organization_id, feed, seq, clinic_id, type, entity_id, version, payload, actor_id, command_id, at)
  select head.organization_id, head.feed, head.seq - ? + c.n, head.clinic_id, c.type, c.entity_id, c.version,
    nullif(coalesce(c.payload, composed.payload), cast('null' as jsonb)), c.actor_id, c.command_id, ?
  from head, jsonb_to_recordset(?)
    as c (n bigint, type text, entity_id uuid, version integer, payload jsonb, actor_id uuid, command_id uuid)`;
const nothingComposed = 'left join (select cast(null as jsonb) as payload) composed on true';
const audit = `audit as (${insertAudits})`;
const appendAlone = `with ${head} ${fromRecords} ${nothingComposed}`;
const appendWithAudits = `with ${audit}, ${head} ${fromRecords} ${nothingComposed}`;

function append(
  ctx: Ctx,
  feed: string,
  { changes, withAudits }: { changes: RecordedChange[]; withAudits: boolean },
): Knex.Raw {
  const bindings = [
    ...(withAudits ? [auditRows(ctx)] : []),
    ctx.organizationId,
    feed,
    changes[0]?.clinicId ?? null,
    changes.length,
    changes.length,
    ctx.now,
    JSON.stringify(changes.map(asRecord)),
  ];
  const composed = composedOf(feed, changes);
  if (!composed) return prepared(ctx.db, withAudits ? appendWithAudits : appendAlone, bindings);
  const parts = withAudits ? [audit, head] : [head];
  const sql = `with ${parts.join(', ')} ${fromRecords} ${composedIn(composed.sql)}`;
  return ctx.db.raw(sql, [...bindings, ctx.organizationId, composed.ids]);
}

function composedIn(sql: string): string {
  return `left join (${sql}) composed on c.payload is null and composed.id = c.entity_id`;
}

function asRecord(change: RecordedChange, at: number): Record<string, unknown> {
  return {
    n: at + 1,
    type: change.type,
    entity_id: change.entityId,
    version: change.version,
    payload: change.payload instanceof Composed ? undefined : change.payload,
    actor_id: change.actorId,
    command_id: change.commandId,
  };
}

function composedOf(
  feed: string,
  changes: readonly RecordedChange[],
): { sql: string; ids: string[] } | null {
  let sql: string | null = null;
  const ids: string[] = [];
  for (const { payload, entityId } of changes) {
    if (!(payload instanceof Composed)) continue;
    if (sql !== null && sql !== payload.sql)
      throw new Error(`${feed} composes in two ways at once.`);
    ({ sql } = payload);
    ids.push(entityId);
  }
  return sql === null ? null : { sql, ids };
}
