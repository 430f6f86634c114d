import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Appointment } from '#contract/calendar';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { changeRule } from '../platform/rules/dated-rules.ts';
import { givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { getAppointment, history } from './calendar-queries.ts';
import { bookAppointment } from './calendar-service.ts';
import { givenAppointment } from './given-appointment.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { noShowRule } from './no-show-rule.ts';
import {
  arriveAppointment,
  checkInAppointment,
  fulfilAppointment,
  leaveAppointment,
  markAppointmentInError,
  markNoShow,
  resetAppointment,
  reverseNoShow,
  roomAppointment,
  startAppointment,
} from './visit-step-service.ts';

// The clock of every test starts on Monday 2026-11-23, 10:00 in New York; the visit is at 10:30.
const days = ['2026-11-23', '2026-11-24'] as const;
const halfPast = '2026-11-23T15:30:00.000Z';
const tomorrow = '2026-11-24T15:30:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface Day extends BookableClinic {
  visit: string;
}

async function givenDay(startsAt = halfPast): Promise<Day> {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t);
  return { ...clinic, visit: await givenAppointment(t, { ...clinic, startsAt }) };
}

const of = (day: Day) => ({ appointmentId: day.visit, expectedVersion: null });

function changes<T>(day: Day, what: string, action: () => Promise<T>) {
  return expectChange({
    t,
    organizationId: day.organizationId,
    snapshot: () => day.snapshot(...days),
    fold: foldCalendar,
    action,
    types: [`calendar.appointment-${what}`],
  });
}

async function refuses(day: Day, refusal: string, action: () => Promise<unknown>): Promise<void> {
  const snapshot = async () => ({
    visits: await day.snapshot(...days),
    occupied: await occupied(day),
  });
  await expectNoChange({ t, organizationId: day.organizationId, snapshot, action, refusal });
}

function occupied(day: Day): Promise<string[]> {
  return t
    .owner('occupied_time')
    .where({ organization_id: day.organizationId })
    .pluck<string[]>('appointment_id');
}

function read(day: Day): Promise<Appointment> {
  return day.act((ctx) => getAppointment(ctx, day.visit));
}

const steps = (visit: Appointment) => visit.steps.map(({ step, at }) => [step, at.slice(11, 16)]);

/** Arrived at 10:20, checked in at 10:25. */
async function checkedIn(day: Day): Promise<void> {
  t.clock.advance({ seconds: 20 * 60 });
  await day.act((ctx) => arriveAppointment(ctx, of(day)));
  t.clock.advance({ seconds: 5 * 60 });
  await day.act((ctx) => checkInAppointment(ctx, of(day)));
}

async function noShow(day: Day): Promise<Appointment> {
  t.clock.advance({ seconds: 45 * 60 });
  return day.act((ctx) => markNoShow(ctx, of(day)));
}

function reads(day: Day, role: 'clinician' | 'call-centre-agent'): Promise<GivenStaff> {
  const { organizationId, clinicIds } = day;
  return givenStaff(t, { organizationId, clinicIds, role });
}

