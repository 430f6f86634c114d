import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CalendarState } from '#contract/calendar';
import type { PlanChanges, PlanLine, Rescue, RescueState } from '#contract/rescues';
import { applyRescueChange, type RescueChange } from '#contract/rescues';
import { givenException } from '../availability/given-exception.ts';
import { givenTemplate } from '../availability/given-template.ts';
import { givenResource } from '../availability/resource/given-resource.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { getAppointment } from '../calendar/calendar-queries.ts';
import { bookAppointment, cancelAppointment } from '../calendar/calendar-service.ts';
import { describeAppointment } from '../calendar/describe-service.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import {
  foldCalendar,
  givenBookableClinic,
  type BookableClinic,
} from '../calendar/given-bookable-clinic.ts';
import { confirmTold } from '../calendar/told-service.ts';
import { arriveAppointment } from '../calendar/visit-step-service.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { givenProvider, givenStaff } from '../staff/given-organization.ts';
import { testSettings } from '../waitlist/given-waitlist.ts';
import { waitlistReactions } from '../waitlist/waitlist-reactions.ts';
import { asPlanned } from './given-rescue.ts';
import { planRescue } from './plan-service.ts';
import { getRescue, listRescues } from './rescue-queries.ts';
import { commitRescue } from './rescue-service.ts';
import { undoRescue } from './undo-service.ts';

// The clock stands at Monday 2026-11-23, 10:00 in New York; the provider is out on Tuesday.
const days = ['2026-11-23', '2026-11-24', '2026-11-25'];
const [nine, ten] = ['2026-11-24T14:00:00.000Z', '2026-11-24T15:00:00.000Z'] as const;
const tuesday = { startsAt: '2026-11-24T13:00:00.000Z', endsAt: '2026-11-24T22:00:00.000Z' };

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface World extends BookableClinic {
  other: string;
  out: { clinicId: string; providerId: string; startsAt: string; endsAt: string };
}

/** Two providers, of whom the first is out on Tuesday. */
async function given(): Promise<World> {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t);
  const { organizationId, clinicId, providerId } = clinic;
  const other = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
  await givenTemplate(t, { organizationId, clinicId, providerId: other });
  return { ...clinic, other, out: { clinicId, providerId, ...tuesday } };
}

/** Of a patient of its own. */
const visitAt = (
  { organizationId, clinicId, providerId, visitTypeId }: World,
  startsAt: string,
  over: { visitTypeId?: string; minutes?: number } = {},
) =>
  givenAppointment(t, {
    ...{ organizationId, clinicId, providerId, visitTypeId, startsAt },
    ...over,
  });

const planned = (world: World) =>
  world.act((ctx) => planRescue(ctx, { ...world.out, decisions: [] }));

async function commit(world: World): Promise<Rescue> {
  const decisions = asPlanned(await planned(world));
  return world.act((ctx) => commitRescue(ctx, { ...world.out, decisions }));
}

const undo = (world: World, { id: rescueId, version: expectedVersion }: Rescue) =>
  world.act((ctx) => undoRescue(ctx, { rescueId, expectedVersion }));

const visit = (world: World, id: string) => world.act((ctx) => getAppointment(ctx, id));

type State = CalendarState & RescueState;

async function snapshot(world: World): Promise<State> {
  const { items } = await world.act((ctx) => listRescues(ctx, world.clinicId));
  return {
    ...(await world.snapshot(...days)),
    rescues: Object.fromEntries(items.map((one) => [one.id, one])),
  };
}

function fold(state: State, change: { feed: string; type: string; payload: unknown }): State {
  return change.type.startsWith('rescues.')
    ? { ...state, ...applyRescueChange(state, change as RescueChange) }
    : { ...state, ...foldCalendar(state, change) };
}

function changes<T>(world: World, types: string[], action: () => Promise<T>) {
  const { organizationId } = world;
  return expectChange({
    ...{ t, organizationId, action, fold },
    types: [...types].sort(),
    snapshot: () => snapshot(world),
  });
}

async function rows(world: World) {
  const of = (table: string) =>
    t
      .owner(table)
      .where({ organization_id: world.organizationId })
      .orderBy('id')
      .select<object[]>('*');
  return {
    seen: await snapshot(world),
    occupied: await t
      .owner('occupied_time')
      .where({ organization_id: world.organizationId })
      .orderBy('appointment_id')
      .select<object[]>('*'),
    away: await of('schedule_exception'),
    entries: await of('waitlist_entry'),
    calls: await of('work_item'),
  };
}

