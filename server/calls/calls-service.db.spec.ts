import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Call } from '#contract/calls';
import { givenPatient } from '../patients/given-patient.ts';
import type { Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { claimWork } from '../platform/work/lease-service.ts';
import { pauseWorkClocks, resumeWorkClocks } from '../platform/work/work-service.ts';
import { workTicks } from '../platform/work/work-ticks.ts';
import { calls } from './calls-queue.ts';
import * as service from './calls-service.ts';
import { givenCall, givenCallClinic, type CallClinic } from './given-call.ts';
import { callsProof, type CallsProof } from './test-calls.ts';

const ticks = workTicks(calls);

describe('calls', () => {
  let t: TestDatabase;
  let proof: CallsProof;
  before(async () => {
    t = await testDatabase();
    proof = callsProof(t);
  });
  after(() => t.close());

  const wish = (clinic: CallClinic, patientId: string) => ({
    clinicId: clinic.clinicId,
    patientId,
    kind: 'call-back' as const,
    about: 'asked about parking',
    priority: 'urgent' as const,
    appointmentId: null,
  });
  async function givenHeld(clinic: CallClinic, scope: Scope = clinic.ana.scope): Promise<Call> {
    const { id } = await givenCall(t, clinic);
    return t.database.inTransaction(scope, (ctx) => claimWork(ctx, calls, id));
  }
  const held = (call: Call) => ({ itemId: call.id, token: call.work.lease?.token ?? -1 });
  const start = (clinic: CallClinic, call: Call) =>
    proof.proves(clinic, clinic.ana.scope, (ctx) => service.startCall(ctx, held(call)), [
      'calls.call-started',
    ]);
  const end = (
    clinic: CallClinic,
    call: Call,
    how: Pick<service.EndCall, 'outcome' | 'reason'> & { againAt?: string },
  ) =>
    proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => service.endCall(ctx, { ...held(call), note: '', ...how }),
      ['calls.call-ended'],
    );

  it('are asked for with a clock of their priority', async () => {
    const clinic = await givenCallClinic(t);
    const patientId = await givenPatient(t, clinic);
    const call = await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => service.addCall(ctx, wish(clinic, patientId)),
      ['calls.call-added'],
    );
    // Monday 10:00 in New York; four working hours of a day that ends at 17:00.
    assert.equal(call.work.dueAt, '2026-11-23T19:00:00.000Z');
    assert.deepEqual(
      call.work.clocks.map(({ rule, ruleVersion, level, state }) => [
        rule,
        ruleVersion,
        level,
        state,
      ]),
      [['calls.urgent', 0, 'on-time', 'running']],
    );
    assert.equal(call.work.status, 'to-call');
  });

  it('are not asked for a stranger, for somebody else’s visit or by who has no right to', async () => {
    const clinic = await givenCallClinic(t);
    const elsewhere = await givenCallClinic(t);
    const patientId = await givenPatient(t, clinic);
    const add = (over: object) => (ctx: Parameters<typeof service.addCall>[0]) =>
      service.addCall(ctx, { ...wish(clinic, patientId), ...over });
    await proof.refuses(clinic, clinic.ana.scope, add({ patientId: newId() }), 'not-found');
    await proof.refuses(
      clinic,
      clinic.ana.scope,
      add({ appointmentId: newId() }),
      'rule-broken visit-not-theirs',
    );
    await proof.refuses(clinic, elsewhere.ana.scope, add({}), 'not-allowed');
  });

  it('are closed when the patient was reached, and their clocks stop', async () => {
    const clinic = await givenCallClinic(t);
    const call = await start(clinic, await givenHeld(clinic));
    const began = t.clock.now;
    t.clock.advance({ minutes: 3 });
    const done = await end(clinic, call, { outcome: 'reach', reason: 'confirmed' });
    assert.deepEqual(
      [done.work.status, done.work.reason, done.work.closedAt, done.work.lease, done.callingSince],
      ['done', 'confirmed', t.clock.now, null, null],
    );
    assert.deepEqual(done.attempts, [
      {
        callerId: clinic.ana.staffId,
        outcome: 'reach',
        reason: 'confirmed',
        note: '',
        beganAt: began,
        endedAt: t.clock.now,
      },
    ]);
    assert.deepEqual(
      done.work.clocks.map(({ state, stoppedAt }) => [state, stoppedAt]),
      [['stopped', t.clock.now]],
    );
    assert.equal(done.work.dueAt, null);
  });

  it('are tried again: by the clinic’s rule, or when the caller says', async () => {
    const clinic = await givenCallClinic(t);
    const missed = await start(clinic, await givenHeld(clinic));
    const now = t.clock.now;
    const later = await end(clinic, missed, { outcome: 'miss', reason: 'busy' });
    const inAnHour = new Date(Date.parse(now) + 3_600_000).toISOString();
    assert.deepEqual([later.work.status, later.work.snoozedUntil], ['to-call', inAnHour]);

    const message = await start(clinic, await givenHeld(clinic));
    const againAt = '2026-12-01T14:00:00.000Z';
    const waiting = await end(clinic, message, {
      outcome: 'leave-message',
      reason: 'voicemail',
      againAt,
    });
    assert.deepEqual([waiting.work.status, waiting.work.snoozedUntil], ['message-left', againAt]);
    assert.equal(waiting.work.clocks[0]?.state, 'running');
  });

  it('are not ended without having been made, without a listed reason, or under a lost lease', async () => {
    const clinic = await givenCallClinic(t);
    const call = await givenHeld(clinic);
    const how = (over: object) => (ctx: Parameters<typeof service.endCall>[0]) =>
      service.endCall(ctx, {
        ...held(call),
        outcome: 'reach' as const,
        reason: 'confirmed',
        note: '',
        ...over,
      });
    await proof.refuses(clinic, clinic.ana.scope, how({}), 'rule-broken not-called');
    await start(clinic, call);
    await proof.refuses(clinic, clinic.ana.scope, how({ reason: 'busy' }), 'invalid-input');
    await proof.refuses(
      clinic,
      clinic.ana.scope,
      how({ againAt: '2026-12-01T14:00:00.000Z' }),
      'invalid-input',
    );
    await proof.refuses(clinic, clinic.ana.scope, how({ token: 7 }), 'rule-broken lease-lost');
    await proof.refuses(clinic, clinic.ben.scope, how({}), 'rule-broken lease-lost');
    await proof.refuses(
      clinic,
      clinic.ana.scope,
      (ctx) => service.startCall(ctx, held(call)),
      'rule-broken on-the-phone',
    );
  });

  it('are given up without a call where there is no number, and called off where there is no need', async () => {
    const clinic = await givenCallClinic(t);
    const lost = await end(clinic, await givenHeld(clinic), {
      outcome: 'give-up',
      reason: 'no-number',
    });
    assert.equal(lost.work.status, 'unreachable');
    const call = await givenHeld(clinic);
    const off = await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => service.cancelCall(ctx, { ...held(call), reason: 'settled' }),
      ['calls.call-cancelled'],
    );
    assert.deepEqual([off.work.status, off.work.reason], ['not-needed', 'settled']);
    await proof.refuses(
      clinic,
      clinic.ana.scope,
      (ctx) => service.cancelCall(ctx, { ...held(call), reason: 'settled' }),
      'rule-broken closed',
    );
  });

  it('turn soon and late by the clock, and every console hears of it', async () => {
    const clinic = await givenCallClinic(t);
    const patientId = await givenPatient(t, clinic);
    t.clock.set('2026-11-23T15:00:00.000Z');
    const { id } = await givenCall(t, clinic, { patientId, priority: 'urgent' });
    const turned = async (at: string, types: string[]) => {
      t.clock.set(at);
      await proof.proves(
        clinic,
        clinic.system,
        async (ctx) => {
          for (const tick of ticks) await tick.run(ctx);
        },
        types,
      );
      return (await proof.snapshot(clinic)).calls[id]?.work.level;
    };
    assert.equal(await turned('2026-11-23T17:59:59.999Z', []), 'on-time');
    assert.equal(await turned('2026-11-23T18:00:00.000Z', ['calls.work-clock-turned']), 'soon');
    assert.equal(await turned('2026-11-23T18:59:59.999Z', []), 'soon');
    assert.equal(await turned('2026-11-23T19:00:00.000Z', ['calls.work-clock-turned']), 'late');
    assert.equal(await turned('2026-11-24T19:00:00.000Z', []), 'late');
  });

  it('have clocks that pause for a reason and run on with a later deadline', async () => {
    const clinic = await givenCallClinic(t);
    t.clock.set('2026-11-23T15:00:00.000Z');
    const call = await givenCall(t, clinic, { priority: 'urgent' });
    const known = ({ id, version }: Call) => ({ itemId: id, expectedVersion: version });
    const paused = await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => pauseWorkClocks(ctx, calls, { ...known(call), reason: 'Waits for the clinician' }),
      ['calls.work-clock-paused'],
    );
    assert.deepEqual(
      paused.work.clocks.map(({ state, pausedBecause }) => [state, pausedBecause]),
      [['paused', 'Waits for the clinician']],
    );
    assert.equal(paused.work.dueAt, null);
    // Over the deadline that it would have had, and over a night.
    t.clock.set('2026-11-24T15:30:00.000Z');
    await proof.proves(
      clinic,
      clinic.system,
      async (ctx) => {
        for (const tick of ticks) await tick.run(ctx);
      },
      [],
    );
    const running = await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => resumeWorkClocks(ctx, calls, known(paused)),
      ['calls.work-clock-resumed'],
    );
    // Seven working hours of Monday and two and a half of Tuesday were paused; four were left.
    assert.equal(running.work.dueAt, '2026-11-24T19:30:00.000Z');
    assert.equal(running.work.level, 'on-time');
  });
});
