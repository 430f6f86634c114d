// Reactions read the change log with one stored mark per (reaction, feed). The mark's row is the lock: one server
// runs each at a time; effect and mark commit together, so every change is reacted to exactly once.
import { capabilityOf } from '#contract/realtime';
import type { Scope } from '../context.ts';
import type { Database } from '../db/database.ts';
import { listOrganizations } from '../db/list-organizations.ts';
import { errorCode } from '../error-code.ts';
import type { Reaction } from '../slice.ts';
import { countFailure, takeStep } from './reaction-step.ts';

interface Mark {
  reaction: string;
  feed: string;
  seq: number;
  parked_at: string | null;
}

/** A feed in which a reaction has not seen everything. */
interface Pending {
  reaction: Reaction;
  feed: string;
}

/** Every failure of a reaction, for the log; the mark keeps the code of the last. */
export type ReactionFailed = (failure: { reaction: string; feed: string; code: string }) => void;

/** Reacts to everything that is waiting; what fails is left for the next run. */
export async function runReactionsOnce(
  database: Database,
  reactions: readonly Reaction[],
  organizationId: string,
  failed: ReactionFailed = () => undefined,
): Promise<void> {
  const skipped = new Set<string>();
  for (;;) {
    const pending = (await listPending(database, reactions, organizationId)).filter(
      (each) => !skipped.has(`${each.reaction.name} ${each.feed}`),
    );
    if (pending.length === 0) return;
    for (const each of pending) {
      if (!(await catchUp(database, each, organizationId, failed)))
        skipped.add(`${each.reaction.name} ${each.feed}`);
    }
  }
}

function listPending(
  database: Database,
  reactions: readonly Reaction[],
  organizationId: string,
): Promise<Pending[]> {
  return database.inTransaction(systemScope(organizationId, 'reactions'), async (ctx) => {
    const heads = await ctx
      .db('feed_head')
      .where({ organization_id: organizationId })
      .select<{ feed: string; seq: number }[]>('feed', 'seq');
    const marks = new Map(
      (
        await ctx
          .db('reaction_mark')
          .where({ organization_id: organizationId })
          .select<Mark[]>('reaction', 'feed', 'seq', 'parked_at')
      ).map((mark) => [`${mark.reaction} ${mark.feed}`, mark]),
    );
    return reactions.flatMap((reaction) =>
      heads
        .filter(({ feed }) => capabilityOf(feed) === reaction.capability)
        .filter(({ feed, seq }) => {
          const mark = marks.get(`${reaction.name} ${feed}`);
          return mark === undefined || (mark.parked_at === null && mark.seq < seq);
        })
        .map(({ feed }) => ({ reaction, feed })),
    );
  });
}

/** False when it failed or another server is at it. */
async function catchUp(
  database: Database,
  { reaction, feed }: Pending,
  organizationId: string,
  failed: ReactionFailed,
): Promise<boolean> {
  const scope = systemScope(organizationId, reaction.name);
  for (;;) {
    try {
      const step = await database.inTransaction(scope, (ctx) => takeStep(ctx, reaction, feed));
      if (step !== 'went-on') return step === 'caught-up';
    } catch (error) {
      const code = errorCode(error);
      await database.inTransaction(scope, (ctx) => countFailure(ctx, reaction.name, feed, code));
      failed({ reaction: reaction.name, feed, code });
      return false;
    }
  }
}

function systemScope(organizationId: string, reason: string): Scope {
  return { kind: 'system', organizationId, reason };
}

interface ParkedRow {
  reaction: string;
  feed: string;
  parked_at: string;
  last_error: string | null;
}

export interface ParkedReaction {
  organizationId: string;
  reaction: string;
  feed: string;
  parkedAt: string;
  lastError: string;
}

/** Reactions that gave up on a feed; `/health` tells of them. */
export async function parkedReactions(database: Database): Promise<ParkedReaction[]> {
  const organizationIds = await listOrganizations(database);
  const parked = await Promise.all(
    organizationIds.map((organizationId) =>
      database.inTransaction(systemScope(organizationId, 'health'), async (ctx) => {
        const rows = await ctx
          .db('reaction_mark')
          .where({ organization_id: organizationId })
          .whereNotNull('parked_at')
          .orderBy(['reaction', 'feed'])
          .select<ParkedRow[]>('reaction', 'feed', 'parked_at', 'last_error');
        return rows.map(({ reaction, feed, parked_at, last_error }) => ({
          organizationId,
          reaction,
          feed,
          parkedAt: parked_at,
          lastError: last_error ?? '',
        }));
      }),
    ),
  );
  return parked.flat();
}
