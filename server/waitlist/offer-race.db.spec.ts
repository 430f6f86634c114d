// Everything at once, over real connections: one offer wins, nobody loses what they had.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { changeEntryStatus } from './entry-service.ts';
import type { EntryRow } from './entry-repository.ts';
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
import { withdrawOffer } from './offer-service.ts';
import { askWave } from './wave-service.ts';
import { waitlistTicks } from './waitlist-ticks.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

function accept({ organizationId }: GivenWaitlist, offerId: string) {
  return t.database.inTransaction({ kind: 'patient', organizationId, offerId }, (ctx: Ctx) =>
    acceptOffer(ctx, offerId, testSettings),
  );
}

async function statuses(table: string, { organizationId }: GivenWaitlist): Promise<string[]> {
  return t
    .owner(table)
    .where({ organization_id: organizationId })
    .orderBy('status')
    .pluck('status') as Promise<string[]>;
}

/** A day later each time would come to Thanksgiving, on which the clinic is closed. */
function weeksAfterTomorrow(weeks: number): string {
  return plusMinutes(tomorrowAtTen, weeks * 7 * 1440);
}

test('of fifty who accept fifty offers of one opening one wins, the others keep their visits', async () => {
  const world = await givenWaitlist(t);
  const opening = await givenOpening(t, world);
  const offers = [];
  for (let at = 0; at < 50; at += 1) {
    const entry = await givenEntry(t, world, { laterVisitAt: plusMinutes(inTwoWeeks, at * 1440) });
    offers.push(await givenOffer(t, opening, entry));
  }
  const answers = await Promise.all(offers.map((offer) => accept(world, offer.id)));
  assert.equal(answers.filter((answer) => answer === 'accepted').length, 1);
  assert.equal(answers.filter((answer) => answer === 'unavailable').length, 49);
  const stored = await statuses('waitlist_offer', world);
  assert.deepEqual(stored, ['accepted', ...Array<string>(49).fill('unavailable')]);
  const visits = await t
    .owner('appointment')
    .where({ organization_id: world.organizationId, status: 'booked' })
    .select<{ starts_at: string; version: number }[]>('starts_at', 'version');
  assert.equal(visits.filter((visit) => visit.version > 1).length, 1);
  assert.equal(visits.filter((visit) => visit.starts_at === tomorrowAtTen).length, 1);
  assert.deepEqual(
    (await statuses('waitlist_entry', world)).filter((status) => status === 'booked'),
    ['booked'],
  );
  const changes = await t
    .owner('change_log')
    .where({ organization_id: world.organizationId, feed: `waitlist:${world.clinicId}` })
    .orderBy('seq')
    .pluck('seq');
  assert.deepEqual(
    changes,
    changes.map((_, at) => at + 1),
  );
});

test('of two hundred who accept at once twenty openings twenty win, each frees a time, nobody loses a visit', async () => {
  const world = await givenWaitlist(t);
  const winnersOf = new Map<string, number>();
  const offers: { id: string; entry: EntryRow; startsAt: string; later: string }[] = [];
  for (let at = 0; at < 20; at += 1) {
    const opening = await givenOpening(t, world, {
      starts_at: plusMinutes(tomorrowAtTen, (at % 5) * 45 + Math.floor(at / 5) * 7 * 1440),
    });
    winnersOf.set(opening.starts_at, 0);
    for (let n = 0; n < 10; n += 1) {
      const later = plusMinutes(inTwoWeeks, (21 + at * 10 + n) * 1440);
      const entry = await givenEntry(t, world, { laterVisitAt: later });
      const { id } = await givenOffer(t, opening, entry);
      offers.push({ id, entry, startsAt: opening.starts_at, later });
    }
  }
  const answers = await Promise.all(offers.map(({ id }) => accept(world, id)));
  assert.equal(answers.filter((answer) => answer === 'accepted').length, 20);
  const visits = await t
    .owner('appointment')
    .where({ organization_id: world.organizationId, status: 'booked' })
    .select<{ id: string; patient_id: string; starts_at: string }[]>(
      'id',
      'patient_id',
      'starts_at',
    );
  assert.equal(visits.length, 200, 'one for each patient, none lost and none besides');
  const standing = new Map(visits.map((visit) => [visit.patient_id, visit]));
  for (const [at, { entry, startsAt, later }] of offers.entries()) {
    const visit = standing.get(entry.patient_id);
    const hasWon = answers[at] === 'accepted';
    assert.equal(visit?.id, entry.appointment_id);
    assert.equal(visit.starts_at, hasWon ? startsAt : later);
    if (hasWon) winnersOf.set(startsAt, (winnersOf.get(startsAt) ?? 0) + 1);
  }
  assert.deepEqual([...winnersOf.values()], Array<number>(20).fill(1));
  const opened = await statuses('waitlist_opening', world);
  assert.equal(opened.filter((status) => status === 'filled').length, 20);
  const freed = await t
    .owner('waitlist_opening')
    .where({ organization_id: world.organizationId, status: 'open' })
    .pluck('starts_at');
  const won = offers.filter((_, at) => answers[at] === 'accepted').map(({ later }) => later);
  // Those on days on which the clinic is closed are no openings.
  assert.ok(freed.every((startsAt) => won.includes(startsAt as string)));
  assert.ok(freed.length >= 17, String(freed.length));
});

