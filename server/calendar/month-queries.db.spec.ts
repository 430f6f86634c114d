import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { givenAppointment } from './given-appointment.ts';
import { givenBookableClinic } from './given-bookable-clinic.ts';
import { listMonth } from './month-queries.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

describe('the days of a month', () => {
  it('are those of all weeks that it touches, with the visits that stand and the room that they leave', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId } = clinic;
    const visit = (startsAt: string, overrides = {}) =>
      givenAppointment(t, { ...clinic, startsAt, ...overrides });
    await visit('2026-11-24T15:00:00Z');
    await visit('2026-11-24T16:00:00Z', { minutes: 60 });
    await visit('2026-11-24T18:00:00Z', { status: 'cancelled' });
    // Half past eleven in the evening in New York: of the 24th as well.
    await visit('2026-11-25T04:30:00Z');

    const { days } = await clinic.act((ctx) => listMonth(ctx, { clinicId, date: '2026-11-15' }));
    assert.deepEqual(
      [days.length, days[0]?.date, days.at(-1)?.date],
      [42, '2026-10-26', '2026-12-06'],
    );
    const on = (date: string) => days.find((day) => day.date === date);
    assert.deepEqual(on('2026-11-24'), {
      date: '2026-11-24',
      visits: 3,
      workingMinutes: 540,
      freeMinutes: 420,
      closedBecause: null,
      closedHours: [],
    });
    assert.deepEqual([on('2026-11-25')?.visits, on('2026-11-25')?.freeMinutes], [0, 540]);
    assert.deepEqual(
      [on('2026-11-26')?.workingMinutes, on('2026-11-26')?.closedBecause],
      [0, 'Thanksgiving Day'],
    );
  });

  it('are one provider’s where one is asked for', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, clinicIds, organizationId, providerId, act } = clinic;
    const other = await givenProvider(t, { organizationId, clinicIds });
    await givenAppointment(t, { ...clinic, startsAt: '2026-11-24T15:00:00Z' });
    await givenAppointment(t, { ...clinic, startsAt: '2026-11-24T15:00:00Z', providerId: other });
    const visitsOf = async (of: { providerId?: string }): Promise<number | undefined> => {
      const { days } = await act((ctx) => listMonth(ctx, { clinicId, date: '2026-11-01', ...of }));
      return days.find(({ date }) => date === '2026-11-24')?.visits;
    };
    assert.deepEqual([await visitsOf({}), await visitsOf({ providerId })], [2, 1]);
    assert.equal(await visitsOf({ providerId: clinic.patientId }), 0);
  });

  it('are not found in a clinic that the person may not see', async () => {
    const { act } = await givenBookableClinic(t);
    const { clinicId } = await givenBookableClinic(t);
    await assert.rejects(
      act((ctx) => listMonth(ctx, { clinicId, date: '2026-11-29' })),
      { code: 'not-found' },
    );
  });
});
