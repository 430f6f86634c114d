import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { givenFlag } from '../patients/given-flag.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { givenStaff } from '../staff/given-organization.ts';
import { getAppointment } from './calendar-queries.ts';
import { bookAppointment, moveAppointment, type BookAppointment } from './calendar-service.ts';
import { endLapsedHolds } from './end-holds.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { confirmAppointment, holdAppointment, releaseAppointment } from './hold-service.ts';

const day = '2026-11-24';
const ten = '2026-11-24T15:00:00.000Z';
const quarterPast = '2026-11-24T15:15:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

function wish(clinic: BookableClinic, startsAt = ten): BookAppointment {
  const { clinicId, providerId, patientId, visitTypeId } = clinic;
  return { clinicId, providerId, patientId, visitTypeId, startsAt, overrides: [] };
}

async function given(): Promise<BookableClinic> {
  t.clock.set(testStart);
  return givenBookableClinic(t);
}

const hold = (clinic: BookableClinic, startsAt = ten) =>
  clinic.act((ctx) => holdAppointment(ctx, wish(clinic, startsAt)));

const confirm = (clinic: BookableClinic, { id, version }: Appointment) =>
  clinic.act((ctx) =>
    confirmAppointment(ctx, { appointmentId: id, expectedVersion: version, overrides: [] }),
  );

const anotherPatient = async (clinic: BookableClinic): Promise<BookableClinic> => ({
  ...clinic,
  patientId: await givenPatient(t, clinic),
});

function changes<T>(clinic: BookableClinic, types: string[], action: () => Promise<T>) {
  return expectChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: () => clinic.snapshot(day),
    fold: foldCalendar,
    action,
    types: types.map((what) => `calendar.appointment-${what}`),
  });
}

function refuses(clinic: BookableClinic, refusal: string, action: () => Promise<unknown>) {
  const snapshot = async () => ({
    visits: await clinic.snapshot(day),
    occupied: await occupied(clinic),
  });
  return expectNoChange({
    t,
    organizationId: clinic.organizationId,
    snapshot,
    action,
    refusal,
  });
}

function occupied(clinic: BookableClinic): Promise<string[]> {
  return t
    .owner('occupied_time')
    .where({ organization_id: clinic.organizationId })
    .pluck<string[]>('appointment_id');
}

