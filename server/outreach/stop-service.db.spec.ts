import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import type { Courier } from './courier/courier.ts';
import { givenCourier, givenMessage, givenMessageClinic, testOutreach } from './given-message.ts';
import { sendMessage } from './send-message.ts';
import { releaseMessages, stopMessages } from './stop-service.ts';
import { countJobs, messageRow, outreachProof, type OutreachProof } from './test-outreach.ts';

let t: TestDatabase;
let proof: OutreachProof;
before(async () => {
  t = await testDatabase();
  proof = outreachProof(t);
});
after(() => t.close());

function sendAll(organizationId: string, ids: readonly string[], courier: Courier): Promise<void> {
  const home = {
    database: t.database,
    couriers: { text: courier, email: courier },
    settings: testOutreach,
  };
  const left = [...ids];
  const one = async (): Promise<void> => {
    for (let messageId = left.pop(); messageId !== undefined; messageId = left.pop())
      await sendMessage(home, { organizationId, messageId, isLast: false });
  };
  return Promise.all([1, 2, 3, 4].map(one)).then(() => undefined);
}

async function givenStopped(channel: 'all' | 'text' | 'email' = 'all') {
  const clinic = await givenMessageClinic(t);
  const { clinicId, ana } = clinic;
  const reason = 'Wrong times in the texts';
  const stop = await proof.proves(
    clinic,
    ana.scope,
    (ctx) => stopMessages(ctx, { clinicId, channel, reason }),
    ['outreach-stop.stopped'],
  );
  return { clinic, stop };
}

describe('stopped messages', () => {
  it('stay, all five hundred, and every console is told by whom', async () => {
    const { clinic, stop } = await givenStopped();
    assert.match(stop.stoppedBy ?? '', /Ana/);
    const first = await givenMessage(t, clinic);
    const ids = [first.id];
    for (let count = 1; count < 500; count += 1)
      ids.push((await givenMessage(t, clinic, { patient_id: first.patient_id })).id);
    const courier = givenCourier();
    await sendAll(clinic.organizationId, ids, courier);
    assert.equal(courier.carried.length, 0);
    const queued = await t
      .owner('outreach_message')
      .where({ organization_id: clinic.organizationId, status: 'queued', version: 1 });
    assert.equal(queued.length, 500);
  });

  it('stop while others leave: whoever stopped them sees none begin afterwards', async () => {
    const clinic = await givenMessageClinic(t);
    const first = await givenMessage(t, clinic);
    const ids = [first.id];
    for (let count = 1; count < 60; count += 1)
      ids.push((await givenMessage(t, clinic, { patient_id: first.patient_id })).id);
    let stopped = false;
    const begunAfter: string[] = [];
    const courier: Courier = {
      carry: ({ messageId }) => {
        if (stopped) begunAfter.push(messageId);
        return Promise.resolve({ kind: 'taken', carrierRef: null });
      },
    };
    const sending = sendAll(clinic.organizationId, ids, courier);
    const { clinicId, ana } = clinic;
    await t.database.inTransaction(ana.scope, (ctx) =>
      stopMessages(ctx, { clinicId, channel: 'all', reason: 'Wrong link' }),
    );
    const handed = await t
      .owner('outreach_message')
      .where({ organization_id: clinic.organizationId })
      .whereNot({ status: 'queued' });
    stopped = true;
    await sending;
    const left = await t
      .owner('outreach_message')
      .where({ organization_id: clinic.organizationId })
      .whereNot({ status: 'queued' });
    assert.equal(left.length, handed.length, 'none began to leave after the stop');
    assert.ok(begunAfter.length <= 4, 'at most what was in hand');
  });

  it('of one channel let the other leave', async () => {
    const { clinic } = await givenStopped('email');
    const text = await givenMessage(t, clinic);
    const courier = givenCourier();
    await sendAll(clinic.organizationId, [text.id], courier);
    assert.equal(courier.carried.length, 1);
  });

  it('cannot be stopped twice, nor released on an old picture or twice', async () => {
    const { clinic, stop } = await givenStopped('text');
    const { clinicId, ana } = clinic;
    const scope = ana.scope;
    const again = { clinicId, channel: 'text', reason: 'Twice' } as const;
    await proof.refuses(
      clinic,
      scope,
      (ctx) => stopMessages(ctx, again),
      'rule-broken already-stopped',
    );
    const release = { stopId: stop.id, dropHeld: false };
    await proof.refuses(
      clinic,
      scope,
      (ctx) => releaseMessages(ctx, { ...release, expectedVersion: 2 }),
      'conflict',
    );
    await proof.proves(
      clinic,
      scope,
      (ctx) => releaseMessages(ctx, { ...release, expectedVersion: 1 }),
      ['outreach-stop.released'],
    );
    await proof.refuses(
      clinic,
      scope,
      (ctx) => releaseMessages(ctx, { ...release, expectedVersion: 2 }),
      'rule-broken wrong-state',
    );
  });
});

describe('released messages', () => {
  it('leave by new jobs, as far as nothing else holds them', async () => {
    const { clinic, stop } = await givenStopped();
    const { clinicId, ana } = clinic;
    await t.database.inTransaction(ana.scope, (ctx) =>
      stopMessages(ctx, { clinicId, channel: 'email', reason: 'Mail server moves' }),
    );
    const text = await givenMessage(t, clinic);
    const email = await givenMessage(t, clinic, { channel: 'email' });
    const ahead = await givenMessage(t, clinic, { leaves_at: '2026-11-23T16:00:00.000Z' });
    await t.database.inTransaction(ana.scope, (ctx) =>
      releaseMessages(ctx, { stopId: stop.id, expectedVersion: 1, dropHeld: false }),
    );
    assert.deepEqual(
      await Promise.all([text, email, ahead].map(({ id }) => countJobs(t, id))),
      [1, 0, 0],
    );
  });

  it('are dropped by choice when they are stale; what is not due yet stays', async () => {
    const { clinic, stop } = await givenStopped();
    const held = await givenMessage(t, clinic);
    const ahead = await givenMessage(t, clinic, { leaves_at: '2026-11-23T16:00:00.000Z' });
    const { dropped } = await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => releaseMessages(ctx, { stopId: stop.id, expectedVersion: 1, dropHeld: true }),
      ['outreach-stop.released', 'outreach.message-forbidden'],
    );
    assert.equal(dropped, 1);
    assert.equal((await messageRow(t, held.id)).because, 'held-too-long');
    assert.equal((await messageRow(t, ahead.id)).status, 'queued');
  });
});
