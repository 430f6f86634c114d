// Many hands at once: no item in two of them, none left over, no write by who has lost it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { calls } from '../../calls/calls-queue.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../../calls/given-call.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { ProblemError } from '../problem.ts';
import { claimNextWork, claimWork, releaseWork, takeOverWork } from './lease-service.ts';

describe('claims at once', () => {
  let t: TestDatabase;
  let clinic: CallClinic;
  before(async () => {
    t = await testDatabase();
    clinic = await givenCallClinic(t);
  });
  after(() => t.close());

  const people = () => [clinic.ana, clinic.ben, clinic.manager];
  const turns = (count: number) =>
    Array.from({ length: count }, (_, at) => people()[at % 3]!.scope);

  it('of one item by a hundred: one person holds it, under one token', async () => {
    const call = await givenCall(t, clinic);
    const answers = await Promise.allSettled(
      turns(100).map((scope) =>
        t.database.inTransaction(scope, (ctx) => claimWork(ctx, calls, call.id)),
      ),
    );
    const won = answers.filter((answer) => answer.status === 'fulfilled');
    const leases = new Set(won.map(({ value }) => JSON.stringify(value.work.lease)));
    assert.equal(leases.size, 1);
    const codes = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [(answer.reason as ProblemError).code] : [],
    );
    assert.deepEqual(new Set(codes), new Set(['conflict']));
    const [row] = await t
      .owner('work_item')
      .where({ id: call.id })
      .select<{ lease_token: number; version: number }[]>('lease_token', 'version');
    assert.deepEqual(row, { lease_token: 1, version: 2 });
  });

  it('of the next item by a hundred: each gets another one, and none is left', async () => {
    const own = await givenCallClinic(t);
    const made = new Set<string>();
    for (let at = 0; at < 40; at++) made.add((await givenCall(t, own)).id);
    const scopes = Array.from({ length: 100 }, (_, at) => [own.ana, own.ben][at % 2]!.scope);
    const answers = await Promise.all(
      scopes.map((scope) =>
        t.database.inTransaction(scope, (ctx) => claimNextWork(ctx, calls, own.clinicId)),
      ),
    );
    const ids = answers.flatMap((call) => call?.id ?? []);
    assert.equal(ids.length, new Set(ids).size, 'no item went to two');
    // Who came while all were locked got nothing; asking again leaves none.
    for (;;) {
      const more = await t.database.inTransaction(own.ana.scope, (ctx) =>
        claimNextWork(ctx, calls, own.clinicId),
      );
      if (!more) break;
      ids.push(more.id);
    }
    assert.deepEqual(new Set(ids), made);
    assert.equal(ids.length, made.size);
  });

  it('and take-overs and releases: every lease has a token of its own, and only its holder gives it back', async () => {
    const call = await givenCall(t, clinic);
    const outcomes = await Promise.allSettled(
      turns(90).map((scope, at) =>
        t.database.inTransaction(scope, async (ctx) => {
          if (at % 3 === 0) return claimWork(ctx, calls, call.id);
          if (at % 3 === 1)
            return takeOverWork(ctx, calls, { itemId: call.id, expectedVersion: 1 + (at % 7) });
          return releaseWork(ctx, calls, { itemId: call.id, token: at % 5 });
        }),
      ),
    );
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof ProblemError);
    const versions = await t
      .owner('work_item_version')
      .where({ id: call.id })
      .orderBy('version')
      .select<
        {
          act: string;
          actor_id: string;
          row: { lease_token: number; lease_holder_id: string | null };
        }[]
      >('act', 'actor_id', 'row');
    let token = 0;
    let holder: string | null = null;
    for (const { act, actor_id, row } of versions) {
      if (act === 'claimed') assert.equal(holder, null);
      if (act === 'released') assert.equal(actor_id, holder);
      if (act === 'claimed' || act === 'taken-over') assert.equal(row.lease_token, ++token);
      holder = row.lease_holder_id;
    }
  });
});
