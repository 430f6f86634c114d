// One valid call of every step of a visit, each of a visit of its own that stands where the step begins.
// Holds are among them.
import type { Endpoint } from '#contract/endpoint';
import { confirmAppointment, holdAppointment, releaseAppointment } from '#contract/visit-hold';
import {
  arriveAppointment,
  checkInAppointment,
  concludeAppointment,
  fulfilAppointment,
  leaveAppointment,
  markAppointmentInError,
  markNoShow,
  resetAppointment,
  reverseNoShow,
  roomAppointment,
  startAppointment,
} from '#contract/visit-steps';
import { givenPatient } from '../patients/given-patient.ts';
import { instantText, plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import type { AppointmentRow } from './calendar-repository.ts';
import { givenAppointment, type GivenAppointment } from './given-appointment.ts';

type Place = Omit<GivenAppointment, 'startsAt'>;
type Columns = Partial<AppointmentRow>;

/** Earlier on the day on which every test begins, so that a visit may also have been missed. */
const firstStart = Temporal.Instant.from('2026-11-23T09:00:00Z');

export async function givenReachingSteps(
  t: TestDatabase,
  place: Place,
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const at = t.clock.now;
  const arrived: Columns = { status: 'arrived', arrived_at: at };
  const checkedIn: Columns = { ...arrived, status: 'checked-in', checked_in_at: at };
  const roomed: Columns = { ...checkedIn, stage: 'roomed', roomed_at: at };
  const seen: Columns = { ...roomed, stage: 'with-provider', seen_at: at };
  const held: Columns = { status: 'pending', hold_until: plusMinutes(at, 60) };
  const steps: [Endpoint, Columns, object?][] = [
    [releaseAppointment, held],
    [arriveAppointment, {}],
    [checkInAppointment, arrived],
    [roomAppointment, checkedIn],
    [startAppointment, roomed],
    [fulfilAppointment, seen],
    [concludeAppointment, { modality: 'e-visit', takes_time: false }],
    [leaveAppointment, arrived, { reason: 'left-waiting' }],
    [markNoShow, {}],
    [reverseNoShow, { status: 'noshow', closed_at: at }],
    [resetAppointment, arrived, { to: 'booked', reason: 'mistake' }],
    [markAppointmentInError, {}, { reason: 'duplicate' }],
  ];
  const reaching: [Endpoint, TestCall][] = [];
  const secrets: string[] = [];
  for (const [number, [endpoint, columns, more = {}]] of steps.entries()) {
    const startsAt = instantText(firstStart.add({ minutes: 30 * number }));
    const appointmentId = await givenAppointment(t, { ...place, startsAt });
    await t.owner.transaction(async (both) => {
      await both('appointment')
        .where({ id: appointmentId })
        .update({ version: 1, ...columns });
      if (columns.status === 'noshow' || columns.takes_time === false)
        await both('occupied_time').where({ appointment_id: appointmentId }).delete();
    });
    reaching.push([endpoint, { params: { appointmentId }, body: { expectedVersion: 1, ...more } }]);
    secrets.push(appointmentId);
  }
  const toCome = { ...place, startsAt: '2026-11-24T18:00:00.000Z' };
  const appointmentId = await givenAppointment(t, toCome);
  await t.owner('appointment').where({ id: appointmentId }).update(held);
  reaching.push(
    [confirmAppointment, { params: { appointmentId }, body: { expectedVersion: 1 } }],
    [
      holdAppointment,
      {
        body: {
          clinicId: place.clinicId,
          providerId: place.providerId,
          patientId: await givenPatient(t, place),
          visitTypeId: place.visitTypeId,
          startsAt: '2026-11-24T19:00:00.000Z',
        },
      },
    ],
  );
  return { reaching, secrets: [...secrets, appointmentId] };
}