describe('a visit on its day', () => {
  it('is arrived, checked in, roomed, seen and done, each with its time, and frees what is left of it', async () => {
    const day = await givenDay();
    await changes(day, 'arrived', () => day.act((ctx) => arriveAppointment(ctx, of(day))));
    t.clock.advance({ seconds: 300 });
    await changes(day, 'checked-in', () => day.act((ctx) => checkInAppointment(ctx, of(day))));
    t.clock.advance({ seconds: 300 });
    await changes(day, 'roomed', () => day.act((ctx) => roomAppointment(ctx, of(day))));
    assert.deepEqual([(await read(day)).status, (await read(day)).stage], ['checked-in', 'roomed']);
    t.clock.advance({ seconds: 300 });
    await changes(day, 'started', () => day.act((ctx) => startAppointment(ctx, of(day))));
    assert.deepEqual(await occupied(day), [day.visit]);
    t.clock.advance({ seconds: 300 });
    const { answer } = await changes(day, 'fulfilled', () =>
      day.act((ctx) => fulfilAppointment(ctx, of(day))),
    );
    assert.deepEqual([answer.status, answer.stage], ['fulfilled', null]);
    assert.deepEqual(steps(answer), [
      ['arrived', '15:00'],
      ['checked-in', '15:05'],
      ['roomed', '15:10'],
      ['with-provider', '15:15'],
      ['fulfilled', '15:20'],
    ]);
    assert.ok(answer.steps.every(({ enteredLate }) => !enteredLate));
    assert.deepEqual(await occupied(day), []);
    const past = await day.act((ctx) => history(ctx, day.visit));
    assert.deepEqual(
      past.map(({ act }) => act),
      ['fulfilled', 'started', 'roomed', 'checked-in', 'arrived', 'booked'],
    );
  });

  it('goes from check-in to check-out where a clinic keeps no rooms', async () => {
    const day = await givenDay();
    await checkedIn(day);
    const done = await day.act((ctx) => fulfilAppointment(ctx, of(day)));
    assert.deepEqual(
      done.steps.map(({ step }) => step),
      ['arrived', 'checked-in', 'fulfilled'],
    );
  });

  it('keeps the real time of what was written down later, and says so', async () => {
    const day = await givenDay();
    t.clock.advance({ seconds: 3_600 });
    const at = '2026-11-23T10:24:00.000-05:00';
    const arrived = await day.act((ctx) => arriveAppointment(ctx, { ...of(day), at }));
    assert.deepEqual(arrived.steps, [
      { step: 'arrived', at: '2026-11-23T15:24:00.000Z', enteredLate: true },
    ]);
    const seen = await day.act((ctx) => checkInAppointment(ctx, of(day)));
    assert.deepEqual(
      seen.steps.map(({ enteredLate }) => enteredLate),
      [true, false],
    );
  });

  it('takes no time that is yet to come, before the step before, or of another day', async () => {
    const day = await givenDay();
    const arrive = (at?: string) => () =>
      day.act((ctx) => arriveAppointment(ctx, { ...of(day), at }));
    await refuses(day, 'rule-broken in-the-future', arrive('2026-11-23T15:00:01.000Z'));
    await refuses(day, 'rule-broken not-on-the-day', arrive('2026-11-23T04:59:00.000Z'));
    t.clock.advance({ seconds: 86_400 });
    await refuses(day, 'rule-broken not-on-the-day', arrive());
    await arrive('2026-11-23T15:20:00.000Z')();
    await refuses(day, 'rule-broken before-last-step', () =>
      day.act((ctx) => checkInAppointment(ctx, { ...of(day), at: '2026-11-23T15:19:00.000Z' })),
    );
  });

  it('does not begin on another day', async () => {
    const day = await givenDay(tomorrow);
    await refuses(day, 'rule-broken not-on-the-day', () =>
      day.act((ctx) => arriveAppointment(ctx, of(day))),
    );
  });

  it('takes no step out of turn', async () => {
    const day = await givenDay();
    const outOfTurn = [checkInAppointment, roomAppointment, startAppointment, fulfilAppointment];
    for (const step of outOfTurn)
      await refuses(day, 'rule-broken wrong-state', () => day.act((ctx) => step(ctx, of(day))));
    await day.act((ctx) => arriveAppointment(ctx, of(day)));
    await refuses(day, 'rule-broken wrong-state', () =>
      day.act((ctx) => arriveAppointment(ctx, of(day))),
    );
    t.clock.advance({ seconds: 3_600 });
    await refuses(day, 'rule-broken wrong-state', () => day.act((ctx) => markNoShow(ctx, of(day))));
  });

  it('is roomed by clinicians, and received at the desk', async () => {
    const day = await givenDay();
    const [clinician, agent] = [
      await reads(day, 'clinician'),
      await reads(day, 'call-centre-agent'),
    ];
    for (const staff of [clinician, agent])
      await refuses(day, 'not-allowed', () =>
        day.actAs(staff, (ctx) => arriveAppointment(ctx, of(day))),
      );
    await checkedIn(day);
    await refuses(day, 'not-allowed', () =>
      day.actAs(agent, (ctx) => roomAppointment(ctx, of(day))),
    );
    const roomed = await day.actAs(clinician, (ctx) => roomAppointment(ctx, of(day)));
    assert.equal(roomed.stage, 'roomed');
  });
});

