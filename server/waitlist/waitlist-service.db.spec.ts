import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenPatient } from '../patients/given-patient.ts';

import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { givenStaff } from '../staff/given-organization.ts';
import { waitlistProof, type WaitlistProof } from './test-waitlist.ts';
import { ageOut } from './age-service.ts';
import { rankFor } from './candidate-queries.ts';
import { addEntry, changeEntryStatus, type AddEntry } from './entry-service.ts';
import {
  givenEntry,
  givenOffer,
  givenOpening,
  givenWaitlist,
  inTwoWeeks,
  testSettings,
  type GivenWaitlist,
} from './given-waitlist.ts';
import { longestWaitRule } from './longest-wait-rule.ts';
import { offerToken } from './offer-link.ts';
import { showOfferLink } from './offer-service.ts';
import { changeWaitlistPolicy } from './policy-service.ts';
import {
  countOpenings,
  listEntries,
  listOpenings,
  listPatientEntries,
} from './waitlist-queries.ts';

let t: TestDatabase;
let proves: WaitlistProof['proves'];
let refuses: WaitlistProof['refuses'];
let snapshot: WaitlistProof['snapshot'];
before(async () => {
  t = await testDatabase();
  ({ proves, refuses, snapshot } = waitlistProof(t));
});
after(() => t.close());

async function wantsToWait(world: GivenWaitlist, given: Partial<AddEntry> = {}): Promise<AddEntry> {
  const { organizationId, clinicId, visitTypeId } = world;
  return {
    clinicId,
    visitTypeId,
    patientId: given.patientId ?? (await givenPatient(t, { organizationId })),
    urgency: 'soon',
    providerIds: [],
    weekdays: [],
    earliestTime: null,
    latestTime: null,
    earliestOn: null,
    latestOn: null,
    minNoticeHours: 2,
    appointmentId: null,
    contactConsent: true,
    ...given,
  };
}

describe('waiting too long', () => {
  const aged = (world: GivenWaitlist) => t.database.inTransaction(world.system, ageOut);

  test('ends after half a year, and on the day after the last one on which they could come', async () => {
    const world = await givenWaitlist(t);
    const days = (count: number) => plusMinutes(t.clock.now, -count * 1440);
    const old = await givenEntry(t, world, { added_at: plusMinutes(days(180), -1) });
    const past = await givenEntry(t, world, { latest_on: '2026-11-22', status: 'paused' });
    const stay = [
      await givenEntry(t, world, { added_at: days(180) }),
      await givenEntry(t, world, { latest_on: '2026-11-23' }),
      await givenEntry(t, world, { added_at: days(300), status: 'withdrawn' }),
    ];
    const asked = await givenEntry(t, world, { added_at: days(200) });
    await givenOffer(t, await givenOpening(t, world), asked);
    const out = 'waitlist.entry-aged-out';
    await proves(world, world.system, ageOut, [out, out]);
    const { entries } = await snapshot(world);
    for (const { id } of [old, past]) assert.equal(entries[id]?.status, 'aged-out');
    for (const { id, status } of [...stay, asked]) assert.equal(entries[id]?.status, status);
    assert.equal(await aged(world), 0);
  });

  test('ends by the rule of the clinic', async () => {
    const world = await givenWaitlist(t);
    await givenEntry(t, world, { added_at: plusMinutes(t.clock.now, -91 * 1440) });
    assert.equal(await aged(world), 0);
    await t.owner('dated_rule').insert({
      organization_id: world.organizationId,
      clinic_id: world.clinicId,
      rule: longestWaitRule.name,
      version: 1,
      value: JSON.stringify({ days: 90 }),
      source: 'test',
      effective_from: t.clock.now,
    });
    assert.equal(await aged(world), 1);
  });
});

