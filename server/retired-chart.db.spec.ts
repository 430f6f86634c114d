// Nothing attaches to a retired chart, in any slice, by any way; all that is there stays to be read.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { givenAppointment } from './calendar/given-appointment.ts';
import { bookAppointment, moveAppointment } from './calendar/calendar-service.ts';
import { listPatientAppointments } from './calendar/calendar-queries.ts';
import { addCall } from './calls/calls-service.ts';
import { addCoverage } from './patients/coverage-service.ts';
import { addFlag, getPatientAlerts } from './patients/flag-service.ts';
import { givenCoverage, givenPayer } from './patients/given-coverage.ts';
import { givenFlag } from './patients/given-flag.ts';
import { givenPatient } from './patients/given-patient.ts';
import { givenProxy } from './patients/given-proxy.ts';
import { givenRetiredChart } from './patients/given-retired-chart.ts';
import { linkDuplicate, retireChart, tellApart } from './patients/merge-service.ts';
import { addPatientNote } from './patients/note-service.ts';
import { addProxy } from './patients/proxy-service.ts';
import { expectNoChange, loggedChanges } from './platform/change-log/expect-change.ts';
import type { Ctx, Scope } from './platform/context.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { addEntry } from './waitlist/entry-service.ts';
import {
  givenEntry,
  givenOpening,
  givenOffer,
  givenWaitlist,
  inTwoWeeks,
  tomorrowAtTen,
} from './waitlist/given-waitlist.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function givenTwoCharts() {
  const given = await givenWaitlist(t);
  const { organizationId } = given;
  const patientId = await givenPatient(t, { organizationId, given: 'Anna' });
  const survivorId = await givenPatient(t, { organizationId });
  return { ...given, patientId, survivorId, scope: given.manager.scope as Scope };
}
type World = Awaited<ReturnType<typeof givenTwoCharts>>;

function within<T>({ scope }: World, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return t.database.inTransaction(scope, work);
}
const retire = (world: World) =>
  within(world, (ctx) => retireChart(ctx, { ...world, reason: 'Registered twice' }));
const alertsOf = (world: World, patientId = world.patientId) =>
  within(world, (ctx) => getPatientAlerts(ctx, { clinicId: world.clinicId, patientId }));
const refuse = (world: World, refusal: string, action: (ctx: Ctx) => Promise<unknown>) =>
  expectNoChange({
    t,
    organizationId: world.organizationId,
    snapshot: () => alertsOf(world),
    action: () => within(world, action),
    refusal,
  });

const wishes = {
  urgency: 'soon',
  providerIds: [],
  weekdays: [],
  earliestTime: null,
  latestTime: null,
  earliestOn: null,
  latestOn: null,
  minNoticeHours: 2,
  contactConsent: true,
  appointmentId: null,
} as const;

/** What people can try to put into a chart, and the rule that tells them no. */
const attempts: Record<string, [string, (ctx: Ctx, world: World) => Promise<unknown>]> = {
  'a visit': [
    'chart-retired',
    (ctx, world) => bookAppointment(ctx, { ...world, startsAt: tomorrowAtTen, overrides: [] }),
  ],
  'a waitlist entry': [
    'chart-retired',
    (ctx, world) => addEntry(ctx, { ...world, ...wishes, providerIds: [], weekdays: [] }),
  ],
  'a call': [
    'may-not-contact',
    (ctx, { clinicId, patientId }) =>
      addCall(ctx, {
        clinicId,
        patientId,
        kind: 'follow-up',
        about: 'results',
        priority: 'routine',
        appointmentId: null,
      }),
  ],
  'a coverage': [
    'chart-retired',
    async (ctx, { clinicId, patientId, organizationId }) =>
      addCoverage(ctx, {
        clinicId,
        patientId,
        payerId: await givenPayer(t, organizationId),
        planName: 'Gold',
        memberId: 'W1',
        groupNumber: null,
        order: 'primary',
        relationship: 'self',
        subscriber: null,
        effectiveFrom: '2026-01-01',
        endsOn: null,
      }),
  ],
  'a flag': [
    'chart-retired',
    (ctx, { clinicId, patientId }) =>
      addFlag(ctx, { clinicId, patientId, detail: { kind: 'vip' }, note: null }),
  ],
  'a proxy': [
    'chart-retired',
    (ctx, { clinicId, patientId }) =>
      addProxy(ctx, {
        clinicId,
        patientId,
        personId: null,
        family: 'Roe',
        given: 'Kim',
        relation: 'sister',
        ground: 'permission',
        phone: null,
        told: ['visits'],
        mayDecide: false,
        startsOn: '2026-11-01',
        endsOn: null,
        evidence: 'Said so',
      }),
  ],
  'a note': [
    'chart-retired',
    (ctx, { clinicId, patientId }) => addPatientNote(ctx, { clinicId, patientId, text: 'Hm' }),
  ],
};