describe('a patient who leaves without being seen', () => {
  it('is neither a cancellation nor a no-show, and says why', async () => {
    const day = await givenDay();
    await checkedIn(day);
    const { answer } = await changes(day, 'left', () =>
      day.act((ctx) => leaveAppointment(ctx, { ...of(day), reason: 'left-clinic' })),
    );
    assert.deepEqual([answer.status, answer.stage], ['cancelled', 'left']);
    assert.equal(answer.closedBecause, 'left-clinic');
    assert.equal(answer.cancellation, null);
    assert.deepEqual(await occupied(day), []);
  });

  it('must have come before', async () => {
    const day = await givenDay();
    await refuses(day, 'rule-broken wrong-state', () =>
      day.act((ctx) => leaveAppointment(ctx, { ...of(day), reason: 'left-waiting' })),
    );
  });
});

describe('a no-show', () => {
  it('is marked when start and grace have passed, and not a moment before', async () => {
    const day = await givenDay();
    t.clock.advance({ seconds: 45 * 60 - 1 });
    const mark = () => day.act((ctx) => markNoShow(ctx, of(day)));
    await refuses(day, 'rule-broken too-early', mark);
    await assert.rejects(mark, /can be marked from 10:45 on 2026-11-23/);
    t.clock.advance({ seconds: 1 });
    const { answer } = await changes(day, 'marked-no-show', mark);
    assert.equal(answer.status, 'noshow');
    assert.deepEqual(await occupied(day), []);
  });

  it('follows the grace that the clinic has set', async () => {
    const day = await givenDay();
    await day.actAs(day.manager, (ctx) =>
      changeRule(ctx, {
        clinicId: day.clinicId,
        rule: noShowRule,
        value: { graceMinutes: 0, reversedBy: 'desk' },
        expectedVersion: 0,
        source: 'Test',
      }),
    );
    t.clock.advance({ seconds: 30 * 60 });
    await day.act((ctx) => markNoShow(ctx, of(day)));
    const { answer } = await changes(day, 'no-show-reversed', () =>
      day.act((ctx) => reverseNoShow(ctx, of(day))),
    );
    assert.deepEqual([answer.status, answer.steps], ['booked', []]);
  });

  it('is taken back by managers where the policy does not say otherwise, and is booked again', async () => {
    const day = await givenDay();
    await noShow(day);
    await refuses(day, 'not-allowed', () => day.act((ctx) => reverseNoShow(ctx, of(day))));
    await changes(day, 'no-show-reversed', () =>
      day.actAs(day.manager, (ctx) => reverseNoShow(ctx, of(day))),
    );
    assert.equal((await read(day)).status, 'booked');
    assert.deepEqual(await occupied(day), [day.visit]);
  });

  it('stays where its time has gone to somebody else', async () => {
    const day = await givenDay('2026-11-23T15:00:00.000Z');
    t.clock.advance({ seconds: 15 * 60 });
    await day.act((ctx) => markNoShow(ctx, of(day)));
    const { clinicId, providerId, patientId, visitTypeId } = day;
    const startsAt = '2026-11-23T15:15:00.000Z';
    await day.act((ctx) =>
      bookAppointment(ctx, {
        clinicId,
        providerId,
        patientId,
        visitTypeId,
        startsAt,
        overrides: [],
      }),
    );
    await refuses(day, 'slot-taken', () =>
      day.actAs(day.manager, (ctx) => reverseNoShow(ctx, of(day))),
    );
  });
});

