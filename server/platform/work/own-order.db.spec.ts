import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Call } from '#contract/calls';
import { noDue } from '#contract/work';
import { calls } from '../../calls/calls-queue.ts';
import { insertCall } from '../../calls/calls-repository.ts';
import { callClock } from '../../calls/calls-rule.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../../calls/given-call.ts';
import { callsProof, type CallsProof } from '../../calls/test-calls.ts';
import type { Ctx } from '../context.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { claimNextWork, claimWork } from './lease-service.ts';
import { openWork } from './open-work.ts';
import type { Queue } from './queue.ts';
import { announceWork, step, takeForChange, takeHeldWork } from './take-work.ts';
import { transitionWork } from './transition-work.ts';
import { listWork } from './work-queries.ts';
import { pauseWorkClocks, resumeWorkClocks } from './work-service.ts';
import { workTicks } from './work-ticks.ts';

/** Calls as they would be by an order of their own. */
const ordered: Queue<Call> = { ...calls, sorts: 'own' };
const friday = '2026-11-27T05:00:00.000Z';
const saturday = '2026-11-28T05:00:00.000Z';
const dueToday = '2026-11-23T19:00:00.000Z';

describe('a queue with an order of its own', () => {
  let t: TestDatabase;
  let proof: CallsProof;
  before(async () => {
    t = await testDatabase();
    proof = callsProof(t);
  });
  after(() => t.close());

  async function add(ctx: Ctx, queue: Queue<Call>, clinic: CallClinic, sortAt?: string) {
    const { clinicId } = clinic;
    const clock = { rule: callClock('urgent'), startedAt: ctx.now, evidence: 'Asked for' };
    const { patient } = await givenCall(t, clinic);
    const row = await openWork(ctx, queue, {
      ...{ clinicId, patientId: patient.id, priority: 'routine', clocks: [clock] },
      ...(sortAt === undefined ? {} : { sortAt }),
    });
    const own = { kind: 'call-back', about: 'parking', appointment_id: null } as const;
    const none = { opening_id: null, calling_since: null };
    const key = { organization_id: ctx.organizationId, id: row.id, clinic_id: clinicId };
    await insertCall(ctx, { ...key, ...own, ...none });
    return announceWork(ctx, queue, row, 'calls.call-added');
  }
  const given = (clinic: CallClinic, sortAt: string) =>
    t.database.inTransaction(clinic.ana.scope, (ctx) => add(ctx, ordered, clinic, sortAt));
  const known = ({ id, version }: Call) => ({ itemId: id, expectedVersion: version });
  const place = ({ work }: Call) => [work.sortAt, work.dueAt];

  it('opens an item where it is told to, whatever is due', async () => {
    const clinic = await givenCallClinic(t);
    const call = await given(clinic, friday);
    assert.deepEqual(place(call), [friday, dueToday]);
    const versions = await t
      .owner('work_item_version')
      .where({ id: call.id })
      .select<{ row: Record<string, unknown> }[]>('row');
    assert.deepEqual(
      versions.map(({ row }) => [row['sort_at'], row['due_at']]),
      [[friday, dueToday]],
    );
  });

  it('leaves it there while clocks pause, run on, turn and stop', async () => {
    const clinic = await givenCallClinic(t);
    const call = await given(clinic, friday);
    const act = (type: string, run: (ctx: Ctx) => Promise<Call>) =>
      proof.proves(clinic, clinic.ana.scope, run, [type]);
    const paused = await act('calls.work-clock-paused', (ctx) =>
      pauseWorkClocks(ctx, ordered, { ...known(call), reason: 'Waits for the payer' }),
    );
    assert.deepEqual(place(paused), [friday, null]);
    const running = await act('calls.work-clock-resumed', (ctx) =>
      resumeWorkClocks(ctx, ordered, known(paused)),
    );
    assert.deepEqual(place(running), [friday, dueToday]);

    t.clock.advance({ hours: 5 });
    const [work] = workTicks(ordered);
    const { organizationId } = clinic;
    await t.owner('work_clock').whereNot({ work_item_id: call.id }).update({ next_at: null });
    await proof.tells(
      { organizationId },
      () => t.database.inTransaction(clinic.system, (ctx) => work!.run(ctx)),
      ['calls.work-clock-turned'],
    );
    const { calls: turned } = await proof.snapshot(clinic);
    assert.deepEqual(place(turned[call.id]!), [friday, dueToday]);
    assert.equal(turned[call.id]!.work.level, 'late');

    const held = await t.database.inTransaction(clinic.ana.scope, (ctx) =>
      claimWork(ctx, ordered, call.id),
    );
    const token = held.work.lease?.token ?? -1;
    const closed = await act('calls.call-cancelled', async (ctx) => {
      const row = await takeHeldWork(ctx, ordered, { itemId: call.id, token });
      const recorded = { reason: 'settled' };
      const ended = await transitionWork(ctx, ordered, { row, transition: 'cancel', recorded });
      return announceWork(ctx, ordered, ended, 'calls.call-cancelled');
    });
    assert.deepEqual(place(closed), [friday, null]);
  });

  it('is listed, and taken from, in that order; the slice moves an item', async () => {
    const clinic = await givenCallClinic(t);
    const first = await given(clinic, saturday);
    const second = await given(clinic, friday);
    const ids = [first.id, second.id];
    const list = async () => {
      const { items } = await t.database.inTransaction(clinic.ana.scope, (ctx) =>
        listWork(ctx, ordered, { clinicId: clinic.clinicId, show: 'open', limit: 50 }),
      );
      return items.map(({ id }) => id).filter((id) => ids.includes(id));
    };
    assert.deepEqual(await list(), [second.id, first.id]);
    const moved = await proof.proves(
      clinic,
      clinic.ana.scope,
      async (ctx) => {
        const row = await takeForChange(ctx, ordered, known(first));
        return step(ctx, ordered, row, 'tagged', { sort_at: '2026-11-20T05:00:00.000Z' });
      },
      ['calls.work-tagged'],
    );
    assert.deepEqual(place(moved), ['2026-11-20T05:00:00.000Z', first.work.dueAt]);
    assert.deepEqual(await list(), [first.id, second.id]);
    const next = await t.database.inTransaction(clinic.ana.scope, (ctx) =>
      claimNextWork(ctx, ordered, clinic.clinicId),
    );
    assert.equal(next?.id, first.id);
  });

  it('is told where an item stands, and no other queue is', async () => {
    const clinic = await givenCallClinic(t);
    const refused = async (queue: Queue<Call>, sortAt?: string) => {
      const before = await t.owner('work_item').count('* as count');
      await assert.rejects(
        t.database.inTransaction(clinic.ana.scope, async (ctx) => {
          const { clinicId } = clinic;
          const open = { clinicId, patientId: null, priority: 'routine', clocks: [] } as const;
          await openWork(ctx, queue, sortAt === undefined ? open : { ...open, sortAt });
        }),
        /is said when an item is opened/,
      );
      assert.deepEqual(await t.owner('work_item').count('* as count'), before);
    };
    await refused(ordered);
    await refused(calls, friday);
  });

  it('is the exception: elsewhere the place follows what is due', async () => {
    const clinic = await givenCallClinic(t);
    const call = await givenCall(t, clinic);
    assert.equal(call.work.sortAt, call.work.dueAt);
    const paused = await t.database.inTransaction(clinic.ana.scope, (ctx) =>
      pauseWorkClocks(ctx, calls, { ...known(call), reason: 'Waits for the payer' }),
    );
    assert.deepEqual(place(paused), [noDue, null]);
    const running = await t.database.inTransaction(clinic.ana.scope, (ctx) =>
      resumeWorkClocks(ctx, calls, known(paused)),
    );
    assert.deepEqual(place(running), place(call));
  });
});
