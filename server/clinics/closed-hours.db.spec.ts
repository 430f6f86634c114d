import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ClinicHours, ClinicSettings } from '#contract/clinic-settings';
import type { Override } from '#contract/override';
import type { OrphanedVisits } from '#contract/schedule-exception';
import { hoursOfDay, hoursOfWeek, nextFreeTimes } from '../availability/availability-queries.ts';
import { addException } from '../availability/exception-service.ts';
import { bookAppointment } from '../calendar/calendar-service.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import { listMonth } from '../calendar/month-queries.ts';
import { expectNoChange, loggedChanges } from '../platform/change-log/expect-change.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import type { ProblemError } from '../platform/problem.ts';
import { readSettings } from './clinic-queries.ts';
import { changeClinicHours } from './clinic-service.ts';
import { someHours } from './given-clinic.ts';

// Tuesday; the provider works 8:00–17:00 in New York.
const date = '2026-11-24';
const afternoon = { date, from: '12:00', until: '17:00', reason: 'Staff meeting' };
const closedHours = [afternoon];
const noon = `${date}T17:00:00.000Z`;
const anyway: Override[] = [{ rule: 'orphans-visits', reason: 'they are called today' }];

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const close =
  ({ clinicId }: BookableClinic, over: Partial<ClinicHours>, overrides: Override[] = []) =>
  (ctx: Ctx): Promise<ClinicSettings> =>
    changeClinicHours(ctx, { clinicId, expectedVersion: 0, ...someHours(over), overrides });

function visitAt(clinic: BookableClinic, startsAt: string) {
  const { clinicId, providerId, patientId, visitTypeId } = clinic;
  const wish = { clinicId, providerId, patientId, visitTypeId, startsAt, overrides: [] };
  return clinic.act((ctx) => bookAppointment(ctx, wish));
}

describe('closed hours of a clinic', () => {
  it('take their time away from everybody there, and say why on the day, in the week and in the month', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, providerId, visitTypeId, manager } = clinic;
    await clinic.actAs(manager, close(clinic, { closedHours }));
    const span = { startsAt: noon, endsAt: `${date}T22:00:00.000Z`, because: 'Staff meeting' };
    const day = await clinic.act((ctx) => hoursOfDay(ctx, clinicId, date));
    assert.deepEqual(
      day.items.map(({ startsAt, endsAt }) => [startsAt, endsAt]),
      [[`${date}T13:00:00.000Z`, noon]],
    );
    assert.deepEqual([day.closedBecause, day.closedHours], [null, [span]]);
    const week = await clinic.act((ctx) => hoursOfWeek(ctx, { clinicId, providerId, date }));
    assert.deepEqual(week.closedHours, [span]);
    const month = await clinic.act((ctx) => listMonth(ctx, { clinicId, date }));
    const load = month.days.find((each) => each.date === date);
    assert.deepEqual([load?.workingMinutes, load?.closedHours], [240, [span]]);
    const free = await clinic.act((ctx) =>
      nextFreeTimes(ctx, {
        ...{ clinicId, visitTypeId, providerIds: [providerId], days: 1, limit: 100 },
        fromAt: `${date}T05:00:00.000Z`,
      }),
    );
    assert.equal(free.at(-1)?.endsAt, noon);
  });

  it('refuse a visit that reaches into them by name, and extra hours', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicId, providerId, manager } = clinic;
    await clinic.actAs(manager, close(clinic, { closedHours }));
    const refuses = (action: () => Promise<unknown>, refusal: string) =>
      expectNoChange({ t, organizationId, snapshot: () => clinic.snapshot(date), action, refusal });
    await refuses(() => visitAt(clinic, `${date}T16:45:00.000Z`), 'rule-broken time-blocked');
    const extra = { startsAt: `${date}T21:00:00.000Z`, endsAt: `${date}T23:00:00.000Z` };
    const wish = { note: null, visitTypeIds: [], overrides: [] };
    await refuses(
      () =>
        clinic.actAs(manager, (ctx) =>
          addException(ctx, { ...wish, kind: 'extra-hours', ...extra, clinicId, providerId }),
        ),
      'rule-broken clinic-closed',
    );
    assert.equal((await visitAt(clinic, `${date}T16:30:00.000Z`)).status, 'booked');
  });

  it('are refused where visits are booked, which are listed; a reason leaves those there', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicId, manager } = clinic;
    const appointmentId = await givenAppointment(t, {
      ...clinic,
      startsAt: `${date}T16:45:00.000Z`,
    });
    const settings = () => clinic.actAs(manager, (ctx) => readSettings(ctx, clinicId));
    for (const over of [{ closedHours }, { closures: [{ date, reason: 'Burst pipe' }] }]) {
      const action = () => clinic.actAs(manager, close(clinic, over));
      const refusal = 'rule-broken orphans-visits';
      await expectNoChange({ t, organizationId, snapshot: settings, action, refusal });
      await assert.rejects(action, (error: ProblemError) => {
        const { items } = error.details.current as OrphanedVisits;
        assert.deepEqual(
          items.map((visit) => visit.appointmentId),
          [appointmentId],
        );
        return true;
      });
    }
    const closed = await clinic.actAs(manager, close(clinic, { closedHours }, anyway));
    assert.deepEqual([closed.hours.version, closed.visitsOnClosedDays], [1, 1]);
    const entry = await t
      .owner('audit_entry')
      .where({ clinic_id: clinicId, act: 'clinic.change-hours' })
      .first<{ detail: { overrides: Override[] } }>('detail');
    assert.deepEqual(entry.detail.overrides, anyway);
    assert.deepEqual(
      (await loggedChanges(t, organizationId)).map(({ type }) => type),
      ['clinics.settings-changed'],
    );
  });

  it('and a booking for the same time: exactly one of them is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const clinic = await givenBookableClinic(t);
      const outcomes = await Promise.allSettled([
        clinic.actAs(clinic.manager, close(clinic, { closedHours })),
        visitAt(clinic, noon),
      ]);
      const refused = outcomes.filter(({ status }) => status === 'rejected');
      assert.equal(refused.length, 1);
    }
  });
});
