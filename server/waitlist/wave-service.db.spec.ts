import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ownTerms, type WaitlistPolicy } from '#contract/waitlist-policy';
import { startCall, endCall } from '../calls/calls-service.ts';
import { callsReactions } from '../calls/calls-reactions.ts';
import { stepMessage } from '../outreach/message-steps.ts';
import { lockMessage } from '../outreach/message-repository.ts';
import { stopMessages } from '../outreach/stop-service.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { claimWork } from '../platform/work/lease-service.ts';
import { calls } from '../calls/calls-queue.ts';
import { addEntry } from './entry-service.ts';
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
import { acceptOffer, answerOffer, declineOffer } from './offer-answer-service.ts';
import { offerOpening } from './offer-service.ts';
import { changeWaitlistPolicy, getWaitlistPolicy } from './policy-service.ts';
import { takeOverOpening } from './take-over-service.ts';
import { visitRow, waitlistProof, type WaitlistProof } from './test-waitlist.ts';
import { waitlistReactions } from './waitlist-reactions.ts';
import { waitlistTicks } from './waitlist-ticks.ts';
import { waitlistRule } from './waitlist-rule.ts';
import { askWave } from './wave-service.ts';

const reactions = [...waitlistReactions(testSettings), ...callsReactions];
const tick = waitlistTicks(testSettings)[0]!;

let t: TestDatabase;
let proves: WaitlistProof['proves'];
let refuses: WaitlistProof['refuses'];
let tells: WaitlistProof['tells'];
let snapshot: WaitlistProof['snapshot'];
before(async () => {
  t = await testDatabase();
  ({ proves, refuses, tells, snapshot } = waitlistProof(t));
});
after(() => t.close());

const ticks = (world: GivenWaitlist) => () => runTickOnce(t.database, tick, world.organizationId);
const react = (world: GivenWaitlist) => () =>
  runReactionsOnce(t.database, reactions, world.organizationId);

async function setPolicy(world: GivenWaitlist, changed: Partial<WaitlistPolicy>): Promise<void> {
  await t.database.inTransaction(world.manager.scope, async (ctx) => {
    const { version, ...policy } = await getWaitlistPolicy(ctx, world.clinicId);
    await changeWaitlistPolicy(ctx, { ...policy, ...changed, expectedVersion: version });
  });
}

/** Offers by rank, as `1 sent`. */
async function offersOf(world: GivenWaitlist): Promise<string[]> {
  const { offers } = await snapshot(world);
  return Object.values(offers)
    .toSorted((a, b) => a.wave - b.wave || a.rank - b.rank)
    .map(({ wave, status, way }) => `${wave} ${way} ${status}`);
}

function ask(openingId: string, expectedVersion = 1) {
  return (ctx: Ctx) => askWave(ctx, { openingId, expectedVersion }, testSettings);
}

function backLater(test: { after: (run: () => void) => void }): void {
  test.after(() => t.clock.set(testStart));
}

