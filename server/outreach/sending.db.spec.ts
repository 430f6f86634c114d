import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { givenFlag } from '../patients/given-flag.ts';
import { connectPool } from '../platform/db/connect.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { startJobs } from '../platform/jobs/start-jobs.ts';
import { until } from '../platform/test-until.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import type { Courier, Delivery } from './courier/courier.ts';
import {
  givenCourier,
  givenMessage,
  givenMessageClinic,
  givenReachable,
  testOutreach,
  type MessageClinic,
} from './given-message.ts';
import { queueMessage } from './outreach-service.ts';
import { outreachTicks } from './outreach-ticks.ts';
import { sendMessage, sendWorker, type SendHome } from './send-message.ts';
import { countJobs, messageRow, outreachProof, type OutreachProof } from './test-outreach.ts';

let t: TestDatabase;
let proof: OutreachProof;
before(async () => {
  t = await testDatabase();
  proof = outreachProof(t);
});
after(() => t.close());

const homeOf = (courier: Courier): SendHome => ({
  database: t.database,
  couriers: { text: courier, email: courier },
  settings: testOutreach,
});

function send(
  { organizationId }: MessageClinic,
  messageId: string,
  courier: Courier,
  isLast = false,
): Promise<'done' | 'again'> {
  return sendMessage(homeOf(courier), { organizationId, messageId, isLast });
}

describe('a message that is due', () => {
  it('leaves with neutral words, the clinic and a link that nobody can guess', async () => {
    const clinic = await givenMessageClinic(t);
    const patientId = await givenReachable(t, clinic, { language: 'es' });
    const { id } = await givenMessage(t, clinic, { patient_id: patientId });
    const courier = givenCourier();
    const ended = await proof.tells(clinic, () => send(clinic, id, courier), [
      'outreach.message-leaving',
      'outreach.message-sent',
    ]);
    assert.equal(ended, 'done');
    const [parcel] = courier.carried;
    assert.equal(parcel?.messageId, id);
    assert.equal(parcel.to, '+16175550123');
    assert.match(
      parcel.body,
      /^Clinic 1: hay una hora libre para usted\. .* https:\/\/clinic\.example\.org\/offer\/[\w-]{43} Responda STOP/,
    );
    assert.doesNotMatch(parcel.body, /Ana|Díaz|1962|CANCEL/i);
    const { status, carrier_ref: ref, attempts } = await messageRow(t, id);
    assert.deepEqual({ status, ref, attempts }, { status: 'sent', ref: 'C-1', attempts: 1 });
  });

  it('leaves once, whatever number of servers has its job', async () => {
    const clinic = await givenMessageClinic(t);
    const { id } = await givenMessage(t, clinic);
    const courier = givenCourier();
    await Promise.all([1, 2, 3, 4].map(() => send(clinic, id, courier)));
    assert.equal(courier.carried.length, 1);
  });

  it('does not leave to who has asked for that since, nor where no number is left', async () => {
    const clinic = await givenMessageClinic(t);
    const patientId = await givenReachable(t, clinic);
    const flagged = await givenMessage(t, clinic, { patient_id: patientId });
    await givenFlag(t, { ...clinic, patientId }, { kind: 'do-not-contact', scope: 'texts' });
    const gone = await givenMessage(t, clinic);
    await t.owner('patient').where({ id: gone.patient_id }).update({ phone_may_text: false });
    const courier = givenCourier();
    await proof.tells(clinic, () => send(clinic, flagged.id, courier), [
      'outreach.message-forbidden',
    ]);
    await proof.tells(clinic, () => send(clinic, gone.id, courier), ['outreach.message-failed']);
    assert.equal(courier.carried.length, 0);
    assert.equal((await messageRow(t, flagged.id)).because, 'channel-refused');
    assert.equal((await messageRow(t, gone.id)).because, 'no-address');
  });

  it('goes where the confidential channel says, whatever the chart has', async () => {
    const clinic = await givenMessageClinic(t);
    const patientId = await givenReachable(t, clinic);
    const only = { channel: 'text', address: '+16175550199' } as const;
    await givenFlag(t, { ...clinic, patientId }, { kind: 'confidential-channel', ...only });
    const { id } = await givenMessage(t, clinic, { patient_id: patientId });
    const courier = givenCourier();
    await send(clinic, id, courier);
    assert.equal(courier.carried[0]?.to, '+16175550199');
  });

  it('waits when the night has come, and expires when its time is over', async () => {
    const clinic = await givenMessageClinic(t);
    const waiting = await givenMessage(t, clinic);
    const late = await givenMessage(t, clinic, { expires_at: '2026-11-23T16:00:00.000Z' });
    t.clock.set('2026-11-24T03:00:00.000Z');
    const courier = givenCourier();
    await proof.tells(clinic, () => send(clinic, waiting.id, courier), [
      'outreach.message-put-off',
    ]);
    assert.equal((await messageRow(t, waiting.id)).leaves_at, '2026-11-24T13:00:00.000Z');
    assert.equal(await countJobs(t, waiting.id), 1);
    await proof.tells(clinic, () => send(clinic, late.id, courier), ['outreach.message-expired']);
    assert.equal(courier.carried.length, 0);
    t.clock.set('2026-11-23T15:00:00.000Z');
  });
});