function refuses(world: World, refusal: string, action: () => Promise<unknown>) {
  const { organizationId } = world;
  return expectNoChange({ t, organizationId, snapshot: () => rows(world), action, refusal });
}

const brief = ({ appointment, act, to, because }: PlanLine) => ({
  id: appointment.id,
  act,
  to: to && [to.providerId, to.startsAt],
  because,
});

describe('a plan', () => {
  it('changes nothing and says for each visit of the time where it goes and why', async () => {
    const world = await given();
    const [first, second] = [await visitAt(world, nine), await visitAt(world, ten)];
    await visitAt(world, '2026-11-25T15:00:00.000Z');
    await visitAt({ ...world, providerId: world.other }, ten);
    const before = await rows(world);
    const { lines } = await planned(world);
    assert.deepEqual(lines.map(brief), [
      { id: first, act: 'move', to: [world.other, nine], because: 'another-provider' },
      {
        id: second,
        act: 'move',
        to: [world.other, '2026-11-24T14:30:00.000Z'],
        because: 'another-provider',
      },
    ]);
    assert.deepEqual(await rows(world), before);
  });

  it('takes no time that a booking would not get: hours for other types, time off, the patient busy, a full day', async () => {
    const world = await given();
    const { organizationId, clinicId, visitTypeId, providerId } = world;
    const strict = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    const elsewhere = await givenVisitType(t, { organizationId, clinicId });
    const hours = [{ weekday: 2, startsAt: '08:00', endsAt: '17:00', visitTypeIds: [elsewhere] }];
    await givenTemplate(t, { organizationId, clinicId, providerId: strict, blocks: hours });
    await givenException(t, { ...world, providerId: world.other, ...tuesday });
    const patientId = await givenPatient(t, world);
    const id = await givenAppointment(t, { ...world, patientId, startsAt: nine });
    const wednesday = '2026-11-25T14:00:00.000Z';
    await givenAppointment(t, {
      ...{ organizationId, clinicId, visitTypeId, patientId },
      ...{ providerId: world.other, startsAt: wednesday },
    });
    const { lines } = await planned(world);
    const [line] = lines;
    assert.equal(line?.appointment.id, id);
    assert.deepEqual([line.act, line.to?.providerId], ['move', providerId]);
    assert.equal(line.to?.startsAt.slice(0, 10), '2026-11-25');
    assert.notEqual(line.to.startsAt, wednesday);
  });

  it('moves a visit only to where the room that it needs is free, and takes it there', async () => {
    const world = await given();
    const { organizationId, clinicId } = world;
    const type = 'Ultrasound';
    const room = await givenResource(t, { organizationId, clinicId, kind: 'device', type });
    const needs = [{ type, count: 1 }];
    const scan = await givenVisitType(t, { organizationId, clinicId, terms: { needs } });
    const [first, second] = [
      await visitAt(world, nine, { visitTypeId: scan }),
      await visitAt(world, '2026-11-24T14:30:00.000Z', { visitTypeId: scan }),
    ];
    const third = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    await givenTemplate(t, { organizationId, clinicId, providerId: third });
    const busy = await visitAt({ ...world, providerId: third }, nine);
    await t.owner('occupied_time').insert({
      ...{ organization_id: organizationId, clinic_id: clinicId, appointment_id: busy },
      ...{
        resource_kind: 'device',
        resource_id: room,
        lane: 0,
        tolerance: 0,
        placed_at: testStart,
      },
      ...{ starts_at: nine, ends_at: ten, during: `[${nine},${ten})` },
    });
    await commit(world);
    const [moved, other] = [await visit(world, first), await visit(world, second)];
    for (const { startsAt, endsAt, resourceIds } of [moved, other]) {
      assert.deepEqual(resourceIds, [room]);
      assert.ok(endsAt <= nine || startsAt >= ten);
    }
    assert.ok(moved.endsAt <= other.startsAt || other.endsAt <= moved.startsAt);
  });

  it('finds no place where nothing of what a visit needs is there', async () => {
    const world = await given();
    const { organizationId, clinicId } = world;
    const needs = [{ type: 'Ultrasound', count: 1 }];
    const scan = await givenVisitType(t, { organizationId, clinicId, terms: { needs } });
    const id = await visitAt(world, nine, { visitTypeId: scan });
    assert.deepEqual((await planned(world)).lines.map(brief), [
      { id, act: 'waitlist', to: null, because: 'no-place' },
    ]);
  });

  it('keeps a video visit with who is licensed where the patient is', async () => {
    const world = await given();
    const { organizationId, clinicId } = world;
    const video = await givenVisitType(t, { organizationId, clinicId, modality: 'video' });
    const id = await visitAt(world, nine, { visitTypeId: video });
    await t.owner('appointment').where({ id }).update({ modality: 'video' });
    const { patient } = await visit(world, id);
    const home = { use: 'home', line: '1 Main', city: 'Albany', state: 'ny', country: 'US' };
    await t.owner('patient_address').insert({
      ...{ organization_id: organizationId, patient_id: patient.id, place: 1 },
      ...{ ...home, postal_code: '12201' },
    });
    const to = async () => (await planned(world)).lines[0]?.to?.providerId;
    assert.equal(await to(), world.providerId, 'nobody else is known to be');
    const licence = { licence_number: '1', licence_state: 'NY', licence_expires_on: '2027-01-01' };
    await t.owner('staff_member').where({ id: world.other }).update(licence);
    assert.equal(await to(), world.other);
    await t.owner('staff_member').where({ id: world.other }).update({ licence_state: 'NJ' });
    assert.equal(await to(), world.providerId);
  });

  it('puts first who waits urgently, and at times at which they can come', async () => {
    const world = await given();
    const [first, urgent] = [await visitAt(world, nine), await visitAt(world, ten)];
    await visitAt({ ...world, providerId: world.other }, ten, { minutes: 420 });
    const { patient } = await visit(world, urgent);
    await t.owner('waitlist_entry').insert({
      ...{ organization_id: world.organizationId, id: first.replace(/.$/, '0') },
      ...{ clinic_id: world.clinicId, patient_id: patient.id, visit_type_id: world.visitTypeId },
      ...{ urgency: 'urgent', provider_ids: [], weekdays: [2], latest_time: '09:30', version: 1 },
      ...{ min_notice_hours: 0, contact_consent: true, status: 'active', added_at: testStart },
    });
    const { lines } = await planned(world);
    const of = (id: string) => lines.find(({ appointment }) => appointment.id === id);
    assert.deepEqual(of(urgent)?.to?.startsAt, nine);
    assert.notEqual(of(first)?.to?.startsAt, nine);
  });

  it('is for who may, of a provider of the clinic, and a time to come', async () => {
    const world = await given();
    const ask = (over: object) => () =>
      world.act((ctx) => planRescue(ctx, { ...world.out, decisions: [], ...over }));
    await refuses(world, 'invalid-input', ask({ endsAt: tuesday.startsAt }));
    await refuses(
      world,
      'invalid-input',
      ask({ startsAt: '2026-11-20T13:00:00Z', endsAt: testStart }),
    );
    const { providerId } = await givenBookableClinic(t);
    await refuses(world, 'invalid-input', ask({ providerId }));
    const clinician = await givenStaff(t, { ...world, role: 'clinician' });
    await refuses(world, 'not-allowed', () =>
      world.actAs(clinician, (ctx) => planRescue(ctx, { ...world.out, decisions: [] })),
    );
  });
});

