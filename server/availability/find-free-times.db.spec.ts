import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import { bookAppointment } from '../calendar/calendar-service.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { givenProvider, givenStaff } from '../staff/given-organization.ts';
import { findFreeTimes, type FindFreeTimes } from './find-free-times.ts';
import { givenTemplate } from './given-template.ts';
import { givenVisitType } from './given-visit-type.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface Both extends BookableClinic {
  thereId: string;
  typeThere: string;
  search: FindFreeTimes;
}

/** Boston at home, and Chicago, where somebody works by the clocks there, too. */
async function givenBoth(name: string, nameThere: string): Promise<Both> {
  const clinic = await givenBookableClinic(t, {
    clinics: [{ zone: 'America/New_York' }, { name: 'Lakeside', zone: 'America/Chicago' }],
  });
  const { organizationId, clinicId, clinicIds } = clinic;
  const thereId = clinicIds.find((id) => id !== clinicId)!;
  const visitTypeId = await givenVisitType(t, { organizationId, clinicId, name });
  const typeThere = await givenVisitType(t, {
    ...{ organizationId, clinicId: thereId, name: nameThere },
  });
  const providerId = await givenProvider(t, { organizationId, clinicIds: [thereId] });
  await givenTemplate(t, { organizationId, clinicId: thereId, providerId });
  const search = {
    ...{ clinicId, visitTypeId, providerIds: [], clinicIds: [thereId], days: 1, limit: 30 },
    fromAt: '2026-11-24T12:00:00.000Z',
  };
  return { ...clinic, visitTypeId, thereId, typeThere, search };
}

describe('free times of several clinics', () => {
  it('are in one order by the instant, each with its clinic and zone, and can be booked there', async () => {
    const world = await givenBoth('Follow-up', 'follow-UP');
    const { act, search, thereId, typeThere, patientId } = world;
    const { items } = await act((ctx) => findFreeTimes(ctx, search));
    const starts = items.map(({ startsAt }) => startsAt);
    assert.deepEqual(starts, starts.toSorted());
    // Eight o’clock in Chicago is nine in New York.
    const first = items.find(({ clinicId }) => clinicId === thereId);
    assert.equal(first?.startsAt, '2026-11-24T14:00:00.000Z');
    const { clinicName, zone, visitTypeId } = first;
    assert.deepEqual([clinicName, zone, visitTypeId], ['Lakeside', 'America/Chicago', typeThere]);
    const { providerId, startsAt } = first;
    const wish = { clinicId: thereId, providerId, visitTypeId, patientId, startsAt };
    const visit = await act((ctx) => bookAppointment(ctx, { ...wish, overrides: [] }));
    assert.equal(visit.clinicId, thereId);
  });

  it('hold the times of day that are wished against the clocks of each', async () => {
    const { act, search, thereId } = await givenBoth('Follow-up', 'Follow-up');
    const { items } = await act((ctx) => findFreeTimes(ctx, { ...search, earliestTime: '09:00' }));
    const firstIn = (here: boolean): string | undefined =>
      items.find(({ clinicId }) => (clinicId === thereId) !== here)?.startsAt;
    assert.equal(firstIn(true), '2026-11-24T14:00:00.000Z');
    assert.equal(firstIn(false), '2026-11-24T15:00:00.000Z');
  });

  it('are those of the own clinic alone where the other has no such visit type', async () => {
    const { act, search, clinicId } = await givenBoth('Follow-up', 'Dressing');
    const { items } = await act((ctx) => findFreeTimes(ctx, search));
    assert.deepEqual([...new Set(items.map((one) => one.clinicId))], [clinicId]);
  });

  it('are refused, by the name of the field, of a clinic that the caller has no right in', async () => {
    const { organizationId, clinicId, actAs, search } = await givenBoth('Follow-up', 'Follow-up');
    const staff = await givenStaff(t, { organizationId, clinicIds: [clinicId] });
    await assert.rejects(
      actAs(staff, (ctx) => findFreeTimes(ctx, search)),
      (error) => error instanceof ProblemError && error.details.fields?.[0]?.path === 'clinicIds.0',
    );
  });
});
