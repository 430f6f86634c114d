import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import type { ResourceNeed } from '#contract/resources';
import { nextFreeTimes } from '../availability/availability-queries.ts';
import { findFreeTimes } from '../availability/find-free-times.ts';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenResource, type GivenResource } from '../availability/resource/given-resource.ts';
import { retireResource, takeOutOfUse } from '../availability/resource/resource-service.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { givenProvider } from '../staff/given-organization.ts';
import {
  bookAppointment,
  cancelAppointment,
  moveAppointment,
  reinstateAppointment,
  type BookAppointment,
} from './calendar-service.ts';
import { assignResources, listFreeResources } from './assign-service.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { holdAppointment } from './hold-service.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York; hours are 8:00–17:00 every day.
const day = '2026-11-24';
const at = (time: string): string => `${day}T${time}:00.000Z`;
const [nine, ten] = [at('14:00'), at('15:00')];

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface World {
  clinic: BookableClinic;
  /** The clinic's, and another of the same hours. */
  providers: [string, string];
  visitTypeId: string;
}

/** A visit type that needs something beside the provider: 30 minutes, and 15 to clean. */
async function givenWorld(needs: ResourceNeed[] = [{ type: 'Ultrasound', count: 1 }]) {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
  const { organizationId, clinicId, providerId } = clinic;
  const second = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
  await givenTemplate(t, { organizationId, clinicId, providerId: second });
  const type = { organizationId, clinicId, bufferAfter: 15, terms: { needs } };
  const visitTypeId = await givenVisitType(t, type);
  return { clinic, providers: [providerId, second], visitTypeId } satisfies World;
}

function given({ clinic }: World, options: Partial<GivenResource> = {}): Promise<string> {
  const { organizationId, clinicId } = clinic;
  const device = { kind: 'device', type: 'Ultrasound' } as const;
  return givenResource(t, { organizationId, clinicId, ...device, ...options });
}

async function wish(world: World, changed: Partial<BookAppointment> = {}) {
  const { clinic, providers, visitTypeId } = world;
  const patientId = await givenPatient(t, clinic);
  const place = { clinicId: clinic.clinicId, providerId: providers[0], patientId, visitTypeId };
  return { ...place, startsAt: nine, overrides: [], ...changed };
}

async function book(world: World, changed: Partial<BookAppointment> = {}): Promise<Appointment> {
  const wanted = await wish(world, changed);
  return world.clinic.act((ctx) => bookAppointment(ctx, wanted));
}

function changes<T>({ clinic }: World, types: string[], action: () => Promise<T>) {
  const { organizationId } = clinic;
  const snapshot = () => clinic.snapshot(day);
  return expectChange({ t, organizationId, snapshot, fold: foldCalendar, action, types });
}

/** Nothing of the visits, nor of anybody's time. */
function refuses(world: World, refusal: string, action: () => Promise<unknown>) {
  const { clinic } = world;
  const snapshot = async () => [await clinic.snapshot(day), await occupied(world)];
  return expectNoChange({ t, organizationId: clinic.organizationId, snapshot, action, refusal });
}

interface Occupied {
  appointment_id: string;
  resource_id: string;
  resource_kind: string;
  starts_at: string;
  ends_at: string;
}

/** Of rooms, devices and interpreters. */
function occupied({ clinic }: World): Promise<Occupied[]> {
  return t
    .owner('occupied_time')
    .where({ organization_id: clinic.organizationId })
    .whereNot({ resource_kind: 'provider' })
    .orderBy(['resource_id', 'starts_at'])
    .select<Occupied[]>('*');
}

async function problemOf(action: Promise<unknown>): Promise<ProblemError> {
  let problem: unknown;
  await assert.rejects(action, (error) => {
    problem = error;
    return true;
  });
  assert.ok(problem instanceof ProblemError, String(problem));
  return problem;
}

const booked = ['calendar.appointment-booked'];

