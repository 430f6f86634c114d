import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mostLinks, type CascadeLink } from '#contract/waitlist-cascade';
import { givenTemplate } from '../availability/given-template.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { rankFor } from './candidate-queries.ts';
import { planCascade, type Cascade } from './cascade-queries.ts';
import type { EntryRow } from './entry-repository.ts';
import {
  givenEntry,
  givenOffer,
  givenOpening,
  givenWaitlist,
  testSettings,
  tomorrowAtTen,
  type GivenWaitlist,
} from './given-waitlist.ts';
import { acceptOffer } from './offer-answer-service.ts';
import type { OpeningRow } from './opening-repository.ts';
import { waitlistProof } from './test-waitlist.ts';

describe('what follows when an opening is taken', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  const planned = (world: GivenWaitlist, opening: OpeningRow): Promise<Cascade> =>
    t.database.inTransaction(world.scheduler.scope, (ctx) => planCascade(ctx, opening));
  const inDays = (days: number): string => plusMinutes(tomorrowAtTen, days * 1440);

  it('is a chain: each takes what the one before gives up', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world);
    const first = await givenEntry(t, world, { laterVisitAt: inDays(20), urgency: 'urgent' });
    const second = await givenEntry(t, world, {
      laterVisitAt: inDays(30),
      earliest_on: '2026-12-10',
    });
    const third = await givenEntry(t, world, { earliest_on: '2026-12-20' });
    const seen = await waitlistProof(t).snapshot(world);
    const plan = await planned(world, opening);
    assert.deepEqual(
      plan.links.map(({ entryId, to, from, daysGained }) => [
        entryId,
        to.startsAt,
        from?.startsAt,
        daysGained,
      ]),
      [
        [first.id, tomorrowAtTen, inDays(20), 20],
        [second.id, inDays(20), inDays(30), 10],
        [third.id, inDays(30), undefined, null],
      ],
    );
    assert.equal(plan.daysGained, 30);
    assert.equal(plan.endsBecause, 'nothing-freed');
    assert.deepEqual(await waitlistProof(t).snapshot(world), seen, 'a plan does nothing');
  });

  it('begins with whoever is being asked already', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world);
    await givenEntry(t, world, { urgency: 'urgent' });
    const asked = await givenEntry(t, world, { laterVisitAt: inDays(20) });
    await givenOffer(t, opening, asked);
    const plan = await planned(world, opening);
    assert.equal(plan.links[0]?.entryId, asked.id);
    assert.equal(plan.links.length, 2);
  });

  it('goes no further than eight, nor to a time that is too near', async () => {
    const world = await givenWaitlist(t);
    // Past Thanksgiving, on which the clinic is closed.
    const opening = await givenOpening(t, world, { starts_at: inDays(6) });
    for (let n = 7; n <= 7 + mostLinks; n++) {
      const dayBefore = inDays(n - 1).slice(0, 10);
      const only = { earliest_on: dayBefore, latest_on: dayBefore };
      await givenEntry(t, world, { laterVisitAt: inDays(n), ...only });
    }
    const long = await planned(world, opening);
    assert.equal(long.links.length, mostLinks);
    assert.equal(long.endsBecause, 'long-enough');
    assert.equal(long.daysGained, mostLinks);
    const near = await givenWaitlist(t);
    const soon = await givenOpening(t, near, { starts_at: plusMinutes(t.clock.now, 60) });
    await givenEntry(t, near, { laterVisitAt: plusMinutes(t.clock.now, 85), min_notice_hours: 0 });
    const short = await planned(near, soon);
    assert.equal(short.links.length, 1);
    assert.equal(short.endsBecause, 'too-late');
  });

  it('is what happens when everybody who is asked accepts and nothing else changes', async () => {
    let longest = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const world = await givenWaitlist(t);
      const opening = await givenOpening(t, world);
      await givenManyWithVisits(world, seededRandom(seed));
      const plan = await planned(world, opening);
      const happened = await carryOut(world, opening);
      assert.deepEqual(
        plan.links.map(({ entryId, to, from }) => ({ entryId, to, from })),
        happened.slice(0, mostLinks),
        `world ${String(seed)}, ${plan.endsBecause}`,
      );
      longest = Math.max(longest, plan.links.length);
    }
    assert.ok(longest >= 4, `the longest has ${String(longest)}`);
  });

  type Step = Pick<CascadeLink, 'entryId' | 'to' | 'from'>;

  /** The best is asked and accepts; what that frees is offered to the best then, until nothing is freed or nobody fits. */
  async function carryOut(world: GivenWaitlist, first: OpeningRow): Promise<Step[]> {
    const steps: Step[] = [];
    for (let opening: OpeningRow | undefined = first; opening && steps.length < 20;) {
      const row: OpeningRow = opening;
      const { items } = await t.database.inTransaction(world.system, (ctx) =>
        rankFor(ctx, row, 'same-type'),
      );
      const best = items.find(({ rank }) => rank === 1);
      if (!best) break;
      const from = await placeOf(best.entry.appointment?.id ?? null);
      const [entry] = await t
        .owner('waitlist_entry')
        .where({ id: best.entry.id })
        .select<EntryRow[]>('*');
      const offer = await givenOffer(t, row, entry!);
      const status = await t.database.inTransaction(world.system, (ctx) =>
        acceptOffer(ctx, offer.id, testSettings),
      );
      assert.equal(status, 'accepted');
      const to = { providerId: row.provider_id, startsAt: row.starts_at };
      steps.push({ entryId: best.entry.id, to, from });
      opening = await t
        .owner('waitlist_opening')
        .where({ organization_id: world.organizationId, status: 'open' })
        .first<OpeningRow | undefined>('*');
    }
    return steps;
  }

  async function placeOf(appointmentId: string | null): Promise<Step['from']> {
    const row = await t
      .owner('appointment')
      .where({ id: appointmentId })
      .first<{ provider_id: string; starts_at: string } | undefined>('provider_id', 'starts_at');
    return row ? { providerId: row.provider_id, startsAt: row.starts_at } : null;
  }

  /** Two providers, days that are nearly full, buffers, and wishes that let few come on any one day. */
  async function givenManyWithVisits(world: GivenWaitlist, random: SeededRandom): Promise<void> {
    const { organizationId, clinicId, providerId, visitTypeId } = world;
    const other = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    await givenTemplate(t, { organizationId, clinicId, providerId: other });
    await t
      .owner('visit_type')
      .where({ id: visitTypeId })
      .update({ buffer_after: random.pick([0, 15]), patients: random.pick(['any', 'new']) });
    await t
      .owner('weekly_template')
      .where({ organization_id: organizationId })
      .update({ visits_a_day: random.pick([null, 1, 2]) });
    for (let n = 0; n < 18; n++) {
      const day = 1 + random.below(12);
      const date = plusMinutes(tomorrowAtTen, (random.below(day) + 1) * 1440).slice(0, 10);
      await givenEntry(
        t,
        { ...world, providerId: random.pick([providerId, other]) },
        {
          urgency: random.pick(['urgent', 'soon', 'routine']),
          earliest_on: random.chance(0.5) ? date : null,
          latest_on: random.chance(0.3)
            ? plusMinutes(`${date}T12:00:00.000Z`, 2880).slice(0, 10)
            : null,
          added_at: plusMinutes(t.clock.now, -random.below(20 * 1440)),
          ...(random.chance(0.9)
            ? { laterVisitAt: plusMinutes(tomorrowAtTen, day * 1440 + (n % 9) * 45 - 120) }
            : {}),
        },
      ).catch((error: unknown) => {
        // Two by chance at one time: the second does not wait.
        if ((error as { code?: string }).code !== '23P01') throw error;
      });
    }
  }
});
