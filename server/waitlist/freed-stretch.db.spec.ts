import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  changeException,
  removeException,
  addException,
} from '../availability/exception-service.ts';
import { givenException } from '../availability/given-exception.ts';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { markNoShow } from '../calendar/visit-step-service.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { givenProvider } from '../staff/given-organization.ts';
import {
  givenEntry,
  givenWaitlist,
  testSettings,
  tomorrowAtTen,
  type GivenWaitlist,
} from './given-waitlist.ts';
import { waitlistProof, type WaitlistProof } from './test-waitlist.ts';
import { waitlistReactions } from './waitlist-reactions.ts';
import { waitlistTicks } from './waitlist-ticks.ts';

const reactions = waitlistReactions(testSettings);

let t: TestDatabase;
let snapshot: WaitlistProof['snapshot'];
before(async () => {
  t = await testDatabase();
  ({ snapshot } = waitlistProof(t));
});
after(() => t.close());

const react = (world: GivenWaitlist) =>
  runReactionsOnce(t.database, reactions, world.organizationId);

/** As `10:00 unblocked open`, in New York. */
async function openingsOf(world: GivenWaitlist): Promise<string[]> {
  const { openings } = await snapshot(world);
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/New_York',
    hour: '2-digit',
    minute: '2-digit',
  });
  return Object.values(openings)
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
    .map(({ startsAt, cause, status }) => `${time.format(new Date(startsAt))} ${cause} ${status}`);
}

const away = (world: GivenWaitlist, minutes: number) =>
  givenException(t, {
    ...world,
    startsAt: tomorrowAtTen,
    endsAt: plusMinutes(tomorrowAtTen, minutes),
  });

describe('hours that come free', () => {
  test('when time off is called off are offered to as many as wait and fit', async () => {
    const world = await givenWaitlist(t);
    const exceptionId = await away(world, 120);
    await givenEntry(t, world);
    await givenEntry(t, world);
    await givenAppointment(t, { ...world, startsAt: plusMinutes(tomorrowAtTen, 30) });
    await t.database.inTransaction(world.manager.scope, (ctx) =>
      removeException(ctx, { exceptionId, expectedVersion: 1, overrides: [] }),
    );
    await react(world);
    assert.deepEqual(await openingsOf(world), ['10:00 unblocked open', '11:00 unblocked open']);
    await t
      .owner('reaction_mark')
      .where({ organization_id: world.organizationId })
      .update({ seq: 0 });
    await react(world);
    assert.equal((await openingsOf(world)).length, 2);
  });

  test('when time off is cut short are offered as far as it was cut', async () => {
    const world = await givenWaitlist(t);
    const exceptionId = await away(world, 120);
    for (let at = 0; at < 9; at += 1) await givenEntry(t, world);
    await t.database.inTransaction(world.manager.scope, (ctx) =>
      changeException(ctx, {
        exceptionId,
        expectedVersion: 1,
        kind: 'time-off',
        startsAt: plusMinutes(tomorrowAtTen, 60),
        endsAt: plusMinutes(tomorrowAtTen, 120),
        note: null,
        visitTypeIds: [],
        overrides: [],
      }),
    );
    await react(world);
    assert.deepEqual(await openingsOf(world), ['10:00 unblocked open', '10:30 unblocked open']);
  });

  test('as extra hours are cut by what is waited for, most urgent first', async () => {
    const world = await givenWaitlist(t);
    const long = await givenVisitType(t, { ...world, name: 'Physical', minutes: 60 });
    await givenEntry(t, world);
    await givenEntry(t, world);
    await givenEntry(t, world, { visit_type_id: long, urgency: 'urgent' });
    // 18:00 to 19:45 in New York, after the provider's day.
    const startsAt = '2026-11-24T23:00:00.000Z';
    await t.database.inTransaction(world.manager.scope, (ctx) =>
      addException(ctx, {
        clinicId: world.clinicId,
        providerId: world.providerId,
        kind: 'extra-hours',
        startsAt,
        endsAt: plusMinutes(startsAt, 105),
        note: null,
        visitTypeIds: [],
        overrides: [],
      }),
    );
    await react(world);
    assert.deepEqual(await openingsOf(world), ['18:00 extra-hours open', '19:00 extra-hours open']);
  });

  test('that nobody waits for are left to be booked', async () => {
    const world = await givenWaitlist(t);
    const exceptionId = await away(world, 120);
    await givenEntry(t, world, { status: 'paused' });
    await t.database.inTransaction(world.manager.scope, (ctx) =>
      removeException(ctx, { exceptionId, expectedVersion: 1, overrides: [] }),
    );
    await react(world);
    assert.deepEqual(await openingsOf(world), []);
  });

  test('when kept hours open to all are offered once, at that hour', async (test) => {
    test.after(() => t.clock.set(testStart));
    const world = await givenWaitlist(t);
    const released = waitlistTicks(testSettings).find(({ name }) => name.endsWith('hours'));
    const providerId = await givenProvider(t, { ...world, clinicIds: [world.clinicId] });
    await givenTemplate(t, {
      ...world,
      providerId,
      blocks: [
        {
          ...{ weekday: 2, startsAt: '13:00', endsAt: '14:00' },
          sameDayHold: { daysBefore: 1, at: '12:00' },
        },
      ],
    });
    await givenEntry(t, world);
    const ticks = () => runTickOnce(t.database, released!, world.organizationId);
    t.clock.set('2026-11-23T16:59:00.000Z');
    await ticks();
    assert.deepEqual(await openingsOf(world), []);
    t.clock.set('2026-11-23T17:00:00.000Z');
    await ticks();
    await ticks();
    assert.deepEqual(await openingsOf(world), ['13:00 released open']);
  });
});

test('what is left of a visit that was called a no-show early is passed over or offered', async (test) => {
  test.after(() => t.clock.set(testStart));
  const world = await givenWaitlist(t);
  const appointmentId = await givenAppointment(t, { ...world, startsAt: testStart, minutes: 240 });
  t.clock.set(plusMinutes(testStart, 20));
  await t.database.inTransaction(world.scheduler.scope, (ctx) =>
    markNoShow(ctx, { appointmentId, expectedVersion: null }),
  );
  await react(world);
  assert.deepEqual(await openingsOf(world), ['10:30 no-show passed-over']);
});

test('nothing is left of a visit that was missed to its end, and the news goes on', async (test) => {
  test.after(() => t.clock.set(testStart));
  const world = await givenWaitlist(t);
  const noShow = async (startsAt: string, after: number) => {
    const appointmentId = await givenAppointment(t, { ...world, startsAt });
    t.clock.set(plusMinutes(startsAt, after));
    await t.database.inTransaction(world.scheduler.scope, (ctx) =>
      markNoShow(ctx, { appointmentId, expectedVersion: null }),
    );
  };
  await noShow(testStart, 20);
  await react(world);
  await noShow(plusMinutes(testStart, 60), 95);
  await react(world);
  assert.deepEqual(await openingsOf(world), []);
  const marks = await t
    .owner('reaction_mark')
    .where({ organization_id: world.organizationId })
    .where('failures', '>', 0);
  assert.deepEqual(marks, []);
});