describe('putting a patient on the waitlist', () => {
  test('adds an entry with wishes and the later visit that stands', async () => {
    const world = await givenWaitlist(t);
    const patientId = await givenPatient(t, world);
    const appointmentId = await givenAppointment(t, { ...world, patientId, startsAt: inTwoWeeks });
    const input = await wantsToWait(world, {
      patientId,
      appointmentId,
      weekdays: [4, 2],
      earliestTime: '09:00',
      latestTime: '12:00',
    });
    const answer = await proves(world, world.scheduler.scope, (ctx) => addEntry(ctx, input), [
      'waitlist.entry-added',
    ]);
    assert.deepEqual(answer.appointment, { id: appointmentId, startsAt: inTwoWeeks });
    assert.deepEqual(answer.weekdays, [2, 4]);
    assert.equal(answer.status, 'active');
    assert.equal(answer.addedAt, testStart);
  });

  test('refuses a second entry for the same visit type', async () => {
    const world = await givenWaitlist(t);
    const { patient_id } = await givenEntry(t, world, { status: 'paused' });
    const input = await wantsToWait(world, { patientId: patient_id });
    await refuses(
      world,
      world.scheduler.scope,
      (ctx) => addEntry(ctx, input),
      'rule-broken already-waiting',
    );
  });

  test('refuses a visit of somebody else, of another type, or one that is over', async () => {
    const world = await givenWaitlist(t);
    const patientId = await givenPatient(t, world);
    const otherType = await givenVisitType(t, world);
    const visits = [
      await givenAppointment(t, { ...world, startsAt: inTwoWeeks }),
      await givenAppointment(t, {
        ...world,
        visitTypeId: otherType,
        patientId,
        startsAt: plusMinutes(inTwoWeeks, 60),
      }),
      await givenAppointment(t, { ...world, patientId, startsAt: plusMinutes(testStart, -120) }),
    ];
    for (const appointmentId of visits) {
      const input = await wantsToWait(world, { patientId, appointmentId });
      await refuses(
        world,
        world.scheduler.scope,
        (ctx) => addEntry(ctx, input),
        'rule-broken visit-not-theirs',
      );
    }
  });

  test('refuses wishes that nobody could meet, and providers who do not work here', async () => {
    const world = await givenWaitlist(t);
    for (const wishes of [
      { earliestTime: '12:00', latestTime: '12:00' },
      { earliestOn: '2026-12-02', latestOn: '2026-12-01' },
      { latestOn: '2026-11-22' },
      { providerIds: [newId()] },
    ]) {
      const input = await wantsToWait(world, wishes);
      await refuses(world, world.scheduler.scope, (ctx) => addEntry(ctx, input), 'invalid-input');
    }
  });

  test('refuses who may only read, and does not find what lies in another organization', async () => {
    const world = await givenWaitlist(t);
    const other = await givenWaitlist(t);
    const clinician = await givenStaff(t, {
      organizationId: world.organizationId,
      clinicIds: [world.clinicId],
      role: 'clinician',
    });
    const input = await wantsToWait(world);
    await refuses(world, clinician.scope, (ctx) => addEntry(ctx, input), 'not-allowed');
    const foreign = await wantsToWait(world, { patientId: await givenPatient(t, other) });
    await refuses(world, world.scheduler.scope, (ctx) => addEntry(ctx, foreign), 'not-found');
  });
});

describe('pausing, resuming and withdrawing', () => {
  test('pauses and resumes', async () => {
    const world = await givenWaitlist(t);
    const { id: entryId } = await givenEntry(t, world);
    const scope = world.scheduler.scope;
    await proves(
      world,
      scope,
      (ctx) => changeEntryStatus(ctx, { entryId, expectedVersion: 1, transition: 'pause' }),
      ['waitlist.entry-paused'],
    );
    const answer = await proves(
      world,
      scope,
      (ctx) => changeEntryStatus(ctx, { entryId, expectedVersion: 2, transition: 'resume' }),
      ['waitlist.entry-resumed'],
    );
    assert.equal(answer.status, 'active');
    assert.equal(answer.version, 3);
  });

  test('who withdraws gives back the offer that they hold, and the opening is open again', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world);
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, entry);
    await proves(
      world,
      world.scheduler.scope,
      (ctx) =>
        changeEntryStatus(ctx, {
          entryId: entry.id,
          expectedVersion: 1,
          transition: 'withdraw',
        }),
      ['waitlist.entry-withdrawn', 'waitlist.offer-withdrawn', 'waitlist.opening-reopened'],
    );
    const after = await snapshot(world);
    assert.equal(after.offers[offer.id]?.status, 'withdrawn');
    assert.equal(after.openings[opening.id]?.status, 'open');
  });

  test('refuses from a wrong state, on a stale picture, and in a clinic of others', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world, { status: 'withdrawn' });
    const change = { entryId: entry.id, expectedVersion: 1, transition: 'resume' } as const;
    await refuses(
      world,
      world.scheduler.scope,
      (ctx) => changeEntryStatus(ctx, change),
      'rule-broken wrong-state',
    );
    await refuses(
      world,
      world.scheduler.scope,
      (ctx) => changeEntryStatus(ctx, { ...change, expectedVersion: 7 }),
      'conflict',
    );
    const stranger = await givenStaff(t, {
      organizationId: world.organizationId,
      clinicIds: [world.otherClinicId],
    });
    await refuses(world, stranger.scope, (ctx) => changeEntryStatus(ctx, change), 'not-found');
  });
});

