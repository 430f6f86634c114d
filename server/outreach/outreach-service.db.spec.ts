import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { givenFlag } from '../patients/given-flag.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { givenMessage, givenMessageClinic, givenReachable } from './given-message.ts';
import * as messages from './message-service.ts';
import { queueMessage, withdrawMessages, type QueueMessage } from './outreach-service.ts';
import { changeOutreachPolicy } from './policy-service.ts';
import { countJobs, messageRow, outreachProof, type OutreachProof } from './test-outreach.ts';

let t: TestDatabase;
let proof: OutreachProof;
before(async () => {
  t = await testDatabase();
  proof = outreachProof(t);
});
after(() => t.close());

const tomorrow = '2026-11-24T15:00:00.000Z';

function offerTo(
  { clinicId }: { clinicId: string },
  patientId: string,
  more: Partial<QueueMessage> = {},
): QueueMessage {
  return { clinicId, patientId, kind: 'offer', aboutId: newId(), expiresAt: tomorrow, ...more };
}

describe('queueing a message', () => {
  it('leaves after the undo window by a job of the same transaction', async () => {
    const clinic = await givenMessageClinic(t);
    const patientId = await givenReachable(t, clinic, { language: 'es' });
    const answer = await proof.proves(
      clinic,
      clinic.system,
      (ctx) => queueMessage(ctx, offerTo(clinic, patientId)),
      ['outreach.message-queued'],
    );
    assert.ok('message' in answer);
    const { id, channel, language, leavesAt, status } = answer.message;
    assert.deepEqual(
      { channel, language, leavesAt, status },
      { channel: 'text', language: 'es', leavesAt: '2026-11-23T15:01:00.000Z', status: 'queued' },
    );
    assert.equal(await countJobs(t, id), 1);
  });

  it('leaves no job behind when its transaction is rolled back', async () => {
    const clinic = await givenMessageClinic(t);
    const patientId = await givenReachable(t, clinic);
    let id = '';
    await assert.rejects(
      t.database.inTransaction(clinic.system, async (ctx) => {
        const answer = await queueMessage(ctx, offerTo(clinic, patientId));
        id = 'message' in answer ? answer.message.id : '';
        throw new Error('not this time');
      }),
    );
    assert.notEqual(id, '');
    assert.equal(await countJobs(t, id), 0);
  });

  it('goes the way that the patient prefers, or the one there is', async () => {
    const clinic = await givenMessageClinic(t);
    const both = { email: 'ana@example.org' };
    for (const [given, expected] of [
      [{ ...both }, 'text'],
      [{ ...both, preferred: 'email' }, 'email'],
      [{ ...both, mayText: false }, 'email'],
      [{ preferred: 'email' }, 'text'],
      [{ mayText: false }, 'no-address'],
    ] as const) {
      const patientId = await givenReachable(t, clinic, given);
      const answer = await t.database.inTransaction(clinic.system, (ctx) =>
        queueMessage(ctx, offerTo(clinic, patientId)),
      );
      assert.equal('message' in answer ? answer.message.channel : answer.refused, expected);
    }
  });

  it('obeys what the patient asked for, and says why nothing leaves', async () => {
    const clinic = await givenMessageClinic(t);
    for (const [flag, expected] of [
      [{ kind: 'do-not-contact', scope: 'outreach' }, 'do-not-contact'],
      [{ kind: 'do-not-contact', scope: 'texts' }, 'channel-refused'],
      [{ kind: 'deceased', source: 'family' }, 'deceased'],
      [
        { kind: 'confidential-channel', channel: 'mail', address: '1 Side Street' },
        'confidential-channel',
      ],
    ] as const) {
      const patientId = await givenReachable(t, clinic);
      await givenFlag(t, { ...clinic, patientId }, flag);
      const answer = await proof.proves(
        clinic,
        clinic.system,
        (ctx) => queueMessage(ctx, offerTo(clinic, patientId)),
        [],
      );
      assert.deepEqual(answer, { refused: expected });
    }
  });

  it('waits for the end of the night where the patient is', async () => {
    const clinic = await givenMessageClinic(t);
    t.clock.set('2026-11-24T03:30:00.000Z');
    for (const [zone, leavesAt] of [
      [null, '2026-11-24T13:00:00.000Z'],
      ['America/Los_Angeles', '2026-11-24T03:31:00.000Z'],
      ['Pacific/Honolulu', '2026-11-24T03:31:00.000Z'],
      ['Europe/Madrid', '2026-11-24T07:00:00.000Z'],
    ] as const) {
      const patientId = await givenReachable(t, clinic, { zone });
      const answer = await t.database.inTransaction(clinic.system, (ctx) =>
        queueMessage(ctx, offerTo(clinic, patientId, { expiresAt: '2026-11-25T15:00:00.000Z' })),
      );
      assert.equal('message' in answer && answer.message.leavesAt, leavesAt);
    }
    const patientId = await givenReachable(t, clinic);
    const tooLate = await t.database.inTransaction(clinic.system, (ctx) =>
      queueMessage(ctx, offerTo(clinic, patientId, { expiresAt: '2026-11-24T05:00:00.000Z' })),
    );
    assert.deepEqual(tooLate, { refused: 'too-late' });
    t.clock.set('2026-11-23T15:00:00.000Z');
  });

  it('keeps within what one patient may be sent, but tells of visits all the same', async () => {
    const clinic = await givenMessageClinic(t);
    const patientId = await givenReachable(t, clinic);
    const { manager, clinicId } = clinic;
    await proof.proves(
      clinic,
      manager.scope,
      (ctx) =>
        changeOutreachPolicy(ctx, {
          ...{ clinicId, expectedVersion: 1, undoSeconds: 60 },
          ...{ quietFrom: '21:00', quietUntil: '08:00' },
          ...{ budgetMessages: 2, budgetDays: 3, budgetExempts: ['reminder'] },
          ...{ confirmsBookings: true, remindHours: [48], remindModalities: ['video'] },
        }),
      ['outreach.policy-changed'],
    );
    const said = { patient_id: patientId, status: 'sent' } as const;
    await givenMessage(t, clinic, { ...said, queued_at: '2026-11-20T14:59:00.000Z' });
    await givenMessage(t, clinic, { ...said, queued_at: '2026-11-22T15:00:00.000Z' });
    await givenMessage(t, clinic, { ...said, status: 'withdrawn' });
    // Both at once: the second is counted after the first.
    const answers = await Promise.all(
      [1, 2].map(() =>
        t.database.inTransaction(clinic.system, (ctx) =>
          queueMessage(ctx, offerTo(clinic, patientId)),
        ),
      ),
    );
    assert.deepEqual(
      answers.map((answer) => ('refused' in answer ? answer.refused : 'queued')).sort(),
      ['budget-spent', 'queued'],
    );
    const reminder = await t.database.inTransaction(clinic.system, (ctx) =>
      queueMessage(ctx, offerTo(clinic, patientId, { kind: 'reminder' })),
    );
    assert.ok('message' in reminder);
  });
});

