import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { givenPatient } from '../patients/given-patient.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { figuresOfWeek } from './figures-queries.ts';
import { givenEntry, givenOffer, givenOpening, givenWaitlist } from './given-waitlist.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

test('counts what ended and left in the week of the clinic, and who was asked', async () => {
  const world = await givenWaitlist(t);
  const ended = (status: 'filled' | 'lapsed', minutes: number, at = testStart) =>
    givenOpening(t, world, {
      status,
      raised_at: plusMinutes(at, -minutes),
      ended_at: at,
      ...(status === 'filled'
        ? { filled_by_appointment_id: world.providerId, days_gained: minutes }
        : {}),
    });
  const filled = await ended('filled', 10);
  const slowly = await ended('filled', 30);
  const lapsed = await ended('lapsed', 60);
  // Sunday, 23:59 in New York: the week before.
  await ended('filled', 5, '2026-11-23T04:59:00.000Z');
  const spanish = await givenPatient(t, { ...world, language: 'es', birthOn: '2010-01-01' });
  const anna = await givenEntry(t, world, { patient_id: spanish, status: 'booked' });
  const others = [await givenEntry(t, world), await givenEntry(t, world)];
  await givenOffer(t, filled, anna, { status: 'accepted', answered_at: testStart });
  await givenOffer(t, slowly, others[0]!, { status: 'accepted', way: 'call' });
  await givenOffer(t, lapsed, others[1]!, { status: 'declined' });
  await givenOffer(t, lapsed, anna, { status: 'expired', sent_at: '2026-11-23T04:59:00.000Z' });
  const figures = await t.database.inTransaction(world.scheduler.scope, (ctx) =>
    figuresOfWeek(ctx, { clinicId: world.clinicId, date: '2026-11-25' }),
  );
  assert.deepEqual(figures, {
    from: '2026-11-23',
    until: '2026-11-29',
    openings: { filled: 2, lapsed: 1, withdrawn: 0, passedOver: 0 },
    offers: { sent: 3, accepted: 2, declined: 1, expired: 0, unavailable: 0, withdrawn: 0 },
    medianMinutesToFill: 20,
    daysGained: 40,
    medianDaysGained: 20,
    minutesFilled: 60,
    fairness: [
      { group: 'age', value: '0-17', waiting: 1, offered: 1, accepted: 1 },
      { group: 'age', value: '40-64', waiting: 2, offered: 2, accepted: 1 },
      { group: 'language', value: 'en', waiting: 2, offered: 2, accepted: 1 },
      { group: 'language', value: 'es', waiting: 1, offered: 1, accepted: 1 },
      { group: 'way', value: 'call', waiting: null, offered: 1, accepted: 1 },
      { group: 'way', value: 'message', waiting: null, offered: 2, accepted: 1 },
    ],
  });
});

test('of a week without anything are noughts', async () => {
  const world = await givenWaitlist(t);
  const figures = await t.database.inTransaction(world.scheduler.scope, (ctx) =>
    figuresOfWeek(ctx, { clinicId: world.clinicId, date: '2026-11-29' }),
  );
  assert.equal(figures.from, '2026-11-23');
  assert.equal(figures.medianMinutesToFill, null);
  assert.deepEqual(figures.fairness, []);
});