describe('a wave', () => {
  test('asks as many of the best as the clinic asks at once, by message or by phone', async () => {
    const world = await givenWaitlist(t);
    await givenEntry(t, world);
    await givenEntry(t, world, { urgency: 'urgent', contact_consent: false });
    await givenEntry(t, world, { urgency: 'soon' });
    await givenEntry(t, world, { added_at: plusMinutes(testStart, -60) });
    const opening = await givenOpening(t, world);
    const { opening: asked, offers } = await proves(world, world.scheduler.scope, ask(opening.id), [
      'waitlist.offer-queued',
      'waitlist.offer-queued',
      'waitlist.offer-queued',
      'waitlist.opening-offered',
    ]);
    assert.deepEqual(
      offers.map(({ rank, way }) => [rank, way]),
      [
        [1, 'call'],
        [2, 'message'],
        [3, 'message'],
      ],
    );
    assert.equal(asked.wave, 1);
    assert.equal(asked.nextWaveAt, null);
  });

  test('is refused where nobody is left, where it is too late, and to who may not', async () => {
    const world = await givenWaitlist(t);
    await givenEntry(t, world, { status: 'paused' });
    const opening = await givenOpening(t, world);
    const soon = await givenOpening(t, world, { starts_at: plusMinutes(testStart, 59) });
    const { scope } = world.scheduler;
    await refuses(world, scope, ask(opening.id), 'rule-broken nobody-fits');
    await refuses(world, scope, ask(soon.id), 'rule-broken too-late-to-offer');
    await refuses(world, scope, ask(opening.id, 7), 'conflict');
  });

  test('is followed by the next when its time is up, though somebody still thinks', async (test) => {
    backLater(test);
    const world = await givenWaitlist(t);
    await setPolicy(world, { autoOffer: true, waveSize: 2, waveDelayMinutes: 10 });
    for (let at = 0; at < 5; at += 1) await givenEntry(t, world);
    await givenOpening(t, world, { next_wave_at: testStart });
    await ticks(world)();
    assert.deepEqual(await offersOf(world), ['1 message sent', '1 message sent']);
    t.clock.set(plusMinutes(testStart, 9));
    await tells(world, ticks(world), []);
    t.clock.set(plusMinutes(testStart, 10));
    await ticks(world)();
    assert.deepEqual(await offersOf(world), [
      ...['1 message sent', '1 message sent'],
      ...['2 message sent', '2 message sent'],
    ]);
    t.clock.set(plusMinutes(testStart, 30));
    await ticks(world)();
    assert.deepEqual(await offersOf(world), [
      ...['1 message expired', '1 message expired'],
      ...['2 message sent', '2 message sent'],
      '3 message sent',
    ]);
  });

  test('waits for the rest of it after a no, and follows at once when everybody said no', async () => {
    const world = await givenWaitlist(t);
    await setPolicy(world, { autoOffer: true, waveSize: 2 });
    for (let at = 0; at < 3; at += 1) await givenEntry(t, world);
    await givenOpening(t, world, { next_wave_at: testStart });
    await ticks(world)();
    const { offers } = await snapshot(world);
    const [first, second] = Object.keys(offers).sort();
    const decline = (offerId: string) =>
      t.database.inTransaction(
        { kind: 'patient', organizationId: world.organizationId, offerId },
        (ctx) => declineOffer(ctx, offerId, testSettings),
      );
    await decline(first!);
    assert.equal((await offersOf(world)).length, 2);
    await decline(second!);
    assert.deepEqual(await offersOf(world), [
      ...['1 message declined', '1 message declined'],
      '2 message queued',
    ]);
  });

  test('finds who was put on the waitlist after nobody had fitted', async (test) => {
    backLater(test);
    const world = await givenWaitlist(t);
    await setPolicy(world, { autoOffer: true, waveDelayMinutes: 5 });
    await givenOpening(t, world, { next_wave_at: testStart });
    await tells(world, ticks(world), ['waitlist.opening-planned']);
    await givenEntry(t, world);
    t.clock.set(plusMinutes(testStart, 5));
    await ticks(world)();
    assert.deepEqual(await offersOf(world), ['1 message sent']);
  });

  test('leaves outside the quiet hours where each patient is', async () => {
    const world = await givenWaitlist(t);
    await setPolicy(world, { quietFrom: '21:00', quietUntil: '08:00' });
    const near = await givenEntry(t, world, { urgency: 'urgent' });
    const far = await givenEntry(t, world);
    // 10:00 in New York is 05:00 in Honolulu.
    await t.owner('patient').where({ id: far.patient_id }).update({ zone: 'Pacific/Honolulu' });
    const opening = await givenOpening(t, world, { starts_at: inTwoWeeks });
    const { offers } = await t.database.inTransaction(world.scheduler.scope, ask(opening.id));
    assert.deepEqual(
      offers.map(({ entryId, leavesAt }) => [entryId, leavesAt]),
      [
        [near.id, testStart],
        [far.id, '2026-11-23T18:00:00.000Z'],
      ],
    );
  });

  test('goes by the terms of the visit type where it has its own', async () => {
    const world = await givenWaitlist(t);
    const terms = ownTerms(waitlistRule.standard);
    await setPolicy(world, {
      byVisitType: { [world.visitTypeId]: { ...terms, waveSize: 1, booking: 'call-to-book' } },
    });
    await givenEntry(t, world);
    await givenEntry(t, world);
    const opening = await givenOpening(t, world);
    const { offers } = await t.database.inTransaction(world.scheduler.scope, ask(opening.id));
    assert.deepEqual(
      offers.map(({ way }) => way),
      ['call'],
    );
  });
});