describe('the rules of a clinic', () => {
  test('change from now on, undo window included', async () => {
    const world = await givenWaitlist(t);
    const { clinicId } = world;
    const input = {
      clinicId,
      expectedVersion: 1,
      undoSeconds: 10,
      offerMinutes: 15,
      minLeadMinutes: 30,
      stopMinutes: 20,
      initialDelayMinutes: 5,
      waveSize: 4,
      waveDelayMinutes: 10,
      gainOrder: 'least-first' as const,
      booking: 'needs-staff' as const,
      mostOffers: 3,
      mostOffersDays: 14,
      byVisitType: {},
      autoOffer: true,
      quietFrom: '20:00',
      quietUntil: '08:00',
    };
    const change = (ctx: Ctx) => changeWaitlistPolicy(ctx, input);
    const answer = await proves(world, world.manager.scope, change, ['waitlist.policy-changed']);
    const { expectedVersion, ...policy } = input;
    assert.deepEqual(answer, { ...policy, version: expectedVersion + 1 });
    await refuses(world, world.manager.scope, change, 'conflict');
    await refuses(world, world.scheduler.scope, change, 'not-allowed');
  });
});

describe('reading', () => {
  test('lists who waits, urgent first, and what can be filled or ended today', async () => {
    const world = await givenWaitlist(t);
    const routine = await givenEntry(t, world, { added_at: plusMinutes(testStart, -99_999) });
    const urgent = await givenEntry(t, world, { urgency: 'urgent' });
    await givenEntry(t, world, { status: 'withdrawn' });
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, urgent);
    const today = await givenOpening(t, world, { status: 'lapsed', ended_at: testStart });
    await givenOpening(t, world, { status: 'lapsed', ended_at: plusMinutes(testStart, -1440) });
    await t.database.inTransaction(world.scheduler.scope, async (ctx) => {
      const entries = await listEntries(ctx, world.clinicId);
      assert.deepEqual(
        entries.items.map((entry) => entry.id),
        [urgent.id, routine.id],
      );
      const board = await listOpenings(ctx, world.clinicId);
      assert.deepEqual(
        new Set(board.openings.map((held) => held.id)),
        new Set([opening.id, today.id]),
      );
      assert.deepEqual(
        board.offers.map((held) => held.id),
        [offer.id],
      );
      assert.equal(await countOpenings(ctx, world.clinicId), 1);
    });
  });

  test('ranks everybody for an opening and explains who does not fit', async () => {
    const world = await givenWaitlist(t);
    const first = await givenEntry(t, world, { urgency: 'urgent', laterVisitAt: inTwoWeeks });
    const second = await givenEntry(t, world);
    const paused = await givenEntry(t, world, { urgency: 'urgent', status: 'paused' });
    const opening = await givenOpening(t, world);
    const { items, fitting } = await t.database.inTransaction(world.scheduler.scope, (ctx) =>
      rankFor(ctx, opening, 'everybody'),
    );
    assert.equal(fitting, 2);
    assert.deepEqual(
      items.map((item) => [item.entry.id, item.rank, item.daysGained]),
      [
        [first.id, 1, 16],
        [second.id, 2, null],
        [paused.id, null, null],
      ],
    );
    assert.deepEqual(
      items[2]?.verdicts.filter((verdict) => !verdict.passes),
      [{ rule: 'status', passes: false, because: 'Has paused waiting.' }],
    );
  });

  test("shows a patient's entries only where the caller may read waitlists", async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world);
    const biller = await givenStaff(t, {
      organizationId: world.organizationId,
      clinicIds: [world.clinicId],
      role: 'biller',
    });
    const ids = async (scope: Scope) =>
      t.database.inTransaction(scope, async (ctx) =>
        (await listPatientEntries(ctx, entry.patient_id)).items.map((held) => held.id),
      );
    assert.deepEqual(await ids(world.scheduler.scope), [entry.id]);
    assert.deepEqual(await ids(biller.scope), []);
  });

  test('shows a link on a demo server only, and not beside a real organization', async (test) => {
    const t = await testDatabase();
    test.after(() => t.close());
    const { refuses } = waitlistProof(t);
    const demo = await givenWaitlist(t, { isDemo: true });
    const shown = await givenOffer(t, await givenOpening(t, demo), await givenEntry(t, demo));
    const { path } = await t.database.inTransaction(demo.scheduler.scope, (ctx) =>
      showOfferLink(ctx, shown.id, testSettings),
    );
    assert.equal(path, `/offer/${offerToken(testSettings.secretKey, shown.id)}`);
    await refuses(
      demo,
      demo.scheduler.scope,
      (ctx) => showOfferLink(ctx, shown.id, { ...testSettings, demo: false }),
      'not-found',
    );
    const real = await givenWaitlist(t);
    const hidden = await givenOffer(t, await givenOpening(t, real), await givenEntry(t, real));
    for (const [world, offer] of [
      [real, hidden],
      [demo, shown],
    ] as const)
      await refuses(
        world,
        world.scheduler.scope,
        (ctx) => showOfferLink(ctx, offer.id, testSettings),
        'not-found',
      );
  });
});
