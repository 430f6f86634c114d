import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import express from 'express';
import { clinicTextsRule } from '../../clinics/clinic-texts-rule.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { loggedChanges } from '../../platform/change-log/expect-change.ts';
import { plusMinutes } from '../../platform/clock/instants.ts';
import { testDatabase, testStart, type TestDatabase } from '../../platform/db/test-database.ts';
import {
  givenEntry,
  givenOffer,
  givenOpening,
  givenWaitlist,
  inTwoWeeks,
  testSettings,
  type GivenWaitlist,
} from '../given-waitlist.ts';
import { offerPages } from './offer-page.ts';
import type { OfferRow } from '../offer-repository.ts';
import { waitlistProof, visitRow } from '../test-waitlist.ts';

let t: TestDatabase;
let server: Server;
let url: string;
before(async () => {
  t = await testDatabase();
  const app = express();
  app.use((_request, response, next) => {
    response.locals['cspNonce'] = 'a-nonce';
    next();
  });
  app.use(offerPages(t.database, testSettings));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(async () => {
  server.closeAllConnections();
  server.close();
  await t.close();
});

const get = (path: string, init: RequestInit = {}) =>
  fetch(url + path, { redirect: 'manual', ...init });
const post = (path: string, form: string[][] = []) =>
  get(path, { method: 'POST', body: new URLSearchParams(form) });

async function givenSentOffer(
  given: { language?: string; status?: OfferRow['status']; expires_at?: string } = {},
): Promise<{ world: GivenWaitlist; path: string; offerId: string; appointmentId: string }> {
  const { language = 'en', ...offered } = given;
  const world = await givenWaitlist(t);
  const patientId = await givenPatient(t, {
    ...world,
    given: 'Ana <Lucía>',
    family: 'Sobreapellido',
    mrn: 'MRN-77',
    language,
  });
  const entry = await givenEntry(t, world, { patient_id: patientId, laterVisitAt: inTwoWeeks });
  const opening = await givenOpening(t, world);
  const offer = await givenOffer(t, opening, entry, offered);
  const appointmentId = entry.appointment_id!;
  return { world, path: `/offer/${offer.token}`, offerId: offer.id, appointmentId };
}

describe('looking at the page', () => {
  test('says what, when, where, what becomes of the later visit, and until when to answer', async () => {
    const { path } = await givenSentOffer();
    const response = await get(path);
    const html = await response.text();
    assert.equal(response.status, 200);
    for (const words of [
      'Ana &lt;Lucía&gt;, an earlier time is free',
      'Follow-up',
      'In person',
      'Tuesday, November 24, 2026',
      'Riverside Clinic',
      '1 Harbor Way',
      'tel:+16175550100',
      'Thursday, December 10',
      'Monday, November 23 at 10:30',
      `method="post" action="${path}/accept?lang=en"`,
      `method="post" action="${path}/decline?lang=en"`,
    ])
      assert.ok(html.includes(words), words);
    assert.match(html, /10:00.{1,3}10:30\sAM EST/u);
  });

  test('tells nothing else about the patient, keeps no copy, runs no script', async () => {
    const { path, appointmentId, offerId } = await givenSentOffer();
    const response = await get(path);
    const html = await response.text();
    for (const secret of ['Sobreapellido', 'MRN-77', '1962', appointmentId, offerId, '<script'])
      assert.ok(!html.includes(secret), secret);
    assert.match(html, /<style nonce="a-nonce">/);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(response.headers.get('x-robots-tag'), 'noindex, nofollow');
  });

  test("speaks the patient's language, and the other on request", async () => {
    const { path } = await givenSentOffer({ language: 'es' });
    const spanish = await (await get(path)).text();
    assert.match(spanish, /<html lang="es">/);
    assert.match(spanish, /hay una hora libre antes/);
    assert.match(spanish, /martes|Martes/);
    const english = await (await get(`${path}?lang=en`)).text();
    assert.match(english, /an earlier time is free/);
    assert.match(english, /href="\?lang=es"/);
  });

  test('changes nothing, however often and by whatever scanner', async () => {
    const { world, path } = await givenSentOffer();
    const { snapshot } = waitlistProof(t);
    const seen = await snapshot(world);
    const changes = await loggedChanges(t, world.organizationId);
    for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS'])
      await (await get(path, { method })).text();
    for (const act of ['accept', 'decline'])
      for (const method of ['GET', 'HEAD'])
        assert.equal((await get(`${path}/${act}`, { method })).status, 404);
    assert.deepEqual(await snapshot(world), seen);
    assert.deepEqual(await loggedChanges(t, world.organizationId), changes);
  });

  test('an unknown link, and one that was not sent yet, look the same', async () => {
    const { path } = await givenSentOffer({ status: 'queued' });
    const notSent = await get(path);
    const unknown = await get(`/offer/${'x'.repeat(43)}`);
    assert.equal(notSent.status, 404);
    assert.equal(unknown.status, 404);
    assert.equal(await notSent.text(), await unknown.text());
    assert.equal((await post(`/offer/${'x'.repeat(43)}/accept`)).status, 404);
    const inSpanish = await get('/offer/unknown', { headers: { 'accept-language': 'es-MX' } });
    assert.match(await inSpanish.text(), /No encontramos esta oferta/);
  });
});

describe('every link', () => {
  const states: [string, Parameters<typeof givenSentOffer>[0]][] = [
    ['one that can be answered', {}],
    ['one that was accepted', { status: 'accepted' }],
    ['one that the desk is to confirm', { status: 'wanted' }],
    ['one that was declined', { status: 'declined' }],
    ['one whose time is up', { expires_at: testStart }],
    ['one that has expired', { status: 'expired' }],
    ['one that somebody else won', { status: 'unavailable' }],
    ['one that was taken back', { status: 'withdrawn' }],
    ['one that was not sent yet', { status: 'queued' }],
  ];
  for (const [name, given] of states)
    test(`changes nothing when it is opened twenty times: ${name}`, async () => {
      const { world, path } = await givenSentOffer(given);
      const { snapshot } = waitlistProof(t);
      const seen = await snapshot(world);
      const changes = await loggedChanges(t, world.organizationId);
      for (const method of ['GET', 'HEAD'])
        for (let at = 0; at < 20; at++) await (await get(path, { method })).text();
      for (const act of ['accept', 'decline', 'not-these-days', 'stop'])
        assert.equal((await get(`${path}/${act}?day=2026-11-24`)).status, 404);
      assert.deepEqual(await snapshot(world), seen);
      assert.deepEqual(await loggedChanges(t, world.organizationId), changes);
    });

  test('is slowed down when it is opened again and again, and no other with it', async () => {
    const { path } = await givenSentOffer();
    const other = await givenSentOffer();
    let status = 200;
    for (let at = 0; at < 130 && status === 200; at++) status = (await get(path)).status;
    assert.notEqual(status, 200);
    assert.equal((await get(other.path)).status, 200);
  });
});

describe('a visit that is nobody else’s business', () => {
  async function givenSensitiveOffer(language = 'en') {
    const given = await givenSentOffer({ language });
    await t
      .owner('visit_type')
      .where({ id: given.world.visitTypeId })
      .update({ sensitive: true, name: 'Fertility consult' });
    return given;
  }
  const birth = (path: string, birthOn: string) =>
    post(`${path}/birth-date`, [['birthOn', birthOn]]);
  const proofIn = (html: string) => /name="proof" value="([^"]+)"/.exec(html)?.[1] ?? '';

  test('is told of after the birth date was given, and answered with that', async () => {
    const { world, path, appointmentId } = await givenSensitiveOffer();
    const asked = await (await get(path)).text();
    assert.match(asked, /Please give the date of birth/);
    for (const secret of ['Fertility', 'Ana', 'November', 'accept', '10:00'])
      assert.ok(!asked.includes(secret), secret);
    const { tells } = waitlistProof(t);
    for (const act of ['accept', 'decline', 'not-these-days', 'stop'])
      await tells(
        world,
        () =>
          post(`${path}/${act}`, [
            ['day', '2026-11-24'],
            ['proof', 'x~y'],
          ]),
        [],
      );
    const shown = await (await birth(path, '1962-03-14')).text();
    assert.match(shown, /Fertility consult/);
    const proof = proofIn(shown);
    const other = await givenSensitiveOffer();
    await tells(other.world, () => post(`${other.path}/accept`, [['proof', proof]]), []);
    assert.equal((await post(`${path}/accept`, [['proof', proof]])).status, 303);
    assert.equal((await visitRow(t, appointmentId)).starts_at, '2026-11-24T15:00:00.000Z');
    const after = await (await get(path)).text();
    assert.match(after, /Your visit is booked/);
    assert.ok(!after.includes('Fertility') && !after.includes('November'));
  });

  test('is hidden for good after five wrong dates, and the right one starts anew before that', async () => {
    const { path } = await givenSensitiveOffer('es');
    for (let at = 0; at < 4; at++)
      assert.match(await (await birth(path, '1962-03-15')).text(), /No es la fecha/);
    assert.match(await (await birth(path, '1962-03-14')).text(), /Fertility/);
    for (let at = 0; at < 5; at++) await birth(path, 'not a date');
    for (const response of [await birth(path, '1962-03-14'), await get(path)]) {
      const html = await response.text();
      assert.match(html, /Llámenos, por favor/);
      assert.ok(!html.includes('Fertility') && !html.includes('<form'));
    }
  });

  test('a proof stands for half an hour', async () => {
    const { world, path } = await givenSensitiveOffer();
    const proof = proofIn(await (await birth(path, '1962-03-14')).text());
    t.clock.set(plusMinutes(testStart, 30));
    await t
      .owner('waitlist_offer')
      .where({ organization_id: world.organizationId })
      .update({ expires_at: plusMinutes(testStart, 60) });
    const { tells } = waitlistProof(t);
    await tells(world, () => post(`${path}/decline`, [['proof', proof]]), []);
    t.clock.set(testStart);
  });
});

