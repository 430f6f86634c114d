import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { givenPatient } from '../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { bookAppointment } from './calendar-service.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { leaveAppointment, resetAppointment, startAppointment } from './visit-step-service.ts';
import { addWalkIn, placeWalkIn, startWalkIn } from './walk-in-service.ts';

const day = '2026-11-23';
const at = (time: string): string => new Date(`${day}T${time}:00-05:00`).toISOString();

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

function given(): Promise<BookableClinic> {
  t.clock.set(testStart);
  return givenBookableClinic(t);
}

async function receive(
  clinic: BookableClinic,
  providerId: string | null = clinic.providerId,
): Promise<Appointment> {
  const { clinicId, visitTypeId } = clinic;
  const patientId = await givenPatient(t, clinic);
  const wish = { clinicId, patientId, visitTypeId, providerId, reason: 'Cut finger' };
  return clinic.actAs(clinic.manager, (ctx) => addWalkIn(ctx, wish));
}

async function book(clinic: BookableClinic, time: string): Promise<Appointment> {
  const { clinicId, providerId, visitTypeId } = clinic;
  const patientId = await givenPatient(t, clinic);
  const wish = { clinicId, providerId, patientId, visitTypeId, startsAt: at(time), overrides: [] };
  return clinic.act((ctx) => bookAppointment(ctx, wish));
}

async function changes(
  clinic: BookableClinic,
  what: string,
  action: () => Promise<Appointment>,
): Promise<Appointment> {
  const { organizationId } = clinic;
  const types = [`calendar.appointment-${what}`];
  const proof = { t, organizationId, snapshot: () => clinic.snapshot(day), fold: foldCalendar };
  return (await expectChange({ ...proof, action, types })).answer;
}

function refuses(
  clinic: BookableClinic,
  refusal: string,
  action: () => Promise<unknown>,
): Promise<void> {
  const { organizationId } = clinic;
  return expectNoChange({
    t,
    organizationId,
    snapshot: () => clinic.snapshot(day),
    action,
    refusal,
  });
}

async function timesOf({ id }: Appointment): Promise<[string, string][]> {
  const rows = await t
    .owner('occupied_time')
    .where({ appointment_id: id })
    .select<{ starts_at: string; ends_at: string }[]>('starts_at', 'ends_at');
  return rows.map((row) => [row.starts_at, row.ends_at]);
}

const known = ({ id: appointmentId, version: expectedVersion }: Appointment) => ({
  ...{ appointmentId, expectedVersion },
});

describe('who comes without a booking', () => {
  it('has arrived at once, and has no time', async () => {
    const clinic = await given();
    const visit = await changes(clinic, 'walked-in', () => receive(clinic));
    assert.deepEqual(
      [visit.status, visit.takesTime, visit.walkIn, visit.steps[0]?.at],
      ['arrived', false, 'asked', t.clock.now],
    );
    assert.deepEqual(await timesOf(visit), []);
  });

  it('waits for who is free first', async () => {
    const clinic = await given();
    for (const time of ['10:00', '10:30', '11:00']) await book(clinic, time);
    const { organizationId, clinicId } = clinic;
    await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    const visit = await receive(clinic, null);
    assert.deepEqual([visit.walkIn, visit.providerId], ['first-free', clinic.providerId]);
  });

  it('is given a time, judged as a booking is, and only today', async () => {
    const clinic = await given();
    const taken = await book(clinic, '11:00');
    const visit = await receive(clinic);
    const { providerId } = clinic;
    const place = (startsAt: string): Promise<Appointment> =>
      clinic.actAs(clinic.manager, (ctx) =>
        placeWalkIn(ctx, { ...known(visit), providerId, startsAt, overrides: [] }),
      );
    await refuses(clinic, 'slot-taken', () => place(taken.startsAt));
    await refuses(clinic, 'rule-broken not-on-the-day', () => place('2026-11-24T15:00:00.000Z'));
    const placed = await changes(clinic, 'timed', () => place(at('11:30')));
    assert.deepEqual([placed.takesTime, placed.status], [true, 'arrived']);
    assert.deepEqual(await timesOf(placed), [[at('11:30'), at('12:00')]]);
  });

  it('is taken at once, with the provider’s time where it is free', async () => {
    const clinic = await given();
    const visit = await receive(clinic);
    t.clock.advance({ seconds: 200 });
    const started = await changes(clinic, 'started', () =>
      clinic.actAs(clinic.manager, (ctx) => startWalkIn(ctx, known(visit))),
    );
    assert.deepEqual([started.stage, started.takesTime], ['with-provider', true]);
    assert.deepEqual(await timesOf(started), [[at('10:03'), at('10:33')]]);
  });

  it('is taken at once, without a time where somebody else has it', async () => {
    const clinic = await given();
    const other = await book(clinic, '10:15');
    const visit = await receive(clinic);
    const started = await clinic.actAs(clinic.manager, (ctx) => startWalkIn(ctx, known(visit)));
    assert.deepEqual([started.stage, started.takesTime], ['with-provider', false]);
    assert.deepEqual(await timesOf(started), []);
    assert.deepEqual(await timesOf(other), [[at('10:15'), at('10:45')]]);
  });

  it('leaves without being seen, is brought back, and was never booked', async () => {
    const clinic = await given();
    const visit = await receive(clinic);
    const left = await changes(clinic, 'left', () =>
      clinic.actAs(clinic.manager, (ctx) =>
        leaveAppointment(ctx, { ...known(visit), reason: 'left-waiting' }),
      ),
    );
    assert.deepEqual([left.stage, left.closedBecause], ['left', 'left-waiting']);
    const reset = (to: 'booked' | 'arrived'): Promise<Appointment> =>
      clinic.actAs(clinic.manager, (ctx) =>
        resetAppointment(ctx, { ...known(left), to, reason: 'still-here' }),
      );
    await refuses(clinic, 'rule-broken wrong-state', () => reset('booked'));
    assert.equal((await reset('arrived')).status, 'arrived');
    assert.deepEqual(await timesOf(visit), []);
  });

  it('does not begin as a visit with a time does', async () => {
    const clinic = await given();
    const visit = await receive(clinic);
    await refuses(clinic, 'rule-broken wrong-state', () =>
      clinic.actAs(clinic.manager, (ctx) => startAppointment(ctx, known(visit))),
    );
  });

  it('is taken by one of two at once, and of two walk-ins one has the time', async () => {
    const clinic = await given();
    const [first, second] = [await receive(clinic), await receive(clinic)];
    const start = (visit: Appointment): Promise<Appointment> =>
      clinic.actAs(clinic.manager, (ctx) => startWalkIn(ctx, known(visit)));
    const answers = await Promise.allSettled([first, first, second].map(start));
    const done = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    assert.deepEqual(done.map(({ takesTime }) => takesTime).sort(), [false, true]);
  });
});
