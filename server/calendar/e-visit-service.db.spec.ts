import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { nextFreeTimes } from '../availability/availability-queries.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { bookAppointment, cancelAppointment, reinstateAppointment } from './calendar-service.ts';
import { bookEVisit, moveEVisit } from './e-visit-service.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { arriveAppointment, concludeAppointment, resetAppointment } from './visit-step-service.ts';

const day = '2026-11-24';
const dayEnds = '2026-11-25T05:00:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function given() {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t);
  const eVisitTypeId = await givenVisitType(t, { ...clinic, modality: 'e-visit', minutes: 10 });
  return { clinic, eVisitTypeId };
}
type World = Awaited<ReturnType<typeof given>>;

function book({ clinic, eVisitTypeId }: World, date = day): Promise<Appointment> {
  const { clinicId, providerId, patientId } = clinic;
  const wish = { clinicId, providerId, patientId, visitTypeId: eVisitTypeId, date };
  return clinic.act((ctx) => bookEVisit(ctx, wish));
}

const snapshot = ({ clinic }: World) =>
  clinic.snapshot('2026-11-23', day, '2026-11-25', '2026-11-26');

async function changes(
  world: World,
  what: 'booked' | 'moved' | 'fulfilled',
  action: () => Promise<Appointment>,
): Promise<Appointment> {
  const { organizationId } = world.clinic;
  const types = [`calendar.appointment-${what}`];
  const proof = { t, organizationId, snapshot: () => snapshot(world), fold: foldCalendar };
  return (await expectChange({ ...proof, action, types })).answer;
}

function refuses(world: World, refusal: string, action: () => Promise<unknown>): Promise<void> {
  const { organizationId } = world.clinic;
  return expectNoChange({ t, organizationId, snapshot: () => snapshot(world), action, refusal });
}

function occupied({ organizationId }: BookableClinic): Promise<unknown[]> {
  return t.owner('occupied_time').where({ organization_id: organizationId }).select('*');
}