describe('a hold', () => {
  it('keeps the time for five minutes, for all to see, and is booked when it is confirmed', async () => {
    const clinic = await given();
    const { answer: held } = await changes(clinic, ['held'], () => hold(clinic));
    assert.equal(held.status, 'pending');
    assert.deepEqual(held.hold, {
      until: '2026-11-23T15:05:00.000Z',
      by: clinic.scheduler.staffId,
    });
    assert.deepEqual(await occupied(clinic), [held.id]);

    const { answer: booked } = await changes(clinic, ['booked'], () => confirm(clinic, held));
    assert.deepEqual([booked.id, booked.status, booked.hold], [held.id, 'booked', null]);
    const acts = await t
      .owner('appointment_version')
      .where({ id: held.id })
      .orderBy('version')
      .pluck<string[]>('act');
    assert.deepEqual(acts, ['held', 'booked']);
  });

  it('stands in the way of whoever wants the time meanwhile', async () => {
    const clinic = await given();
    await hold(clinic);
    const other = await anotherPatient(clinic);
    await refuses(clinic, 'slot-taken', () => hold(other, quarterPast));
    await refuses(clinic, 'slot-taken', () =>
      clinic.act((ctx) => bookAppointment(ctx, wish(other, quarterPast))),
    );
  });

  it('of a patient who is busy then is told, as a booking is', async () => {
    const clinic = await given();
    await hold(clinic);
    const elsewhere = { ...wish(clinic), overrides: [{ rule: 'patient-busy', reason: 'twins' }] };
    await refuses(clinic, 'slot-taken', () => clinic.act((ctx) => holdAppointment(ctx, elsewhere)));
  });

  it('that is let go leaves no visit, and its time is free', async () => {
    const clinic = await given();
    const held = await hold(clinic);
    await changes(clinic, ['released'], () =>
      clinic.act((ctx) =>
        releaseAppointment(ctx, { appointmentId: held.id, expectedVersion: held.version }),
      ),
    );
    assert.deepEqual(await clinic.snapshot(day), { appointments: {} });
    assert.deepEqual(await occupied(clinic), []);
    await assert.rejects(
      clinic.act((ctx) => getAppointment(ctx, held.id)),
      { code: 'not-found' },
    );
    await hold(await anotherPatient(clinic));
  });

  it('cannot be confirmed once its time is up, and gives way to whoever asks', async () => {
    const clinic = await given();
    const held = await hold(clinic);
    t.clock.advance({ seconds: 5 * 60 });
    await refuses(clinic, 'rule-broken hold-ended', () => confirm(clinic, held));
    const other = await anotherPatient(clinic);
    const { answer } = await changes(clinic, ['released', 'booked'], () =>
      clinic.act((ctx) => bookAppointment(ctx, wish(other, quarterPast))),
    );
    assert.deepEqual(await occupied(clinic), [answer.id]);
  });

  it('gives way to a visit that moves there, when its time is up', async () => {
    const clinic = await given();
    const noon = '2026-11-24T17:00:00.000Z';
    const other = await anotherPatient(clinic);
    const { id } = await clinic.act((ctx) => bookAppointment(ctx, wish(other, noon)));
    await hold(clinic);
    const move = () =>
      clinic.act((ctx) =>
        moveAppointment(ctx, {
          appointmentId: id,
          expectedVersion: 1,
          startsAt: ten,
          overrides: [],
        }),
      );
    await refuses(clinic, 'slot-taken', move);
    t.clock.advance({ seconds: 5 * 60 });
    await changes(clinic, ['released', 'moved'], move);
  });

  it('is swept by the clock when its time is up, not before', async () => {
    const clinic = await given();
    const held = await hold(clinic);
    const sweep = () =>
      t.database.inTransaction(
        { kind: 'system', organizationId: clinic.organizationId, reason: 'the clock' },
        (ctx) => endLapsedHolds(ctx),
      );
    t.clock.advance({ seconds: 5 * 60 - 1 });
    await changes(clinic, [], sweep);
    t.clock.advance({ seconds: 1 });
    await changes(clinic, ['released'], sweep);
    assert.equal(held.id in (await clinic.snapshot(day)).appointments, false);
  });

  it('is judged again when it is confirmed', async () => {
    const clinic = await given();
    const held = await hold(clinic);
    await givenFlag(t, clinic, { kind: 'deceased', source: 'Family' });
    await refuses(clinic, 'rule-broken deceased', () => confirm(clinic, held));
    const early = await hold(await anotherPatient(clinic), '2026-11-23T15:03:00.000Z').catch(
      (error: unknown) => error,
    );
    assert.ok(!(early instanceof ProblemError), String(early));
    t.clock.advance({ seconds: 4 * 60 });
    await refuses(clinic, 'rule-broken in-the-past', () => confirm(clinic, early as Appointment));
  });

  it('is neither confirmed nor let go by who does not book, nor on a stale picture', async () => {
    const clinic = await given();
    const held = await hold(clinic);
    const clinician = await givenStaff(t, { ...clinic, role: 'clinician' });
    const stale = { appointmentId: held.id, expectedVersion: 7, overrides: [] };
    await refuses(clinic, 'not-allowed', () =>
      clinic.actAs(clinician, (ctx) => confirmAppointment(ctx, { ...stale, expectedVersion: 1 })),
    );
    await refuses(clinic, 'not-allowed', () =>
      clinic.actAs(clinician, (ctx) => releaseAppointment(ctx, { ...stale, expectedVersion: 1 })),
    );
    await refuses(clinic, 'conflict', () => clinic.act((ctx) => confirmAppointment(ctx, stale)));
    await refuses(clinic, 'conflict', () => clinic.act((ctx) => releaseAppointment(ctx, stale)));
  });

  it('is no visit yet: it can be neither moved, cancelled nor begun', async () => {
    const clinic = await given();
    const held = await hold(clinic);
    await refuses(clinic, 'rule-broken wrong-state', () =>
      clinic.act((ctx) =>
        moveAppointment(ctx, {
          appointmentId: held.id,
          expectedVersion: 1,
          startsAt: quarterPast,
          overrides: [],
        }),
      ),
    );
  });
});

describe('holds of the same time at once', () => {
  it('have one winner, and confirming it twice at once books once', async () => {
    const clinic = await given();
    const patients = await Promise.all(Array.from({ length: 12 }, () => anotherPatient(clinic)));
    const starts = [ten, quarterPast];
    const asked = await Promise.allSettled(
      patients.map((who, n) => hold(who, starts[n % starts.length] ?? ten)),
    );
    const won = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    assert.equal(won.length, 1);
    for (const one of asked)
      if (one.status === 'rejected')
        assert.equal((one.reason as ProblemError).code, 'slot-taken', String(one.reason));

    const [held] = won;
    assert.ok(held);
    const confirmed = await Promise.allSettled([confirm(clinic, held), confirm(clinic, held)]);
    assert.deepEqual(confirmed.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.deepEqual(await occupied(clinic), [held.id]);
  });

  it('confirm and sweep at the end of the hold: one of them, never both', async () => {
    for (const seconds of [299, 300]) {
      const clinic = await given();
      const held = await hold(clinic);
      t.clock.advance({ seconds });
      const [confirmed] = await Promise.allSettled([
        confirm(clinic, held),
        clinic.act((ctx) => endLapsedHolds(ctx)),
      ]);
      // The sweep leaves a row that somebody works on to the next one.
      await clinic.act((ctx) => endLapsedHolds(ctx));
      const standing = await clinic.snapshot(day);
      assert.equal(confirmed.status, seconds < 300 ? 'fulfilled' : 'rejected');
      assert.equal(standing.appointments[held.id]?.status, seconds < 300 ? 'booked' : undefined);
    }
  });
});
