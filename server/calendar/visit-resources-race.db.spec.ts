import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { nextFreeTimes } from '../availability/availability-queries.ts';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenResource } from '../availability/resource/given-resource.ts';
import { retireResource } from '../availability/resource/resource-service.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { loggedChanges } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { bookAppointment } from './calendar-service.ts';
import { givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York.
const nine = '2026-11-24T14:00:00.000Z';
const type = 'Ultrasound';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface Desk {
  clinicId: string;
  providerId: string;
  visitTypeId: string;
}

interface World {
  clinic: BookableClinic;
  /** As many providers in each of two clinics, each with hours all day. */
  desks: Desk[];
  /** Devices of the first clinic that the second shares. */
  devices: string[];
}

async function givenWorld(counts: { providers: number; devices: number }): Promise<World> {
  const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
  const { organizationId, clinicIds } = clinic;
  const desks: Desk[] = [];
  for (const clinicId of clinicIds) {
    const terms = { needs: [{ type, count: 1 }] };
    const visitTypeId = await givenVisitType(t, { organizationId, clinicId, terms });
    for (let n = 0; n < counts.providers; n++) {
      const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
      await givenTemplate(t, { organizationId, clinicId, providerId });
      desks.push({ clinicId, providerId, visitTypeId });
    }
  }
  const [clinicId = '', second = ''] = clinicIds;
  const place = { organizationId, clinicId, sharedWith: [second], kind: 'device' as const, type };
  const devices: string[] = [];
  for (let n = 0; n < counts.devices; n++) devices.push(await givenResource(t, place));
  return { clinic, desks, devices };
}

async function book({ clinic }: World, desk: Desk, startsAt = nine) {
  const patientId = await givenPatient(t, clinic);
  return clinic.act((ctx) => bookAppointment(ctx, { ...desk, patientId, startsAt, overrides: [] }));
}

/** How each ended: `done` or its rule. */
async function outcomes(actions: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(actions);
  return settled.map((one) => {
    if (one.status === 'fulfilled') return 'done';
    assert.ok(one.reason instanceof ProblemError, String(one.reason));
    return one.reason.details.rule ?? one.reason.code;
  });
}

async function rowsOf({ clinic }: World) {
  const where = { organization_id: clinic.organizationId };
  return {
    visits: await t.owner('appointment').where(where).select<{ resource_ids: string[] }[]>('*'),
    occupied: await t.owner('occupied_time').where(where),
    acts: await t.owner('audit_entry').where({ ...where, kind: 'act' }),
    changes: await loggedChanges(t, clinic.organizationId),
  };
}

describe('many at once', () => {
  it('book what two clinics share: exactly one wins, the others leave nothing behind', async () => {
    const world = await givenWorld({ providers: 5, devices: 1 });
    const ends = await outcomes(world.desks.map((desk) => book(world, desk)));
    assert.deepEqual(ends.toSorted(), ['done', ...Array<string>(9).fill('resource-taken')]);
    const { visits, occupied, acts, changes } = await rowsOf(world);
    assert.deepEqual([visits.length, occupied.length, acts.length, changes.length], [1, 2, 1, 1]);
    assert.deepEqual(visits[0]?.resource_ids, world.devices);
  });

  it('book from two clinics at one instant, time after time: always one', async () => {
    const world = await givenWorld({ providers: 1, devices: 1 });
    for (let hour = 14; hour < 20; hour++) {
      const startsAt = `2026-11-25T${String(hour)}:00:00.000Z`;
      const ends = await outcomes(world.desks.map((desk) => book(world, desk, startsAt)));
      assert.deepEqual(ends.toSorted(), ['done', 'resource-taken']);
    }
    assert.equal((await rowsOf(world)).visits.length, 6);
  });

  it('book three of a kind: three win, each with another', async () => {
    const world = await givenWorld({ providers: 4, devices: 3 });
    const ends = await outcomes(world.desks.map((desk) => book(world, desk)));
    assert.equal(ends.filter((end) => end === 'done').length, 3);
    const { visits, occupied } = await rowsOf(world);
    assert.deepEqual(
      visits.flatMap((visit) => visit.resource_ids).toSorted(),
      world.devices.toSorted(),
    );
    assert.equal(occupied.length, 6);
  });

  it('book and retire it: one of the two is refused', async () => {
    const world = await givenWorld({ providers: 1, devices: 1 });
    const [resourceId = ''] = world.devices;
    const { actAs, manager } = world.clinic;
    const retire = () =>
      actAs(manager, (ctx) =>
        retireResource(ctx, { resourceId, expectedVersion: 1, overrides: [] }),
      );
    const ends = await outcomes([book(world, world.desks[0]!), retire()]);
    assert.ok(
      [
        ['done', 'orphans-visits'],
        ['resource-taken', 'done'],
      ].some((possible) => possible.join() === ends.join()),
      ends.join(),
    );
  });
});

const minute = 60_000;
const eight = Date.parse('2026-11-24T13:00:00.000Z');
const iso = (minutes: number): string => new Date(eight + minutes * minute).toISOString();
/** Minutes since eight o'clock. */
const stretch = fc
  .tuple(fc.nat(150), fc.integer({ min: 5, max: 60 }))
  .map(([from, length]) => ({ from, until: from + length }));
type Stretch = typeof stretch extends fc.Arbitrary<infer S> ? S : never;

const device = fc.record({
  taken: fc.array(stretch, { maxLength: 3 }),
  outOfUse: fc.array(stretch, { maxLength: 2 }),
  /** In quarters of an hour since eight o'clock; `null` = always. */
  hours: fc.option(
    fc
      .tuple(fc.nat(6), fc.integer({ min: 1, max: 8 }))
      .map(([from, length]) => ({ from: from * 15, until: (from + length) * 15 })),
  ),
});
const asked = fc.record({
  devices: fc.array(device, { minLength: 1, maxLength: 3 }),
  count: fc.integer({ min: 1, max: 2 }),
  bufferBefore: fc.constantFrom(0, 5),
  bufferAfter: fc.constantFrom(0, 10),
});
type Asked = typeof asked extends fc.Arbitrary<infer A> ? A : never;

const wallOf = (minutes: number): string =>
  `${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Of those that lie apart: two visits never have one device at once. */
function apart(taken: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const one of taken)
    if (kept.every(({ from, until }) => until <= one.from || from >= one.until)) kept.push(one);
  return kept;
}

async function givenAsked({ devices, count, ...buffers }: Asked) {
  const clinic = await givenBookableClinic(t);
  const { organizationId, clinicId, providerId } = clinic;
  const terms = { needs: [{ type, count }] };
  const of = { organizationId, clinicId, minutes: 15, terms, ...buffers };
  const visitTypeId = await givenVisitType(t, of);
  for (const { taken, outOfUse, hours } of devices) {
    const id = await givenResource(t, {
      ...{ organizationId, clinicId, kind: 'device', type },
      outOfUse: outOfUse.map(({ from, until }) => ({ startsAt: iso(from), endsAt: iso(until) })),
      hours: hours
        ? [{ weekday: 2, startsAt: wallOf(hours.from), endsAt: wallOf(hours.until) }]
        : [],
    });
    for (const { from, until } of apart(taken))
      await t.owner('occupied_time').insert({
        ...{ organization_id: organizationId, resource_kind: 'device', resource_id: id },
        ...{ starts_at: iso(from), ends_at: iso(until), during: `[${iso(from)},${iso(until)})` },
        ...{ clinic_id: clinicId, appointment_id: crypto.randomUUID() },
      });
  }
  const search = { clinicId, visitTypeId, providerIds: [providerId], fromAt: iso(-60) };
  const found = await clinic.act((ctx) => nextFreeTimes(ctx, { ...search, days: 1, limit: 100 }));
  return found.map(({ startsAt }) => (Date.parse(startsAt) - eight) / minute);
}

/** Minute by minute. */
function byBruteForce({ devices, count, bufferBefore, bufferAfter }: Asked): number[] {
  const holds = ({ from, until }: Stretch, at: number): boolean => from <= at && at < until;
  const minutes = (from: number, until: number): number[] =>
    Array.from({ length: until - from }, (_, n) => from + n);
  const isFree = (one: Asked['devices'][number], start: number): boolean =>
    minutes(start - bufferBefore, start + 15 + bufferAfter).every(
      (at) => ![...apart(one.taken), ...one.outOfUse].some((taken) => holds(taken, at)),
    ) && minutes(start, start + 15).every((at) => one.hours === null || holds(one.hours, at));
  const starts = Array.from({ length: 36 }, (_, n) => n * 15);
  return starts.filter((start) => devices.filter((one) => isFree(one, start)).length >= count);
}

describe('free times of a type that needs devices', () => {
  it('are those at which enough of them are free, minute by minute', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (wanted) => {
        assert.deepEqual(await givenAsked(wanted), byBruteForce(wanted));
      }),
      { numRuns: 40 },
    );
  });
});
