import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { getVisitType } from '../availability/availability-queries.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenResource } from '../availability/resource/given-resource.ts';
import { givenAppointment, givenSeen } from '../calendar/given-appointment.ts';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { givenFlag } from '../patients/given-flag.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import { rulesInForce } from '../platform/rules/dated-rules.ts';
import { getClinicianIn } from '../staff/clinician-queries.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { bestFor, rankFor } from './candidate-queries.ts';
import {
  givenEntry,
  givenOffer,
  givenOpening,
  givenWaitlist,
  inTwoWeeks,
  tomorrowAtTen,
  type GivenWaitlist,
} from './given-waitlist.ts';
import { interpreterNoticeRule } from './interpreter-notice-rule.ts';
import { nothingSupposed } from './cascade-rules.ts';
import { closedWays, listMarkedWays } from './offer-contact-queries.ts';
import type { OpeningRow } from './opening-repository.ts';
import { readOpeningTime } from './opening-time-queries.ts';
import { changeWaitlistPolicy, getWaitlistPolicy } from './policy-service.ts';
import { waitlistRule } from './waitlist-rule.ts';
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
    t.database.inTransaction(world.scheduler.scope, async (ctx) => {
      const when = { zone: 'America/New_York', leavesAt: t.clock.now };
      const [{ value: rule }, { value }] = await rulesInForce(ctx, world.clinicId, [
        waitlistRule,
        interpreterNoticeRule,
      ]);
      const noticed = { interpreterNoticeHours: value.hours };
      const { clinician: provider } = await getClinicianIn(ctx, world);
      const visitType = await getVisitType(ctx, opening.visit_type_id);
      return shortlist(ctx, {
        opening,
        supposed: nothingSupposed,
        time: await readOpeningTime(ctx, opening, {
          ...{ visitType, ...when, provider, ...noticed },
          supposed: nothingSupposed,
        }),
        sameType: false,
        ...when,
        frequencyCap: { offers: 4, days: 7 },
        callsOnly: false,
        gainOrder: rule.gainOrder,
        closedTo: { message: [], call: [] },
        besides: null,
        ...rest,
      });
    });

  const closedTo = (world: GivenWaitlist): Promise<Shortlisting['closedTo']> =>
    t.database.inTransaction(world.scheduler.scope, async (ctx) =>
      closedWays(await listMarkedWays(ctx, world.clinicId)),
    );

  it('is in the order of the rules, and counts who fits as the rules do', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world);
    await givenManyWhoWait(t, world, opening, { entries, random: seededRandom(7), fails: 0.1 });
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

  it('agrees with the rules whatever the clinic asks, the provider is and the patients have', async () => {
    const failed = new Map<string, number>();
    let fit = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const world = await givenStrictWaitlist(t, random);
      if (seed % 2 === 0) await askLeastGainFirst(t, world);
      const opening = await givenOpening(t, world);
      await givenManyWhoWait(t, world, opening, { entries: 30, random, fails: 0.02 });
      const { items, fitting } = await t.database.inTransaction(world.scheduler.scope, (ctx) =>
        rankFor(ctx, opening, 'everybody'),
      );
      const { places } = await listed(world, opening, {
        most: entries,
        closedTo: await closedTo(world),
      });
      assert.deepEqual(
        places.map(({ id }) => id),
        items.map(({ entry }) => entry.id),
        `world ${String(seed)}`,
      );
      assert.equal(fitting, items.filter(({ rank }) => rank !== null).length);
      const { items: best } = await t.database.inTransaction(world.scheduler.scope, (ctx) =>
        bestFor(ctx, opening, { most: 3 }),
      );
      const first = items.filter(({ rank }) => rank !== null).slice(0, 3);
      assert.deepEqual(best, first, 'the first, without the others having been read');
      fit += fitting;
      for (const { rule, passes } of items.flatMap(({ verdicts }) => verdicts))
        failed.set(rule, (failed.get(rule) ?? 0) + Number(!passes));
    }
    const never = [...failed].filter(([, count]) => count === 0).map(([rule]) => rule);
    assert.deepEqual(never, ['length'], 'every rule but that of the length was broken by somebody');
    assert.ok(fit > 20, `${String(fit)} fit`);
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

/** A clinic whose terms, hours, rooms and provider rule some out: by chance that is the same each time. */
async function givenStrictWaitlist(t: TestDatabase, random: SeededRandom): Promise<GivenWaitlist> {
  const world = await givenWaitlist(t);
  const { organizationId, clinicId, providerId, visitTypeId } = world;
  const one = <T>(...of: T[]): T => random.pick(of);
  const mostly = <T>(usual: T, ...other: T[]): T => (random.chance(0.85) ? usual : one(...other));
  await t
    .owner('visit_type')
    .where({ id: visitTypeId })
    .update({
      patients: mostly('any', 'new', 'established'),
      modality: one('in-person', 'video'),
      lead_minutes: mostly(0, 1440, 1441),
      buffer_after: one(0, 30),
      needs: JSON.stringify(one([], [{ type: 'exam room', count: 1 }])),
      active: random.chance(0.95),
    });
  await t
    .owner('weekly_template')
    .where({ organization_id: organizationId })
    .update({ visits_a_day: mostly(null, 1), new_patients_a_day: mostly(null, 0) });
  await t
    .owner('template_block')
    .where({ organization_id: organizationId })
    .update({ patients: mostly('any', 'new', 'established') });
  await t
    .owner('staff_member')
    .where({ id: providerId })
    .update({
      languages: mostly(['en'], ['en', 'es']),
      gender: one('female', 'male', null),
      ...mostly(
        { licence_number: '1', licence_state: 'NY', licence_expires_on: '2027-01-01' },
        { licence_number: '1', licence_state: 'NY', licence_expires_on: '2026-11-23' },
      ),
    });
  await givenResource(t, {
    organizationId,
    clinicId,
    ...one({}, { outOfUse: [{ startsAt: tomorrowAtTen, endsAt: '2026-11-24T18:00:00.000Z' }] }),
  });
  if (random.chance(0.3))
    await givenResource(t, {
      organizationId,
      clinicId,
      kind: 'interpreter',
      type: 'Spanish interpreter',
    });
  if (random.chance(0.3))
    await t.owner('dated_rule').insert({
      organization_id: organizationId,
      clinic_id: clinicId,
      rule: interpreterNoticeRule.name,
      version: 1,
      value: JSON.stringify({ hours: 48 }),
      source: 'test',
      effective_from: t.clock.now,
    });
  // Takes a place of the day, and the minutes behind the opening.
  await givenEntry(t, world, { laterVisitAt: '2026-11-24T15:30:00.000Z' });
  return world;
}

/** Wishes of every kind, met and not met, by chance that is the same each time. */
async function givenManyWhoWait(
  t: TestDatabase,
  world: GivenWaitlist,
  opening: OpeningRow,
  { entries, random, fails }: { entries: number; random: SeededRandom; fails: number },
): Promise<void> {
  const { organizationId, clinicId, providerId } = world;
  const one = <T>(...of: T[]): T => random.pick(of);
  const mostly = <T>(usual: T, ...other: T[]): T =>
    random.chance(1 - 2 * fails) ? usual : one(...other);
  const colleague = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
  const otherType = await givenVisitType(t, { organizationId, clinicId, name: 'Check' });
  const payerId = await givenPayer(t, organizationId);
  const elsewhere = await givenOpening(t, world, { starts_at: inTwoWeeks });
  for (let n = 0; n < entries; n++) {
    const patientId = await givenPatient(t, {
      organizationId,
      birthOn: mostly('1962-03-14', '2015-03-14'),
      language: one('en', 'es-MX', 'so'),
      interpreter: random.chance(0.3),
    });
    if (random.chance(fails))
      await givenFlag(t, { organizationId, patientId }, { kind: 'deceased', source: 'Family' });
    if (random.chance(0.3))
      await givenCoverage(
        t,
        { organizationId, patientId, payerId },
        mostly({}, { ends_on: '2026-11-23' }, { inactive_on: '2026-11-20' }, { valid: false }),
      );
    if (random.chance(0.4))
      await givenHome(t, { organizationId, patientId, state: one('NY', 'nj', 'Ontario') });
    const row = await givenEntry(t, world, {
      patient_id: patientId,
      visit_type_id: mostly(world.visitTypeId, otherType),
      urgency: one('urgent', 'soon', 'routine'),
      provider_ids: mostly([], [providerId, colleague], [colleague]),
      provider_gender: mostly<'female' | 'male' | null>(null, 'female', 'male'),
      provider_language: mostly<string | null>(null, 'en', 'es', 'es-MX'),
      weekdays: mostly([], [2, 3], [5], [1, 2, 3, 4, 5, 6, 7]),
      earliest_time: mostly<string | null>(null, '09:30', '10:00', '10:01'),
      latest_time: mostly<string | null>(null, '24:00', '10:30', '10:29'),
      earliest_on: mostly<string | null>(null, '2026-11-24', '2026-11-25'),
      latest_on: mostly<string | null>(null, '2026-11-24', '2026-11-23'),
      not_on: mostly([], ['2026-11-23', '2026-11-24'], ['2026-11-25']),
      min_notice_hours: mostly(2, 23, 24, 25),
      contact_consent: mostly(true, false),
      status: mostly<'active' | 'paused'>('active', 'paused'),
      added_at: plusMinutes(t.clock.now, -random.below(20 * 1440)),
      // Some before the opening, some after it; none at once with another, and none in its time.
      ...(n % 3 > 0 || n === 23 ? {} : { laterVisitAt: plusMinutes(t.clock.now, 60 + n * 60) }),
    });
    if (random.chance(0.3))
      await givenSeen(t, {
        ...world,
        patientId,
        startsAt: one('2023-11-22T15:00:00.000Z', '2024-03-01T15:00:00.000Z'),
      });
    if (random.chance(fails))
      await givenAppointment(t, {
        ...world,
        providerId: await givenProvider(t, { organizationId, clinicIds: [clinicId] }),
        patientId: row.patient_id,
        startsAt: one(tomorrowAtTen, '2026-11-24T14:45:00.000Z', '2026-11-24T15:30:00.000Z'),
      });
    if (random.chance(fails))
      await givenOffer(t, opening, row, { status: one('sent', 'declined', 'withdrawn') });
    if (random.chance(fails))
      for (let asked = one(3, 4, 5); asked > 0; asked--)
        await givenOffer(t, elsewhere, row, {
          status: 'withdrawn',
          sent_at: plusMinutes(t.clock.now, -1440 * one(1, 6, 8)),
        });
  }
}

async function givenHome(
  t: TestDatabase,
  {
    organizationId,
    patientId,
    state,
  }: { organizationId: string; patientId: string; state: string },
): Promise<void> {
  await t.owner('patient_address').insert({
    organization_id: organizationId,
    patient_id: patientId,
    place: 1,
    use: 'home',
    line: '12 Elm St',
    city: 'Albany',
    state,
    postal_code: '12207',
    country: 'US',
  });
}

async function askLeastGainFirst(t: TestDatabase, world: GivenWaitlist): Promise<void> {
  await t.database.inTransaction(world.manager.scope, async (ctx) => {
    const { version, ...policy } = await getWaitlistPolicy(ctx, world.clinicId);
    const gainOrder = 'least-first';
    await changeWaitlistPolicy(ctx, { ...policy, gainOrder, expectedVersion: version });
  });
}