describe('an offer by phone', () => {
  async function called(world: GivenWaitlist) {
    const entry = await givenEntry(t, world, { contact_consent: false, laterVisitAt: inTwoWeeks });
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, entry, { status: 'queued', way: 'call' });
    await ticks(world)();
    const sent = (await snapshot(world)).offers[offer.id]!;
    assert.equal(sent.status, 'sent');
    assert.ok(sent.callId);
    return { entry, opening, offer: sent, callId: sent.callId };
  }
  const callStatus = async (id: string): Promise<string> => {
    const [row] = await t.owner('work_item').where({ id }).select<{ status: string }[]>('status');
    return row!.status;
  };

  test('is a call that names the time, and is booked from the opening', async () => {
    const world = await givenWaitlist(t);
    const { entry, offer, callId } = await called(world);
    const [task] = await t
      .owner('call_task')
      .where({ id: callId })
      .select<{ about: string; kind: string; opening_id: string }[]>('about', 'kind', 'opening_id');
    assert.equal(task?.kind, 'offer-visit');
    assert.equal(task.opening_id, offer.openingId);
    assert.match(task.about, /^Follow-up on Tue, Nov 24, 10:00 AM with .*; answer by 10:30 AM$/);
    const answer = { offerId: offer.id, expectedVersion: offer.version, answer: 'accept' as const };
    const { opening } = await t.database.inTransaction(world.scheduler.scope, (ctx) =>
      answerOffer(ctx, answer, testSettings),
    );
    assert.equal(opening.status, 'filled');
    assert.equal(await callStatus(callId), 'done');
    assert.equal((await visitRow(t, entry.appointment_id)).starts_at, tomorrowAtTen);
  });

  test('goes when the time goes, and takes its call with it', async () => {
    const world = await givenWaitlist(t);
    const { opening, callId } = await called(world);
    const other = await givenOffer(t, opening, await givenEntry(t, world));
    await t.database.inTransaction(
      { kind: 'patient', organizationId: world.organizationId, offerId: other.id },
      (ctx) => acceptOffer(ctx, other.id, testSettings),
    );
    assert.deepEqual((await offersOf(world)).sort(), ['1 call unavailable', '1 message accepted']);
    assert.equal(await callStatus(callId), 'not-needed');
  });

  test('is declined by what the caller records, and the next wave follows', async () => {
    const world = await givenWaitlist(t);
    await setPolicy(world, { autoOffer: true });
    const { callId } = await called(world);
    await givenEntry(t, world);
    await t.database.inTransaction(world.scheduler.scope, async (ctx) => {
      const { work } = await claimWork(ctx, calls, callId);
      const token = work.lease!.token;
      await startCall(ctx, { itemId: callId, token });
      await endCall(ctx, { itemId: callId, token, outcome: 'reach', reason: 'declined', note: '' });
    });
    await react(world)();
    assert.deepEqual(await offersOf(world), ['1 call declined', '1 message queued']);
  });
});

describe('an offer by message', () => {
  const messages = ({ organizationId }: GivenWaitlist) =>
    t
      .owner('outreach_message')
      .where({ organization_id: organizationId })
      .select<{ id: string; status: string; about_id: string; expires_at: string }[]>(
        ...['id', 'status', 'about_id', 'expires_at'],
      );

  test('leaves as a message that lives as long as the offer, and goes with it', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, await givenEntry(t, world), { status: 'queued' });
    await ticks(world)();
    const [message] = await messages(world);
    assert.equal(message?.about_id, offer.id);
    assert.equal(message.expires_at, plusMinutes(testStart, 30));
    const other = await givenOffer(t, opening, await givenEntry(t, world));
    await t.database.inTransaction(
      { kind: 'patient', organizationId: world.organizationId, offerId: other.id },
      (ctx) => acceptOffer(ctx, other.id, testSettings),
    );
    assert.deepEqual(
      (await messages(world)).map(({ status }) => status),
      ['withdrawn'],
    );
  });

  test('to somebody without an address is a call instead', async () => {
    const world = await givenWaitlist(t);
    const patientId = await givenPatient(t, world);
    const entry = await givenEntry(t, world, { patient_id: patientId });
    await givenOffer(t, await givenOpening(t, world), entry, { status: 'queued' });
    await ticks(world)();
    assert.deepEqual(await offersOf(world), ['1 call sent']);
    assert.deepEqual(await messages(world), []);
  });

  test('that is not delivered is a call while the offer stands', async () => {
    const world = await givenWaitlist(t);
    await givenOffer(t, await givenOpening(t, world), await givenEntry(t, world), {
      status: 'queued',
    });
    await ticks(world)();
    const [message] = await messages(world);
    await t.database.inTransaction(world.system, async (ctx) => {
      const row = await lockMessage(ctx, message!.id);
      await stepMessage(ctx, row!, 'fail', { because: 'address-refused' });
    });
    await react(world)();
    await react(world)();
    assert.deepEqual(await offersOf(world), ['1 call sent']);
    assert.equal((await t.owner('call_task').where({ clinic_id: world.clinicId })).length, 1);
  });

  test('waits while all messages of the clinic are stopped', async () => {
    const world = await givenWaitlist(t);
    await givenOffer(t, await givenOpening(t, world), await givenEntry(t, world), {
      status: 'queued',
    });
    await t.database.inTransaction(world.manager.scope, (ctx) =>
      stopMessages(ctx, { clinicId: world.clinicId, channel: 'all', reason: 'wrong texts' }),
    );
    await tells(world, ticks(world), []);
    assert.deepEqual(await offersOf(world), ['1 message queued']);
  });
});