describe('a message that was queued', () => {
  it('is taken back by who may, and by what it was about', async () => {
    const clinic = await givenMessageClinic(t);
    const row = await givenMessage(t, clinic);
    await proof.proves(
      clinic,
      clinic.ana.scope,
      (ctx) => messages.withdrawMessage(ctx, { messageId: row.id, expectedVersion: 1 }),
      ['outreach.message-withdrawn'],
    );
    const about = newId();
    await givenMessage(t, clinic, { about_id: about });
    await givenMessage(t, clinic, { about_id: about, status: 'sent' });
    const count = await proof.proves(
      clinic,
      clinic.system,
      (ctx) => withdrawMessages(ctx, { kind: 'offer', id: about }, 'offer-ended'),
      ['outreach.message-withdrawn'],
    );
    assert.equal(count, 1);
  });

  it('cannot be taken back once it has left, nor on an old picture of it', async () => {
    const clinic = await givenMessageClinic(t);
    const sent = await givenMessage(t, clinic, { status: 'sent' });
    const queued = await givenMessage(t, clinic);
    const take = (messageId: string, expectedVersion: number) =>
      proof.refuses(
        clinic,
        clinic.ana.scope,
        (ctx) => messages.withdrawMessage(ctx, { messageId, expectedVersion }),
        messageId === sent.id ? 'rule-broken wrong-state' : 'conflict',
      );
    await take(sent.id, 1);
    await take(queued.id, 7);
  });
});

describe('a message in trouble', () => {
  it('is sent again under the same id by choice, marked, or dropped', async () => {
    const clinic = await givenMessageClinic(t);
    const scope = clinic.ana.scope;
    const unknown = await givenMessage(t, clinic, { status: 'unknown' });
    const again = await proof.proves(
      clinic,
      scope,
      (ctx) => messages.resendMessage(ctx, { messageId: unknown.id, expectedVersion: 1 }),
      ['outreach.message-resent'],
    );
    assert.equal(again.id, unknown.id);
    assert.equal(again.status, 'queued');
    assert.equal(await countJobs(t, unknown.id), 1);
    const arrived = await givenMessage(t, clinic, { status: 'unknown' });
    await proof.proves(
      clinic,
      scope,
      (ctx) => messages.markMessageDelivered(ctx, { messageId: arrived.id, expectedVersion: 1 }),
      ['outreach.message-delivered'],
    );
    const dead = await givenMessage(t, clinic, { status: 'dead', because: 'carrier-refused' });
    await proof.proves(
      clinic,
      scope,
      (ctx) => messages.dropMessage(ctx, { messageId: dead.id, expectedVersion: 1 }),
      ['outreach.message-dropped'],
    );
    assert.equal((await messageRow(t, dead.id)).because, 'by-hand');
  });

  it('is not sent again to who may not be written to, nor too late', async () => {
    const clinic = await givenMessageClinic(t);
    const scope = clinic.ana.scope;
    const patientId = await givenReachable(t, clinic, { mayText: false });
    const nowhere = await givenMessage(t, clinic, { status: 'dead', patient_id: patientId });
    const late = await givenMessage(t, clinic, {
      ...{ status: 'dead', queued_at: '2026-11-22T15:00:00.000Z' },
      expires_at: t.clock.now,
    });
    for (const [messageId, refusal] of [
      [nowhere.id, 'rule-broken may-not-contact'],
      [late.id, 'rule-broken too-late'],
    ] as const)
      await proof.refuses(
        clinic,
        scope,
        (ctx) => messages.resendMessage(ctx, { messageId, expectedVersion: 1 }),
        refusal,
      );
  });
});