describe('an e-visit', () => {
  it('is due by the end of a day and takes no time: the free times stay as they were', async () => {
    const world = await given();
    const { clinic } = world;
    const search = {
      ...{ clinicId: clinic.clinicId, visitTypeId: clinic.visitTypeId, providerIds: [] },
      ...{ fromAt: testStart, days: 3, limit: 100 },
    };
    const free = await clinic.act((ctx) => nextFreeTimes(ctx, search));
    const visit = await changes(world, 'booked', () => book(world));
    assert.deepEqual([visit.takesTime, visit.endsAt, visit.status], [false, dayEnds, 'booked']);
    assert.deepEqual(await occupied(clinic), []);
    assert.deepEqual(await clinic.act((ctx) => nextFreeTimes(ctx, search)), free);
  });

  it('stands beside another of the same patient and day', async () => {
    const world = await given();
    await book(world);
    await book(world);
    assert.deepEqual(await occupied(world.clinic), []);
  });

  it('may still be booked for today, however late, and not for yesterday', async () => {
    const world = await given();
    t.clock.set('2026-11-24T04:00:00.000Z');
    assert.equal((await book(world, '2026-11-23')).endsAt, '2026-11-24T05:00:00.000Z');
    await refuses(world, 'rule-broken in-the-past', () => book(world, '2026-11-22'));
  });

  it('is moved by day and to another provider', async () => {
    const world = await given();
    const { clinic } = world;
    const { id: appointmentId, version: expectedVersion } = await book(world);
    const providerId = await givenProvider(t, {
      ...{ organizationId: clinic.organizationId, clinicIds: [clinic.clinicId] },
    });
    const wish = { appointmentId, expectedVersion, date: '2026-11-26', providerId };
    const moved = await changes(world, 'moved', () => clinic.act((ctx) => moveEVisit(ctx, wish)));
    assert.deepEqual([moved.providerId, moved.endsAt], [providerId, '2026-11-27T05:00:00.000Z']);
    assert.deepEqual(await occupied(clinic), []);
  });

  it('is answered on any day, without anybody coming, and can be taken back', async () => {
    const world = await given();
    const { clinic } = world;
    const { id: appointmentId } = await book(world, '2026-11-26');
    const known = { appointmentId, expectedVersion: null };
    const done = await changes(world, 'fulfilled', () =>
      clinic.actAs(clinic.manager, (ctx) => concludeAppointment(ctx, known)),
    );
    assert.deepEqual(
      [done.status, done.steps.map(({ step }) => step)],
      ['fulfilled', ['fulfilled']],
    );
    const back = await clinic.actAs(clinic.manager, (ctx) =>
      resetAppointment(ctx, { ...known, to: 'booked', reason: 'mistake' }),
    );
    assert.equal(back.status, 'booked');
    assert.deepEqual(await occupied(clinic), []);
  });

  it('is cancelled and stands again without time', async () => {
    const world = await given();
    const { clinic } = world;
    const { id: appointmentId } = await book(world);
    const known = { appointmentId, expectedVersion: null };
    await clinic.act((ctx) => cancelAppointment(ctx, { ...known, reason: 'pat' }));
    await clinic.act((ctx) => reinstateAppointment(ctx, known));
    assert.deepEqual(await occupied(clinic), []);
  });

  it('has nobody arriving', async () => {
    const world = await given();
    const { id: appointmentId } = await book(world, '2026-11-23');
    await refuses(world, 'rule-broken wrong-state', () =>
      world.clinic.actAs(world.clinic.manager, (ctx) =>
        arriveAppointment(ctx, { appointmentId, expectedVersion: null }),
      ),
    );
  });

  it('is not booked at a time, nor another visit for a day', async () => {
    const world = await given();
    const { clinic, eVisitTypeId } = world;
    const { clinicId, providerId, patientId, visitTypeId } = clinic;
    const who = { clinicId, providerId, patientId };
    const startsAt = '2026-11-24T15:00:00.000Z';
    await refuses(world, 'invalid-input', () =>
      clinic.act((ctx) =>
        bookAppointment(ctx, { ...who, visitTypeId: eVisitTypeId, startsAt, overrides: [] }),
      ),
    );
    await refuses(world, 'invalid-input', () =>
      clinic.act((ctx) => bookEVisit(ctx, { ...who, visitTypeId, date: day })),
    );
  });
});

describe('the database', () => {
  it('refuses an e-visit with time', async () => {
    const world = await given();
    const visit = await book(world);
    const at = '2026-11-24T15:00:00.000Z';
    const until = '2026-11-24T15:10:00.000Z';
    await assert.rejects(
      t.owner('occupied_time').insert({
        ...{ organization_id: world.clinic.organizationId, resource_kind: 'provider' },
        ...{ resource_id: visit.providerId, during: `[${at},${until})` },
        ...{ starts_at: at, ends_at: until, clinic_id: visit.clinicId, appointment_id: visit.id },
      }),
      { constraint: 'appointment_has_its_time' },
    );
    await assert.rejects(
      t.owner('appointment').where({ id: visit.id }).update({ takes_time: true }),
      { constraint: 'appointment_e_visit' },
    );
  });

  it('refuses every other booked visit without', async () => {
    const { clinic } = await given();
    const { clinicId, providerId, patientId, visitTypeId } = clinic;
    const startsAt = '2026-11-24T15:00:00.000Z';
    const wish = { clinicId, providerId, patientId, visitTypeId, startsAt, overrides: [] };
    const { id } = await clinic.act((ctx) => bookAppointment(ctx, wish));
    await assert.rejects(t.owner('occupied_time').where({ appointment_id: id }).delete(), {
      constraint: 'appointment_has_its_time',
    });
    await assert.rejects(t.owner('appointment').where({ id }).update({ takes_time: false }), {
      constraint: 'appointment_untimed',
    });
  });
});
