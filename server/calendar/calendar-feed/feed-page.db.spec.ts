// The calendar over HTTP: what is in it, what is not, and to whom.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import nodeIcal, { type VEvent } from 'node-ical';
import { pino } from 'pino';
import type { FeedTitles } from '#contract/calendar-feed';
import { givenApp, type GivenApp } from '../../given-app.ts';
import { countRows } from '../../given-two-clinics.ts';
import { givenTemplate } from '../../availability/given-template.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { plusMinutes } from '../../platform/clock/instants.ts';
import { givenProvider } from '../../staff/given-organization.ts';
import { givenAppointment } from '../given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../given-bookable-clinic.ts';
import { cancelAppointment, moveAppointment } from '../calendar-service.ts';
import { givenFeed } from './given-feed.ts';

const day = 24 * 60;

describe('a calendar outside', () => {
  let t: TestDatabase;
  let app: GivenApp;
  let log = '';
  before(async () => {
    t = await testDatabase();
    const write = (line: string): void => void (log += line);
    app = await givenApp(t, { log: pino({ level: 'trace' }, { write }) });
  });
  after(async () => {
    await app.stop();
    await t.close();
  });

  async function givenCalendar(titles: FeedTitles = 'busy') {
    const clinic = await givenBookableClinic(t);
    return { clinic, ...(await givenFeed(t, { ...clinic, titles })) };
  }
  const visitAt = (clinic: BookableClinic, startsAt: string): Promise<string> =>
    givenAppointment(t, { ...clinic, startsAt });
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(app.url + path, { headers });
  async function eventsAt(path: string): Promise<VEvent[]> {
    const answer = await get(path);
    assert.equal(answer.status, 200);
    return Object.values(nodeIcal.sync.parseICS(await answer.text())).filter(
      (each): each is VEvent => each?.type === 'VEVENT',
    );
  }
  /** As calendars ask: `fetch` adds that it wants nothing but the whole. */
  const askFor = (path: string, headers: Record<string, string>) =>
    new Promise<{ status: number | undefined; etag: string | undefined }>((resolve, reject) => {
      const asked = request(app.url + path, { headers }, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode, etag: answer.headers.etag });
      });
      asked.on('error', reject);
      asked.end();
    });
  const inDays = (days: number): string => plusMinutes(t.clock.now, days * day);

  it('says when the provider is busy, and nothing of who comes or what for', async () => {
    const { clinic, path } = await givenCalendar();
    const { organizationId } = clinic;
    const patientId = await givenPatient(t, { organizationId, family: 'Sobreapellido' });
    const startsAt = inDays(3);
    const visitId = await givenAppointment(t, { ...clinic, patientId, startsAt });
    const answer = await get(path);
    const text = await answer.text();
    assert.deepEqual(
      ['content-type', 'cache-control', 'referrer-policy', 'x-robots-tag'].map((header) =>
        answer.headers.get(header),
      ),
      ['text/calendar; charset=utf-8', 'no-store', 'no-referrer', 'noindex, nofollow'],
    );
    assert.equal(answer.headers.get('set-cookie'), null);
    assert.match(text, /SUMMARY:Busy\r\n/);
    for (const secret of ['Sobreapellido', patientId, 'Follow-up'])
      assert.ok(!text.includes(secret));
    const [event, ...more] = await eventsAt(path);
    assert.deepEqual(more, []);
    assert.deepEqual(
      [event?.uid, event?.start.toISOString(), event?.status, event?.sequence],
      [`${visitId}@daysheet`, startsAt, 'CONFIRMED', 1],
    );
  });

  it('says the visit type where that was chosen', async () => {
    const { clinic, path } = await givenCalendar('visit-type');
    await visitAt(clinic, inDays(3));
    await t
      .owner('visit_type')
      .where({ id: clinic.visitTypeId })
      .update({ name: 'Follow-up, long; new' });
    assert.deepEqual(
      (await eventsAt(path)).map(({ summary }) => summary),
      ['Follow-up, long; new'],
    );
  });

  it('follows a visit that is moved and then cancelled under one UID with a greater sequence', async () => {
    const { clinic, path } = await givenCalendar();
    const appointmentId = await visitAt(clinic, '2026-12-01T15:00:00.000Z');
    const seen = async () => {
      const [event] = await eventsAt(path);
      const { uid, sequence, status, start, dtstamp, lastmodified } = event!;
      assert.equal(uid, `${appointmentId}@daysheet`);
      assert.deepEqual(dtstamp, lastmodified);
      return [sequence, status, start.toISOString(), dtstamp.toISOString()];
    };
    const whole = (instant: string): string => `${instant.slice(0, 19)}.000Z`;
    const first = await seen();
    assert.deepEqual(first.slice(0, 3), [1, 'CONFIRMED', '2026-12-01T15:00:00.000Z']);
    t.clock.advance({ minutes: 5 });
    const startsAt = '2026-12-01T16:00:00.000Z';
    await clinic.act((ctx) =>
      moveAppointment(ctx, { appointmentId, expectedVersion: 1, startsAt, overrides: [] }),
    );
    assert.deepEqual(await seen(), [2, 'CONFIRMED', startsAt, whole(t.clock.now)]);
    t.clock.advance({ minutes: 5 });
    await clinic.act((ctx) =>
      cancelAppointment(ctx, { appointmentId, expectedVersion: 2, reason: 'pat' }),
    );
    assert.deepEqual(await seen(), [3, 'CANCELLED', startsAt, whole(t.clock.now)]);
  });

  it('says that a visit that went to somebody else is off, until it comes back', async () => {
    const { clinic, path } = await givenCalendar();
    const { organizationId, clinicId } = clinic;
    const other = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    await givenTemplate(t, { organizationId, clinicId, providerId: other });
    const theirs = await givenFeed(t, { ...clinic, providerId: other, titles: 'busy' });
    const startsAt = '2026-12-01T15:00:00.000Z';
    const appointmentId = await visitAt(clinic, startsAt);
    const seenAt = async (at: string) =>
      (await eventsAt(at)).map(({ uid, sequence, status, start }) => {
        assert.equal(uid, `${appointmentId}@daysheet`);
        return [sequence, status, start.toISOString()];
      });
    const move = (expectedVersion: number, to: string, at = startsAt) =>
      clinic.act((ctx) =>
        moveAppointment(ctx, {
          ...{ appointmentId, expectedVersion, providerId: to, startsAt: at, overrides: [] },
        }),
      );
    assert.deepEqual(await seenAt(path), [[1, 'CONFIRMED', startsAt]]);
    const later = '2026-12-01T17:00:00.000Z';
    await move(1, other, later);
    assert.deepEqual(await seenAt(path), [[2, 'CANCELLED', startsAt]]);
    assert.deepEqual(await seenAt(theirs.path), [[2, 'CONFIRMED', later]]);
    await move(2, clinic.providerId);
    assert.deepEqual(await seenAt(path), [[3, 'CONFIRMED', startsAt]]);
    assert.deepEqual(await seenAt(theirs.path), [[3, 'CANCELLED', later]]);
    await clinic.act((ctx) =>
      cancelAppointment(ctx, { appointmentId, expectedVersion: 3, reason: 'pat' }),
    );
    assert.deepEqual(await seenAt(path), [[4, 'CANCELLED', startsAt]]);
    assert.deepEqual(await seenAt(theirs.path), [[3, 'CANCELLED', later]]);
    t.clock.advance({ hours: 31 * 24 });
    assert.deepEqual(await seenAt(theirs.path), []);
  });

  it('goes from 30 days back to 180 ahead, of this provider and clinic alone, without holds', async () => {
    const { clinic, path } = await givenCalendar();
    const other = await givenBookableClinic(t);
    await visitAt(other, inDays(1));
    const held = await visitAt(clinic, inDays(1));
    await t
      .owner('appointment')
      .where({ id: held })
      .update({ status: 'pending', hold_until: inDays(1) });
    for (const days of [-32, -29, 179, 182]) await visitAt(clinic, inDays(days));
    assert.deepEqual(
      (await eventsAt(path)).map(({ start }) => start.toISOString()),
      [inDays(-29), inDays(179)],
    );
  });

  it('tells who has just this that nothing is new, and since when', async () => {
    const { clinic, path } = await givenCalendar();
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    const since = first.headers.get('last-modified') ?? '';
    assert.match(etag, /^"[\w-]{43}"$/);
    t.clock.advance({ minutes: 10 });
    const headers = [{ 'if-none-match': etag }, { 'if-modified-since': since }];
    for (const asked of headers) {
      assert.deepEqual(await askFor(path, asked), { status: 304, etag });
    }
    await visitAt(clinic, inDays(3));
    for (const asked of headers) assert.equal((await askFor(path, asked)).status, 200);
    assert.equal(
      (await get(path)).headers.get('last-modified'),
      new Date(t.clock.now).toUTCString(),
    );
  });

  it('remembers when it was read, every five minutes at most', async () => {
    const { feedId, path } = await givenCalendar();
    const readAt = async () =>
      (
        await t
          .owner('calendar_feed')
          .where({ id: feedId })
          .first<{ last_read_at: string | null }>('last_read_at')
      ).last_read_at;
    assert.equal(await readAt(), null);
    await get(path);
    const first = t.clock.now;
    assert.equal(await readAt(), first);
    t.clock.advance({ minutes: 4 });
    await get(path);
    assert.equal(await readAt(), first);
    t.clock.advance({ minutes: 1 });
    await get(path);
    assert.equal(await readAt(), t.clock.now);
  });

  it('is nowhere for a link that is wrong or was revoked, or whose provider has left or moved on', async () => {
    const { clinic, feedId, path } = await givenCalendar();
    const { organizationId, clinicId, providerId } = clinic;
    const before = await countRows(t);
    const isGone = async (gone = path) => {
      const answer = await get(gone);
      assert.equal(answer.status, 404, gone);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.equal(await answer.text(), 'This calendar is no longer here.\n');
    };
    for (const wrong of [path.slice(0, -4), `/feed/${'a'.repeat(32)}.ics`, '/feed/.ics'])
      await isGone(wrong);
    const member = t.owner('staff_member').where({ id: providerId });
    await member.clone().update({ ended_at: t.clock.now });
    await isGone();
    await member.clone().update({ ended_at: null });
    assert.equal((await get(path)).status, 200);
    await t.owner('provider_clinic').where({ provider_id: providerId }).delete();
    await isGone();
    await t
      .owner('provider_clinic')
      .insert({ organization_id: organizationId, provider_id: providerId, clinic_id: clinicId });
    await t.owner('calendar_feed').where({ id: feedId }).update({ revoked_at: t.clock.now });
    await isGone();
    assert.deepEqual(await countRows(t), before);
  });

  it('is logged by its route; the link is nowhere in the log', async () => {
    const { path } = await givenCalendar();
    await get(path);
    assert.ok(log.includes('"route":"/feed/:link"'));
    assert.ok(!log.includes(path.slice('/feed/'.length, -'.ics'.length)));
  });
});
