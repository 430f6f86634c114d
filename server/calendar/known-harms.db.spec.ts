// What other calendars got wrong, and somebody was hurt by: each by its name.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { nextFreeTimes } from '../availability/availability-queries.ts';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { givenOrganization, givenProvider, givenStaff } from '../staff/given-organization.ts';
import {
  bookAppointment,
  cancelAppointment,
  closeUndo,
  reinstateAppointment,
} from './calendar-service.ts';
import { givenBookableClinic } from './given-bookable-clinic.ts';
import { confirmAppointment, holdAppointment } from './hold-service.ts';

const ten = '2026-11-24T15:00:00.000Z';
const halfPastTen = '2026-11-24T15:30:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());
beforeEach(() => {
  t.clock.set(testStart);
});

async function wallTimesOn(
  date: string,
  clinic: { zone: string; blocks?: Parameters<typeof givenTemplate>[1]['blocks'] },
): Promise<string[]> {
  const { zone, blocks } = clinic;
  const organization = await givenOrganization(t, { clinics: [{ zone }] });
  const { organizationId, clinicId, clinicIds } = organization;
  const providerId = await givenProvider(t, { organizationId, clinicIds });
  await givenTemplate(t, { organizationId, clinicId, providerId, ...(blocks ? { blocks } : {}) });
  const visitTypeId = await givenVisitType(t, { organizationId, clinicId });
  const { scope } = await givenStaff(t, { organizationId, clinicIds });
  const fromAt = Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant().toString();
  const wanted = { clinicId, visitTypeId, providerIds: [], fromAt, days: 1, limit: 100 };
  const slots = await t.database.inTransaction(scope, (ctx) => nextFreeTimes(ctx, wanted));
  return slots.map(({ startsAt }) =>
    Temporal.Instant.from(startsAt)
      .toZonedDateTimeISO(zone)
      .toPlainTime()
      .toString({ smallestUnit: 'minute' }),
  );
}

const lateEvening = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
  weekday,
  startsAt: '22:00',
  endsAt: '24:00',
}));

describe('harm known from other calendars', () => {
  it('two pending requests for one time, both confirmed', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, providerId, visitTypeId } = clinic;
    const hold = async () => {
      const patientId = await givenPatient(t, clinic);
      const wish = { clinicId, providerId, visitTypeId, patientId, startsAt: ten, overrides: [] };
      return clinic.act((ctx) => holdAppointment(ctx, wish));
    };
    const first = await hold();
    await assert.rejects(hold(), { code: 'slot-taken' });
    t.clock.advance({ minutes: 6 });
    const second = await hold();
    const confirm = ({ id: appointmentId }: { id: string }) =>
      clinic.act((ctx) =>
        confirmAppointment(ctx, { appointmentId, expectedVersion: null, overrides: [] }),
      );
    const both = await Promise.allSettled([confirm(first), confirm(second)]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'fulfilled'],
    );
    const { appointments } = await clinic.snapshot('2026-11-24');
    assert.deepEqual(Object.keys(appointments), [second.id]);
  });

  it('the buffer after a visit ignored by the one that follows', async () => {
    const clinic = await givenBookableClinic(t, { bufferAfter: 10 });
    const { clinicId, providerId, patientId, visitTypeId } = clinic;
    const wish = { clinicId, providerId, visitTypeId, overrides: [] };
    await clinic.act((ctx) => bookAppointment(ctx, { ...wish, patientId, startsAt: ten }));
    const next = await givenPatient(t, clinic);
    const follow = { ...wish, patientId: next, startsAt: halfPastTen };
    await assert.rejects(
      clinic.act((ctx) => bookAppointment(ctx, follow)),
      { code: 'slot-taken' },
    );
    assert.equal(Object.keys((await clinic.snapshot('2026-11-24')).appointments).length, 1);
  });

  for (const [zone, date] of [
    ['Asia/Kathmandu', '2026-11-24'],
    ['Pacific/Chatham', '2027-04-04'],
    ['Australia/Lord_Howe', '2027-04-04'],
    ['America/New_York', '2027-03-14'],
  ] as const)
    it(`starts aligned to the clocks of UTC rather than those of ${zone}`, async () => {
      const times = await wallTimesOn(date, { zone });
      assert.deepEqual([times.length, times[0], times.at(-1)], [35, '08:00', '16:30']);
      assert.ok(times.every((time) => /:(?:00|15|30|45)$/.test(time)));
    });

  it('a day that ends at 23:59:59, and with it the last visit before midnight', async () => {
    const times = await wallTimesOn('2026-11-24', {
      zone: 'America/New_York',
      blocks: lateEvening,
    });
    assert.equal(times.at(-1), '23:30');
  });

  it('the last hour of the day missing, also of one that has 25', async () => {
    const wholeDay = lateEvening.map((block) => ({ ...block, startsAt: '00:00' }));
    const zone = 'America/New_York';
    const times = await wallTimesOn('2027-11-07', { zone, blocks: wholeDay });
    assert.deepEqual(times.slice(-3), ['23:00', '23:15', '23:30']);
    assert.equal(times.length, 25 * 4 - 1);
  });

  it('a cancellation undone after 50 seconds that comes back as another visit', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, providerId, patientId, visitTypeId } = clinic;
    const wish = { clinicId, providerId, visitTypeId, patientId, startsAt: ten, overrides: [] };
    const { id: appointmentId } = await clinic.act((ctx) => bookAppointment(ctx, wish));
    const known = { appointmentId, expectedVersion: null };
    await clinic.act((ctx) => cancelAppointment(ctx, { ...known, reason: 'pat' }));
    t.clock.advance({ seconds: 50 });
    await clinic.act((ctx) => reinstateAppointment(ctx, known));
    const { appointments } = await clinic.snapshot('2026-11-24');
    assert.deepEqual(
      Object.values(appointments).map(({ id, status, startsAt }) => [id, status, startsAt]),
      [[appointmentId, 'booked', ten]],
    );
  });

  it('an undo refused without a word of who has the time now', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, providerId, patientId, visitTypeId, organizationId } = clinic;
    const wish = { clinicId, providerId, visitTypeId, patientId, startsAt: ten, overrides: [] };
    const { id: appointmentId } = await clinic.act((ctx) => bookAppointment(ctx, wish));
    const known = { appointmentId, expectedVersion: null };
    await clinic.act((ctx) => cancelAppointment(ctx, { ...known, reason: 'pat' }));
    const system = { kind: 'system', organizationId, reason: 'an offer leaves' } as const;
    await t.database.inTransaction(system, (ctx) => closeUndo(ctx, appointmentId));
    const undo = () => clinic.act((ctx) => reinstateAppointment(ctx, known));
    await assert.rejects(undo(), { message: /has been offered to somebody else/ });
    const accepts = { ...wish, patientId: await givenPatient(t, clinic) };
    await clinic.act((ctx) => bookAppointment(ctx, accepts));
    await assert.rejects(undo(), { message: /is booked for somebody else/ });
  });
});