describe('ruling days out', () => {
  test('declines, and the days stay with who waits', async () => {
    const { world, path, appointmentId } = await givenSentOffer();
    const html = await (await get(path)).text();
    assert.match(html, /value="2026-11-24" checked> Tuesday, November 24/);
    assert.match(html, /value="2026-12-07"> Monday, December 7/);
    const { tells, snapshot } = waitlistProof(t);
    await tells(
      world,
      () =>
        post(`${path}/not-these-days?lang=en`, [
          ['day', '2026-11-24'],
          ['day', '2026-11-26'],
          ['day', '2027-01-01'],
          ['day', "'; drop"],
        ]),
      ['waitlist.entry-wishes-changed', 'waitlist.offer-declined', 'waitlist.opening-reopened'],
    );
    const { entries } = await snapshot(world);
    assert.deepEqual(
      Object.values(entries).map(({ notOn, status }) => [notOn, status]),
      [[['2026-11-24', '2026-11-26'], 'active']],
    );
    assert.match(await (await get(path)).text(), /Thank you for your answer/);
    assert.equal((await visitRow(t, appointmentId)).starts_at, inTwoWeeks);
    await tells(world, () => post(`${path}/not-these-days`, [['day', '2026-11-25']]), []);
  });

  test('without a day is no answer, and is none when the offer is over', async () => {
    const { tells } = waitlistProof(t);
    const { world, path } = await givenSentOffer();
    await tells(world, () => post(`${path}/not-these-days`), []);
    await tells(world, () => post(`${path}/not-these-days`, [['day', '2031-01-01']]), []);
    const over = await givenSentOffer({ expires_at: testStart });
    const late = () => post(`${over.path}/not-these-days`, [['day', '2026-11-24']]);
    await tells(over.world, late, []);
  });
});

