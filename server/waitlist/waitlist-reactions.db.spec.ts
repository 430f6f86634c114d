import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CancelReason } from '#contract/appointment-workflow';
import { addException } from '../availability/exception-service.ts';
import { givenException } from '../availability/given-exception.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import {
  bookAppointment,
  cancelAppointment,
  moveAppointment,
  reinstateAppointment,
} from '../calendar/calendar-service.ts';
import { resizeAppointment } from '../calendar/resize-service.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { plusMinutes, plusSeconds } from '../platform/clock/instants.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { givenTemplate } from '../availability/given-template.ts';
import {
  givenEntry,
  givenOffer,
  givenOpening,
  givenWaitlist,
  inTwoWeeks,
  testSettings,
  tomorrowAtTen,
  type GivenWaitlist,
} from './given-waitlist.ts';
import { acceptOffer } from './offer-answer-service.ts';
import { changeWaitlistPolicy, getWaitlistPolicy } from './policy-service.ts';
import { waitlistProof, type WaitlistProof } from './test-waitlist.ts';
import { waitlistReactions } from './waitlist-reactions.ts';
import { waitlistTicks } from './waitlist-ticks.ts';

const reactions = waitlistReactions(testSettings);
const tick = waitlistTicks(testSettings)[0]!;

let t: TestDatabase;
let tells: WaitlistProof['tells'];
let snapshot: WaitlistProof['snapshot'];
before(async () => {
  t = await testDatabase();
  ({ tells, snapshot } = waitlistProof(t));
});
after(() => t.close());

const react = (world: GivenWaitlist) => () =>
  runReactionsOnce(t.database, reactions, world.organizationId);
const ticks = (world: GivenWaitlist) => () => runTickOnce(t.database, tick, world.organizationId);

function cancel(world: GivenWaitlist, appointmentId: string, reason: CancelReason = 'pat') {
  return t.database.inTransaction(world.scheduler.scope, (ctx) =>
    cancelAppointment(ctx, { appointmentId, expectedVersion: null, reason }),
  );
}

function reinstate(world: GivenWaitlist, appointmentId: string) {
  return t.database.inTransaction(world.scheduler.scope, (ctx) =>
    reinstateAppointment(ctx, { appointmentId, expectedVersion: null }),
  );
}

async function setAutoOffer(world: GivenWaitlist): Promise<void> {
  await t.database.inTransaction(world.manager.scope, async (ctx) => {
    const { version, ...policy } = await getWaitlistPolicy(ctx, world.clinicId);
    await changeWaitlistPolicy(ctx, { ...policy, expectedVersion: version, autoOffer: true });
  });
}

async function openings(world: GivenWaitlist) {
  return Object.values((await snapshot(world)).openings).sort((a, b) => a.id.localeCompare(b.id));
}

async function offers(world: GivenWaitlist) {
  return Object.values((await snapshot(world)).offers).sort((a, b) => a.id.localeCompare(b.id));
}