describe('where the desk has the last word', () => {
  async function wanted(world: GivenWaitlist) {
    await setPolicy(world, { booking: 'needs-staff' });
    const entry = await givenEntry(t, world, { laterVisitAt: inTwoWeeks });
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, entry);
    const other = await givenOffer(t, opening, await givenEntry(t, world));
    const scope = {
      kind: 'patient',
      organizationId: world.organizationId,
      offerId: offer.id,
    } as const;
    const status = await proves(world, scope, (ctx) => acceptOffer(ctx, offer.id, testSettings), [
      'waitlist.offer-wanted',
      'waitlist.offer-unavailable',
    ]);
    assert.equal(status, 'wanted');
    return { entry, opening, offer, other };
  }

  test('a yes keeps the old visit until it is confirmed, and nobody else may want the time', async () => {
    const world = await givenWaitlist(t);
    const { entry, offer } = await wanted(world);
    assert.equal((await visitRow(t, entry.appointment_id)).starts_at, inTwoWeeks);
    const confirm = { offerId: offer.id, expectedVersion: 2, answer: 'accept' as const };
    await proves(world, world.scheduler.scope, (ctx) => answerOffer(ctx, confirm, testSettings), [
      'calendar.appointment-moved',
      'waitlist.offer-accepted',
      'waitlist.entry-booked',
      'waitlist.opening-filled',
      'waitlist.opening-raised',
    ]);
    assert.equal((await visitRow(t, entry.appointment_id)).starts_at, tomorrowAtTen);
  });

  test('nobody else is asked or booked before the desk has said its word', async () => {
    const world = await givenWaitlist(t);
    const { opening } = await wanted(world);
    const third = await givenEntry(t, world);
    const { scope } = world.scheduler;
    const expectedVersion = 1;
    const about = { openingId: opening.id, expectedVersion, entryId: third.id };
    const reasoned = { ...about, outOfOrderReason: 'on the line' };
    for (const act of [
      ask(opening.id),
      (ctx: Ctx) => offerOpening(ctx, reasoned, testSettings),
      (ctx: Ctx) => takeOverOpening(ctx, reasoned, testSettings),
    ])
      await refuses(world, scope, act, 'rule-broken wrong-state');
    await t.owner('waitlist_opening').where({ id: opening.id }).update({ next_wave_at: testStart });
    await setPolicy(world, { autoOffer: true });
    await tells(world, ticks(world), ['waitlist.opening-planned']);
  });

  test('a no of the desk opens the time again and loses nobody anything', async () => {
    const world = await givenWaitlist(t);
    const { entry, offer, opening } = await wanted(world);
    const refuse = { offerId: offer.id, expectedVersion: 2, answer: 'decline' as const };
    await proves(world, world.scheduler.scope, (ctx) => answerOffer(ctx, refuse, testSettings), [
      'waitlist.offer-declined',
      'waitlist.opening-reopened',
    ]);
    const after = await snapshot(world);
    assert.equal(after.openings[opening.id]?.status, 'open');
    assert.equal(after.entries[entry.id]?.status, 'active');
    assert.equal((await visitRow(t, entry.appointment_id)).starts_at, inTwoWeeks);
  });

  test('an answer after the time is up books nothing', async (test) => {
    backLater(test);
    const world = await givenWaitlist(t);
    const offer = await givenOffer(t, await givenOpening(t, world), await givenEntry(t, world));
    t.clock.set(plusMinutes(testStart, 30));
    const answer = { offerId: offer.id, expectedVersion: 1, answer: 'accept' as const };
    await refuses(
      world,
      world.scheduler.scope,
      (ctx) => answerOffer(ctx, answer, testSettings),
      'rule-broken wrong-state',
    );
  });
});