describe('a rescue', () => {
  it('marks the provider out, moves each visit in place and marks it as not told, at once', async () => {
    const world = await given();
    const [first, second] = [await visitAt(world, nine), await visitAt(world, ten)];
    const decisions = asPlanned(await planned(world));
    const { answer } = await changes(
      world,
      [
        'availability.exception-added',
        'calendar.appointment-moved',
        'calendar.appointment-moved',
        'rescues.rescue-committed',
      ],
      () => world.act((ctx) => commitRescue(ctx, { ...world.out, note: 'Sick', decisions })),
    );
    assert.deepEqual([answer.moved, answer.waiting, answer.toCall, answer.left], [2, 0, 0, 0]);
    for (const [id, startsAt] of [
      [first, nine],
      [second, ten],
    ] as const) {
      const moved = await visit(world, id);
      assert.equal(moved.providerId, world.other);
      assert.deepEqual(moved.notTold, {
        ...{ since: testStart, providerId: world.providerId, startsAt },
      });
    }
    const [away] = await t
      .owner('schedule_exception')
      .where({ provider_id: world.providerId })
      .select<{ kind: string; note: string; starts_at: string }[]>('kind', 'note', 'starts_at');
    assert.deepEqual(away, { kind: 'time-off', note: 'Sick', starts_at: tuesday.startsAt });
    const { lines } = await world.act((ctx) => getRescue(ctx, answer.id));
    assert.deepEqual(
      lines.map(({ from, to }) => [from.startsAt, to?.providerId]),
      [
        [nine, world.other],
        [ten, world.other],
      ],
    );
  });

  it('raises no opening anywhere', async () => {
    const world = await given();
    await visitAt(world, nine);
    const rescued = await commit(world);
    const react = () =>
      runReactionsOnce(t.database, waitlistReactions(testSettings), world.organizationId);
    await react();
    await undo(world, rescued);
    await react();
    const openings = await t
      .owner('waitlist_opening')
      .where({ organization_id: world.organizationId })
      .select<object[]>('id');
    assert.deepEqual(openings, []);
  });

  it('puts who has no place on the waitlist and asks for a call, after the quiet time', async () => {
    const world = await given();
    await t
      .owner('weekly_template')
      .where({ clinic_id: world.clinicId })
      .update({ effective_to: '2026-11-24' });
    await givenException(t, { ...world, providerId: world.other, ...tuesday });
    const id = await visitAt(world, nine);
    const { answer } = await changes(
      world,
      [
        'availability.exception-added',
        'calendar.appointment-cancelled',
        'calls.call-added',
        'rescues.rescue-committed',
        'waitlist.entry-added',
      ],
      () => commit(world),
    );
    assert.equal(answer.waiting, 1);
    const cancelled = await visit(world, id);
    assert.deepEqual([cancelled.status, cancelled.cancellation?.reason], ['cancelled', 'prov']);
    assert.equal(cancelled.notTold?.startsAt, nine);
    const [call] = await t
      .owner('work_item')
      .where({ organization_id: world.organizationId })
      .select<{ snoozed_until: string; patient_id: string }[]>('snoozed_until', 'patient_id');
    assert.deepEqual(call, { snoozed_until: answer.quietUntil, patient_id: cancelled.patient.id });
    const [entry] = await t
      .owner('waitlist_entry')
      .where({ organization_id: world.organizationId })
      .select<{ urgency: string }[]>('urgency');
    assert.equal(entry?.urgency, 'soon');
  });

  it('asks first for a call of who is expected within two hours, and leaves who is here', async () => {
    const world = await given();
    const [soon, here] = [
      await visitAt(world, '2026-11-23T16:00:00.000Z'),
      await visitAt(world, '2026-11-23T15:30:00.000Z'),
    ];
    await world.act((ctx) =>
      arriveAppointment(ctx, { appointmentId: here, expectedVersion: null }),
    );
    const today = { startsAt: testStart, endsAt: '2026-11-23T22:00:00.000Z' };
    const now = { ...world, out: { ...world.out, ...today } };
    const { lines } = await planned(now);
    assert.deepEqual(lines.map(brief), [
      { id: here, act: 'leave', to: null, because: 'here' },
      { id: soon, act: 'call', to: null, because: 'imminent' },
    ]);
    const { answer } = await changes(
      now,
      ['availability.exception-added', 'calls.call-added', 'rescues.rescue-committed'],
      () => commit(now),
    );
    assert.deepEqual([answer.toCall, answer.left], [1, 1]);
    assert.equal((await visit(now, soon)).startsAt, '2026-11-23T16:00:00.000Z');
  });

  it('does what was decided by hand instead', async () => {
    const world = await given();
    const [first, second] = [await visitAt(world, nine), await visitAt(world, ten)];
    const four = '2026-11-24T21:00:00.000Z';
    const decisions = [
      {
        ...{ appointmentId: first, expectedVersion: 1, act: 'move' as const },
        to: { providerId: world.other, startsAt: four },
      },
      { appointmentId: second, expectedVersion: 1, act: 'leave' as const, to: null },
    ];
    await world.act((ctx) => commitRescue(ctx, { ...world.out, decisions }));
    assert.equal((await visit(world, first)).startsAt, four);
    const left = await visit(world, second);
    assert.deepEqual([left.startsAt, left.providerId, left.version], [ten, world.providerId, 1]);
  });

  it('is refused whole, with what has changed, when anything did since it was planned', async () => {
    const world = await given();
    const [changed, gone, taken] = [
      await visitAt(world, nine),
      await visitAt(world, ten),
      await visitAt(world, '2026-11-24T17:00:00.000Z'),
    ];
    const decisions = asPlanned(await planned(world));
    const to = decisions.find(({ appointmentId }) => appointmentId === taken)?.to;
    assert.ok(to);
    await world.act((ctx) =>
      describeAppointment(ctx, {
        ...{ appointmentId: changed, expectedVersion: 1, reason: 'Cough', note: '' },
      }),
    );
    await world.act((ctx) =>
      cancelAppointment(ctx, { appointmentId: gone, expectedVersion: 1, reason: 'pat' }),
    );
    const { clinicId, patientId, visitTypeId } = world;
    const wish = { clinicId, patientId, visitTypeId, ...to, overrides: [] };
    await world.act((ctx) => bookAppointment(ctx, wish));
    const added = await visitAt(world, '2026-11-24T18:00:00.000Z');
    const tried = () => world.act((ctx) => commitRescue(ctx, { ...world.out, decisions }));
    await refuses(world, 'rule-broken plan-changed', tried);
    await assert.rejects(tried, (error: { details: { current: PlanChanges } }) => {
      const told = Object.fromEntries(
        error.details.current.items.map(({ appointmentId, what }) => [appointmentId, what]),
      );
      assert.deepEqual(told, {
        [changed]: 'changed',
        [gone]: 'gone',
        [taken]: 'not-possible',
        [added]: 'added',
      });
      return true;
    });
  });

  it('takes a time that somebody else books meanwhile never twice', async () => {
    const world = await given();
    await visitAt(world, nine);
    const decisions = asPlanned(await planned(world));
    const { clinicId, visitTypeId, other } = world;
    const patients = await Promise.all([1, 2, 3].map(() => givenPatient(t, world)));
    const outcomes = await Promise.allSettled([
      world.act((ctx) => commitRescue(ctx, { ...world.out, decisions })),
      ...patients.map((patientId) =>
        world.act((ctx) =>
          bookAppointment(ctx, {
            ...{ clinicId, visitTypeId, patientId, providerId: other },
            ...{ startsAt: nine, overrides: [] },
          }),
        ),
      ),
    ]);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    const there = await t
      .owner('occupied_time')
      .where({ resource_id: other, starts_at: nine })
      .select<object[]>('appointment_id');
    assert.equal(there.length, 1);
  });

  it('and bookings with the same provider never wait for each other in a circle', async () => {
    const world = await given();
    await visitAt(world, nine);
    const decisions = asPlanned(await planned(world));
    const { clinicId, visitTypeId, providerId } = world;
    const starts = ['15', '16', '17', '18', '19', '20'].map(
      (hour) => `2026-11-24T${hour}:00:00.000Z`,
    );
    const patients = await Promise.all(starts.map(() => givenPatient(t, world)));
    const outcomes = await Promise.allSettled([
      ...starts.map((startsAt, at) =>
        world.act((ctx) =>
          bookAppointment(ctx, {
            ...{ clinicId, visitTypeId, providerId, startsAt, overrides: [] },
            patientId: patients[at]!,
          }),
        ),
      ),
      world.act((ctx) => commitRescue(ctx, { ...world.out, decisions })),
    ]);
    const refusals = outcomes.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as { code?: string }).code] : [],
    );
    assert.deepEqual(
      refusals.filter((code) => code !== 'rule-broken'),
      [],
    );
  });

  it('is committed once by two who planned the same', async () => {
    const world = await given();
    await visitAt(world, nine);
    const decisions = asPlanned(await planned(world));
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => world.act((ctx) => commitRescue(ctx, { ...world.out, decisions }))),
    );
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    const { items } = await world.act((ctx) => listRescues(ctx, world.clinicId));
    assert.equal(items.length, 1);
  });
});

