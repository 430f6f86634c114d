import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import type { Delivery } from './courier.ts';
import { aParcel, givenHttpCarrier } from './given-carrier.ts';
import { twilioCourier } from './twilio-courier.ts';
import { signatureOf, webhookCourier } from './webhook-courier.ts';

const secret = 'a secret of this spec';

async function carriedBy(
  answer: (response: ServerResponse) => void,
): Promise<{ delivery: Delivery; asked: number }> {
  const carrier = await givenHttpCarrier(answer);
  const courier = webhookCourier({ url: `http://127.0.0.1:${carrier.port}/in`, secret }, 250);
  const delivery = await courier.carry(aParcel());
  await carrier.close();
  return { delivery, asked: carrier.asked.length };
}

const status = (code: number) => (response: ServerResponse) => response.writeHead(code).end('{}');

describe('the webhook courier', () => {
  it('posts what leaves, signed, under the id of the message', async () => {
    const carrier = await givenHttpCarrier((response) => response.writeHead(202).end());
    const courier = webhookCourier({ url: `http://127.0.0.1:${carrier.port}/in`, secret });
    const first = await courier.carry(aParcel());
    await courier.carry(aParcel({ attempt: 2 }));
    await carrier.close();
    assert.deepEqual(first, { kind: 'taken', carrierRef: null });
    const [asked, again] = carrier.asked;
    assert.ok(asked);
    assert.equal(asked.headers['x-daysheet-signature'], signatureOf(secret, asked.body));
    assert.equal(asked.headers['idempotency-key'], aParcel().messageId);
    assert.equal(again?.headers['idempotency-key'], aParcel().messageId);
    const { messageId, to, text } = JSON.parse(asked.body) as Record<string, string>;
    assert.deepEqual(
      { messageId, to, text },
      { messageId: aParcel().messageId, to: aParcel().to, text: aParcel().body },
    );
  });

  it('knows what surely has not arrived, and what nobody can know', async () => {
    const expected: [(response: ServerResponse) => void, Delivery][] = [
      [status(400), { kind: 'refused', because: 'carrier-refused', again: false }],
      [status(401), { kind: 'refused', because: 'carrier-settings', again: true }],
      [status(302), { kind: 'refused', because: 'carrier-settings', again: true }],
      [status(429), { kind: 'refused', because: 'carrier-busy', again: true }],
      [status(500), { kind: 'unknown', because: 'carrier-failed' }],
      [status(503), { kind: 'unknown', because: 'carrier-failed' }],
      // Took it, and closes without a word.
      [(response) => response.destroy(), { kind: 'unknown', because: 'connection-lost' }],
      // Says nothing at all.
      [() => undefined, { kind: 'unknown', because: 'no-answer' }],
    ];
    for (const [answer, delivery] of expected)
      assert.deepEqual(await carriedBy(answer), { delivery, asked: 1 });
  });

  it('that finds nobody there has surely sent nothing', async () => {
    const { port, close } = await givenHttpCarrier(() => undefined);
    await close();
    const courier = webhookCourier({ url: `http://127.0.0.1:${port}/in`, secret });
    assert.deepEqual(await courier.carry(aParcel()), {
      ...{ kind: 'refused', because: 'carrier-away', again: true },
    });
  });
});

describe('the courier for Twilio', () => {
  const carry = async (answer: (response: ServerResponse) => void, from = '+16175550100') => {
    const carrier = await givenHttpCarrier(answer);
    const baseUrl = `http://127.0.0.1:${carrier.port}`;
    const statusUrl = 'https://clinic.example.org/hooks/twilio/status';
    const settings = { baseUrl, accountSid: 'AC1', authToken: 'tok', from, statusUrl };
    const delivery = await twilioCourier(settings, 250).carry(aParcel());
    await carrier.close();
    return { delivery, asked: carrier.asked[0] };
  };

  it('sends a form with the account, and keeps the number that it is given', async () => {
    const { delivery, asked } = await carry((response) =>
      response.writeHead(201).end(JSON.stringify({ sid: 'SM42', status: 'queued' })),
    );
    assert.deepEqual(delivery, { kind: 'taken', carrierRef: 'SM42' });
    assert.equal(asked?.path, '/2010-04-01/Accounts/AC1/Messages.json');
    assert.equal(asked.headers.authorization, `Basic ${btoa('AC1:tok')}`);
    const form = new URLSearchParams(asked.body);
    assert.deepEqual(Object.fromEntries(form), {
      ...{ To: aParcel().to, From: '+16175550100', Body: aParcel().body },
      StatusCallback: `https://clinic.example.org/hooks/twilio/status/${aParcel().messageId}`,
    });
  });

  it('names a messaging service where that is what texts come from', async () => {
    const service = `MG${'0'.repeat(32)}`;
    const { asked } = await carry((response) => response.writeHead(201).end('{}'), service);
    assert.equal(new URLSearchParams(asked?.body).get('MessagingServiceSid'), service);
  });

  it('tells numbers that nobody is reached by from faults of the carrier', async () => {
    const fault = (code: number, httpStatus: number) => (response: ServerResponse) =>
      response.writeHead(httpStatus).end(JSON.stringify({ code, message: 'about +1617…' }));
    const expected: [(response: ServerResponse) => void, Delivery][] = [
      [fault(21_211, 400), { kind: 'refused', because: 'address-refused', again: false }],
      [fault(21_610, 400), { kind: 'refused', because: 'opted-out', again: false }],
      [fault(21_617, 400), { kind: 'refused', because: 'carrier-refused', again: false }],
      [fault(20_003, 401), { kind: 'refused', because: 'carrier-settings', again: true }],
      [fault(20_429, 429), { kind: 'refused', because: 'carrier-busy', again: true }],
      [fault(20_500, 500), { kind: 'unknown', because: 'carrier-failed' }],
    ];
    for (const [answer, delivery] of expected)
      assert.deepEqual((await carry(answer)).delivery, delivery);
  });
});
