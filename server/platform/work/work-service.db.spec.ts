// The kernel, shown with its first queue.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Call } from '#contract/calls';
import { calls } from '../../calls/calls-queue.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../../calls/given-call.ts';
import { callsProof, type CallsProof } from '../../calls/test-calls.ts';
import type { Ctx, Scope } from '../context.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import { ProblemError } from '../problem.ts';
import { runTickOnce } from '../ticks/run-ticks.ts';
import { getWork } from './work-queries.ts';
import * as lease from './lease-service.ts';
import * as work from './work-service.ts';
import { workTicks } from './work-ticks.ts';

describe('work items', () => {
  let t: TestDatabase;
  let proof: CallsProof;
  before(async () => {
    t = await testDatabase();
    proof = callsProof(t);
  });
  after(() => t.close());

  const claim = (clinic: CallClinic, { id }: Call, scope: Scope = clinic.ana.scope) =>
    proof.proves(clinic, scope, (ctx) => lease.claimWork(ctx, calls, id), ['calls.work-claimed']);
  const act = <T>({ ana }: CallClinic, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
    t.database.inTransaction(ana.scope, run);
  const held = (call: Call) => ({ itemId: call.id, token: call.work.lease?.token ?? -1 });
  const known = (call: Call) => ({ itemId: call.id, expectedVersion: call.version });
  const tick = async (clinic: CallClinic): Promise<number> => {
    let handled = 0;
    for (const each of workTicks(calls))
      handled += await runTickOnce(t.database, each, clinic.organizationId);
    return handled;
  };

  it('are held by one person, who is shown to the others', async () => {
    const clinic = await givenCallClinic(t);
    const call = await claim(clinic, await givenCall(t, clinic));
    assert.deepEqual(call.work.lease, { holderId: clinic.ana.staffId, token: 1 });
    await proof.refuses(
      clinic,
      clinic.ben.scope,
      (ctx) => lease.claimWork(ctx, calls, call.id),
      'conflict',
    );
  });

  it('show in a refusal who was faster', async () => {
    const clinic = await givenCallClinic(t);
    const current = await claim(clinic, await givenCall(t, clinic), clinic.ben.scope);
    const attempts: [string, Promise<unknown>][] = [
      ['held', act(clinic, (ctx) => work.tagWork(ctx, calls, { ...known(current), tags: ['x'] }))],
      ['lease-lost', act(clinic, (ctx) => lease.releaseWork(ctx, calls, held(current)))],
    ];
    for (const [rule, attempt] of attempts)
      await assert.rejects(attempt, (error) => {
        assert.ok(error instanceof ProblemError);
        assert.equal(error.details.rule, rule);
        assert.deepEqual(error.details.current, current);
        return true;
      });
  });

  it('are claimed again by the same person in another window without a change', async () => {
    const clinic = await givenCallClinic(t);
    const call = await claim(clinic, await givenCall(t, clinic));
    const again = await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => lease.claimWork(ctx, calls, call.id),
      [],
    );
    assert.deepEqual(again, call);
  });

  it('come back to the pool when their console is silent, and what it sends afterwards writes nothing', async () => {
    const clinic = await givenCallClinic(t);
    const call = await claim(clinic, await givenCall(t, clinic));
    t.clock.advance({ minutes: 4, seconds: 59 });
    assert.equal(await tick(clinic), 0);
    await t.database.inTransaction(clinic.ana.scope, (ctx) =>
      lease.renewLease(ctx, calls, held(call)),
    );
    t.clock.advance({ minutes: 4, seconds: 59 });
    assert.equal(await tick(clinic), 0);
    t.clock.advance({ seconds: 1 });
    await proof.refuses(
      clinic,
      clinic.ana.scope,
      (ctx) => lease.releaseWork(ctx, calls, held(call)),
      'rule-broken lease-lost',
    );
    await proof.proves(
      clinic,
      clinic.system,
      async (ctx) => {
        for (const each of workTicks(calls)) await each.run(ctx);
      },
      ['calls.work-lease-expired'],
    );
    const next = await claim(clinic, call, clinic.ben.scope);
    assert.deepEqual(next.work.lease, { holderId: clinic.ben.staffId, token: 2 });
  });

  it('are claimed by another once the lease has ended, also before the tick has seen it', async () => {
    const clinic = await givenCallClinic(t);
    const call = await claim(clinic, await givenCall(t, clinic));
    t.clock.advance({ minutes: 5 });
    const next = await claim(clinic, call, clinic.ben.scope);
    assert.equal(next.work.lease?.token, 2);
  });

  it('are taken over openly: the token of who held them is worth nothing', async () => {
    const clinic = await givenCallClinic(t);
    const call = await claim(clinic, await givenCall(t, clinic));
    const taken = await proof.proves(
      clinic,
      clinic.ben.scope,
      (ctx) => lease.takeOverWork(ctx, calls, known(call)),
      ['calls.work-taken-over'],
    );
    assert.deepEqual(taken.work.lease, { holderId: clinic.ben.staffId, token: 2 });
    await proof.refuses(
      clinic,
      clinic.ana.scope,
      (ctx) => lease.releaseWork(ctx, calls, held(call)),
      'rule-broken lease-lost',
    );
    const [entry] = await t
      .owner('audit_entry')
      .where({ entity_id: call.id, act: 'calls.work-taken-over' })
      .select<{ detail: object; actor_id: string }[]>('detail', 'actor_id');
    assert.deepEqual(entry?.detail, { version: taken.version, from: clinic.ana.staffId });
  });

  it('are given by one’s own hand to oneself or the pool, and to others by who leads', async () => {
    const clinic = await givenCallClinic(t);
    const call = await givenCall(t, clinic);
    const give = (ownerId: string | null, from: Call) => ({ ...known(from), ownerId });
    const mine = await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => work.assignWork(ctx, calls, give(clinic.ana.staffId, call)),
      ['calls.work-assigned'],
    );
    await proof.refuses(
      clinic,
      clinic.ana.scope,
      (ctx) => work.assignWork(ctx, calls, give(clinic.ben.staffId, mine)),
      'not-allowed',
    );
    await proof.refuses(
      clinic,
      clinic.ben.scope,
      (ctx) => work.assignWork(ctx, calls, give(clinic.ben.staffId, mine)),
      'not-allowed',
    );
    await proof.refuses(
      clinic,
      clinic.manager.scope,
      (ctx) => work.assignWork(ctx, calls, give(newId(), mine)),
      'invalid-input',
    );
    const bens = await proof.proves(
      clinic,
      clinic.manager.scope,
      (ctx) => work.assignWork(ctx, calls, give(clinic.ben.staffId, mine)),
      ['calls.work-assigned'],
    );
    assert.equal(bens.work.ownerId, clinic.ben.staffId);
  });

  it('sleep until their time and come back by themselves', async () => {
    const clinic = await givenCallClinic(t);
    const call = await claim(clinic, await givenCall(t, clinic));
    const until = '2026-11-23T17:00:00.000Z';
    t.clock.set('2026-11-23T16:00:00.000Z');
    await proof.refuses(
      clinic,
      clinic.ana.scope,
      (ctx) => work.snoozeWork(ctx, calls, { ...known(call), until: '2026-11-23T16:00:00.000Z' }),
      'invalid-input',
    );
    const asleep = await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => work.snoozeWork(ctx, calls, { ...known(call), until }),
      ['calls.work-snoozed'],
    );
    assert.deepEqual([asleep.work.snoozedUntil, asleep.work.lease], [until, null]);
    const nothing = await t.database.inTransaction(clinic.ben.scope, (ctx) =>
      lease.claimNextWork(ctx, calls, clinic.clinicId),
    );
    assert.equal(nothing, null);
    t.clock.set(until);
    assert.equal(await tick(clinic), 1);
    assert.equal((await proof.snapshot(clinic)).calls[call.id]?.work.snoozedUntil, null);
  });

  it('carry comments that name colleagues of the queue, and nobody else', async () => {
    const clinic = await givenCallClinic(t);
    const call = await givenCall(t, clinic);
    const say = (mentions: string[]) => ({ itemId: call.id, text: 'Ben knows her.', mentions });
    await proof.refuses(
      clinic,
      clinic.ana.scope,
      (ctx) => work.commentOnWork(ctx, calls, say([newId()])),
      'invalid-input',
    );
    await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => work.commentOnWork(ctx, calls, say([clinic.ben.staffId])),
      ['calls.work-commented'],
    );
    const { comments, steps, item } = await t.database.inTransaction(clinic.ben.scope, (ctx) =>
      getWork(ctx, calls, call.id),
    );
    assert.equal(item.work.comments, 1);
    assert.deepEqual(
      comments.map(({ text, authorId, mentions }) => ({ text, authorId, mentions })),
      [{ text: 'Ben knows her.', authorId: clinic.ana.staffId, mentions: [clinic.ben.staffId] }],
    );
    assert.deepEqual(
      steps.map(({ act, actorId }) => [act, actorId]),
      [
        ['opened', null],
        ['commented', clinic.ana.staffId],
      ],
    );
  });

  it('are not changed by who knows an older version, nor while somebody else holds them', async () => {
    const clinic = await givenCallClinic(t);
    const old = await givenCall(t, clinic);
    const call = await claim(clinic, old);
    const tag = (from: Call) => ({ ...known(from), tags: ['spanish'] });
    await proof.refuses(
      clinic,
      clinic.ana.scope,
      (ctx) => work.tagWork(ctx, calls, tag(old)),
      'conflict',
    );
    await proof.refuses(
      clinic,
      clinic.ben.scope,
      (ctx) => work.tagWork(ctx, calls, tag(call)),
      'rule-broken held',
    );
    const tagged = await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => work.tagWork(ctx, calls, tag(call)),
      ['calls.work-tagged'],
    );
    assert.deepEqual(tagged.work.tags, ['spanish']);
  });
});
