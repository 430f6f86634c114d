import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { givenVisitType } from '../availability/given-visit-type.ts';

import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { givenStaff } from '../staff/given-organization.ts';
import { waitlistProof, type WaitlistProof, storedOffer, keptVersion } from './test-waitlist.ts';
import {
  givenEntry,
  givenOffer,
  givenOpening,
  givenWaitlist,
  inTwoWeeks,
  testSettings,
} from './given-waitlist.ts';
import { offerOpening, withdrawOffer } from './offer-service.ts';
import type { OpeningRow } from './opening-repository.ts';
import { withdrawOpening } from './opening-service.ts';

let t: TestDatabase;
let proves: WaitlistProof['proves'];
let refuses: WaitlistProof['refuses'];
before(async () => {
  t = await testDatabase();
  ({ proves, refuses } = waitlistProof(t));
});
after(() => t.close());

describe('offering an opening', () => {
  const offer = (
    opening: OpeningRow,
    entryId: string,
    more: { expectedVersion?: number; outOfOrderReason?: string } = {},
  ) => {
    const input = { openingId: opening.id, expectedVersion: 1, entryId, ...more };
    return (ctx: Ctx) => offerOpening(ctx, input, testSettings);
  };

  test('queues an offer for the best, with the grounds and the hash of its link', async () => {
    const world = await givenWaitlist(t);
    await givenEntry(t, world);
    const best = await givenEntry(t, world, { urgency: 'urgent', laterVisitAt: inTwoWeeks });
    const opening = await givenOpening(t, world, {
      offers_leave_at: plusMinutes(testStart, 1),
    });
    const answer = await proves(world, world.scheduler.scope, offer(opening, best.id), [
      'waitlist.offer-queued',
      'waitlist.opening-offered',
    ]);
    assert.equal(answer.offer.status, 'queued');
    assert.equal(answer.offer.rank, 1);
    assert.equal(answer.offer.leavesAt, plusMinutes(testStart, 1));
    assert.equal(answer.opening.status, 'offered');
    const row = await storedOffer(t, answer.offer.id);
    assert.equal(row.grounds.candidates.length, 2);
    assert.equal(row.token_hash.length, 32);
    const kept = await keptVersion(t, 'waitlist_offer', answer.offer.id);
    assert.ok(!('token_hash' in kept));
  });

  test('waits for the end of the quiet hours', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world);
    const opening = await givenOpening(t, world, {
      starts_at: inTwoWeeks,
      offers_leave_at: '2026-11-24T03:00:00.000Z',
    });
    const answer = await proves(world, world.scheduler.scope, offer(opening, entry.id), [
      'waitlist.offer-queued',
      'waitlist.opening-offered',
    ]);
    assert.equal(answer.offer.leavesAt, '2026-11-24T12:00:00.000Z');
  });

  test('asks for a reason when somebody else is first, and keeps it', async () => {
    const world = await givenWaitlist(t);
    await givenEntry(t, world, { urgency: 'urgent' });
    const second = await givenEntry(t, world);
    const opening = await givenOpening(t, world);
    await refuses(
      world,
      world.scheduler.scope,
      offer(opening, second.id),
      'rule-broken out-of-order',
    );
    const outOfOrderReason = 'The first one is on a journey';
    const answer = await proves(
      world,
      world.scheduler.scope,
      offer(opening, second.id, { outOfOrderReason }),
      ['waitlist.offer-queued', 'waitlist.opening-offered'],
    );
    assert.equal(answer.offer.rank, 2);
    const row = await storedOffer(t, answer.offer.id);
    assert.equal(row.grounds.outOfOrderReason, outOfOrderReason);
  });

  test('offers one opening to several, one after another', async () => {
    const world = await givenWaitlist(t);
    const first = await givenEntry(t, world, { urgency: 'urgent' });
    const second = await givenEntry(t, world);
    const opening = await givenOpening(t, world);
    const types = ['waitlist.offer-queued', 'waitlist.opening-offered'];
    await proves(world, world.scheduler.scope, offer(opening, first.id), types);
    const again = offer(opening, second.id, { expectedVersion: 2 });
    await proves(world, world.scheduler.scope, again, types);
  });

  test('refuses who does not fit, whatever the reason given', async () => {
    const world = await givenWaitlist(t);
    const otherType = await givenVisitType(t, world);
    const opening = await givenOpening(t, world);
    const holder = await givenEntry(t, world);
    await givenOffer(t, await givenOpening(t, world, { starts_at: inTwoWeeks }), holder);
    for (const entry of [
      await givenEntry(t, world, { status: 'paused' }),
      await givenEntry(t, world, { visit_type_id: otherType }),
      await givenEntry(t, world, { min_notice_hours: 48 }),
      holder,
    ]) {
      await refuses(
        world,
        world.scheduler.scope,
        offer(opening, entry.id, { outOfOrderReason: 'please' }),
        'rule-broken does-not-fit',
      );
    }
  });

  test('refuses what is over, stale, too late, or not allowed', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world);
    const opening = await givenOpening(t, world);
    const withdrawn = await givenOpening(t, world, { status: 'withdrawn', ended_at: testStart });
    const soon = await givenOpening(t, world, { starts_at: plusMinutes(testStart, 59) });
    const agent = await givenStaff(t, {
      organizationId: world.organizationId,
      clinicIds: [world.clinicId],
      role: 'call-centre-agent',
    });
    const { scope } = world.scheduler;
    await refuses(world, scope, offer(withdrawn, entry.id), 'rule-broken wrong-state');
    await refuses(world, scope, offer(opening, entry.id, { expectedVersion: 9 }), 'conflict');
    await refuses(world, scope, offer(soon, entry.id), 'rule-broken too-late-to-offer');
    await refuses(world, agent.scope, offer(opening, entry.id), 'not-allowed');
    await refuses(world, scope, offer(opening, newId()), 'not-found');
  });
});

describe('taking back', () => {
  test('withdraws an offer; the opening is open when nobody else is asked', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world);
    const offers = [
      await givenOffer(t, opening, await givenEntry(t, world)),
      await givenOffer(t, opening, await givenEntry(t, world), { status: 'queued' }),
    ];
    const { scope } = world.scheduler;
    const take = (offerId: string, expectedVersion = 1) => {
      return (ctx: Ctx) => withdrawOffer(ctx, { offerId, expectedVersion });
    };
    await proves(world, scope, take(offers[0]!.id), ['waitlist.offer-withdrawn']);
    await refuses(world, scope, take(offers[0]!.id, 2), 'rule-broken wrong-state');
    await refuses(world, scope, take(offers[1]!.id, 2), 'conflict');
    const answer = await proves(world, scope, take(offers[1]!.id), [
      'waitlist.offer-withdrawn',
      'waitlist.opening-reopened',
    ]);
    assert.equal(answer.opening.status, 'open');
  });

  test('withdraws an opening with its live offers', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world);
    await givenOffer(t, opening, await givenEntry(t, world));
    const { scope } = world.scheduler;
    const input = { openingId: opening.id, expectedVersion: 1 };
    await proves(world, scope, (ctx) => withdrawOpening(ctx, input), [
      'waitlist.offer-withdrawn',
      'waitlist.opening-withdrawn',
    ]);
    const again = { ...input, expectedVersion: 2 };
    await refuses(world, scope, (ctx) => withdrawOpening(ctx, again), 'rule-broken wrong-state');
  });
});