describe('a cancelled visit', () => {
  test('raises one opening that counts who fits, however often the change is read', async () => {
    const world = await givenWaitlist(t);
    await givenEntry(t, world);
    await givenEntry(t, world, { status: 'paused' });
    const id = await givenAppointment(t, { ...world, startsAt: tomorrowAtTen });
    await cancel(world, id);
    await tells(world, react(world), ['waitlist.opening-raised']);
    const [opening] = await openings(world);
    assert.equal(opening?.fitting, 1);
    assert.equal(opening.cause, 'cancelled');
    assert.equal(opening.appointmentId, id);
    assert.equal(opening.offersLeaveAt, plusSeconds(testStart, 60));
    await t
      .owner('reaction_mark')
      .where({ organization_id: world.organizationId })
      .update({ seq: 0 });
    await tells(world, react(world), []);
    assert.equal((await openings(world)).length, 1);
  });

  test('that starts too soon is passed over, and the reason is kept', async () => {
    const world = await givenWaitlist(t);
    const id = await givenAppointment(t, { ...world, startsAt: plusMinutes(testStart, 89) });
    await cancel(world, id);
    await tells(world, react(world), ['waitlist.opening-passed-over']);
    const [opening] = await openings(world);
    assert.equal(opening?.status, 'passed-over');
    assert.equal(opening.passedOverBecause, 'too-late');
  });

  test('raises none in time off, whatever the visit went for', async () => {
    const world = await givenWaitlist(t);
    const cancelled = await givenAppointment(t, { ...world, startsAt: tomorrowAtTen });
    const startsAt = plusMinutes(tomorrowAtTen, 60);
    const moved = await givenAppointment(t, { ...world, startsAt });
    const away = { startsAt: tomorrowAtTen, endsAt: plusMinutes(startsAt, 30) };
    await givenException(t, { ...world, ...away });
    await cancel(world, cancelled);
    await t.database.inTransaction(world.scheduler.scope, (ctx) =>
      moveAppointment(ctx, {
        appointmentId: moved,
        expectedVersion: null,
        startsAt: plusMinutes(startsAt, 60),
        overrides: [],
      }),
    );
    await tells(world, react(world), []);
  });

  test('takes an opening off the board once the provider is away then', async () => {
    const world = await givenWaitlist(t);
    const { clinicId, providerId } = world;
    const opening = await givenOpening(t, world, { starts_at: tomorrowAtTen });
    const later = await givenOpening(t, world, { starts_at: plusMinutes(tomorrowAtTen, 120) });
    const away = { startsAt: tomorrowAtTen, endsAt: plusMinutes(tomorrowAtTen, 60) };
    await t.database.inTransaction(world.manager.scope, (ctx) =>
      addException(ctx, {
        ...{ clinicId, providerId, ...away },
        ...{ kind: 'time-off', note: null, visitTypeIds: [], overrides: [] },
      }),
    );
    await tells(world, react(world), ['waitlist.opening-withdrawn']);
    const { openings: after } = await snapshot(world);
    assert.deepEqual([after[opening.id]?.status, after[later.id]?.status], ['withdrawn', 'open']);
  });

  test('raises none when the provider is away: the time is free for nobody', async () => {
    const world = await givenWaitlist(t);
    const id = await givenAppointment(t, { ...world, startsAt: tomorrowAtTen });
    await cancel(world, id, 'prov');
    await tells(world, react(world), []);
  });

  test('whose cancellation is undone takes the opening and the queued offer with it', async () => {
    const world = await givenWaitlist(t);
    await setAutoOffer(world);
    await givenEntry(t, world);
    const id = await givenAppointment(t, { ...world, startsAt: tomorrowAtTen });
    await cancel(world, id);
    await tells(world, react(world), [
      'waitlist.opening-raised',
      'waitlist.offer-queued',
      'waitlist.opening-offered',
    ]);
    await reinstate(world, id);
    await tells(world, react(world), ['waitlist.offer-withdrawn', 'waitlist.opening-withdrawn']);
  });

  test('undone before anybody looked raises nothing', async () => {
    const world = await givenWaitlist(t);
    const id = await givenAppointment(t, { ...world, startsAt: tomorrowAtTen });
    await cancel(world, id);
    await reinstate(world, id);
    await tells(world, react(world), []);
  });

  test('tells the entry that it was the later visit of, and again when it comes back', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world, { laterVisitAt: inTwoWeeks });
    const id = entry.appointment_id!;
    await cancel(world, id);
    await runReactionsOnce(t.database, reactions, world.organizationId);
    assert.equal((await snapshot(world)).entries[entry.id]?.appointment, null);
    await reinstate(world, id);
    await runReactionsOnce(t.database, reactions, world.organizationId);
    const after = (await snapshot(world)).entries[entry.id];
    assert.deepEqual(after?.appointment, { id, startsAt: inTwoWeeks });
    assert.equal(after.version, 3);
    assert.equal(after.status, 'active');
  });
});

describe('the undo window', () => {
  test('lets no offer leave inside, and is closed by the first that leaves', async (test) => {
    const world = await givenWaitlist(t);
    test.after(() => t.clock.set(testStart));
    await setAutoOffer(world);
    await givenEntry(t, world);
    const id = await givenAppointment(t, { ...world, startsAt: tomorrowAtTen });
    await cancel(world, id);
    await runReactionsOnce(t.database, reactions, world.organizationId);
    t.clock.set(plusSeconds(testStart, 59));
    await tells(world, ticks(world), []);
    t.clock.set(plusSeconds(testStart, 60));
    await tells(world, ticks(world), [
      'calendar.appointment-undo-closed',
      'outreach.message-queued',
      'waitlist.offer-sent',
    ]);
    const [sent] = await offers(world);
    assert.equal(sent?.expiresAt, plusMinutes(plusSeconds(testStart, 60), 30));
    await assert.rejects(reinstate(world, id), { details: { rule: 'offer-left' } });
  });

  test('an offer does not leave when the undo came first and the reaction has not run', async (test) => {
    const world = await givenWaitlist(t);
    test.after(() => t.clock.set(testStart));
    await setAutoOffer(world);
    await givenEntry(t, world);
    const id = await givenAppointment(t, { ...world, startsAt: tomorrowAtTen });
    await cancel(world, id);
    await runReactionsOnce(t.database, reactions, world.organizationId);
    await reinstate(world, id);
    t.clock.set(plusSeconds(testStart, 61));
    await tells(world, ticks(world), ['waitlist.offer-withdrawn', 'waitlist.opening-withdrawn']);
  });
});