describe('a visit whose type needs a device', () => {
  it('takes the first that is free, its buffers included, and the next visit the next one', async () => {
    const world = await givenWorld();
    const two = await given(world, { name: 'Ultrasound 10' });
    const one = await given(world, { name: 'Ultrasound 2' });
    await given(world, { name: 'Exam 1', kind: 'room', type: 'Exam room' });
    const { answer } = await changes(world, booked, () => book(world));
    assert.deepEqual(answer.resourceIds, [one]);
    const [row] = await occupied(world);
    assert.deepEqual(
      [row?.appointment_id, row?.resource_id, row?.resource_kind, row?.starts_at, row?.ends_at],
      [answer.id, one, 'device', nine, at('14:45')],
    );
    const other = await book(world, { providerId: world.providers[1] });
    assert.deepEqual(other.resourceIds, [two]);
  });

  it('is refused in the name of what is not free, with times at which it is', async () => {
    const world = await givenWorld();
    await given(world);
    await book(world);
    const again = { providerId: world.providers[1], startsAt: at('14:30') };
    const wanted = await wish(world, again);
    await refuses(world, 'slot-taken resource-taken', () =>
      world.clinic.act((ctx) => bookAppointment(ctx, wanted)),
    );
    const problem = await problemOf(book(world, again));
    assert.equal(problem.details.rule, 'resource-taken');
    assert.match(problem.message, /^No “Ultrasound” is free at that time; nothing was changed/);
    assert.equal(problem.details.alternatives?.[0]?.startsAt, at('14:45'));
  });

  it('is told first that the provider is not free', async () => {
    const world = await givenWorld();
    await given(world);
    await book(world);
    const problem = await problemOf(book(world));
    assert.deepEqual([problem.code, problem.details.rule], ['slot-taken', undefined]);
  });

  it('takes as many as it needs, of each type, or none at all', async () => {
    const needs = [
      { type: 'Exam room', count: 2 },
      { type: 'Ultrasound', count: 1 },
    ];
    const world = await givenWorld(needs);
    const device = await given(world);
    const room = { kind: 'room', type: 'Exam room' } as const;
    const first = await given(world, { ...room, name: 'Exam 1' });
    const wanted = await wish(world);
    await refuses(world, 'slot-taken resource-taken', () =>
      world.clinic.act((ctx) => bookAppointment(ctx, wanted)),
    );
    const second = await given(world, { ...room, name: 'Exam 2' });
    const { answer } = await changes(world, booked, () => book(world));
    assert.deepEqual(answer.resourceIds.toSorted(), [device, first, second].toSorted());
    assert.equal((await occupied(world)).length, 3);
  });

  it('takes none that is retired, out of use, closed then or of another clinic', async () => {
    const world = await givenWorld();
    await given(world, { active: false });
    await given(world, { outOfUse: [{ startsAt: at('14:30'), endsAt: ten }] });
    await given(world, { hours: [{ weekday: 2, startsAt: '09:15', endsAt: '12:00' }] });
    const elsewhere = { clinicId: world.clinic.clinicIds[1] ?? '' };
    await given(world, elsewhere);
    const wanted = await wish(world);
    await refuses(world, 'slot-taken resource-taken', () =>
      world.clinic.act((ctx) => bookAppointment(ctx, wanted)),
    );
    const shared = await given(world, { ...elsewhere, sharedWith: [world.clinic.clinicId] });
    const visit = await book(world);
    assert.deepEqual(visit.resourceIds, [shared]);
  });

  it('takes the one that was chosen by hand, or is refused', async () => {
    const world = await givenWorld();
    await given(world, { name: 'Ultrasound 1' });
    const second = await given(world, { name: 'Ultrasound 2' });
    const byHand = { resourceIds: [second] };
    const { answer } = await changes(world, booked, () => book(world, byHand));
    assert.deepEqual(answer.resourceIds, [second]);
    const wanted = await wish(world, { ...byHand, providerId: world.providers[1] });
    await refuses(world, 'slot-taken resource-taken', () =>
      world.clinic.act((ctx) => bookAppointment(ctx, wanted)),
    );
    const elsewhere = await given(world, { clinicId: world.clinic.clinicIds[1] ?? '' });
    const unknown = await wish(world, { resourceIds: [elsewhere], startsAt: ten });
    await refuses(world, 'invalid-input', () =>
      world.clinic.act((ctx) => bookAppointment(ctx, unknown)),
    );
  });

  it('has it while it is held, and gives way once that has lapsed', async () => {
    const world = await givenWorld();
    const device = await given(world);
    const wanted = await wish(world);
    const held = await world.clinic.act((ctx) => holdAppointment(ctx, wanted));
    assert.deepEqual(held.resourceIds, [device]);
    const other = await wish(world, { providerId: world.providers[1] });
    await refuses(world, 'slot-taken resource-taken', () =>
      world.clinic.act((ctx) => bookAppointment(ctx, other)),
    );
    t.clock.advance({ minutes: 6 });
    const { answer } = await changes(world, ['calendar.appointment-released', ...booked], () =>
      world.clinic.act((ctx) => bookAppointment(ctx, other)),
    );
    assert.deepEqual(answer.resourceIds, [device]);
    assert.equal((await occupied(world)).length, 1);
  });
});

