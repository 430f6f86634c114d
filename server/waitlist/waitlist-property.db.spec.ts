// The whole job in any order: cancelling, undoing, offering, answering, waiting, with reactions and ticks between.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { WaitlistState } from '#contract/waitlist';
import { applyWaitlistChange, type WaitlistChange } from '#contract/waitlist';
import type { OfferStatus } from '#contract/waitlist-workflows';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { cancelAppointment, reinstateAppointment } from '../calendar/calendar-service.ts';
import { loggedChanges } from '../platform/change-log/expect-change.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { changeEntryStatus } from './entry-service.ts';
import {
  givenEntry,
  givenWaitlist,
  inTwoWeeks,
  testSettings,
  tomorrowAtTen,
  type GivenWaitlist,
} from './given-waitlist.ts';
import { acceptOffer, answerOffer, declineOffer } from './offer-answer-service.ts';
import { offerOpening, withdrawOffer } from './offer-service.ts';
import { changeWaitlistPolicy, getWaitlistPolicy } from './policy-service.ts';
import { takeOverOpening } from './take-over-service.ts';
import { waitlistProof, type WaitlistProof } from './test-waitlist.ts';
import { waitlistReactions } from './waitlist-reactions.ts';
import { waitlistTicks } from './waitlist-ticks.ts';
import { askWave } from './wave-service.ts';

const reactions = waitlistReactions(testSettings);
const [tick] = waitlistTicks(testSettings);

let t: TestDatabase;
let proof: WaitlistProof;
before(async () => {
  t = await testDatabase();
  proof = waitlistProof(t);
});
after(() => t.close());