describe('going back', () => {
  it('is a right of its own', async () => {
    const day = await givenDay();
    await checkedIn(day);
    await refuses(day, 'not-allowed', () =>
      day.act((ctx) => resetAppointment(ctx, { ...of(day), to: 'arrived', reason: 'mistake' })),
    );
  });

  it('takes the later times off, and occupies the time again', async () => {
    const day = await givenDay();
    await checkedIn(day);
    await day.act((ctx) => fulfilAppointment(ctx, of(day)));
    const back = (to: 'booked' | 'arrived' | 'checked-in') =>
      changes(day, 'reset', () =>
        day.actAs(day.manager, (ctx) =>
          resetAppointment(ctx, { ...of(day), to, reason: 'still-here' }),
        ),
      );
    const { answer } = await back('checked-in');
    assert.deepEqual(
      answer.steps.map(({ step }) => step),
      ['arrived', 'checked-in'],
    );
    assert.deepEqual(await occupied(day), [day.visit]);
    const arrived = await back('arrived');
    assert.deepEqual(steps(arrived.answer), [['arrived', '15:20']]);
    const booked = await back('booked');
    assert.deepEqual([booked.answer.status, booked.answer.steps], ['booked', []]);
    await refuses(day, 'rule-broken wrong-state', () =>
      day.actAs(day.manager, (ctx) =>
        resetAppointment(ctx, { ...of(day), to: 'arrived', reason: 'mistake' }),
      ),
    );
  });

  it('brings back who had left', async () => {
    const day = await givenDay();
    await checkedIn(day);
    await day.act((ctx) => leaveAppointment(ctx, { ...of(day), reason: 'left-waiting' }));
    const back = await day.actAs(day.manager, (ctx) =>
      resetAppointment(ctx, { ...of(day), to: 'arrived', reason: 'still-here' }),
    );
    assert.deepEqual([back.status, back.stage, back.closedBecause], ['arrived', null, null]);
    assert.deepEqual(await occupied(day), [day.visit]);
  });
});

describe('a visit entered in error', () => {
  it('stays on record without a way back, and frees its time', async () => {
    const day = await givenDay();
    await refuses(day, 'not-allowed', () =>
      day.act((ctx) => markAppointmentInError(ctx, { ...of(day), reason: 'duplicate' })),
    );
    const { answer } = await changes(day, 'marked-in-error', () =>
      day.actAs(day.manager, (ctx) =>
        markAppointmentInError(ctx, { ...of(day), reason: 'duplicate' }),
      ),
    );
    assert.deepEqual([answer.status, answer.closedBecause], ['entered-in-error', 'duplicate']);
    assert.deepEqual(await occupied(day), []);
    await refuses(day, 'rule-broken wrong-state', () =>
      day.actAs(day.manager, (ctx) =>
        resetAppointment(ctx, { ...of(day), to: 'booked', reason: 'mistake' }),
      ),
    );
  });
});

describe('the database', () => {
  it('keeps no visit whose status and times disagree', async () => {
    const day = await givenDay();
    const at = testStart;
    for (const [constraint, changed] of [
      ['appointment_arrived', { status: 'arrived' }],
      ['appointment_checked_in', { status: 'checked-in', arrived_at: at }],
      ['appointment_stage_fits', { stage: 'roomed' }],
      ['appointment_closed', { status: 'noshow' }],
      ['appointment_closed_because', { status: 'entered-in-error', closed_at: at }],
      ['appointment_cancelled', { status: 'cancelled' }],
      ['appointment_status_check', { status: 'waiting' }],
    ] as const)
      await assert.rejects(
        async () => t.owner('appointment').where({ id: day.visit }).update(changed),
        (error: { constraint?: string }) => error.constraint === constraint,
        constraint,
      );
  });
});
