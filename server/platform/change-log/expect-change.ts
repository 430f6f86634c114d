// The proof of every use case: snapshot, then the logged changes folded with the contract's own apply
// function, must equal a fresh snapshot.
import assert from 'node:assert/strict';
import { capabilityOf } from '#contract/realtime';
import type { TestDatabase } from '../db/test-database.ts';

export interface LoggedChange {
  feed: string;
  seq: number;
  type: string;
  entity_id: string;
  version: number;
  payload: unknown;
  clinic_id: string | null;
  actor_id: string | null;
  command_id: string | null;
}

/** All changes of an organization, in feed order. */
export function loggedChanges(t: TestDatabase, organizationId: string): Promise<LoggedChange[]> {
  return t
    .owner('change_log')
    .where({ organization_id: organizationId })
    .orderBy(['feed', 'seq'])
    .select<LoggedChange[]>('*');
}

/**
 * Runs the action and proves that a console holding the snapshot before, applying what was logged, holds the
 * snapshot after. Returns the action's answer and the changes.
 */
export async function expectChange<S, T>(options: {
  t: TestDatabase;
  organizationId: string;
  snapshot: () => Promise<S>;
  /** Folds one change that belongs to the snapshot's capability; leaves the others alone. */
  fold: (state: S, change: Pick<LoggedChange, 'feed' | 'type' | 'payload'>) => S;
  action: () => Promise<T>;
  types: string[];
  /** A capability whose changes have a proof of their own, e.g. what people are told besides. */
  except?: string;
}): Promise<{ answer: T; changes: LoggedChange[] }> {
  const { t, organizationId, snapshot, fold, action, types, except } = options;
  const before = await snapshot();
  const known = await loggedChanges(t, organizationId);
  const answer = await action();
  const seen = new Set(known.map((change) => `${change.feed} ${String(change.seq)}`));
  const changes = (await loggedChanges(t, organizationId)).filter(
    ({ feed, seq }) => !seen.has(`${feed} ${String(seq)}`) && capabilityOf(feed) !== except,
  );
  assert.deepEqual(
    changes.map((change) => change.type),
    types,
    'the changes that were logged',
  );
  assert.deepEqual(
    changes.reduce<S>(fold, before),
    await snapshot(),
    'snapshot + changes = fresh snapshot',
  );
  return { answer, changes };
}

/** Runs a refused action and proves that it left no row, change or audit entry of an act behind. */
export async function expectNoChange(options: {
  t: TestDatabase;
  organizationId: string;
  snapshot: () => Promise<unknown>;
  action: () => Promise<unknown>;
  /** The problem code, or `rule-broken <rule>`. */
  refusal: string;
}): Promise<void> {
  const { t, organizationId, snapshot, action, refusal } = options;
  const [before, changes, acts] = [
    await snapshot(),
    await loggedChanges(t, organizationId),
    await countActs(t, organizationId),
  ];
  await assert.rejects(action, (error: { code?: string; details?: { rule?: string } }) => {
    const rule = error.details?.rule;
    assert.equal(rule ? `${error.code ?? ''} ${rule}` : error.code, refusal);
    return true;
  });
  assert.deepEqual(await snapshot(), before, 'nothing changed');
  assert.deepEqual(await loggedChanges(t, organizationId), changes, 'no change was logged');
  assert.equal(await countActs(t, organizationId), acts, 'no act was audited');
}

async function countActs(t: TestDatabase, organizationId: string): Promise<number> {
  const row = await t
    .owner('audit_entry')
    .where({ organization_id: organizationId, kind: 'act' })
    .count<{ count: number }[]>('* as count')
    .first();
  return row?.count ?? 0;
}
