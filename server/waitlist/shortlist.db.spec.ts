import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenFlag } from '../patients/given-flag.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { seededRandom } from '../platform/demo/seeded-random.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { rankFor } from './candidate-queries.ts';
import {
  givenEntry,
  givenOffer,
  givenOpening,
  givenWaitlist,
  tomorrowAtTen,
  type GivenWaitlist,
} from './given-waitlist.ts';
import { closedWays, listMarkedWays } from './offer-contact-queries.ts';
import type { OpeningRow } from './opening-repository.ts';
import { shortlist, type Shortlist, type Shortlisting } from './shortlist-queries.ts';

const entries = 150;

describe('the shortlist for an opening', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  const listed = (
    world: GivenWaitlist,
    opening: OpeningRow,
    rest: { most: number; besides?: string; closedTo?: Shortlisting['closedTo'] },
  ): Promise<Shortlist> =>
    t.database.inTransaction(world.scheduler.scope, (ctx) =>
      shortlist(ctx, {
        opening,
        sameType: false,
        minutes: 30,
        leavesAt: t.clock.now,
        zone: 'America/New_York',
        callsOnly: false,
        closedTo: { message: [], call: [] },
        besides: null,
        ...rest,
      }),
    );

  const closedTo = (world: GivenWaitlist): Promise<Shortlisting['closedTo']> =>
    t.database.inTransaction(world.scheduler.scope, async (ctx) =>
      closedWays(await listMarkedWays(ctx, world.clinicId)),
    );

  it('is in the order of the rules, and counts who fits as the rules do', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world);
    await givenManyWhoWait(t, world, opening);
    const ranked = await t.database.inTransaction(world.scheduler.scope, (ctx) =>
      rankFor(ctx, opening, 'everybody'),
    );
    const fitting = ranked.items.filter(({ rank }) => rank !== null);
    assert.ok(fitting.length > 10 && fitting.length < entries / 2, `${fitting.length} fit`);
    assert.equal(ranked.items.length, entries);
    assert.equal(ranked.fitting, fitting.length);
    const { places } = await listed(world, opening, {
      most: entries,
      closedTo: await closedTo(world),
    });
    assert.deepEqual(
      places.map(({ id }) => id),
      ranked.items.map(({ entry }) => entry.id),
    );
  });

  it('has whoever is asked about on it, at their place in the whole line', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world);
    const ids: string[] = [];
    for (let days = 9; days > 0; days--)
      ids.push(
        (await givenEntry(t, world, { added_at: plusMinutes(t.clock.now, -days * 1440) })).id,
      );
    const { places, fitting } = await listed(world, opening, { most: 2, besides: ids[6] ?? '' });
    assert.equal(fitting, 9);
    assert.deepEqual(places, [
      { id: ids[0], place: 1 },
      { id: ids[1], place: 2 },
      { id: ids[6], place: 7 },
    ]);
  });
});

/** Wishes of every kind, met and not met, by chance that is the same each time. */
async function givenManyWhoWait(
  t: TestDatabase,
  world: GivenWaitlist,
  opening: OpeningRow,
): Promise<void> {
  const { organizationId, clinicId, providerId } = world;
  const random = seededRandom(7);
  const one = <T>(...of: T[]): T => random.pick(of);
  const mostly = <T>(usual: T, ...other: T[]): T => (random.chance(0.8) ? usual : one(...other));
  const colleague = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
  const otherType = await givenVisitType(t, { organizationId, clinicId, name: 'Check' });
  for (let n = 0; n < entries; n++) {
    const patientId = await givenPatient(t, {
      organizationId,
      birthOn: mostly('1962-03-14', '2015-03-14'),
    });
    if (random.chance(0.1))
      await givenFlag(t, { organizationId, patientId }, { kind: 'deceased', source: 'Family' });
    const row = await givenEntry(t, world, {
      patient_id: patientId,
      visit_type_id: mostly(world.visitTypeId, otherType),
      urgency: one('urgent', 'soon', 'routine'),
      provider_ids: mostly([], [providerId, colleague], [colleague]),
      weekdays: mostly([], [2, 3], [5], [1, 2, 3, 4, 5, 6, 7]),
      earliest_time: mostly<string | null>(null, '09:30', '10:00', '10:01'),
      latest_time: mostly<string | null>(null, '24:00', '10:30', '10:29'),
      earliest_on: mostly<string | null>(null, '2026-11-24', '2026-11-25'),
      latest_on: mostly<string | null>(null, '2026-11-24', '2026-11-23'),
      min_notice_hours: mostly(2, 23, 24, 25),
      contact_consent: mostly(true, false),
      status: mostly<'active' | 'paused'>('active', 'paused'),
      added_at: plusMinutes(t.clock.now, -random.below(20 * 1440)),
      // Some before the opening, one in its time, some after it; none at once with another.
      ...mostly({}, { laterVisitAt: plusMinutes(t.clock.now, 60 + n * 40) }),
    });
    if (random.chance(0.1))
      await givenAppointment(t, {
        ...world,
        providerId: await givenProvider(t, { organizationId, clinicIds: [clinicId] }),
        patientId: row.patient_id,
        startsAt: one(tomorrowAtTen, '2026-11-24T14:45:00.000Z', '2026-11-24T15:30:00.000Z'),
      });
    if (random.chance(0.1))
      await givenOffer(t, opening, row, { status: one('sent', 'declined', 'withdrawn') });
  }
}
