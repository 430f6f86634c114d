import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SeriesView } from '#contract/visit-series';
import { givenPatient } from '../../patients/given-patient.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { ProblemError } from '../../platform/problem.ts';
import { bookAppointment } from '../calendar-service.ts';
import { givenBookableClinic, type BookableClinic } from '../given-bookable-clinic.ts';
import { aWish, givenSeries, knownOf, nine, weekly } from './given-series.ts';
import { cancelSeries } from './series-cancel-service.ts';
import { moveSeries } from './series-move-service.ts';
import { bookSeries } from './series-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const weeksOn = (startsAt: string, weeks: number): string =>
  new Date(Date.parse(startsAt) + weeks * 7 * 86_400_000).toISOString();

async function series(clinic: BookableClinic, startsAt: string): Promise<SeriesView> {
  const patientId = await givenPatient(t, clinic);
  return clinic.act((ctx) =>
    bookSeries(ctx, aWish(clinic, { patientId, startsAt, rhythm: weekly })),
  );
}

async function single(clinic: BookableClinic, startsAt: string): Promise<unknown> {
  const { clinicId, providerId, visitTypeId } = clinic;
  const patientId = await givenPatient(t, clinic);
  const wish = { clinicId, providerId, visitTypeId, patientId, startsAt, overrides: [] };
  return clinic.act((ctx) => bookAppointment(ctx, wish));
}

/** How each ended: `done`, or the rule or code of its refusal; whatever else is a bug. */
async function outcomes(actions: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(actions);
  return settled.map((one) => {
    if (one.status === 'fulfilled') return 'done';
    assert.ok(one.reason instanceof ProblemError, String(one.reason));
    return one.reason.details.rule ?? one.reason.code;
  });
}

/** Every booked visit has its time, nothing else has any, and every series is whole or is not there. */
async function requireSound(clinic: BookableClinic): Promise<void> {
  const where = { organization_id: clinic.organizationId };
  const visits = await t
    .owner('appointment')
    .where({ ...where, status: 'booked' })
    .select<{ id: string; starts_at: string; series_id: string | null }[]>('*');
  const occupied = await t
    .owner('occupied_time')
    .where(where)
    .select<{ appointment_id: string; starts_at: string }[]>('*');
  assert.deepEqual(
    occupied.map((row) => [row.appointment_id, row.starts_at]).sort(),
    visits.map((row) => [row.id, row.starts_at]).sort(),
  );
  const starts = visits.map(({ starts_at }) => starts_at);
  assert.equal(new Set(starts).size, starts.length);
}

describe('many at once', () => {
  it('book series of one time: one wins whole, and the others leave nothing behind', async () => {
    const clinic = await givenBookableClinic(t);
    const ends = await outcomes(Array.from({ length: 5 }, () => series(clinic, nine)));
    assert.deepEqual(ends.sort(), ['done', ...Array.from({ length: 4 }, () => 'lines-refused')]);
    await requireSound(clinic);
    const where = { organization_id: clinic.organizationId };
    assert.equal((await t.owner('appointment').where(where)).length, 4);
    assert.equal((await t.owner('appointment_series').where(where)).length, 1);
  });

  it('book series that meet later in each other: one wins whole', async () => {
    const clinic = await givenBookableClinic(t);
    const ends = await outcomes([0, 1, 2, 3].map((weeks) => series(clinic, weeksOn(nine, weeks))));
    assert.ok(ends.filter((end) => end === 'done').length === 1, ends.join());
    await requireSound(clinic);
  });

  it('book a series and a single visit at one of its times: one of them wins', async () => {
    for (let round = 0; round < 4; round++) {
      const clinic = await givenBookableClinic(t);
      const both = [series(clinic, nine), single(clinic, weeksOn(nine, round % 4))];
      const ends = await outcomes(round % 2 ? both : both.toReversed());
      assert.equal(ends.filter((end) => end === 'done').length, 1, ends.join());
      await requireSound(clinic);
    }
  });

  it('move a series and book its next time, or cancel it: each time is one visit’s', async () => {
    for (let round = 0; round < 4; round++) {
      const clinic = await givenBookableClinic(t);
      const { series: of, visits } = await givenSeries(clinic);
      const asked = { seriesId: of.id, appointmentId: visits[0]!.id, reach: 'all' } as const;
      const moved = clinic.act((ctx) =>
        moveSeries(ctx, {
          ...{ ...asked, startsAt: weeksOn(nine, 1) },
          lines: visits.map(({ id, version, startsAt }) => ({
            ...{ appointmentId: id, expectedVersion: version },
            ...{ startsAt: weeksOn(startsAt, 1), overrides: [] },
          })),
        }),
      );
      const other =
        round % 2 === 0
          ? single(clinic, weeksOn(nine, 4))
          : clinic.act((ctx) =>
              cancelSeries(ctx, { ...asked, lines: knownOf(visits), reason: 'pat' }),
            );
      const ends = await outcomes([moved, other]);
      assert.equal(ends.filter((end) => end === 'done').length, 1, ends.join());
      await requireSound(clinic);
    }
  });
});
