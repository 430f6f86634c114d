import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { loggedChanges } from '../platform/change-log/expect-change.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { cancelAppointment } from './calendar-service.ts';
import { givenAppointment } from './given-appointment.ts';
import { givenBookableClinic } from './given-bookable-clinic.ts';
import { arriveAppointment, checkInAppointment, markNoShow } from './visit-step-service.ts';

// Monday 2026-11-23 in New York; the clock starts at 10:00.
let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface Known {
  appointmentId: string;
  expectedVersion: number;
}
type Act = (ctx: Ctx, known: Known) => Promise<Appointment>;

const cancel: Act = (ctx, known) => cancelAppointment(ctx, { ...known, reason: 'pat' });

/** Ten times, a new visit each time: two desks act at once on what both see. */
async function race(startsAt: string, first: Act, second: Act): Promise<void> {
  const clinic = await givenBookableClinic(t);
  const minutes = 1;
  for (let round = 0; round < 10; round++) {
    const at = new Date(Date.parse(startsAt) + round * 60_000).toISOString();
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt: at, minutes });
    const known = { appointmentId, expectedVersion: 1 };
    const ends = await Promise.allSettled(
      [first, second].map((act) => clinic.act((ctx) => act(ctx, known))),
    );
    const won = ends.filter((end) => end.status === 'fulfilled');
    const lost = ends
      .filter((end) => end.status === 'rejected')
      .map(({ reason }) => reason as unknown);
    assert.equal(won.length, 1);
    const [problem] = lost;
    assert.ok(problem instanceof ProblemError, String(problem));
    assert.equal(problem.code, 'conflict');
    assert.deepEqual(problem.details.current, won[0]?.value, 'the loser is shown what it became');
    const versions = await t.owner('appointment_version').where({ id: appointmentId });
    assert.equal(versions.length, 2);
    const occupied = await t.owner('occupied_time').where({ appointment_id: appointmentId });
    const stands = won[0]?.value.status === 'arrived';
    assert.equal(occupied.length, stands ? 1 : 0);
  }
  assert.equal((await loggedChanges(t, clinic.organizationId)).length, 10);
}

describe('two desks at once', () => {
  it('say that one patient has arrived: one wins, the other is shown the visit as it is', async () => {
    t.clock.set(testStart);
    await race('2026-11-23T15:30:00.000Z', arriveAppointment, arriveAppointment);
  });

  it('mark a no-show and an arrival: the patient is here or was missed, never both', async () => {
    t.clock.set(testStart);
    t.clock.advance({ seconds: 3_600 });
    await race('2026-11-23T15:00:00.000Z', arriveAppointment, markNoShow);
  });

  it('cancel a visit and let its patient arrive', async () => {
    t.clock.set(testStart);
    await race('2026-11-23T16:30:00.000Z', cancel, arriveAppointment);
  });

  it('cancel a visit whose patient is being checked in: the stale cancellation loses', async () => {
    t.clock.set(testStart);
    const clinic = await givenBookableClinic(t);
    const startsAt = '2026-11-23T17:30:00.000Z';
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt });
    const known = { appointmentId, expectedVersion: 1 };
    await clinic.act((ctx) => arriveAppointment(ctx, known));
    const [checkedIn, cancelled] = await Promise.allSettled([
      clinic.act((ctx) => checkInAppointment(ctx, { appointmentId, expectedVersion: 2 })),
      clinic.act((ctx) => cancel(ctx, known)),
    ]);
    assert.equal(checkedIn.status, 'fulfilled');
    assert.ok(cancelled.status === 'rejected' && cancelled.reason instanceof ProblemError);
    assert.equal(cancelled.reason.code, 'conflict');
  });
});
