// What no console ever sends: none of it may pass for a bug of ours (`unexpected`), hang, or take the server down.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { availabilityEndpoints } from '#contract/availability';
import { bookAppointment, listDay } from '#contract/calendar';
import { changePreferences, whoAmI } from '#contract/staff';
import { givenBookableClinic } from './calendar/given-bookable-clinic.ts';
import { givenApp, type GivenApp } from './given-app.ts';
import { hostile, isExpected } from './given-hostile-tries.ts';
import { givenTwoClinics, type TwoClinics } from './given-two-clinics.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { csrfHeader } from './platform/http/same-origin.ts';
import type { TestConsole } from './platform/http/test-http.ts';

const tomorrow = '2026-11-24T15:00:00.000Z';

describe('hostile input', () => {
  let t: TestDatabase;
  let app: GivenApp;
  let world: TwoClinics;
  let administrator: TestConsole;

  before(async () => {
    t = await testDatabase();
    app = await givenApp(t, { demo: true, requestsInTenSeconds: 1_000_000 });
    world = await givenTwoClinics(t);
    administrator = await app.signedIn(await world.worksThere('administrator'));
  });
  after(async () => {
    await app.stop();
    await t.close();
  });

  const json = { 'content-type': 'application/json', [csrfHeader]: '1' };
  const post = (path: string, body: BodyInit, headers: Record<string, string> = json) =>
    administrator.request('POST', path, { body, headers });
  const stillAnswers = async (): Promise<void> =>
    assert.equal((await administrator.call(whoAmI)).status, 200);

  it('in a template block or a list of ids is refused', async () => {
    const set = availabilityEndpoints.find(({ name }) => name === 'setWeeklyTemplate')!;
    const [, call] = world.reaching.find(([{ name }]) => name === set.name)!;
    const body = call.body as { blocks: object[] };
    for (const field of ['weekday', 'startsAt', 'endsAt', 'visitTypeIds', 'recurrence'])
      for (const value of hostile)
        await isExpected(administrator, {
          endpoint: set,
          call: { body: { ...body, blocks: [{ ...body.blocks[0], [field]: value }] } },
          said: `${field} = ${JSON.stringify(value).slice(0, 60)}`,
        });
  });

  it('as a body that is deep, poisoned, empty, of another kind or badly packed is refused', async () => {
    const path = changePreferences.path;
    const bodies: [BodyInit, Record<string, string>][] = [
      ['['.repeat(30_000) + ']'.repeat(30_000), json],
      ['{"theme":'.repeat(6000) + '1' + '}'.repeat(6000), json],
      ['{"__proto__":{"theme":"dark"},"constructor":{"prototype":{}}}', json],
      ['null', json],
      ['"text"', json],
      ['\u0000', json],
      ['{"theme":"dark"}', { ...json, 'content-type': 'text/plain' }],
      ['theme=dark', { ...json, 'content-type': 'application/x-www-form-urlencoded' }],
      ['--b\r\n\r\n--b--', { ...json, 'content-type': 'multipart/form-data; boundary=b' }],
      ['{"theme":"dark"}', { [csrfHeader]: '1', 'content-type': '' }],
      ['{"theme":"dark"}', { ...json, 'content-type': 'application/json; charset=latin7' }],
      ['not packed', { ...json, 'content-encoding': 'gzip' }],
      ['{}', { ...json, 'content-encoding': 'zstd-or-so' }],
      [new Uint8Array(gzipSync(' '.repeat(5_000_000))), { ...json, 'content-encoding': 'gzip' }],
    ];
    for (const [body, headers] of bodies) {
      const { status, problem } = await post(path, body, headers);
      const said = `${JSON.stringify(headers)} ${status}`;
      assert.ok(status === 400 || status === 413, said);
      assert.equal(problem.code, 'invalid-input', said);
    }
    assert.equal(Reflect.get({}, 'theme'), undefined);
  });

  it('in the address is refused or not found', async () => {
    const { there } = world;
    const addresses: [string, number[]][] = [
      [`${listDay.path}?clinicId[]=${there}&date=2026-11-24`, [400]],
      [`${listDay.path}?clinicId=${there}&clinicId=${there}&date=2026-11-24`, [400]],
      [`${listDay.path}?clinicId=${there}&date=2026-11-24&__proto__=x`, [400]],
      [`${listDay.path}?clinicId=%E0%A4%A&date=%`, [400]],
      [`${listDay.path}?${'a=1&'.repeat(3000)}`, [400]],
      ['/api/calendar/appointments/%E0%A4%A', [400]],
      ['/api/calendar/appointments/%00', [400]],
      ['/api/calendar/appointments/..%2f..%2fstaff%2fme', [400]],
      ['/api/no/such/place', [404]],
      ['/api/%2e%2e/%2e%2e/etc/passwd', [404]],
      ['/%E0%A4%A', [400]],
      ['/%00', [200, 400, 404]],
      ['/..%2f..%2fpackage.json', [403, 404, 400]],
      ['/%2e%2e/%2e%2e/package.json', [404]],
      ['/..%5c..%5cpackage.json', [404, 403]],
      ['/.git/config', [200, 404]],
      ['/.daysheet/secret.key', [200, 404]],
      ['/.env', [200, 404]],
      ['/api/docs/..%2f..%2f..%2fpackage.json', [404, 400]],
      ['/offer/%E0%A4%A', [400]],
      ['/offer/%00', [404]],
      ['/offer/__proto__', [404]],
      [`/offer/${'x'.repeat(6000)}`, [404]],
      ['/offer/..%2f..%2f', [404]],
      ['/offer/x?lang[]=es&lang=__proto__', [404]],
      ['//evil.example/', [200, 404]],
    ];
    for (const [address, expected] of addresses) {
      const answer = await sendRaw(
        Number(new URL(app.url).port),
        `GET ${address} HTTP/1.1\r\nHost: localhost\r\nCookie: ${administrator.cookie}\r\nConnection: close\r\n\r\n`,
      );
      const status = Number(answer.slice(9, 12));
      assert.ok(expected.includes(status), `${address.slice(0, 60)} answered ${status}`);
      assert.doesNotMatch(answer, /^location:|"devDependencies"|repositoryformatversion/im);
    }
    for (const answer of ['accept', 'decline', 'else'])
      assert.equal((await post(`/offer/junk/${answer}`, 'a=%E0%A4%A')).status, 404);
  });

  it('by a method that a place does not know changes nothing', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'GET']) {
      const { status } = await administrator.request(method, bookAppointment.path, {
        headers: json,
      });
      assert.ok([400, 403, 404].includes(status), `${method} answered ${status}`);
    }
    const { cookie } = administrator;
    const head = await fetch(app.url + whoAmI.path, { method: 'HEAD', headers: { cookie } });
    assert.deepEqual([head.status, await head.text()], [200, '']);
    assert.ok((await administrator.request('OPTIONS', whoAmI.path)).status < 500);
    assert.equal((await post(whoAmI.path, '{}')).status, 404);
  });

  it('in a cookie counts as signed out', async () => {
    for (const cookie of [
      'daysheet=%E0%A4%A',
      'daysheet=s%3Aabc.def',
      'daysheet=s:%00.x',
      `daysheet=${'x'.repeat(4000)}`,
      'daysheet=',
      ';;;=;daysheet;=x',
      '__proto__=1; daysheet=j:{"a":1}',
      `${administrator.cookie}x`,
    ]) {
      const { status, problem } = await app.signedOut().call(whoAmI, { headers: { cookie } });
      assert.deepEqual([status, problem.code], [401, 'not-signed-in'], cookie.slice(0, 40));
    }
  });

  it('in the raw bytes of a connection leaves the server standing', async () => {
    const { port } = new URL(app.url);
    const host = `Host: 127.0.0.1:${port}\r\n`;
    for (const bytes of [
      `GET / HTTP/1.1\r\n${host}X-Big: ${'x'.repeat(1_000_000)}\r\n\r\n`,
      `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n${host}\r\n`,
      `GET http://[::bad/ HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
      `GET api/staff/me HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
      `OPTIONS * HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\nConnection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: [:::\r\nOrigin: http://[:::\r\nConnection: close\r\n\r\n`,
      `POST /api/staff/sign-in HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `POST /api/staff/sign-in HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${host}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
      `GET /socket.io/?EIO=99&transport=__proto__ HTTP/1.1\r\n${host}Origin: http://127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
      `GET /socket.io/?EIO=4&transport=polling&sid[]=x HTTP/1.1\r\n${host}Origin: http://127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
      `\u0000\u0001\u0002\r\n\r\n`,
    ]) {
      const answer = await sendRaw(Number(port), bytes);
      assert.doesNotMatch(answer, /^HTTP\/1\.1 500/, bytes.slice(0, 60));
    }
    await stillAnswers();
  });

  it('of twenty bookings under one key at once books once and answers all alike', async () => {
    const clinic = await givenBookableClinic(t);
    const console = await app.signedIn(clinic.scheduler);
    const { clinicId, providerId, patientId, visitTypeId } = clinic;
    const body = { clinicId, providerId, patientId, visitTypeId, startsAt: tomorrow };
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => console.call(bookAppointment, { body, headers: key })),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    for (const answer of answers) assert.deepEqual(answer.body, answers[0]?.body);
    const visits = () => t.owner('appointment').where({ organization_id: clinic.organizationId });
    assert.equal((await visits()).length, 1);

    // A key is its user's own: the same one of a colleague is another command.
    const colleague = await app.signedIn(clinic.manager);
    const refused = await colleague.call(bookAppointment, { body, headers: key });
    assert.deepEqual([refused.status, refused.problem.code], [409, 'slot-taken']);
    const keys = await t.owner('idempotency_key').where({ key: key['idempotency-key'] });
    assert.equal(keys.length, 1, 'a refusal keeps no key');

    const other = { ...body, startsAt: '2026-11-24T17:00:00.000Z' };
    const { status, problem } = await console.call(bookAppointment, { body: other, headers: key });
    assert.deepEqual([status, problem.fields?.[0]?.path], [400, 'Idempotency-Key']);
    for (const bad of ['', 'x', '0', `${randomUUID()}x`, 'a'.repeat(3000)]) {
      const headers = { 'idempotency-key': bad };
      assert.equal((await console.call(bookAppointment, { body: other, headers })).status, 400);
    }
    assert.equal((await visits()).length, 1);
  });
});

/** A body holds anything, an address what can be encoded, a header what HTTP can carry. */
/** The first of what comes back, or nothing: the connection was closed. */
function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8');
    let answer = '';
    socket.on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}