describe('wanting no more offers', () => {
  const flagsOf = (world: GivenWaitlist) =>
    t
      .owner('patient_flag')
      .where({ organization_id: world.organizationId })
      .select<{ kind: string; scope: string; set_by: string | null }[]>('kind', 'scope', 'set_by');

  test('sets a flag, takes the offer back, and leaves visit and waiting as they are', async () => {
    const { world, path, appointmentId } = await givenSentOffer({ language: 'es' });
    assert.match(await (await get(path)).text(), /Dejar de recibir ofertas/);
    assert.equal((await post(`${path}/stop?lang=es`)).status, 303);
    const flag = { kind: 'do-not-contact', scope: 'outreach', set_by: null };
    assert.deepEqual(await flagsOf(world), [flag]);
    const html = await (await get(`${path}?lang=es`)).text();
    assert.match(html, /No le enviaremos más ofertas/);
    assert.ok(!html.includes('<form') && !html.includes('Ana'));
    const { entries, offers } = await waitlistProof(t).snapshot(world);
    assert.equal(Object.values(offers)[0]?.status, 'withdrawn');
    assert.equal(Object.values(entries)[0]?.status, 'active');
    assert.equal((await visitRow(t, appointmentId)).starts_at, inTwoWeeks);
    const changes = await loggedChanges(t, world.organizationId);
    await post(`${path}/stop`);
    await post(`${path}/accept`);
    assert.deepEqual(await loggedChanges(t, world.organizationId), changes);
  });

  test('can be said after declining too, and by no link that is over', async () => {
    const { world, path } = await givenSentOffer();
    await post(`${path}/decline`);
    assert.match(await (await get(path)).text(), /Stop offers/);
    await post(`${path}/stop`);
    assert.equal((await flagsOf(world)).length, 1);
    assert.match(await (await get(path)).text(), /We will send you no more offers/);
    for (const given of [{ status: 'accepted' }, { status: 'unavailable' }] as const) {
      const over = await givenSentOffer(given);
      await post(`${over.path}/stop`);
      assert.deepEqual(await flagsOf(over.world), []);
    }
  });
});

