import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { pino } from 'pino';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenBookableClinic } from '../calendar/given-bookable-clinic.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { problemHandler } from '../platform/http/send-problem.ts';
import { newId } from '../platform/ids.ts';
import type { MessageRow } from './message-repository.ts';
import { signatureOf } from './courier/webhook-courier.ts';
import {
  givenCourier,
  givenMessage,
  givenMessageClinic,
  givenReachable,
  testOutreach,
} from './given-message.ts';
import { twilioSignature } from './hooks/hook-signatures.ts';
import { hooks } from './hooks/hooks.ts';
import { queueMessage } from './outreach-service.ts';
import { sendMessage } from './send-message.ts';
import { messageRow, outreachProof, type OutreachProof } from './test-outreach.ts';

const secret = 'a secret of this spec';
const { publicUrl } = testOutreach;

let t: TestDatabase;
let proof: OutreachProof;
let server: Server;
let url: string;
before(async () => {
  t = await testDatabase();
  proof = outreachProof(t);
  const app = express();
  const twilio = { baseUrl: '', accountSid: 'AC1', authToken: secret, from: '+16175550100' };
  const carriers = {
    text: { kind: 'twilio', ...twilio },
    email: { kind: 'webhook', url: '', secret },
  } as const;
  app.use(hooks({ database: t.database, carriers, publicUrl }));
  app.use(problemHandler(pino({ level: 'silent' })));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(async () => {
  server.closeAllConnections();
  server.close();
  await t.close();
});

async function posted(told: object, signature?: string): Promise<number> {
  const body = JSON.stringify(told);
  const headers = { 'X-Daysheet-Signature': signature ?? signatureOf(secret, body) };
  return (await fetch(`${url}/hooks/messages`, { method: 'POST', body, headers })).status;
}

async function twilioPosted(path: string, fields: Record<string, string>): Promise<Response> {
  const signature = twilioSignature(secret, { url: publicUrl + path, fields });
  const headers = { 'X-Twilio-Signature': signature };
  return fetch(url + path, { method: 'POST', body: new URLSearchParams(fields), headers });
}

let numbers = 1000;
/** Everybody of these specs has a number of their own: a number is no organization's. */
async function givenWrittenTo(
  about: 'offer' | 'visit' = 'visit',
  startsAt = '2026-11-25T15:00:00.000Z',
) {
  const number = `+1617555${String((numbers += 1))}`;
  const clinic = await givenBookableClinic(t);
  const { organizationId, clinicId, providerId, visitTypeId } = clinic;
  const patientId = await givenReachable(t, clinic);
  await t.owner('patient').where({ id: patientId }).update({ phone: number });
  const visitId = await givenAppointment(t, {
    ...{ organizationId, clinicId, providerId, visitTypeId, patientId, startsAt },
  });
  const message: MessageRow = await givenMessage(t, clinic, {
    ...{ patient_id: patientId, status: 'sent', sent_to: number },
    ...{ kind: about === 'visit' ? 'reminder' : 'offer', about_kind: about },
    about_id: about === 'visit' ? visitId : newId(),
  });
  return { clinic, patientId, number, visitId, message };
}

const callsOf = (patientId: string) =>
  t
    .owner('call_task as c')
    .join('work_item as w', 'w.id', 'c.id')
    .where({ 'w.patient_id': patientId })
    .select<{ kind: string; about: string }[]>('c.kind', 'c.about');
const repliesOf = (appointment_id: string) =>
  t.owner('outreach_reply').where({ appointment_id }).pluck<string[]>('meaning');
const flagsOf = (patient_id: string) =>
  t.owner('patient_flag').where({ patient_id }).whereNull('ended_at').pluck<string[]>('scope');

describe('a text of a patient', () => {
  it('that is a yes is an answer about the visit, heard once however often it is told', async () => {
    const { clinic, number, visitId, patientId } = await givenWrittenTo();
    const text = { id: newId(), from: number, text: 'Sí' };
    await proof.tells(clinic, async () => {
      assert.deepEqual(await Promise.all([posted(text), posted(text)]), [204, 204]);
      assert.equal(await posted(text), 204);
    }, ['outreach.reply-received']);
    assert.deepEqual(await repliesOf(visitId), ['comes']);
    assert.deepEqual(await callsOf(patientId), []);
  });

  it('by Twilio is answered with nothing, and understood as any other', async () => {
    const { number, visitId } = await givenWrittenTo();
    const answer = await twilioPosted('/hooks/twilio/text', {
      ...{ MessageSid: 'SM1', From: number, Body: "I can't come, sorry", To: '+16175550100' },
    });
    assert.equal(await answer.text(), '<Response></Response>');
    assert.deepEqual(await repliesOf(visitId), ['cannot-come']);
  });

  it('that wants no more stops all texts of that number, and somebody calls', async () => {
    const { clinic, number, patientId } = await givenWrittenTo();
    const child = await givenReachable(t, clinic);
    await t.owner('patient').where({ id: child }).update({ phone: number });
    await posted({ id: newId(), from: number, text: 'cancel' });
    assert.deepEqual(await flagsOf(patientId), ['texts']);
    assert.deepEqual(await flagsOf(child), ['texts']);
    assert.deepEqual(
      (await callsOf(patientId)).map(({ kind }) => kind),
      ['answer-text'],
    );
    await posted({ id: newId(), from: number, text: 'STOP' });
    assert.deepEqual(await flagsOf(patientId), ['texts']);
  });

  it('that no program should answer is read by who calls', async () => {
    for (const [about, text, expected] of [
      ['visit', 'running late', /running late/],
      ['visit', 'Who is this?', /who wrote/],
      ['visit', 'My knee hurts more', /Wrote: “My knee hurts more”/],
      ['offer', 'yes', /by its link/],
    ] as const) {
      const { number, patientId, visitId } = await givenWrittenTo(about);
      await posted({ id: newId(), from: number, text });
      const [call] = await callsOf(patientId);
      assert.match(call?.about ?? '', expected);
      assert.deepEqual(await repliesOf(visitId), []);
    }
  });

  it('about a visit that is over is read by a person', async () => {
    const { number, patientId, visitId } = await givenWrittenTo(
      'visit',
      '2026-11-23T14:00:00.000Z',
    );
    await posted({ id: newId(), from: number, text: 'no' });
    assert.deepEqual(await repliesOf(visitId), []);
    assert.equal((await callsOf(patientId)).length, 1);
  });

  it('of a number that nobody has changes nothing, and the answer is the same', async () => {
    const { clinic } = await givenWrittenTo();
    await proof.tells(
      clinic,
      async () => assert.equal(await posted({ id: 'x', from: '+16175559999', text: 'yes' }), 204),
      [],
    );
    assert.equal((await t.owner('inbound_text').where({ carrier_ref: 'x' })).length, 0);
  });
});

describe('a hook', () => {
  it('takes nothing without the signature of the carrier', async () => {
    const { clinic, number, message } = await givenWrittenTo();
    await proof.tells(clinic, async () => {
      const text = { id: newId(), from: number, text: 'yes' };
      assert.equal(await posted(text, 'sha256=00'), 404);
      assert.equal(await posted(text, signatureOf('another secret', JSON.stringify(text))), 404);
      const path = `/hooks/twilio/status/${message.id}`;
      const body = new URLSearchParams({ MessageStatus: 'delivered' });
      assert.equal((await fetch(url + path, { method: 'POST', body })).status, 404);
      assert.equal((await fetch(`${url}/hooks/messages`)).status, 404);
      assert.equal(await posted({ id: 'no text' }), 400);
    }, []);
  });
});

describe('a report of a carrier', () => {
  it('that a message has arrived is noted once', async () => {
    const { clinic, message } = await givenWrittenTo();
    const path = `/hooks/twilio/status/${message.id}`;
    await proof.tells(clinic, async () => {
      for (const status of ['sent', 'delivered', 'delivered', 'failed'])
        assert.equal((await twilioPosted(path, { MessageStatus: status })).status, 204);
    }, ['outreach.message-delivered']);
    assert.equal(
      (await twilioPosted(`/hooks/twilio/status/${newId()}`, { MessageStatus: 'failed' })).status,
      204,
    );
  });

  it('that a number does not work keeps all from it, and somebody asks for another', async () => {
    const { clinic, message, patientId } = await givenWrittenTo();
    await posted({ messageId: message.id, status: 'failed', because: 'address-refused' });
    const { status, because } = await messageRow(t, message.id);
    assert.deepEqual({ status, because }, { status: 'dead', because: 'address-refused' });
    assert.deepEqual(
      (await callsOf(patientId)).map(({ kind }) => kind),
      ['mend-contact'],
    );
    const again = () =>
      t.database.inTransaction(
        { kind: 'system', organizationId: clinic.organizationId, reason: 'test' },
        (ctx) =>
          queueMessage(ctx, {
            ...{ clinicId: clinic.clinicId, patientId, kind: 'offer', aboutId: newId() },
            expiresAt: '2026-11-25T15:00:00.000Z',
          }),
      );
    assert.deepEqual(await again(), { refused: 'no-address' });
    await t.owner('patient').where({ id: patientId }).update({ phone: '+16175550188' });
    assert.ok('message' in (await again()), 'a new number is tried');
  });

  it('that is told while sending has the same effect', async () => {
    const clinic = await givenMessageClinic(t);
    const { organizationId } = clinic;
    for (const because of ['address-refused', 'opted-out'] as const) {
      const row = await givenMessage(t, clinic);
      const courier = givenCourier({ kind: 'refused', because, again: false });
      const couriers = { text: courier, email: courier };
      const home = { database: t.database, couriers, settings: testOutreach };
      await sendMessage(home, { organizationId, messageId: row.id, isLast: false });
      const isOptOut = because === 'opted-out';
      assert.deepEqual(await flagsOf(row.patient_id), isOptOut ? ['texts'] : []);
      assert.equal((await callsOf(row.patient_id)).length, isOptOut ? 0 : 1);
    }
  });
});