describe('a visit that moves', () => {
  const moved = ['calendar.appointment-moved'];

  function move({ clinic }: World, visit: Appointment, startsAt: string, providerId?: string) {
    return clinic.act((ctx) =>
      moveAppointment(ctx, {
        ...{ appointmentId: visit.id, expectedVersion: visit.version, startsAt },
        ...{ providerId, overrides: [] },
      }),
    );
  }

  it('frees its own device first, keeps it where it can, and else takes another', async () => {
    const world = await givenWorld();
    const one = await given(world, { name: 'Ultrasound 1' });
    const two = await given(world, { name: 'Ultrasound 2' });
    const visit = await book(world);
    const { answer: later } = await changes(world, moved, () => move(world, visit, at('14:15')));
    assert.deepEqual(later.resourceIds, [one]);
    const other = await book(world, {
      ...{ providerId: world.providers[1], startsAt: at('16:00'), resourceIds: [one] },
    });
    assert.deepEqual(other.resourceIds, [one]);
    const { answer } = await changes(world, moved, () => move(world, later, at('16:00')));
    assert.deepEqual(answer.resourceIds, [two]);
    assert.deepEqual(
      (await occupied(world)).map((row) => row.starts_at),
      [at('16:00'), at('16:00')],
    );
  });

  it('stays as it is where none is free', async () => {
    const world = await givenWorld();
    await given(world);
    const visit = await book(world);
    await book(world, { providerId: world.providers[1], startsAt: at('16:00') });
    await refuses(world, 'slot-taken resource-taken', () => move(world, visit, at('16:15')));
  });
});

describe('a visit that is cancelled', () => {
  it('gives its device back, and has it or another again when that is undone', async () => {
    const world = await givenWorld();
    const one = await given(world, { name: 'Ultrasound 1' });
    const visit = await book(world);
    const known = { appointmentId: visit.id, expectedVersion: null };
    const cancel = () =>
      world.clinic.act((ctx) => cancelAppointment(ctx, { ...known, reason: 'pat' }));
    const undo = () => world.clinic.act((ctx) => reinstateAppointment(ctx, known));
    await changes(world, ['calendar.appointment-cancelled'], cancel);
    assert.deepEqual(await occupied(world), []);
    const back = ['calendar.appointment-reinstated'];
    const { answer } = await changes(world, back, undo);
    assert.deepEqual(answer.resourceIds, [one]);
    await cancel();
    await book(world, { providerId: world.providers[1] });
    await refuses(world, 'slot-taken resource-taken', undo);
    const two = await given(world, { name: 'Ultrasound 2' });
    const { answer: again } = await changes(world, back, undo);
    assert.deepEqual(again.resourceIds, [two]);
  });
});

describe('a device that visits have', () => {
  it('is taken away only for a reason, and they keep it', async () => {
    const world = await givenWorld();
    const resourceId = await given(world);
    await book(world);
    const { actAs, manager } = world.clinic;
    const known = { resourceId, expectedVersion: 1 };
    const retire = { ...known, overrides: [] };
    const repair = { ...known, startsAt: at('14:30'), endsAt: ten, note: null, overrides: [] };
    for (const act of [
      () => actAs(manager, (ctx) => retireResource(ctx, retire)),
      () => actAs(manager, (ctx) => takeOutOfUse(ctx, repair)),
    ])
      await refuses(world, 'rule-broken orphans-visits', act);
    const reason = [{ rule: 'orphans-visits', reason: 'It is broken' }];
    const gone = await actAs(manager, (ctx) =>
      retireResource(ctx, { ...retire, overrides: reason }),
    );
    assert.equal(gone.active, false);
    assert.equal((await occupied(world)).length, 1);
  });

  it('is taken away without a word where they have it at another time', async () => {
    const world = await givenWorld();
    const resourceId = await given(world);
    await book(world);
    const { actAs, manager } = world.clinic;
    const repair = { startsAt: ten, endsAt: at('16:00'), note: null, overrides: [] };
    const after = await actAs(manager, (ctx) =>
      takeOutOfUse(ctx, { resourceId, expectedVersion: 1, ...repair }),
    );
    assert.equal(after.outOfUse.length, 1);
  });
});

