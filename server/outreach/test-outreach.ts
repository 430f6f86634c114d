// For specs: all messages and stops of an organization as consoles see them, and the proof that changes tell everything.
import { applyOutreachChange, type OutreachChange, type OutreachState } from '#contract/outreach';
import {
  applyMessageStopChange,
  type MessageStopChange,
  type MessageStopsState,
} from '#contract/outreach-stops';
import { changeProof, type ChangeProof } from '../platform/change-log/change-proof.ts';
import type { Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { MessageRow } from './message-repository.ts';
import { getOutreachPolicy, messageViews, stopViews } from './outreach-queries.ts';
import type { ReplyRow } from './reply-repository.ts';
import { replyView } from './reply-view.ts';
import type { StopRow } from './stop-repository.ts';

type State = OutreachState & MessageStopsState;

export type OutreachProof = ChangeProof<State>;

export function outreachProof(t: TestDatabase): OutreachProof {
  return changeProof(t, {
    snapshot: ({ organizationId }) => outreachSnapshot(t, organizationId),
    fold,
  });
}

function outreachSnapshot(t: TestDatabase, organizationId: string): Promise<State> {
  const scope: Scope = { kind: 'system', organizationId, reason: 'test' };
  return t.database.inTransaction(scope, async (ctx) => {
    const clinics = await ctx.db('clinic').orderBy('id').select<{ id: string }[]>('id');
    const policies: [string, OutreachState['policies'][string]][] = [];
    for (const { id } of clinics) policies.push([id, await getOutreachPolicy(ctx, id)]);
    return {
      messages: byId(
        await messageViews(ctx, await ctx.db('outreach_message').select<MessageRow[]>('*')),
      ),
      replies: byId((await ctx.db('outreach_reply').select<ReplyRow[]>('*')).map(replyView)),
      stops: byId(await stopViews(ctx, await ctx.db('outreach_stop').select<StopRow[]>('*'))),
      policies: Object.fromEntries(policies),
    };
  });
}

function byId<T extends { id: string }>(views: readonly T[]): Record<string, T> {
  return Object.fromEntries(views.map((view) => [view.id, view]));
}

function fold(state: State, change: { type: string; payload: unknown }): State {
  if (change.type.startsWith('outreach-stop.'))
    return { ...state, ...applyMessageStopChange(state, change as MessageStopChange) };
  return change.type.startsWith('outreach.')
    ? { ...state, ...applyOutreachChange(state, change as OutreachChange) }
    : state;
}

export async function messageRow(t: TestDatabase, id: string): Promise<MessageRow> {
  const row = await t.owner('outreach_message').where({ id }).first<MessageRow | undefined>('*');
  if (!row) throw new Error('There is no such message.');
  return row;
}

/** Jobs that would send it. */
export async function countJobs(t: TestDatabase, messageId: string): Promise<number> {
  const jobs = await t
    .owner('pgboss.job')
    .where({ name: 'outreach.send' })
    .whereRaw(`data ->> 'messageId' = ?`, [messageId])
    .select('id');
  return jobs.length;
}