describe('its undo', () => {
  it('puts every visit back where it stood, and the provider back to work', async () => {
    const world = await given();
    const [first, second] = [await visitAt(world, nine), await visitAt(world, ten)];
    const { occupied } = await rows(world);
    const rescued = await commit(world);
    const { answer } = await changes(
      world,
      [
        'availability.exception-removed',
        'calendar.appointment-moved-back',
        'calendar.appointment-moved-back',
        'rescues.rescue-undone',
      ],
      () => undo(world, rescued),
    );
    assert.deepEqual(
      answer.lines.map(({ undone }) => undone),
      ['restored', 'restored'],
    );
    for (const [id, startsAt] of [
      [first, nine],
      [second, ten],
    ] as const) {
      const back = await visit(world, id);
      assert.deepEqual(
        [back.providerId, back.startsAt, back.notTold],
        [world.providerId, startsAt, null],
      );
    }
    const where = (all: object[]) =>
      all.map((row) => {
        const { resource_id, starts_at, ends_at, lane } = row as Record<string, unknown>;
        return { resource_id, starts_at, ends_at, lane };
      });
    assert.deepEqual(where((await rows(world)).occupied), where(occupied));
    await refuses(world, 'rule-broken wrong-state', () =>
      undo(world, { ...rescued, version: answer.rescue.version }),
    );
  });

  it('lets stand again what went to the waitlist, and takes entry and call away', async () => {
    const world = await given();
    await t.owner('weekly_template').where({ provider_id: world.other }).delete();
    const id = await visitAt(world, nine);
    const decisions = [
      { appointmentId: id, expectedVersion: 1, act: 'waitlist' as const, to: null },
    ];
    const rescued = await world.act((ctx) => commitRescue(ctx, { ...world.out, decisions }));
    await changes(
      world,
      [
        'availability.exception-removed',
        'calendar.appointment-reinstated',
        'calls.call-cancelled',
        'rescues.rescue-undone',
        'waitlist.entry-withdrawn',
      ],
      () => undo(world, rescued),
    );
    const back = await visit(world, id);
    assert.deepEqual([back.status, back.startsAt, back.notTold], ['booked', nine, null]);
  });

  it('leaves what somebody touched since, and says which and why', async () => {
    const world = await given();
    const [first, second] = [await visitAt(world, nine), await visitAt(world, ten)];
    const rescued = await commit(world);
    await world.act((ctx) =>
      describeAppointment(ctx, {
        ...{ appointmentId: first, expectedVersion: 2, reason: 'Cough', note: '' },
      }),
    );
    const patientId = await givenPatient(t, world);
    const { clinicId, visitTypeId, providerId, manager } = world;
    await world.actAs(manager, (ctx) =>
      bookAppointment(ctx, {
        ...{ clinicId, visitTypeId, providerId, patientId, startsAt: ten },
        overrides: [{ rule: 'time-blocked', reason: 'Comes in for this one' }],
      }),
    );
    const { lines } = await undo(world, rescued);
    const undone = new Map(lines.map((line) => [line.appointment.id, line.undone]));
    assert.deepEqual([undone.get(first), undone.get(second)], ['touched', 'taken']);
    assert.equal((await visit(world, first)).providerId, world.other);
    assert.equal((await visit(world, second)).notTold?.startsAt, ten);
  });

  it('is over once a patient has been told: that needs a new plan', async () => {
    const world = await given();
    const id = await visitAt(world, nine);
    const rescued = await commit(world);
    await world.act((ctx) =>
      confirmTold(ctx, { appointmentId: id, expectedVersion: 2, way: 'phone' }),
    );
    await refuses(world, 'rule-broken patients-told', () => undo(world, rescued));
  });

  it('is over with the time in which the provider was out', async () => {
    const world = await given();
    await visitAt(world, nine);
    const rescued = await commit(world);
    t.clock.set(tuesday.endsAt);
    await refuses(world, 'rule-broken over', () => undo(world, rescued));
  });

  it('leaves a visit whose old time has passed', async () => {
    const world = await given();
    const id = await visitAt(world, nine);
    const rescued = await commit(world);
    t.clock.set('2026-11-24T14:01:00.000Z');
    const { lines } = await undo(world, rescued);
    assert.equal(lines[0]?.undone, 'passed');
    assert.equal((await visit(world, id)).providerId, world.other);
  });

  it('is for who may, once, and hidden from who does not work here', async () => {
    const world = await given();
    await visitAt(world, nine);
    const rescued = await commit(world);
    await refuses(world, 'conflict', () => undo(world, { ...rescued, version: 7 }));
    const clinician = await givenStaff(t, { ...world, role: 'clinician' });
    const ask = { rescueId: rescued.id, expectedVersion: 1 };
    await refuses(world, 'not-allowed', () =>
      world.actAs(clinician, (ctx) => undoRescue(ctx, ask)),
    );
    const { manager } = await givenBookableClinic(t);
    await refuses(world, 'not-found', () => world.actAs(manager, (ctx) => undoRescue(ctx, ask)));
    const both = await Promise.allSettled([undo(world, rescued), undo(world, rescued)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });
});
