import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  appointmentWorkflow,
  occupiesTime,
  stepOf,
  type AppointmentTransition,
} from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { loggedChanges } from '../platform/change-log/expect-change.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { getAppointment } from './calendar-queries.ts';
import { cancelAppointment, reinstateAppointment } from './calendar-service.ts';
import { givenAppointment } from './given-appointment.ts';
import { foldCalendar, givenBookableClinic } from './given-bookable-clinic.ts';
import * as service from './visit-step-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface Wanted {
  appointmentId: string;
  expectedVersion: null;
}
type Walked = Exclude<
  AppointmentTransition,
  'move' | 'confirm' | 'release' | 'conclude' | 'startAtOnce'
>;

const reason = 'mistake';
const acts: Record<Walked, (ctx: Ctx, wanted: Wanted) => Promise<Appointment>> = {
  arrive: service.arriveAppointment,
  checkIn: service.checkInAppointment,
  room: service.roomAppointment,
  start: service.startAppointment,
  fulfil: service.fulfilAppointment,
  cancel: (ctx, wanted) => cancelAppointment(ctx, { ...wanted, reason: 'pat' }),
  reinstate: reinstateAppointment,
  leave: (ctx, wanted) => service.leaveAppointment(ctx, { ...wanted, reason: 'left-waiting' }),
  markNoShow: service.markNoShow,
  reverseNoShow: service.reverseNoShow,
  resetToBooked: (ctx, wanted) =>
    service.resetAppointment(ctx, { ...wanted, to: 'booked', reason }),
  resetToArrived: (ctx, wanted) =>
    service.resetAppointment(ctx, { ...wanted, to: 'arrived', reason }),
  resetToCheckedIn: (ctx, wanted) =>
    service.resetAppointment(ctx, { ...wanted, to: 'checked-in', reason }),
  markInError: (ctx, wanted) =>
    service.markAppointmentInError(ctx, { ...wanted, reason: 'never-was' }),
};
const onTheWay = (Object.keys(acts) as Walked[]).filter((act) => act !== 'markInError');

const walk = fc.array(
  fc.record({
    act: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...onTheWay) },
      { weight: 1, arbitrary: fc.constant<Walked>('markInError') },
    ),
    minutes: fc.nat({ max: 12 }),
  }),
  { minLength: 10, maxLength: 40 },
);

/** What the database says of the visit: its status, the time it occupies and its versions agree. */
async function requireSound(visit: Appointment): Promise<void> {
  const occupied = await t.owner('occupied_time').where({ appointment_id: visit.id });
  assert.equal(occupied.length, occupiesTime(visit.status) ? 1 : 0, visit.status);
  const versions = await t
    .owner('appointment_version')
    .where({ id: visit.id })
    .orderBy('version')
    .select<
      { version: number; row: { status: string; stage: string | null }; valid_to: string | null }[]
    >('version', 'row', 'valid_to');
  assert.deepEqual(
    versions.map(({ version }) => version),
    Array.from({ length: visit.version }, (_, n) => n + 1),
  );
  const newest = versions.at(-1);
  assert.deepEqual([newest?.row.status, newest?.row.stage], [visit.status, visit.stage]);
  assert.deepEqual(
    versions.filter(({ valid_to }) => valid_to === null).map(({ version }) => version),
    [visit.version],
  );
  const times = visit.steps.map(({ at }) => at);
  assert.deepEqual(times, times.toSorted(), 'steps in order');
}

describe('any walk through the workflow', () => {
  it('passes exactly the declared steps; status, occupied time, versions and feed agree after each', async () => {
    await fc.assert(
      fc.asyncProperty(walk, async (steps) => {
        t.clock.set(testStart);
        const clinic = await givenBookableClinic(t);
        const startsAt = '2026-11-23T15:30:00.000Z';
        const appointmentId = await givenAppointment(t, { ...clinic, startsAt });
        const before = await clinic.snapshot('2026-11-23');
        const read = () => clinic.act((ctx) => getAppointment(ctx, appointmentId));
        let visit = await read();
        for (const { act, minutes } of steps) {
          t.clock.advance({ seconds: minutes * 60 });
          const { from, to } = appointmentWorkflow.transitions[act];
          const isDeclared = from.includes(stepOf(visit));
          const wanted = { appointmentId, expectedVersion: null };
          const refusal = await clinic
            .actAs(clinic.manager, (ctx) => acts[act](ctx, wanted))
            .then(() => null)
            .catch((error: unknown) => {
              assert.ok(error instanceof ProblemError, String(error));
              return error.details.rule ?? error.code;
            });
          assert.equal(refusal === 'wrong-state', !isDeclared, `${act} at ${stepOf(visit)}`);
          const now = await read();
          if (refusal === null) assert.equal(stepOf(now), to);
          else assert.deepEqual(now, visit);
          visit = now;
          await requireSound(visit);
        }
        const changes = await loggedChanges(t, clinic.organizationId);
        assert.deepEqual(changes.reduce(foldCalendar, before), await clinic.snapshot('2026-11-23'));
      }),
      { numRuns: 20 },
    );
  });
});