describe('taking a time over', () => {
  const takes = (openingId: string, entryId: string, outOfOrderReason?: string) => (ctx: Ctx) =>
    takeOverOpening(
      ctx,
      { openingId, expectedVersion: 1, entryId, outOfOrderReason },
      testSettings,
    );

  test('books who is on the line and ends the live wave in one transaction', async () => {
    const world = await givenWaitlist(t);
    const asked = await givenEntry(t, world);
    const caller = await givenEntry(t, world, { laterVisitAt: inTwoWeeks, min_notice_hours: 72 });
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, asked);
    const { scope } = world.scheduler;
    await refuses(world, scope, takes(opening.id, caller.id), 'rule-broken out-of-order');
    const answer = await proves(world, scope, takes(opening.id, caller.id, 'is on the line'), [
      'calendar.appointment-moved',
      'waitlist.offer-queued',
      'waitlist.offer-accepted',
      'waitlist.entry-booked',
      'waitlist.opening-filled',
      'waitlist.offer-unavailable',
      'waitlist.opening-raised',
    ]);
    assert.equal(answer.offer.way, 'desk');
    assert.equal(answer.opening.status, 'filled');
    const after = await snapshot(world);
    assert.equal(after.offers[offer.id]?.status, 'unavailable');
    assert.equal(after.entries[asked.id]?.status, 'active');
    assert.equal((await visitRow(t, caller.appointment_id)).starts_at, tomorrowAtTen);
  });

  test('is refused for who does not fit the time itself', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world);
    const paused = await givenEntry(t, world, { status: 'paused' });
    const earlier = await givenEntry(t, world, { laterVisitAt: plusMinutes(tomorrowAtTen, -60) });
    const { scope } = world.scheduler;
    for (const { id } of [paused, earlier])
      await refuses(world, scope, takes(opening.id, id, 'please'), 'rule-broken does-not-fit');
  });

  test('and an acceptance at the same moment end in one visit', async () => {
    const world = await givenWaitlist(t);
    for (let round = 0; round < 8; round += 1) {
      const startsAt = plusMinutes(tomorrowAtTen, round * 7 * 1440);
      const opening = await givenOpening(t, world, { starts_at: startsAt });
      const offer = await givenOffer(t, opening, await givenEntry(t, world));
      const caller = await givenEntry(t, world);
      await Promise.allSettled([
        t.database.inTransaction(
          { kind: 'patient', organizationId: world.organizationId, offerId: offer.id },
          (ctx) => acceptOffer(ctx, offer.id, testSettings),
        ),
        t.database.inTransaction(
          world.scheduler.scope,
          takes(opening.id, caller.id, 'on the line'),
        ),
      ]);
      const winners = await t
        .owner('waitlist_offer')
        .where({ opening_id: opening.id, status: 'accepted' });
      assert.equal(winners.length, 1);
      const visits = await t
        .owner('appointment')
        .where({ organization_id: world.organizationId, status: 'booked', starts_at: startsAt });
      assert.equal(visits.length, 1);
    }
  });
});

test('who is put on the waitlist fits the next wave of an open opening', async () => {
  const world = await givenWaitlist(t);
  const opening = await givenOpening(t, world);
  const { patient_id: patientId } = await givenEntry(t, world, { status: 'withdrawn' });
  await t.database.inTransaction(world.scheduler.scope, (ctx) =>
    addEntry(ctx, {
      ...{ clinicId: world.clinicId, visitTypeId: world.visitTypeId, patientId, urgency: 'soon' },
      ...{ providerIds: [], weekdays: [], earliestTime: null, latestTime: null },
      ...{ earliestOn: null, latestOn: null, minNoticeHours: 2, appointmentId: null },
      contactConsent: true,
    }),
  );
  const { offers } = await t.database.inTransaction(world.scheduler.scope, ask(opening.id));
  assert.equal(offers.length, 1);
});