describe('a carrier', () => {
  const away: Delivery = { kind: 'refused', because: 'carrier-away', again: true };

  it('that is away is tried again under the same id, until it has been tried often enough', async () => {
    const clinic = await givenMessageClinic(t);
    const { id } = await givenMessage(t, clinic);
    const courier = givenCourier(away, away, { kind: 'taken', carrierRef: null });
    assert.equal(await send(clinic, id, courier), 'again');
    assert.equal((await messageRow(t, id)).status, 'queued');
    assert.equal(await send(clinic, id, courier), 'again');
    assert.equal(await send(clinic, id, courier), 'done');
    assert.deepEqual(
      courier.carried.map(({ messageId, attempt }) => [messageId, attempt]),
      [1, 2, 3].map((attempt) => [id, attempt]),
    );
    const other = await givenMessage(t, clinic);
    await proof.tells(clinic, () => send(clinic, other.id, givenCourier(away), true), [
      'outreach.message-leaving',
      'outreach.message-failed',
    ]);
    assert.equal((await messageRow(t, other.id)).because, 'tried-often');
  });

  it('that refuses for good is not asked again', async () => {
    const clinic = await givenMessageClinic(t);
    const { id } = await givenMessage(t, clinic);
    const refusal: Delivery = { kind: 'refused', because: 'address-refused', again: false };
    assert.equal(await send(clinic, id, givenCourier(refusal)), 'done');
    const { status, because } = await messageRow(t, id);
    assert.deepEqual({ status, because }, { status: 'dead', because: 'address-refused' });
  });

  it('whose answer is lost leaves a message unknown, which no job sends again', async () => {
    const clinic = await givenMessageClinic(t);
    const { id } = await givenMessage(t, clinic);
    const courier = givenCourier({ kind: 'unknown', because: 'connection-lost' });
    await proof.tells(clinic, () => send(clinic, id, courier), [
      'outreach.message-leaving',
      'outreach.message-lost',
    ]);
    await proof.tells(clinic, () => send(clinic, id, courier), []);
    assert.equal(courier.carried.length, 1);
  });
});

describe('a server that dies while it hands a message over', () => {
  const [tick] = outreachTicks(testOutreach);

  it('leaves it unknown, and nothing leaves again by itself', async () => {
    const clinic = await givenMessageClinic(t);
    const { id } = await givenMessage(t, clinic);
    const dying: Courier = { carry: () => Promise.reject(new Error('killed')) };
    await assert.rejects(send(clinic, id, dying), /killed/);
    assert.equal((await messageRow(t, id)).status, 'sending');
    const courier = givenCourier();
    assert.equal(await send(clinic, id, courier), 'done');
    await runTickOnce(t.database, tick!, clinic.organizationId);
    assert.equal((await messageRow(t, id)).status, 'sending', 'somebody may still be at it');
    t.clock.advance({ minutes: 3 });
    await proof.tells(clinic, () => runTickOnce(t.database, tick!, clinic.organizationId), [
      'outreach.message-lost',
    ]);
    assert.equal(await send(clinic, id, courier), 'done');
    const { status, because } = await messageRow(t, id);
    assert.deepEqual({ status, because }, { status: 'unknown', because: 'server-stopped' });
    assert.equal(courier.carried.length, 0);
    t.clock.set('2026-11-23T15:00:00.000Z');
  });

  it('but was only slow says in the end that it has left', async () => {
    const clinic = await givenMessageClinic(t);
    const { id } = await givenMessage(t, clinic);
    const slow: Courier = {
      async carry() {
        t.clock.advance({ minutes: 4 });
        await runTickOnce(t.database, tick!, clinic.organizationId);
        return { kind: 'taken', carrierRef: null };
      },
    };
    await proof.tells(clinic, () => send(clinic, id, slow), [
      'outreach.message-leaving',
      'outreach.message-lost',
      'outreach.message-sent',
    ]);
    t.clock.set('2026-11-23T15:00:00.000Z');
  });
});

describe('the job of a message', () => {
  it('sends it by one of two servers, and is tried again by the queue when the carrier is away', async () => {
    const clinic = await givenMessageClinic(t);
    const patientId = await givenReachable(t, clinic);
    const courier = givenCourier(
      { kind: 'refused', because: 'carrier-away', again: true },
      { kind: 'taken', carrierRef: null },
    );
    const answer = await t.database.inTransaction(clinic.system, (ctx) =>
      queueMessage(ctx, {
        ...{ clinicId: clinic.clinicId, patientId, kind: 'offer', aboutId: patientId },
        ...{ expiresAt: '2026-11-24T15:00:00.000Z', delaySeconds: 0 },
      }),
    );
    assert.ok('message' in answer);
    const { id } = answer.message;
    const pools = [1, 2].map(() => connectPool(t.connections.app, 4));
    const log = pino({ level: 'silent' });
    const servers = await Promise.all(
      pools.map((pool) =>
        startJobs({ pool, handlers: [], workers: [sendWorker(homeOf(courier))], log }),
      ),
    );
    await until('the carrier was away', async () => (await messageRow(t, id)).attempts === 1);
    await until(
      'the job waits to be tried again',
      async () =>
        (await t.owner('pgboss.job').where({ name: 'outreach.send', state: 'retry' })).length === 1,
    );
    // The queue waits half a minute or more; the spec does not.
    await t
      .owner('pgboss.job')
      .where({ state: 'retry' })
      .update({ start_after: new Date(0) });
    await until('it has left', async () => (await messageRow(t, id)).status === 'sent');
    await Promise.all(servers.map((server) => server.stop()));
    await Promise.all(pools.map((pool) => pool.destroy()));
    assert.equal(courier.carried.length, 2);
  });
});