test('the same patient who accepts one offer ten times at once is booked once', async () => {
  const world = await givenWaitlist(t);
  const entry = await givenEntry(t, world);
  const offer = await givenOffer(t, await givenOpening(t, world), entry);
  const answers = await Promise.all(Array.from({ length: 10 }, () => accept(world, offer.id)));
  assert.deepEqual(answers, Array<string>(10).fill('accepted'));
  const visits = await t.owner('appointment').where({ patient_id: entry.patient_id });
  assert.equal(visits.length, 1);
});

test('nobody is asked about two things at one time, however many waves ask at once', async () => {
  const world = await givenWaitlist(t);
  const providerId = await givenProvider(t, { ...world, clinicIds: [world.clinicId] });
  await givenTemplate(t, { ...world, providerId });
  const visitTypeId = await givenVisitType(t, world);
  const second = { ...world, providerId, visitTypeId };
  const entry = await givenEntry(t, world);
  await givenEntry(t, second, { patient_id: entry.patient_id });
  const openings = [
    await givenOpening(t, world),
    await givenOpening(t, second, { starts_at: plusMinutes(tomorrowAtTen, 15) }),
  ];
  const asked = await Promise.allSettled(
    openings.map(({ id }) =>
      t.database.inTransaction(world.scheduler.scope, (ctx) =>
        askWave(ctx, { openingId: id, expectedVersion: 1 }, testSettings),
      ),
    ),
  );
  assert.deepEqual(asked.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.deepEqual(await statuses('waitlist_offer', world), ['queued']);
});

test('accepting and expiring at the same moment end in one of the two', async () => {
  const [tick] = waitlistTicks(testSettings);
  assert.ok(tick);
  const world = await givenWaitlist(t);
  for (let round = 0; round < 10; round += 1) {
    const startsAt = weeksAfterTomorrow(round);
    const opening = await givenOpening(t, world, { starts_at: startsAt });
    const entry = await givenEntry(t, world);
    const offer = await givenOffer(t, opening, entry, { expires_at: testStart });
    const early = await givenOffer(t, opening, await givenEntry(t, world), {
      expires_at: plusMinutes(testStart, 1),
    });
    const [late, won]: string[] = await Promise.all([
      accept(world, offer.id),
      accept(world, early.id),
      runTickOnce(t.database, tick, world.organizationId).then(String),
    ]);
    // The losing side may find its row expired already or unavailable by the other's success.
    assert.match(late ?? '', /^(expired|unavailable)$/);
    assert.equal(won, 'accepted');
  }
  const stored = await statuses('waitlist_offer', world);
  assert.equal(stored.filter((status) => status === 'accepted').length, 10);
  assert.equal(stored.filter((status) => status === 'sent').length, 0);
});

test('accepting and withdrawing at the same moment end in one of the two', async () => {
  const world = await givenWaitlist(t);
  for (let round = 0; round < 10; round += 1) {
    const startsAt = weeksAfterTomorrow(round);
    const opening = await givenOpening(t, world, { starts_at: startsAt });
    const entry = await givenEntry(t, world);
    const offer = await givenOffer(t, opening, entry);
    const [answer, withdrawn] = await Promise.allSettled([
      accept(world, offer.id),
      t.database.inTransaction<unknown>(world.scheduler.scope, (ctx) =>
        round % 2 === 0
          ? withdrawOffer(ctx, { offerId: offer.id, expectedVersion: 1 })
          : changeEntryStatus(ctx, {
              entryId: entry.id,
              expectedVersion: 1,
              transition: 'withdraw',
            }),
      ),
    ]);
    assert.equal(answer.status, 'fulfilled');
    const accepted = answer.value === 'accepted';
    assert.equal(withdrawn.status, accepted ? 'rejected' : 'fulfilled');
    const visits = await t.owner('appointment').where({ patient_id: entry.patient_id });
    assert.equal(visits.length, accepted ? 1 : 0);
    const [held] = await t
      .owner('waitlist_opening')
      .where({ id: opening.id })
      .select<{ status: string }[]>('status');
    assert.equal(held?.status, accepted ? 'filled' : 'open');
  }
});
