import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenPatient } from '../patients/given-patient.ts';

import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { waitlistProof, type WaitlistProof, visitRow } from './test-waitlist.ts';
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
import { acceptOffer, declineOffer } from './offer-answer-service.ts';
import { changeWaitlistPolicy, getWaitlistPolicy } from './policy-service.ts';

let t: TestDatabase;
let proves: WaitlistProof['proves'];
let refuses: WaitlistProof['refuses'];
let snapshot: WaitlistProof['snapshot'];
before(async () => {
  t = await testDatabase();
  ({ proves, refuses, snapshot } = waitlistProof(t));
});
after(() => t.close());

function patient(world: GivenWaitlist, offerId: string): Scope {
  return { kind: 'patient', organizationId: world.organizationId, offerId };
}

async function setPolicy(
  world: GivenWaitlist,
  change: Partial<Parameters<typeof changeWaitlistPolicy>[1]>,
) {
  return t.database.inTransaction(world.manager.scope, async (ctx) => {
    const { version, ...policy } = await getWaitlistPolicy(ctx, world.clinicId);
    return changeWaitlistPolicy(ctx, { ...policy, expectedVersion: version, ...change });
  });
}

describe('answering', () => {
  test('accepting moves the later visit and keeps its identity', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world, { laterVisitAt: inTwoWeeks });
    const other = await givenEntry(t, world);
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, entry);
    const lost = await givenOffer(t, opening, other);
    const answer = await proves(
      world,
      patient(world, offer.id),
      (ctx) => acceptOffer(ctx, offer.id, testSettings),
      [
        'calendar.appointment-moved',
        'waitlist.offer-accepted',
        'waitlist.entry-booked',
        'waitlist.opening-filled',
        'waitlist.offer-unavailable',
        'waitlist.opening-raised',
      ],
    );
    assert.equal(answer, 'accepted');
    const after = await snapshot(world);
    assert.equal(after.offers[lost.id]?.status, 'unavailable');
    assert.equal(after.entries[other.id]?.status, 'active');
    assert.equal(after.openings[opening.id]?.filledByAppointmentId, entry.appointment_id);
    assert.equal(after.openings[opening.id]?.daysGained, 16);
    const visit = await visitRow(t, entry.appointment_id);
    assert.equal(visit.starts_at, tomorrowAtTen);
    const audits = await t
      .owner('audit_entry')
      .where({ organization_id: world.organizationId, kind: 'act' })
      .pluck('act');
    assert.equal(audits.length, 6);
  });

  test('accepting books a visit where none stands, and repeating it changes nothing', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world);
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, entry);
    const accept = (ctx: Ctx) => acceptOffer(ctx, offer.id, testSettings);
    await proves(world, patient(world, offer.id), accept, [
      'calendar.appointment-booked',
      'waitlist.offer-accepted',
      'waitlist.entry-booked',
      'waitlist.opening-filled',
    ]);
    const answer = await proves(world, patient(world, offer.id), accept, []);
    assert.equal(answer, 'accepted');
    const visits = await t.owner('appointment').where({ patient_id: entry.patient_id });
    assert.equal(visits.length, 1);
  });

  test('a cancelled later visit is not revived: a new one is booked', async () => {
    const world = await givenWaitlist(t);
    const patientId = await givenPatient(t, world);
    const appointmentId = await givenAppointment(t, {
      ...world,
      patientId,
      startsAt: inTwoWeeks,
      status: 'cancelled',
    });
    const entry = await givenEntry(t, world, {
      patient_id: patientId,
      appointment_id: appointmentId,
    });
    const offer = await givenOffer(t, await givenOpening(t, world), entry);
    await proves(
      world,
      patient(world, offer.id),
      (ctx) => acceptOffer(ctx, offer.id, testSettings),
      [
        'calendar.appointment-booked',
        'waitlist.offer-accepted',
        'waitlist.entry-booked',
        'waitlist.opening-filled',
      ],
    );
  });

  test('a time that was taken by hand is unavailable, and the later visit stays', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world, { laterVisitAt: inTwoWeeks });
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, entry);
    await givenAppointment(t, { ...world, startsAt: tomorrowAtTen });
    const answer = await proves(
      world,
      patient(world, offer.id),
      (ctx) => acceptOffer(ctx, offer.id, testSettings),
      ['waitlist.offer-unavailable', 'waitlist.opening-withdrawn'],
    );
    assert.equal(answer, 'unavailable');
    const visit = await visitRow(t, entry.appointment_id);
    assert.equal(visit.starts_at, inTwoWeeks);
    assert.equal(visit.version, 1);
  });

  test('a patient who has become busy then loses the offer, and the opening is open again', async () => {
    const world = await givenWaitlist(t);
    const entry = await givenEntry(t, world, { laterVisitAt: inTwoWeeks });
    const offer = await givenOffer(t, await givenOpening(t, world), entry);
    const elsewhere = await givenProvider(t, { ...world, clinicIds: [world.clinicId] });
    await givenAppointment(t, {
      ...world,
      providerId: elsewhere,
      patientId: entry.patient_id,
      startsAt: tomorrowAtTen,
    });
    const answer = await proves(
      world,
      patient(world, offer.id),
      (ctx) => acceptOffer(ctx, offer.id, testSettings),
      ['waitlist.offer-unavailable', 'waitlist.opening-reopened'],
    );
    assert.equal(answer, 'unavailable');
  });

  test('a time without a free room for the visit stays open for others', async () => {
    const world = await givenWaitlist(t);
    const needs = [{ type: 'Ultrasound', count: 1 }];
    await t
      .owner('visit_type')
      .where({ id: world.visitTypeId })
      .update({ needs: JSON.stringify(needs) });
    const entry = await givenEntry(t, world, { laterVisitAt: inTwoWeeks });
    const offer = await givenOffer(t, await givenOpening(t, world), entry);
    const answer = await proves(
      world,
      patient(world, offer.id),
      (ctx) => acceptOffer(ctx, offer.id, testSettings),
      ['waitlist.offer-unavailable', 'waitlist.opening-reopened'],
    );
    assert.equal(answer, 'unavailable');
    assert.equal((await visitRow(t, entry.appointment_id)).starts_at, inTwoWeeks);
  });

  test('an expired, withdrawn or foreign offer is not accepted', async () => {
    const world = await givenWaitlist(t);
    const opening = await givenOpening(t, world);
    const expired = await givenOffer(t, opening, await givenEntry(t, world), {
      expires_at: testStart,
    });
    const taken = await givenOffer(t, opening, await givenEntry(t, world), {
      status: 'withdrawn',
    });
    for (const [offer, standing] of [
      [expired, 'expired'],
      [taken, 'withdrawn'],
    ] as const) {
      const answer = await proves(
        world,
        patient(world, offer.id),
        (ctx) => acceptOffer(ctx, offer.id, testSettings),
        [],
      );
      assert.equal(answer, standing);
    }
    await refuses(
      world,
      patient(world, taken.id),
      (ctx) => acceptOffer(ctx, expired.id, testSettings),
      'not-found',
    );
  });

  test('an offer stands until the millisecond at which it expires, and not at it', async (run) => {
    run.after(() => t.clock.set(testStart));
    const expires_at = '2026-11-23T15:30:00.000Z';
    for (const [now, expected] of [
      ['2026-11-23T15:29:59.999Z', 'accepted'],
      [expires_at, 'expired'],
      ['2026-11-23T15:30:00.001Z', 'expired'],
    ] as const) {
      t.clock.set(testStart);
      const world = await givenWaitlist(t);
      const entry = await givenEntry(t, world, { laterVisitAt: inTwoWeeks });
      const offer = await givenOffer(t, await givenOpening(t, world), entry, { expires_at });
      t.clock.set(now);
      const answer = await t.database.inTransaction(patient(world, offer.id), (ctx) =>
        acceptOffer(ctx, offer.id, testSettings),
      );
      assert.equal(answer, expected, now);
      const visit = await visitRow(t, entry.appointment_id);
      assert.equal(visit.starts_at, expected === 'accepted' ? tomorrowAtTen : inTwoWeeks);
    }
  });

  test('declining is final, and the next in line is asked where the clinic wants it', async () => {
    const world = await givenWaitlist(t);
    await setPolicy(world, { autoOffer: true });
    const entry = await givenEntry(t, world, { urgency: 'urgent' });
    const next = await givenEntry(t, world);
    const opening = await givenOpening(t, world);
    const offer = await givenOffer(t, opening, entry);
    const decline = (ctx: Ctx) => declineOffer(ctx, offer.id, testSettings);
    await proves(world, patient(world, offer.id), decline, [
      'waitlist.offer-declined',
      'waitlist.opening-reopened',
      'waitlist.offer-queued',
      'waitlist.opening-offered',
    ]);
    const answer = await proves(world, patient(world, offer.id), decline, []);
    assert.equal(answer, 'declined');
    const after = await snapshot(world);
    const queued = Object.values(after.offers).find((held) => held.status === 'queued');
    assert.equal(queued?.entryId, next.id);
  });
});
