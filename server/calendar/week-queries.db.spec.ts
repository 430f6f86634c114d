import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hoursOfWeek } from '../availability/availability-queries.ts';
import { givenException } from '../availability/given-exception.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { givenAppointment } from './given-appointment.ts';
import { givenBookableClinic } from './given-bookable-clinic.ts';
import { listWeek } from './week-queries.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

/** The week of 29 November 2026, a Sunday, in New York. */
const week = { from: '2026-11-23T05:00:00.000Z', until: '2026-11-30T05:00:00.000Z' };

describe('the week of a provider', () => {
  it('holds what touches it from Monday to Sunday, cancelled visits included, and nobody else’s', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { clinicId, clinicIds, providerId, organizationId } = clinic;
    const visit = (startsAt: string, overrides = {}) =>
      givenAppointment(t, { ...clinic, startsAt, ...overrides });
    const other = await givenProvider(t, { organizationId, clinicIds });
    const last = await visit('2026-11-30T04:30:00Z');
    const first = await visit('2026-11-23T04:45:00Z');
    const cancelled = await visit('2026-11-25T15:00:00Z', { status: 'cancelled' });
    await visit(week.until);
    await visit('2026-11-23T04:00:00Z');
    await visit('2026-11-24T15:00:00Z', { providerId: other });
    await visit('2026-11-26T15:00:00Z', { clinicId: clinicIds[1]! });

    const { days, appointments } = await clinic.act((ctx) =>
      listWeek(ctx, { clinicId, providerId, date: '2026-11-29' }),
    );
    assert.deepEqual(
      appointments.map(({ id }) => id),
      [first, cancelled, last],
    );
    assert.deepEqual(
      [days.length, days[0]?.date, days[0]?.startsAt, days[6]?.date, days[6]?.endsAt],
      [7, '2026-11-23', week.from, '2026-11-29', week.until],
    );
  });

  it('has a Sunday of 23 hours in March and one of 25 in November', async () => {
    const { clinicId, providerId, act } = await givenBookableClinic(t);
    const hoursOf = async (date: string): Promise<number[]> => {
      const { days } = await act((ctx) => listWeek(ctx, { clinicId, providerId, date }));
      return days.map((day) => (Date.parse(day.endsAt) - Date.parse(day.startsAt)) / 3_600_000);
    };
    assert.deepEqual(await hoursOf('2027-03-10'), [24, 24, 24, 24, 24, 24, 23]);
    assert.deepEqual(await hoursOf('2026-11-01'), [24, 24, 24, 24, 24, 24, 25]);
  });

  it('is not found in a clinic that the person may not see', async () => {
    const { providerId, act } = await givenBookableClinic(t);
    const { clinicId } = await givenBookableClinic(t);
    await assert.rejects(
      act((ctx) => listWeek(ctx, { clinicId, providerId, date: '2026-11-29' })),
      { code: 'not-found' },
    );
  });
});

describe('the hours of a week', () => {
  it('are the provider’s own, without time off and closed days, each told with its reason', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, clinicIds, providerId, organizationId } = clinic;
    const other = await givenProvider(t, { organizationId, clinicIds });
    const span = { startsAt: '2026-11-24T14:00:00.000Z', endsAt: '2026-11-24T17:00:00.000Z' };
    const timeOff = await givenException(t, { ...clinic, ...span });
    await givenException(t, { ...clinic, ...span, providerId: other });

    const { items, exceptions, closedDays, closedHours } = await clinic.act((ctx) =>
      hoursOfWeek(ctx, { clinicId, providerId, date: '2026-11-23' }),
    );
    assert.deepEqual(
      items.map(({ startsAt, endsAt }) => [startsAt.slice(8, 16), endsAt.slice(11, 16)]),
      [
        ['23T13:00', '22:00'],
        ['24T13:00', '14:00'],
        ['24T17:00', '22:00'],
        ['25T13:00', '22:00'],
        ['27T13:00', '22:00'],
        ['28T13:00', '22:00'],
        ['29T13:00', '22:00'],
      ],
    );
    assert.ok(items.every((window) => window.providerId === providerId));
    assert.deepEqual(
      exceptions.map(({ id }) => id),
      [timeOff],
    );
    assert.deepEqual(closedDays, [{ date: '2026-11-26', because: 'Thanksgiving Day' }]);
    assert.deepEqual(closedHours, []);
  });
});
