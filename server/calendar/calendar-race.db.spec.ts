import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { givenPatient } from '../patients/given-patient.ts';
import { loggedChanges } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { bookAppointment, cancelAppointment, moveAppointment } from './calendar-service.ts';
import { givenAppointment } from './given-appointment.ts';
import { resizeAppointment } from './resize-service.ts';
import { givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';

const nine = '2026-11-24T14:00:00.000Z';
const ten = '2026-11-24T15:00:00.000Z';
const eleven = '2026-11-24T16:00:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function book(clinic: BookableClinic, startsAt: string): Promise<Appointment> {
  const { clinicId, providerId, visitTypeId } = clinic;
  const patientId = await givenPatient(t, clinic);
  return clinic.act((ctx) =>
    bookAppointment(ctx, {
      clinicId,
      providerId,
      patientId,
      visitTypeId,
      startsAt,
      overrides: [],
    }),
  );
}

function move(clinic: BookableClinic, appointmentId: string, startsAt: string) {
  return clinic.act((ctx) =>
    moveAppointment(ctx, { appointmentId, expectedVersion: 1, startsAt, overrides: [] }),
  );
}

function resize(
  clinic: BookableClinic,
  appointmentId: string,
  wish: { minutes: number; expectedVersion: number },
) {
  return clinic.act((ctx) => resizeAppointment(ctx, { appointmentId, ...wish, overrides: [] }));
}

function cancel(clinic: BookableClinic, appointmentId: string) {
  return clinic.act((ctx) =>
    cancelAppointment(ctx, { appointmentId, expectedVersion: 1, reason: 'pat' }),
  );
}

/** How each ended: `done` or its refusal. */
async function outcomes(actions: readonly Promise<unknown>[]) {
  const settled = await Promise.allSettled(actions);
  return settled.map((one) => {
    if (one.status === 'fulfilled') return { end: 'done', problem: null };
    assert.ok(one.reason instanceof ProblemError, String(one.reason));
    return { end: one.reason.code, problem: one.reason };
  });
}

async function rows(clinic: BookableClinic) {
  const where = { organization_id: clinic.organizationId };
  const visits = await t.owner('appointment').where(where).select<AppointmentTime[]>('*');
  const occupied = await t
    .owner('occupied_time')
    .where(where)
    .select<{ appointment_id: string; starts_at: string; ends_at: string }[]>('*');
  return { visits, occupied, changes: await loggedChanges(t, clinic.organizationId) };
}
interface AppointmentTime {
  id: string;
  status: string;
  starts_at: string;
  ends_at: string;
  version: number;
}