describe('a moved visit', () => {
  test('frees its old time, and tells the entry', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world, { laterVisitAt: inTwoWeeks });
    await t.database.inTransaction(world.scheduler.scope, (ctx) =>
      moveAppointment(ctx, {
        appointmentId: entry.appointment_id!,
        expectedVersion: 1,
        startsAt: plusMinutes(inTwoWeeks, 1440),
        overrides: [],
      }),
    );
    await runReactionsOnce(t.database, reactions, world.organizationId);
    const [opening] = await openings(world);
    assert.equal(opening?.cause, 'moved');
    assert.equal(opening.startsAt, inTwoWeeks);
    assert.equal(opening.offersLeaveAt, plusSeconds(testStart, 60));
    assert.equal(opening.fitting, 1);
    const after = (await snapshot(world)).entries[entry.id];
    assert.equal(after?.appointment?.startsAt, plusMinutes(inTwoWeeks, 1440));
  });

  test('that is made shorter frees its end where another of its type fits into it', async () => {
    const world = await givenWaitlist(t);
    const appointmentId = await givenAppointment(t, {
      ...world,
      startsAt: inTwoWeeks,
      minutes: 90,
    });
    const resize = (minutes: number) =>
      t.database.inTransaction(world.scheduler.scope, (ctx) =>
        resizeAppointment(ctx, { appointmentId, expectedVersion: null, minutes, overrides: [] }),
      );
    await resize(75);
    await tells(world, react(world), ['waitlist.opening-passed-over']);
    const [short] = await openings(world);
    assert.equal(short?.passedOverBecause, 'too-short');
    await resize(30);
    await runReactionsOnce(t.database, reactions, world.organizationId);
    const [, opening] = await openings(world);
    assert.deepEqual(
      [opening?.cause, opening?.startsAt, opening?.endsAt],
      ['shortened', plusMinutes(inTwoWeeks, 30), plusMinutes(inTwoWeeks, 75)],
    );
    await resize(75);
    await tells(world, react(world), ['waitlist.opening-withdrawn']);
  });

  test('that an accepted offer moved is counted and offered when the news is read', async () => {
    const world = await givenWaitlist(t);
    await setAutoOffer(world);
    const entry = await givenEntry(t, world, { laterVisitAt: inTwoWeeks });
    const next = await givenEntry(t, world);
    const offer = await givenOffer(t, await givenOpening(t, world), entry);
    await t.database.inTransaction(
      { kind: 'patient', organizationId: world.organizationId, offerId: offer.id },
      (ctx) => acceptOffer(ctx, offer.id, testSettings),
    );
    await tells(world, react(world), [
      'waitlist.opening-planned',
      'waitlist.offer-queued',
      'waitlist.opening-offered',
    ]);
    const freed = (await openings(world)).find(({ startsAt }) => startsAt === inTwoWeeks);
    assert.equal(freed?.fitting, 1);
    assert.deepEqual(
      (await offers(world)).map(({ entryId, status }) => [entryId, status]),
      [
        [entry.id, 'accepted'],
        [next.id, 'queued'],
      ],
    );
  });

  test('that an accepted offer moved is the next opening already', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world, { laterVisitAt: inTwoWeeks });
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, entry);
    await t.database.inTransaction(
      { kind: 'patient', organizationId: world.organizationId, offerId: offer.id },
      (ctx) => acceptOffer(ctx, offer.id, testSettings),
    );
    await tells(world, react(world), []);
    const states = (await openings(world)).map((held) => [held.startsAt, held.status]);
    assert.deepEqual(states.sort(), [
      [tomorrowAtTen, 'filled'],
      [inTwoWeeks, 'open'],
    ]);
  });

  test('that still covers its old time raises none', async () => {
    const world = await givenWaitlist(t);
    const appointmentId = await givenAppointment(t, { ...world, startsAt: tomorrowAtTen });
    await t.database.inTransaction(world.scheduler.scope, (ctx) =>
      moveAppointment(ctx, {
        appointmentId,
        expectedVersion: 1,
        startsAt: plusMinutes(tomorrowAtTen, 15),
        overrides: [],
      }),
    );
    await tells(world, react(world), []);
  });
});

test('a visit booked into the time by hand takes the opening off the board', async () => {
  const world = await givenWaitlist(t);
  const opening = await givenOpening(t, world);
  const beside = await givenOpening(t, world, { starts_at: plusMinutes(tomorrowAtTen, 30) });
  await givenOffer(t, opening, await givenEntry(t, world));
  const patientId = await givenPatient(t, world);
  await t.database.inTransaction(world.scheduler.scope, (ctx) =>
    bookAppointment(ctx, { ...world, patientId, startsAt: tomorrowAtTen, overrides: [] }),
  );
  await tells(world, react(world), ['waitlist.offer-unavailable', 'waitlist.opening-withdrawn']);
  const after = (await snapshot(world)).openings;
  assert.equal(after[opening.id]?.status, 'withdrawn');
  assert.equal(after[beside.id]?.status, 'open');
});