describe('free times', () => {
  it('leave out those at which nothing is free, and say so', async () => {
    const world = await givenWorld();
    const search = {
      ...{ clinicId: world.clinic.clinicId, visitTypeId: world.visitTypeId },
      ...{ providerIds: [], fromAt: at('05:00'), days: 1, limit: 100 },
    };
    const nothing = await world.clinic.act((ctx) => findFreeTimes(ctx, search));
    assert.deepEqual(nothing.items, []);
    assert.match(nothing.explanation ?? '', /then no “Ultrasound” is/);
    await given(world, { hours: [{ weekday: 2, startsAt: '09:00', endsAt: '10:00' }] });
    await book(world);
    const found = await world.clinic.act((ctx) => nextFreeTimes(ctx, search));
    assert.deepEqual(
      found.map(({ startsAt }) => startsAt),
      // The first provider still has its own visit then.
      [],
    );
    await given(world, { outOfUse: [{ startsAt: at('12:00'), endsAt: at('21:15') }] });
    const late = await world.clinic.act((ctx) => nextFreeTimes(ctx, search));
    assert.deepEqual(
      [...new Set(late.map(({ startsAt }) => startsAt))],
      [at('21:15'), at('21:30')],
    );
  });
});

describe('rooms and devices that are given by hand', () => {
  const assigned = ['calendar.appointment-assigned'];

  function assign({ clinic }: World, visit: Appointment, resourceIds: string[]) {
    const known = { appointmentId: visit.id, expectedVersion: visit.version };
    return clinic.act((ctx) => assignResources(ctx, { ...known, resourceIds }));
  }

  it('take the place of those that the visit had', async () => {
    const world = await givenWorld();
    const one = await given(world, { name: 'Ultrasound 1' });
    const two = await given(world, { name: 'Ultrasound 2' });
    const room = await given(world, { name: 'Exam 1', kind: 'room', type: 'Exam room' });
    const visit = await book(world);
    const { answer } = await changes(world, assigned, () => assign(world, visit, [room, two]));
    assert.deepEqual(answer.resourceIds.toSorted(), [room, two].toSorted());
    assert.deepEqual(
      (await occupied(world)).map((row) => row.resource_id),
      [room, two].toSorted(),
    );
    const next = await book(world, { providerId: world.providers[1] });
    assert.deepEqual(next.resourceIds, [one]);
    const { answer: none } = await changes(world, assigned, () => assign(world, answer, []));
    assert.deepEqual(none.resourceIds, []);
  });

  it('are free, used by the clinic, and those of a visit that still takes time', async () => {
    const world = await givenWorld();
    const one = await given(world, { name: 'Ultrasound 1' });
    await given(world, { name: 'Ultrasound 2' });
    await book(world);
    const visit = await book(world, { providerId: world.providers[1] });
    await refuses(world, 'slot-taken resource-taken', () => assign(world, visit, [one]));
    const elsewhere = await given(world, { clinicId: world.clinic.clinicIds[1] ?? '' });
    await refuses(world, 'invalid-input', () => assign(world, visit, [elsewhere]));
    await refuses(world, 'conflict', () => assign(world, { ...visit, version: 7 }, []));
    const known = { appointmentId: visit.id, expectedVersion: visit.version };
    const cancelled = await world.clinic.act((ctx) =>
      cancelAppointment(ctx, { ...known, reason: 'pat' }),
    );
    await refuses(world, 'rule-broken wrong-state', () => assign(world, cancelled, []));
  });

  it('are listed by whether the visit could have them', async () => {
    const world = await givenWorld();
    const one = await given(world, { name: 'Ultrasound 1' });
    const two = await given(world, { name: 'Ultrasound 2' });
    const visit = await book(world);
    await book(world, { providerId: world.providers[1] });
    const { needs, items } = await world.clinic.act((ctx) => listFreeResources(ctx, visit.id));
    assert.deepEqual(needs, [{ type: 'Ultrasound', count: 1 }]);
    assert.deepEqual(items, [
      { resourceId: one, isFree: true },
      { resourceId: two, isFree: false },
    ]);
  });
});