const which = fc.nat({ max: 3 });
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('cancel' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reinstate' as const), which }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('offer' as const), which, to: which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('accept' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('decline' as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wave' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('take-over' as const), which, to: which }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which,
      answer: fc.constantFrom('accept' as const, 'decline' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pause' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(2400) }) },
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

const terms = fc.record({
  autoOffer: fc.boolean(),
  waveSize: fc.integer({ min: 1, max: 3 }),
  waveDelayMinutes: fc.constantFrom(5, 15, 40),
  booking: fc.constantFrom('auto-confirm' as const, 'needs-staff' as const),
});
type Terms = typeof terms extends fc.Arbitrary<infer T> ? T : never;

interface World extends GivenWaitlist {
  /** Visits of tomorrow that can be cancelled; the entries wait for their times. */
  visits: string[];
  entries: string[];
}

async function givenWorld(terms: Terms): Promise<World> {
  t.clock.set(testStart);
  const world = await givenWaitlist(t);
  await t.database.inTransaction(world.manager.scope, async (ctx) => {
    const { version, ...policy } = await getWaitlistPolicy(ctx, world.clinicId);
    await changeWaitlistPolicy(ctx, { ...policy, ...terms, expectedVersion: version });
  });
  const visits: string[] = [];
  const entries: string[] = [];
  for (let at = 0; at < 3; at++) {
    const startsAt = plusMinutes(tomorrowAtTen, at * 60);
    visits.push(await givenAppointment(t, { ...world, startsAt }));
    const later = at === 2 ? {} : { laterVisitAt: plusMinutes(inTwoWeeks, at * 1440) };
    // The last is asked by phone.
    const contact_consent = at < 2;
    entries.push((await givenEntry(t, world, { ...later, contact_consent })).id);
  }
  return { ...world, visits, entries };
}

async function perform(world: World, step: Act): Promise<void> {
  const as = <T>(scope: Scope, run: (ctx: Ctx) => Promise<T>) =>
    t.database.inTransaction(scope, run);
  const desk = world.scheduler.scope;
  if (step.do === 'wait') {
    t.clock.advance({ seconds: step.seconds });
    return;
  }
  const state = await proof.snapshot(world);
  const appointmentId = world.visits[step.which % world.visits.length]!;
  const offers = Object.values(state.offers).sort((a, b) => a.id.localeCompare(b.id));
  const offer = offers[step.which % Math.max(1, offers.length)];
  switch (step.do) {
    case 'cancel':
      await as(desk, (ctx) =>
        cancelAppointment(ctx, { appointmentId, expectedVersion: null, reason: 'pat' }),
      );
      return;
    case 'reinstate':
      await as(desk, (ctx) => reinstateAppointment(ctx, { appointmentId, expectedVersion: null }));
      return;
    case 'offer': {
      const openings = Object.values(state.openings).sort((a, b) => a.id.localeCompare(b.id));
      const opening = openings[step.which % Math.max(1, openings.length)];
      if (!opening) return;
      await as(desk, (ctx) =>
        offerOpening(
          ctx,
          {
            openingId: opening.id,
            expectedVersion: opening.version,
            entryId: world.entries[step.to % world.entries.length]!,
            outOfOrderReason: 'asked first',
          },
          testSettings,
        ),
      );
      return;
    }
    case 'wave': {
      const opening = pick(Object.values(state.openings), step.which);
      if (!opening) return;
      const { id: openingId, version: expectedVersion } = opening;
      await as(desk, (ctx) => askWave(ctx, { openingId, expectedVersion }, testSettings));
      return;
    }
    case 'take-over': {
      const opening = pick(Object.values(state.openings), step.which);
      if (!opening) return;
      const { id: openingId, version: expectedVersion } = opening;
      const entryId = world.entries[step.to % world.entries.length]!;
      const taken = { openingId, expectedVersion, entryId, outOfOrderReason: 'on the line' };
      await as(desk, (ctx) => takeOverOpening(ctx, taken, testSettings));
      return;
    }
    case 'answer': {
      if (!offer) return;
      const { id: offerId, version: expectedVersion } = offer;
      const { answer } = step;
      await as(desk, (ctx) => answerOffer(ctx, { offerId, expectedVersion, answer }, testSettings));
      return;
    }
    case 'pause': {
      const entry = state.entries[world.entries[step.which % world.entries.length]!]!;
      const transition = entry.status === 'paused' ? 'resume' : 'pause';
      const { id: entryId, version: expectedVersion } = entry;
      await as(desk, (ctx) => changeEntryStatus(ctx, { entryId, expectedVersion, transition }));
      return;
    }
    case 'withdraw':
      if (!offer) return;
      await as(desk, (ctx) =>
        withdrawOffer(ctx, { offerId: offer.id, expectedVersion: offer.version }),
      );
      return;
    case 'accept':
    case 'decline': {
      if (!offer) return;
      const { organizationId } = world;
      const answer = step.do === 'accept' ? acceptOffer : declineOffer;
      await as({ kind: 'patient', organizationId, offerId: offer.id }, (ctx) =>
        answer(ctx, offer.id, testSettings),
      );
    }
  }
}

function pick<T extends { id: string }>(held: readonly T[], which: number): T | undefined {
  return held.toSorted((a, b) => a.id.localeCompare(b.id))[which % Math.max(1, held.length)];
}

function isLive({ status }: { status: OfferStatus }): boolean {
  return status === 'queued' || status === 'sent' || status === 'wanted';
}

async function requireSound(world: World): Promise<void> {
  const { openings, offers, entries } = await proof.snapshot(world);
  const booked = await t
    .owner('appointment')
    .where({ organization_id: world.organizationId, status: 'booked' })
    .select<{ id: string; starts_at: string; ends_at: string }[]>('*');
  for (const opening of Object.values(openings)) {
    const own = Object.values(offers).filter(({ openingId }) => openingId === opening.id);
    const accepted = own.filter(({ status }) => status === 'accepted');
    assert.equal(accepted.length, opening.status === 'filled' ? 1 : 0, 'one winner when filled');
    const live = own.some(isLive);
    assert.equal(live, opening.status === 'offered', 'offered exactly while an offer is out');
    for (const offer of own)
      if (offer.sentAt && offer.way !== 'desk')
        assert.ok(offer.sentAt >= opening.offersLeaveAt, 'none leaves before undo');
  }
  for (const entry of Object.values(entries)) {
    const own = Object.values(offers).filter(({ entryId }) => entryId === entry.id);
    const live = own.filter(isLive);
    assert.ok(live.length <= 1, 'nobody is asked twice at once');
    assert.equal(
      entry.status === 'booked',
      own.some(({ status }) => status === 'accepted'),
    );
  }
  booked.sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  for (const [at, visit] of booked.entries()) {
    const next = booked[at + 1];
    if (next) assert.ok(visit.ends_at <= next.starts_at, 'no two visits at once');
  }
}

test('whatever happens in whatever order, one wins, none is asked twice, and consoles need no reload', async () => {
  await fc.assert(
    fc.asyncProperty(terms, fc.array(act, { minLength: 8, maxLength: 30 }), async (own, steps) => {
      const world = await givenWorld(own);
      const empty = await proof.snapshot(world);
      for (const step of steps) {
        await perform(world, step).catch((error: unknown) => {
          assert.ok(error instanceof ProblemError, String(error));
        });
        await runReactionsOnce(t.database, reactions, world.organizationId);
        await runTickOnce(t.database, tick!, world.organizationId);
        await requireSound(world);
      }
      const changes = await loggedChanges(t, world.organizationId);
      const folded = changes
        .filter(({ type }) => type.startsWith('waitlist.'))
        .reduce<WaitlistState>(
          (state, change) => applyWaitlistChange(state, change as WaitlistChange),
          empty,
        );
      assert.deepEqual(folded, await proof.snapshot(world));
    }),
    { numRuns: 20 },
  );
});
