import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { listDayAsOf } from './as-of-queries.ts';
import { bookAppointment, moveAppointment } from './calendar-service.ts';
import { givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { holdAppointment, releaseAppointment } from './hold-service.ts';

const day = '2026-11-24';
const ten = '2026-11-24T15:00:00.000Z';
const nextWeek = '2026-12-01T15:00:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());
beforeEach(() => {
  t.clock.set(testStart);
});

function wish(clinic: BookableClinic) {
  const { clinicId, providerId, patientId, visitTypeId } = clinic;
  return { clinicId, providerId, patientId, visitTypeId, startsAt: ten, overrides: [] };
}

/** Runs it and lets a minute pass; answers with the instant before that. */
async function at(action: () => Promise<unknown>): Promise<string> {
  const { now } = t.clock;
  await action();
  t.clock.advance({ minutes: 1 });
  return now;
}

async function stood(clinic: BookableClinic, asOf: string, date = day) {
  const { clinicId } = clinic;
  const { appointments } = await clinic.act((ctx) => listDayAsOf(ctx, { clinicId, date, asOf }));
  return appointments.map(({ id, status, startsAt }) => [id, status, startsAt]);
}

describe('a day as of an instant', () => {
  it('has the visit that was moved to another day since, and that day has it later', async () => {
    const clinic = await givenBookableClinic(t);
    let id = '';
    const booked = await at(async () => {
      ({ id } = await clinic.act((ctx) => bookAppointment(ctx, wish(clinic))));
    });
    const moved = await at(() =>
      clinic.act((ctx) =>
        moveAppointment(ctx, {
          appointmentId: id,
          expectedVersion: null,
          startsAt: nextWeek,
          overrides: [],
        }),
      ),
    );
    assert.deepEqual(await stood(clinic, booked), [[id, 'booked', ten]]);
    assert.deepEqual(await stood(clinic, booked, '2026-12-01'), []);
    assert.deepEqual(await stood(clinic, moved), []);
    assert.deepEqual(await stood(clinic, moved, '2026-12-01'), [[id, 'booked', nextWeek]]);
    assert.deepEqual(await stood(clinic, '2026-11-23T14:59:59.999Z'), []);
  });

  it('has the hold that was let go since, while it was held', async () => {
    const clinic = await givenBookableClinic(t);
    let id = '';
    const held = await at(async () => {
      ({ id } = await clinic.act((ctx) => holdAppointment(ctx, wish(clinic))));
    });
    const known = { appointmentId: '', expectedVersion: null };
    const released = await at(() =>
      clinic.act((ctx) => releaseAppointment(ctx, { ...known, appointmentId: id })),
    );
    assert.deepEqual(await stood(clinic, held), [[id, 'pending', ten]]);
    assert.deepEqual(await stood(clinic, released), []);
  });

  it('reads versions from before a column was there', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await clinic.act((ctx) => bookAppointment(ctx, wish(clinic)));
    await t.owner.raw(
      `update appointment_version set row = row - 'resource_ids' - 'video_room' - 'reason' where id = ?`,
      [id],
    );
    const { clinicId } = clinic;
    const { appointments } = await clinic.act((ctx) =>
      listDayAsOf(ctx, { clinicId, date: day, asOf: t.clock.now }),
    );
    assert.deepEqual(
      appointments.map(({ resourceIds, videoRoom, reason }) => [resourceIds, videoRoom, reason]),
      [[[], null, null]],
    );
  });

  it('is refused of an instant that has not come', async () => {
    const clinic = await givenBookableClinic(t);
    await assert.rejects(stood(clinic, '2026-11-23T15:00:00.001Z'), { code: 'invalid-input' });
  });
});
