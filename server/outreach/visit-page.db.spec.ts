import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenBookableClinic } from '../calendar/given-bookable-clinic.ts';
import { calendarReactions } from '../calendar/calendar-reactions.ts';
import { loggedChanges } from '../platform/change-log/expect-change.ts';
import { linkToken } from '../platform/auth/secret-link.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { givenReachable, testOutreach } from './given-message.ts';
import { outreachProof, type OutreachProof } from './test-outreach.ts';
import { openVisitLink } from './visit-link-repository.ts';
import { visitPages } from './visit-page/visit-page.ts';

let t: TestDatabase;
let proof: OutreachProof;
let server: Server;
let url: string;
before(async () => {
  t = await testDatabase();
  proof = outreachProof(t);
  const app = express();
  app.use(visitPages(t.database));
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
const post = (path: string) => get(path, { method: 'POST', body: new URLSearchParams() });

async function givenLinkedVisit(given: { language?: string; startsAt?: string } = {}) {
  const { language = 'en', startsAt = '2026-11-24T15:00:00.000Z' } = given;
  const clinic = await givenBookableClinic(t);
  const { organizationId, clinicId, providerId, visitTypeId } = clinic;
  const patientId = await givenReachable(t, clinic, { language });
  const place = { organizationId, clinicId, providerId, visitTypeId };
  const id = await givenAppointment(t, { ...place, patientId, startsAt });
  const scope = { kind: 'system', organizationId, reason: 'test' } as const;
  await t.database.inTransaction(scope, (ctx) =>
    openVisitLink(ctx, { id, clinicId }, testOutreach.secretKey),
  );
  return { clinic, id, path: `/visit/${linkToken(testOutreach.secretKey, 'visit', id)}` };
}

const react = (organizationId: string) =>
  runReactionsOnce(t.database, calendarReactions, organizationId);
const visitRow = (id: string) =>
  t.owner('appointment').where({ id }).first<Record<string, unknown>>('*');

describe('the page of a visit', () => {
  it('says when and where, in the language of the patient, and not who or what for', async () => {
    const { path } = await givenLinkedVisit({ language: 'es' });
    const spanish = await get(path);
    assert.equal(spanish.status, 200);
    const html = await spanish.text();
    assert.match(html, /Su cita con nosotros/);
    assert.match(html, /Martes, 24 de noviembre de 2026/);
    assert.doesNotMatch(html, /Ana|Díaz|Follow-up/);
    assert.match(await (await get(`${path}?lang=en`)).text(), /Tuesday, November 24, 2026/);
    assert.equal(spanish.headers.get('cache-control'), 'no-store');
  });

  it('changes nothing by being looked at, however often', async () => {
    const { clinic, path } = await givenLinkedVisit();
    await proof.tells(clinic, async () => {
      for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS'])
        await (await get(path, { method })).text();
      for (const act of ['comes', 'cannot-come'])
        assert.equal((await get(`${path}/${act}`)).status, 404);
    }, []);
  });

  it('knows no link that was never sent, nor tells of a visit that is over', async () => {
    assert.equal((await get(`/visit/${'x'.repeat(43)}`)).status, 404);
    assert.equal((await post(`/visit/${'x'.repeat(43)}/comes`)).status, 404);
    const { clinic, path } = await givenLinkedVisit({ startsAt: '2026-11-23T14:00:00.000Z' });
    const over = await get(path);
    assert.equal(over.status, 410);
    assert.doesNotMatch(await over.text(), /November|<form/);
    await proof.tells(clinic, () => post(`${path}/comes`), []);
  });
});

describe('a patient who answers', () => {
  it('that they come is expected, once, and the visit says so until it moves', async () => {
    const { clinic, id, path } = await givenLinkedVisit();
    const { organizationId } = clinic;
    const answer = await proof.tells(clinic, () => post(`${path}/comes?lang=es`), [
      'outreach.reply-received',
    ]);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), `${path}?lang=es`);
    await proof.tells(clinic, () => post(`${path}/comes`), []);
    assert.match(await (await get(path)).text(), /we expect you/);
    await react(organizationId);
    await react(organizationId);
    const said = (await loggedChanges(t, organizationId)).filter(
      ({ type }) => type === 'calendar.appointment-confirmed',
    );
    assert.equal(said.length, 1);
    const confirmedAt = async () => (await clinic.snapshot('2026-11-24')).appointments[id];
    assert.equal((await confirmedAt())?.confirmedAt, t.clock.now);
    const starts_at = '2026-11-24T16:00:00.000Z';
    const ends_at = '2026-11-24T16:30:00.000Z';
    await t.owner('appointment').where({ id }).update({ starts_at, ends_at });
    assert.equal((await confirmedAt())?.confirmedAt, null);
    assert.match(await (await get(path)).text(), /Your visit with us/);
  });

  it('that they cannot gives the time away, and cannot take it back', async () => {
    const { clinic, id, path } = await givenLinkedVisit();
    await post(`${path}/comes`);
    await proof.tells(clinic, () => post(`${path}/cannot-come`), ['outreach.reply-received']);
    await proof.tells(clinic, () => post(`${path}/comes`), []);
    await react(clinic.organizationId);
    const { status, cancel_reason: reason } = await visitRow(id);
    assert.deepEqual({ status, reason }, { status: 'cancelled', reason: 'pat-crs' });
    assert.match(await (await get(path)).text(), /Your time goes to somebody else/);
  });

  it('about a time that the visit has no longer changes nothing of it', async () => {
    const { clinic, id, path } = await givenLinkedVisit();
    await post(`${path}/cannot-come`);
    const starts_at = '2026-11-25T16:00:00.000Z';
    await t
      .owner('appointment')
      .where({ id })
      .update({ starts_at, ends_at: '2026-11-25T16:30:00.000Z' });
    await react(clinic.organizationId);
    assert.equal((await visitRow(id))['status'], 'booked');
  });

  it('twice at once is heard once', async () => {
    const { clinic, path } = await givenLinkedVisit();
    await proof.tells(clinic, () => Promise.all([post(`${path}/comes`), post(`${path}/comes`)]), [
      'outreach.reply-received',
    ]);
  });
});