describe('a retired chart', () => {
  for (const [what, [rule, attempt]] of Object.entries(attempts))
    it(`takes no ${what.replace(/^an? /, '')}`, async () => {
      const world = await givenTwoCharts();
      await retire(world);
      await refuse(world, `rule-broken ${rule}`, (ctx) => attempt(ctx, world));
    });

  it('takes no row of any table, whoever writes past the rules', async () => {
    const world = await givenTwoCharts();
    const { patientId, organizationId } = world;
    const waits = await givenEntry(t, world, { patient_id: patientId, status: 'withdrawn' });
    const opening = await givenOpening(t, world);
    const payerId = await givenPayer(t, organizationId);
    const elsewhere = await givenAppointment(t, {
      ...world,
      patientId: world.survivorId,
      startsAt: inTwoWeeks,
    });
    await givenRetiredChart(t, world);
    const writes: Record<string, () => Promise<unknown>> = {
      appointment: () => givenAppointment(t, { ...world, startsAt: tomorrowAtTen }),
      'appointment from another chart': () =>
        t.owner('appointment').where({ id: elsewhere }).update({ patient_id: patientId }),
      waitlist_entry: () => givenEntry(t, world, { patient_id: patientId }),
      waitlist_offer: () => givenOffer(t, opening, waits),
      coverage: () => givenCoverage(t, { organizationId, patientId, payerId }),
      patient_flag: () => givenFlag(t, world, { kind: 'vip' }),
      patient_proxy: () => givenProxy(t, world),
    };
    for (const [table, write] of Object.entries(writes))
      await assert.rejects(write, { code: '23000' }, table);
  });

  it('is waited for by who books at the same moment', async () => {
    const world = await givenTwoCharts();
    const book = (ctx: Ctx) =>
      bookAppointment(ctx, { ...world, startsAt: tomorrowAtTen, overrides: [] });
    const [retired, booked] = await Promise.allSettled([retire(world), within(world, book)]);
    const visits = await t
      .owner('appointment')
      .where({ patient_id: world.patientId, status: 'booked' });
    assert.notEqual(retired.status, booked.status, 'one of the two is done');
    assert.equal(visits.length, booked.status === 'fulfilled' ? 1 : 0);
  });

  it('stays readable, leads to the one that replaced it, and moves nothing', async () => {
    const world = await givenTwoCharts();
    const past = await givenAppointment(t, { ...world, startsAt: '2026-11-20T15:00:00.000Z' });
    const link = await within(world, (ctx) =>
      linkDuplicate(ctx, { ...world, otherId: world.survivorId, note: 'Same phone' }),
    );
    assert.equal((await alertsOf(world, world.survivorId)).possibleDuplicates[0]?.id, link.id);
    const { survivor } = await retire(world);
    assert.equal(survivor.id, world.survivorId);
    const alerts = await alertsOf(world);
    assert.deepEqual([alerts.survivor?.id, alerts.possibleDuplicates], [world.survivorId, []]);
    const visits = await within(world, (ctx) => listPatientAppointments(ctx, world.patientId));
    assert.deepEqual(
      visits.map(({ id }) => id),
      [past],
    );
    const types = (await loggedChanges(t, world.organizationId)).map(({ type }) => type);
    assert.deepEqual(types, ['patients.duplicate-linked', 'patients.chart-retired']);
    await refuse(world, 'rule-broken chart-retired', (ctx) =>
      retireChart(ctx, { ...world, reason: 'Again' }),
    );
    await refuse(world, 'rule-broken chart-retired', (ctx) =>
      retireChart(ctx, {
        ...world,
        patientId: world.survivorId,
        survivorId: world.patientId,
        reason: 'Back',
      }),
    );
  });

  it('is not retired while something is to be done in it, in any clinic', async () => {
    const world = await givenTwoCharts();
    const id = await givenAppointment(t, { ...world, startsAt: inTwoWeeks });
    const elsewhere = { ...world, clinicId: world.otherClinicId };
    await givenEntry(t, elsewhere, { patient_id: world.patientId });
    await refuse(world, 'rule-broken still-in-use', (ctx) =>
      retireChart(ctx, { ...world, reason: 'Registered twice' }),
    );
    await within(world, (ctx) =>
      moveAppointment(ctx, {
        appointmentId: id,
        expectedVersion: 1,
        startsAt: tomorrowAtTen,
        overrides: [],
      }),
    );
  });
});

describe('charts that may be of one person', () => {
  it('are linked once, told apart with a reason, and by those who may', async () => {
    const world = await givenTwoCharts();
    const link = { ...world, otherId: world.survivorId, note: 'Same phone' };
    const { id: linkId } = await within(world, (ctx) => linkDuplicate(ctx, link));
    await refuse(world, 'rule-broken already-linked', (ctx) =>
      linkDuplicate(ctx, { ...link, patientId: link.otherId, otherId: link.patientId }),
    );
    await refuse(world, 'invalid-input', (ctx) =>
      linkDuplicate(ctx, { ...link, otherId: link.patientId }),
    );
    const apart = { clinicId: world.clinicId, linkId, expectedVersion: 1, reason: 'Twins' };
    const desk = { ...world, scope: world.scheduler.scope };
    await refuse(desk, 'not-allowed', (ctx) => tellApart(ctx, apart));
    await refuse(desk, 'not-allowed', (ctx) => retireChart(ctx, { ...world, reason: 'Twice' }));
    await refuse(world, 'conflict', (ctx) => tellApart(ctx, { ...apart, expectedVersion: 2 }));
    await within(world, (ctx) => tellApart(ctx, apart));
    assert.deepEqual((await alertsOf(world)).possibleDuplicates, []);
    await refuse(world, 'conflict', (ctx) => tellApart(ctx, { ...apart, expectedVersion: 2 }));
  });
});