describe('many at once', () => {
  it('book one time: one wins, the others get three alternatives each and leave nothing behind', async () => {
    const clinic = await givenBookableClinic(t);
    const ends = await outcomes(Array.from({ length: 50 }, () => book(clinic, nine)));
    assert.equal(ends.filter(({ end }) => end === 'done').length, 1);
    const losers = ends.filter(({ end }) => end === 'slot-taken');
    assert.equal(losers.length, 49);
    for (const { problem } of losers) {
      const alternatives = problem?.details.alternatives ?? [];
      assert.equal(alternatives.length, 3);
      assert.ok(alternatives.every((slot) => slot.startsAt > nine));
    }
    const { visits, occupied, changes } = await rows(clinic);
    assert.equal(visits.length, 1);
    assert.equal(occupied.length, 1);
    assert.equal(occupied[0]?.appointment_id, visits[0]?.id);
    assert.deepEqual(
      changes.map(({ type, seq }) => [type, seq]),
      [['calendar.appointment-booked', 1]],
    );
    const acts = await t
      .owner('audit_entry')
      .where({ organization_id: clinic.organizationId, kind: 'act' });
    assert.equal(acts.length, 1);
    assert.equal((await t.owner('appointment_version')).length, 1);
    assert.deepEqual(await t.owner('pgboss.job').pluck('id'), []);
  });

  it('book staggered times that overlap: those who win never do', async () => {
    const clinic = await givenBookableClinic(t);
    const starts = Array.from({ length: 40 }, (_, n) =>
      new Date(Date.parse(nine) + n * 5 * 60_000).toISOString(),
    );
    const ends = await outcomes(starts.toReversed().map((startsAt) => book(clinic, startsAt)));
    const won = ends.filter(({ end }) => end === 'done').length;
    assert.equal(won + ends.filter(({ end }) => end === 'slot-taken').length, 40);
    const { visits, occupied, changes } = await rows(clinic);
    assert.deepEqual([visits.length, occupied.length, changes.length], [won, won, won]);
    occupied.sort((a, b) => a.starts_at.localeCompare(b.starts_at));
    for (const [n, { ends_at }] of occupied.entries())
      assert.ok(ends_at <= (occupied[n + 1]?.starts_at ?? '9'));
  });

  it('move different visits to one time: one arrives, the others stay where they were', async () => {
    const clinic = await givenBookableClinic(t);
    const ids: string[] = [];
    for (let n = 0; n < 10; n++) {
      const startsAt = new Date(Date.parse(eleven) + n * 30 * 60_000).toISOString();
      ids.push(
        await givenAppointment(t, {
          ...clinic,
          patientId: await givenPatient(t, clinic),
          startsAt,
        }),
      );
    }
    const ends = await outcomes([
      ...ids.map((id) => move(clinic, id, nine)),
      ...Array.from({ length: 10 }, () => book(clinic, nine)),
    ]);
    assert.equal(ends.filter(({ end }) => end === 'done').length, 1);
    const { visits, occupied } = await rows(clinic);
    assert.equal(visits.filter((visit) => visit.starts_at === nine).length, 1);
    assert.deepEqual(
      occupied.map((row) => [row.appointment_id, row.starts_at]).sort(),
      visits.map((visit) => [visit.id, visit.starts_at]).sort(),
    );
  });

  it('make a visit longer and book the time after it: exactly one has that time', async () => {
    const clinic = await givenBookableClinic(t);
    const [visit, halfPast] = [await book(clinic, nine), '2026-11-24T14:30:00.000Z'];
    for (let round = 0; round < 10; round++) {
      const version = (await rows(clinic)).visits.find(({ id }) => id === visit.id)!.version;
      const [longer, booked] = await outcomes([
        resize(clinic, visit.id, { minutes: 60, expectedVersion: version }),
        book(clinic, halfPast),
      ]);
      assert.deepEqual([longer!.end, booked!.end].sort(), ['done', 'slot-taken']);
      const { visits, occupied } = await rows(clinic);
      const standing = visits.filter(({ status }) => status === 'booked');
      assert.deepEqual(
        occupied.map((row) => [row.appointment_id, row.starts_at, row.ends_at]).sort(),
        standing.map((row) => [row.id, row.starts_at, row.ends_at]).sort(),
      );
      assert.equal(standing.length, longer!.end === 'done' ? 1 : 2);
      if (longer!.end === 'done') {
        const shorter = { minutes: 30, expectedVersion: version + 1 };
        await resize(clinic, visit.id, shorter);
      } else {
        await cancel(clinic, standing.find(({ id }) => id !== visit.id)!.id);
      }
    }
  });

  it('move two visits to each other’s time: both are refused and neither deadlocks', async () => {
    const clinic = await givenBookableClinic(t);
    const [first, second] = [await book(clinic, nine), await book(clinic, ten)];
    const ends = await outcomes([move(clinic, first.id, ten), move(clinic, second.id, nine)]);
    assert.deepEqual(
      ends.map(({ end }) => end),
      ['slot-taken', 'slot-taken'],
    );
  });

  it('cancel and move one visit: one wins, the other is told what it has become', async () => {
    const clinic = await givenBookableClinic(t);
    for (let round = 0; round < 10; round++) {
      const visit = await book(clinic, nine);
      const ends = await outcomes([cancel(clinic, visit.id), move(clinic, visit.id, ten)]);
      assert.deepEqual(ends.map(({ end }) => end).sort(), ['conflict', 'done']);
      const { visits, occupied } = await rows(clinic);
      const now = visits.find(({ id }) => id === visit.id);
      const loser = ends.find(({ end }) => end === 'conflict')?.problem;
      assert.equal((loser?.details.current as Appointment).status, now?.status);
      assert.equal(
        occupied.some((row) => row.appointment_id === visit.id),
        now?.status === 'booked',
      );
      if (now?.status === 'booked') {
        const version = 2;
        await clinic.act((ctx) =>
          cancelAppointment(ctx, {
            appointmentId: visit.id,
            expectedVersion: version,
            reason: 'pat',
          }),
        );
      }
    }
  });

  it('cancel a visit and book its time: the new visit holds it or nobody does', async () => {
    const clinic = await givenBookableClinic(t);
    const visit = await book(clinic, nine);
    const [cancelled, booked] = await outcomes([cancel(clinic, visit.id), book(clinic, nine)]);
    assert.equal(cancelled?.end, 'done');
    const { occupied } = await rows(clinic);
    assert.equal(occupied.length, booked?.end === 'done' ? 1 : 0);
  });
});
