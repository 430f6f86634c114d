// Visits beside others: for a reason, by who may, as far as all of them allow it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import {
  bookAppointment,
  cancelAppointment,
  moveAppointment,
  reinstateAppointment,
} from './calendar-service.ts';
import { givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { holdAppointment, confirmAppointment } from './hold-service.ts';

const nine = '2026-11-24T14:00:00.000Z';
const quarterPast = '2026-11-24T14:15:00.000Z';
const ten = '2026-11-24T15:00:00.000Z';
const overbook = [{ rule: 'time-taken', reason: 'She travels for two hours' }];

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenClinic(
  overbookTolerance: number,
  buffers: { bufferBefore?: number; bufferAfter?: number } = {},
): Promise<BookableClinic> {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t);
  const { organizationId, clinicId } = clinic;
  const terms = { overbookTolerance };
  const visitTypeId = await givenVisitType(t, { organizationId, clinicId, terms, ...buffers });
  return { ...clinic, visitTypeId };
}

interface Asked {
  startsAt?: string;
  overrides?: typeof overbook;
  by?: 'manager' | 'scheduler';
}

/** Each for a patient of its own. */
async function book(
  clinic: BookableClinic,
  { startsAt = nine, overrides = [], by = 'manager' }: Asked = {},
): Promise<Appointment> {
  const { clinicId, providerId, visitTypeId } = clinic;
  const patientId = await givenPatient(t, clinic);
  const wish = { clinicId, providerId, patientId, visitTypeId, startsAt, overrides };
  return clinic.actAs(clinic[by], (ctx) => bookAppointment(ctx, wish));
}

async function lanes(clinic: BookableClinic): Promise<[string, number, number][]> {
  const rows = await t
    .owner('occupied_time')
    .where({ organization_id: clinic.organizationId })
    .orderBy(['starts_at', 'lane'])
    .select<{ starts_at: string; lane: number; tolerance: number }[]>('*');
  return rows.map(({ starts_at, lane, tolerance }) => [starts_at, lane, tolerance]);
}

async function refuses(
  clinic: BookableClinic,
  refusal: string,
  action: () => Promise<unknown>,
): Promise<void> {
  const snapshot = async () => ({
    visits: await clinic.snapshot('2026-11-24'),
    lanes: await lanes(clinic),
  });
  await expectNoChange({ t, organizationId: clinic.organizationId, snapshot, action, refusal });
}

function cancel(clinic: BookableClinic, { id, version }: Appointment): Promise<Appointment> {
  const input = { appointmentId: id, expectedVersion: version, reason: 'pat' } as const;
  return clinic.act((ctx) => cancelAppointment(ctx, input));
}

function reinstate(clinic: BookableClinic, { id }: Appointment): Promise<Appointment> {
  return clinic.act((ctx) =>
    reinstateAppointment(ctx, { appointmentId: id, expectedVersion: null }),
  );
}