test('the same hour of another provider stays on the board', async () => {
  const world = await givenWaitlist(t);
  const providerId = await givenProvider(t, { ...world, clinicIds: [world.clinicId] });
  await givenTemplate(t, { ...world, providerId });
  await givenOpening(t, world);
  const patientId = await givenPatient(t, world);
  await t.database.inTransaction(world.scheduler.scope, (ctx) =>
    bookAppointment(ctx, {
      ...world,
      providerId,
      patientId,
      startsAt: tomorrowAtTen,
      overrides: [],
    }),
  );
  await tells(world, react(world), []);
});

describe('the clock', () => {
  test('expires what was not answered, and asks the next where the clinic wants it', async (test) => {
    const world = await givenWaitlist(t);
    test.after(() => t.clock.set(testStart));
    await setAutoOffer(world);
    const first = await givenEntry(t, world, { urgency: 'urgent' });
    const second = await givenEntry(t, world);
    const offer = await givenOffer(t, await givenOpening(t, world), first);
    t.clock.set(plusMinutes(testStart, 30));
    await tells(world, ticks(world), [
      'calendar.appointment-undo-closed',
      'outreach.message-queued',
      'waitlist.offer-expired',
      'waitlist.opening-reopened',
      'waitlist.offer-queued',
      'waitlist.opening-offered',
      'waitlist.offer-sent',
    ]);
    const after = await offers(world);
    assert.deepEqual(
      after.map((held) => [held.entryId, held.status]),
      [
        [first.id, 'expired'],
        [second.id, 'sent'],
      ],
    );
    assert.equal(after[0]?.id, offer.id);
  });

  test('sends nothing in quiet hours that were set after the offer was queued', async (test) => {
    const world = await givenWaitlist(t);
    test.after(() => t.clock.set(testStart));
    const opening = await givenOpening(t, world, { starts_at: inTwoWeeks });
    await givenOffer(t, opening, await givenEntry(t, world), {
      status: 'queued',
      leaves_at: '2026-11-24T03:00:00.000Z',
    });
    t.clock.set('2026-11-24T12:59:59.000Z');
    await tells(world, ticks(world), []);
    t.clock.set('2026-11-24T13:00:00.000Z');
    await tells(world, ticks(world), [
      'calendar.appointment-undo-closed',
      'outreach.message-queued',
      'waitlist.offer-sent',
    ]);
  });

  test('an offer never stands into the notice that the patient needs', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world, { starts_at: plusMinutes(testStart, 140) });
    const entry = await givenEntry(t, world);
    await givenOffer(t, opening, entry, { status: 'queued' });
    await tells(world, ticks(world), [
      'calendar.appointment-undo-closed',
      'outreach.message-queued',
      'waitlist.offer-sent',
    ]);
    const [offer] = await offers(world);
    assert.equal(offer?.expiresAt, plusMinutes(testStart, 20));
  });

  test('lapses what is too near, but not while somebody may still answer', async (test) => {
    const world = await givenWaitlist(t);
    test.after(() => t.clock.set(testStart));
    const startsAt = plusMinutes(testStart, 240);
    const open = await givenOpening(t, world, { starts_at: startsAt });
    const asked = await givenOpening(t, world, { starts_at: plusMinutes(startsAt, 30) });
    await givenOffer(t, asked, await givenEntry(t, world), {
      expires_at: plusMinutes(startsAt, -30),
    });
    t.clock.set(plusMinutes(startsAt, -59));
    await tells(world, ticks(world), ['waitlist.opening-lapsed']);
    assert.equal((await snapshot(world)).openings[open.id]?.status, 'lapsed');
    t.clock.set(plusMinutes(startsAt, -29));
    await tells(world, ticks(world), [
      'waitlist.offer-expired',
      'waitlist.opening-reopened',
      'waitlist.opening-lapsed',
    ]);
  });

  test('run by three servers at once it does everything once', async () => {
    const world = await givenWaitlist(t);
    for (let at = 0; at < 6; at += 1) {
      const opening = await givenOpening(t, world, {
        starts_at: plusMinutes(tomorrowAtTen, at * 30),
      });
      await givenOffer(t, opening, await givenEntry(t, world), { status: 'queued' });
    }
    const counts = await Promise.all([ticks(world)(), ticks(world)(), ticks(world)()]);
    const left = await ticks(world)();
    assert.equal(
      counts.reduce((sum, count) => sum + count, left),
      6,
    );
    assert.deepEqual(
      (await offers(world)).map((offer) => [offer.status, offer.version]),
      Array<[string, number]>(6).fill(['sent', 2]),
    );
  });
});