describe('answering on the page', () => {
  test('accepts, shows the confirmation, and a second press changes nothing', async () => {
    const { world, path, appointmentId } = await givenSentOffer();
    const first = await post(`${path}/accept?lang=es`);
    assert.equal(first.status, 303);
    assert.equal(first.headers.get('location'), `${path}?lang=es`);
    const changes = await loggedChanges(t, world.organizationId);
    assert.equal((await post(`${path}/accept`)).status, 303);
    assert.deepEqual(await loggedChanges(t, world.organizationId), changes);
    const html = await (await get(path)).text();
    assert.match(html, /Your visit is booked/);
    assert.match(html, /Tuesday, November 24, 2026/);
    assert.ok(!html.includes('<form'));
    const visit = await visitRow(t, appointmentId);
    assert.equal(visit.starts_at, '2026-11-24T15:00:00.000Z');
    const [change] = changes;
    assert.equal(change?.actor_id, null);
  });

  test('says under the confirmation what the clinic says, in the language of the page', async () => {
    const { world, path } = await givenSentOffer();
    const { organizationId, clinicId } = world;
    await t.owner('dated_rule').insert({
      organization_id: organizationId,
      clinic_id: clinicId,
      rule: clinicTextsRule.name,
      version: 1,
      value: JSON.stringify({ arrival: { en: 'Park <behind> the house', es: 'Toque el timbre' } }),
      source: 'test',
      effective_from: t.clock.now,
    });
    const arrival = async (language: string) =>
      /<p class="arrival">(.*?)<\/p>/.exec(
        await (await get(`${path}?lang=${language}`)).text(),
      )?.[1];
    assert.equal(await arrival('en'), undefined, 'not before it is accepted');
    await post(`${path}/accept`);
    assert.equal(await arrival('en'), 'Park &lt;behind&gt; the house');
    assert.equal(await arrival('es'), 'Toque el timbre');
  });

  test('two presses at the same moment book once', async () => {
    const { world, path } = await givenSentOffer();
    await Promise.all([post(`${path}/accept`), post(`${path}/accept`)]);
    const accepted = (await loggedChanges(t, world.organizationId)).filter(
      (change) => change.type === 'waitlist.offer-accepted',
    );
    assert.equal(accepted.length, 1);
  });

  test('declines, thanks, and leaves the later visit as it was', async () => {
    const { path, appointmentId } = await givenSentOffer();
    await post(`${path}/decline`);
    await post(`${path}/accept`);
    const html = await (await get(path)).text();
    assert.match(html, /Thank you for your answer/);
    const visit = await visitRow(t, appointmentId);
    assert.equal(visit.starts_at, inTwoWeeks);
  });

  test('what is gone is gone courteously, and tells no times any more', async () => {
    for (const given of [
      { expires_at: testStart },
      { status: 'expired' },
      { status: 'unavailable' },
      { status: 'withdrawn' },
    ] as const) {
      const { world, path, appointmentId } = await givenSentOffer(given);
      const changes = await loggedChanges(t, world.organizationId);
      await post(`${path}/accept`);
      const response = await get(path);
      const html = await response.text();
      assert.equal(response.status, 410);
      assert.match(html, /This offer is no longer open/);
      assert.match(html, /\+16175550100/);
      assert.ok(!html.includes('November') && !html.includes('Ana'));
      assert.deepEqual(await loggedChanges(t, world.organizationId), changes);
      const visit = await visitRow(t, appointmentId);
      assert.equal(visit.starts_at, inTwoWeeks);
    }
  });
});