describe('booking over a visit', () => {
  it('is offered where the visit types allow it, and done with the right and a reason', async () => {
    const clinic = await givenClinic(1);
    await book(clinic);
    await refuses(clinic, 'slot-taken', () => book(clinic, { startsAt: quarterPast }));
    await assert.rejects(book(clinic, { startsAt: quarterPast }), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.deepEqual(
        error.details.overridable?.map(({ rule, permission }) => [rule, permission]),
        [['time-taken', 'appointment:overbook']],
      );
      assert.equal(error.details.alternatives?.length, 3);
      return true;
    });
    await refuses(clinic, 'not-allowed', () =>
      book(clinic, { startsAt: quarterPast, overrides: overbook, by: 'scheduler' }),
    );
    const { id } = await book(clinic, { startsAt: quarterPast, overrides: overbook });
    assert.deepEqual(await lanes(clinic), [
      [nine, 0, 1],
      [quarterPast, 1, 1],
    ]);
    const audit = await t
      .owner('audit_entry')
      .where({ organization_id: clinic.organizationId, kind: 'act', entity_id: id })
      .first<{ detail: { overrides: unknown } }>('detail');
    assert.deepEqual(audit.detail.overrides, overbook);
  });

  it('is not offered where one of them does not allow it, or it is full', async () => {
    const strict = await givenClinic(0);
    await book(strict);
    await refuses(strict, 'slot-taken', () => book(strict, { overrides: overbook }));
    await assert.rejects(book(strict), (error: ProblemError) => {
      assert.equal(error.details.overridable, undefined);
      return true;
    });

    const clinic = await givenClinic(1);
    await book(clinic);
    await book(clinic, { overrides: overbook });
    await refuses(clinic, 'slot-taken', () => book(clinic, { overrides: overbook }));
  });

  it('never reaches into a buffer', async () => {
    const clinic = await givenClinic(1, { bufferAfter: 15 });
    await book(clinic);
    await refuses(clinic, 'slot-taken', () =>
      book(clinic, { startsAt: quarterPast, overrides: overbook }),
    );
    await book(clinic, { overrides: overbook });
  });

  it('is not written down as an override where the time is free', async () => {
    const clinic = await givenClinic(1);
    await book(clinic, { overrides: overbook });
    assert.deepEqual(await lanes(clinic), [[nine, 0, 1]]);
  });

  it('is held and then confirmed without a second reason', async () => {
    const clinic = await givenClinic(1);
    await book(clinic);
    const { clinicId, providerId, visitTypeId } = clinic;
    const patientId = await givenPatient(t, clinic);
    const wish = { clinicId, providerId, patientId, visitTypeId, startsAt: nine };
    const held = await clinic.actAs(clinic.manager, (ctx) =>
      holdAppointment(ctx, { ...wish, overrides: overbook }),
    );
    const booked = await clinic.actAs(clinic.manager, (ctx) =>
      confirmAppointment(ctx, { appointmentId: held.id, expectedVersion: 1, overrides: [] }),
    );
    assert.equal(booked.status, 'booked');
    assert.deepEqual(await lanes(clinic), [
      [nine, 0, 1],
      [nine, 1, 1],
    ]);
  });

  it('keeps its lane from everybody else when the visit below has gone', async () => {
    const clinic = await givenClinic(1);
    const below = await book(clinic);
    await book(clinic, { overrides: overbook });
    await cancel(clinic, below);
    await refuses(clinic, 'slot-taken', () => book(clinic));
    await refuses(clinic, 'slot-taken', () => book(clinic, { startsAt: quarterPast }));
    await book(clinic, { overrides: overbook });
    assert.deepEqual(await lanes(clinic), [
      [nine, 0, 1],
      [nine, 1, 1],
    ]);
  });
});

describe('a visit beside others', () => {
  it('moves over another for a reason, and alone again to a free time', async () => {
    const clinic = await givenClinic(1);
    await book(clinic);
    const other = await book(clinic, { startsAt: ten });
    const move = (startsAt: string, overrides: typeof overbook) =>
      clinic.actAs(clinic.manager, (ctx) =>
        moveAppointment(ctx, {
          appointmentId: other.id,
          expectedVersion: null,
          startsAt,
          overrides,
        }),
      );
    await refuses(clinic, 'slot-taken', () => move(quarterPast, []));
    await move(quarterPast, overbook);
    assert.deepEqual((await lanes(clinic)).at(-1), [quarterPast, 1, 1]);
    await move(ten, []);
    assert.deepEqual((await lanes(clinic)).at(-1), [ten, 0, 1]);
  });

  it('comes back beside what stood there when it was cancelled, without another reason', async () => {
    const clinic = await givenClinic(1);
    const below = await book(clinic);
    t.clock.advance({ seconds: 1 });
    await book(clinic, { overrides: overbook });
    t.clock.advance({ seconds: 1 });
    const cancelled = await cancel(clinic, below);
    await reinstate(clinic, cancelled);
    assert.equal((await lanes(clinic)).length, 2);
  });

  it('does not come back beside what took its time since', async () => {
    const clinic = await givenClinic(1);
    const cancelled = await cancel(clinic, await book(clinic));
    t.clock.advance({ seconds: 1 });
    await book(clinic);
    await refuses(clinic, 'slot-taken', () => reinstate(clinic, cancelled));
  });
});

describe('many at once', () => {
  it('over one visit: as many as it allows, each in a lane of its own', async () => {
    const clinic = await givenClinic(2);
    await book(clinic);
    const ends = await Promise.allSettled(
      Array.from({ length: 20 }, () => book(clinic, { overrides: overbook })),
    );
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 2);
    assert.deepEqual(await lanes(clinic), [
      [nine, 0, 2],
      [nine, 1, 2],
      [nine, 2, 2],
    ]);
  });

  it('with others who want the time alone: nobody stands beside a visit without a reason', async () => {
    const clinic = await givenClinic(1);
    const first = await book(clinic);
    await book(clinic, { overrides: overbook });
    await Promise.allSettled([
      cancel(clinic, first),
      ...Array.from({ length: 10 }, (_, n) =>
        book(clinic, { startsAt: n % 2 === 0 ? quarterPast : nine }),
      ),
    ]);
    assert.deepEqual(await lanes(clinic), [[nine, 1, 1]]);
  });
});
