// What every answer carries, whatever it says.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { bookAppointment, cancelAppointment, listDay } from '#contract/calendar';
import { signIn, whoAmI } from '#contract/staff';
import { givenBookableClinic } from './calendar/given-bookable-clinic.ts';
import { givenApp, type GivenApp } from './given-app.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { securityHeaders } from './platform/http/security-headers.ts';

describe('every answer', () => {
  let t: TestDatabase;
  let app: GivenApp;
  before(async () => {
    t = await testDatabase();
    app = await givenApp(t);
  });
  after(async () => {
    await app.stop();
    await t.close();
  });

  function isGuarded(headers: Headers): void {
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /script-src 'self'(;|$)/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('x-powered-by'), null);
    assert.ok(headers.get('x-request-id'));
  }

  it('is kept by nobody when it may show a patient, refusals too', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, providerId, patientId, visitTypeId } = clinic;
    const console = await app.signedIn(clinic.scheduler);
    const startsAt = '2026-11-24T15:00:00.000Z';
    const body = { clinicId, providerId, patientId, visitTypeId, startsAt };
    const booked = await console.call(bookAppointment, { body });
    const stale = { expectedVersion: 7, reason: 'pat' };
    const answers = [
      booked,
      await console.call(listDay, { query: { clinicId, date: '2026-11-24' } }),
      await console.call(bookAppointment, { body }),
      await console.call(cancelAppointment, {
        params: { appointmentId: booked.body.id },
        body: stale,
      }),
      await console.call(bookAppointment, { body: {} }),
      await console.call(bookAppointment, { body, headers: { origin: 'https://evil.example' } }),
      await console.request('GET', '/api/nothing'),
      await app.signedOut().call(whoAmI),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 409, 409, 400, 403, 404, 401],
    );
    for (const { headers, status } of answers) {
      assert.equal(headers.get('cache-control'), 'no-store', String(status));
      isGuarded(headers);
    }
  });

  it('is guarded against being framed, sniffed and scripted, on every page', async () => {
    for (const path of ['/', '/offer/unknown', '/health', '/livez', '/api/docs', '/nothing.html'])
      isGuarded((await app.signedOut().request('GET', path)).headers);
  });

  it('gives the session to no script and no other site', async () => {
    const clinic = await givenBookableClinic(t);
    await app.signedIn(clinic.scheduler);
    const { headers } = await app.signedOut().call(signIn, {
      body: { login: clinic.scheduler.staffId, password: 'correct horse battery staple' },
    });
    const cookies = headers.getSetCookie();
    assert.equal(cookies.length, 1);
    assert.match(cookies[0] ?? '', /^daysheet=s%3A[^;]{60,}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('asks for https again where it came by https, and nowhere else', async (test) => {
    for (const [secure, expected] of [
      [true, 'max-age=31536000'],
      [false, null],
    ] as const) {
      const edge = express();
      edge.use(securityHeaders(secure));
      const server = createServer(edge).listen(0, '127.0.0.1');
      test.after(() => server.close());
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      const { headers } = await fetch(`http://127.0.0.1:${port}`);
      assert.equal(headers.get('strict-transport-security'), expected);
    }
  });

  it('is the same for a place however it is written', async () => {
    const { scheduler, clinicId } = await givenBookableClinic(t);
    const console = await app.signedIn(scheduler);
    const query = `?clinicId=${clinicId}&date=2026-11-24`;
    const { path } = listDay;
    for (const spelling of [
      path,
      `${path}/`,
      `/${path}`,
      path.toUpperCase(),
      path.replace('day', 'DAY'),
      path.replace('/day', '%2fday'),
      path.replace('/day', '//day'),
      `${path};a=1`,
      `${path}/.`,
      `/api/staff/..${path.slice(4)}`,
      path.replace('day', '%64ay'),
    ]) {
      const out = await app.signedOut().request('GET', spelling + query);
      assert.ok(!JSON.stringify(out.body).includes('appointments'), spelling);
      const known = await console.request('GET', spelling + query);
      const isAnswer = known.status === 200 && known.headers.get('content-type')?.includes('json');
      assert.equal(out.status, isAnswer ? 401 : known.status, spelling);
    }
  });
});
