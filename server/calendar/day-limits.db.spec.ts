import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openToAll } from '#contract/block-terms';
import { setWeeklyTemplate } from '../availability/availability-service.ts';
import { findFreeTimes } from '../availability/find-free-times.ts';
import { listTemplates } from '../availability/availability-queries.ts';
import type { DayLimits } from '../availability/limit-rules.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { bookAppointment, moveAppointment } from './calendar-service.ts';
import { givenAppointment, givenSeen } from './given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { confirmAppointment, holdAppointment } from './hold-service.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York.
const monday = '2026-11-23';
const tuesday = '2026-11-24';
const wednesday = '2026-11-25';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const at = (date: string, hour: number): string =>
  `${date}T${String(hour + 5).padStart(2, '0')}:00:00.000Z`;

/** A clinic whose provider's days have limits from Monday on. */
async function givenLimits(limits: Partial<DayLimits>): Promise<BookableClinic> {
  const clinic = await givenBookableClinic(t);
  const { actAs, manager, clinicId, providerId } = clinic;
  const blocks = [1, 2, 3].map((weekday) => ({
    ...{ weekday, startsAt: '08:00', endsAt: '17:00' },
    ...{ visitTypeIds: [], recurrence: null, ...openToAll },
  }));
  const template = { clinicId, providerId, effectiveFrom: monday, blocks, ...limits };
  await actAs(manager, (ctx) => setWeeklyTemplate(ctx, template));
  return clinic;
}

function wish({ clinicId, providerId, patientId, visitTypeId }: BookableClinic, startsAt: string) {
  return { clinicId, providerId, patientId, visitTypeId, startsAt, overrides: [] };
}

function refuses(clinic: BookableClinic, refusal: string, action: () => Promise<unknown>) {
  const { organizationId } = clinic;
  const snapshot = () => clinic.snapshot(monday, tuesday, wednesday);
  return expectNoChange({ t, organizationId, snapshot, action, refusal });
}

/** A patient who was seen in the clinic then. */
async function seenAt(clinic: BookableClinic, startsAt: string): Promise<string> {
  const patientId = await givenPatient(t, clinic);
  return givenSeen(t, { ...clinic, patientId, startsAt });
}

function givenEstablished(clinic: BookableClinic): Promise<string> {
  return seenAt(clinic, '2025-11-24T15:00:00.000Z');
}

async function daysFound(clinic: BookableClinic, patientId?: string): Promise<string[]> {
  const { act, clinicId, visitTypeId } = clinic;
  const search = { clinicId, visitTypeId, patientId, providerIds: [], fromAt: t.clock.now };
  const { items } = await act((ctx) => findFreeTimes(ctx, { ...search, days: 3, limit: 100 }));
  return [...new Set(items.map(({ startsAt }) => startsAt.slice(0, 10)))];
}

describe('the visits of a provider’s day', () => {
  it('are set with the weekly hours, and kept with them', async () => {
    const clinic = await givenLimits({ visitsADay: 12, newPatientsADay: 2 });
    const templates = await clinic.act((ctx) => listTemplates(ctx, clinic.clinicId));
    const { visitsADay, newPatientsADay } = templates.at(-1)!;
    assert.deepEqual([visitsADay, newPatientsADay], [12, 2]);
  });

  it('are no more than its hours say, unless a manager overrides it for a reason', async () => {
    const clinic = await givenLimits({ visitsADay: 2 });
    await givenAppointment(t, { ...clinic, startsAt: at(tuesday, 9) });
    await givenAppointment(t, { ...clinic, startsAt: at(tuesday, 10), status: 'cancelled' });
    await clinic.act((ctx) => bookAppointment(ctx, wish(clinic, at(tuesday, 11))));
    const third = wish(clinic, at(tuesday, 13));
    await refuses(clinic, 'rule-broken day-full', () =>
      clinic.act((ctx) => bookAppointment(ctx, third)),
    );
    const overrides = [{ rule: 'day-full', reason: 'the doctor agreed' }];
    await refuses(clinic, 'not-allowed', () =>
      clinic.act((ctx) => bookAppointment(ctx, { ...third, overrides })),
    );
    const booked = await clinic.actAs(clinic.manager, (ctx) =>
      bookAppointment(ctx, { ...third, overrides }),
    );
    assert.equal(booked.status, 'booked');
  });

  it('may move within their day, and to no day that is full', async () => {
    const clinic = await givenLimits({ visitsADay: 1 });
    const startsAt = at(tuesday, 9);
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt });
    const other = await givenAppointment(t, { ...clinic, startsAt: at(wednesday, 9) });
    const move = (id: string, to: string) =>
      clinic.act((ctx) =>
        moveAppointment(ctx, { ...wish(clinic, to), appointmentId: id, expectedVersion: 1 }),
      );
    await refuses(clinic, 'rule-broken day-full', () => move(other, at(tuesday, 11)));
    assert.equal((await move(appointmentId, at(tuesday, 15))).startsAt, at(tuesday, 15));
  });

  it('have their place with the hold, and are not asked for it again', async () => {
    const clinic = await givenLimits({ visitsADay: 1 });
    const hold = await clinic.act((ctx) => holdAppointment(ctx, wish(clinic, at(tuesday, 9))));
    await refuses(clinic, 'rule-broken day-full', () =>
      clinic.act((ctx) => bookAppointment(ctx, wish(clinic, at(tuesday, 11)))),
    );
    const known = { appointmentId: hold.id, expectedVersion: hold.version, overrides: [] };
    const { status } = await clinic.act((ctx) => confirmAppointment(ctx, known));
    assert.equal(status, 'booked');
  });

  it('are counted by the clinic’s day, also where that is two of UTC', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{ zone: 'Pacific/Auckland' }] });
    const { actAs, manager, clinicId, providerId } = clinic;
    const day = { weekday: 3, startsAt: '08:00', endsAt: '20:00' };
    const blocks = [{ ...day, visitTypeIds: [], recurrence: null, ...openToAll }];
    const template = { clinicId, providerId, effectiveFrom: wednesday, blocks, visitsADay: 1 };
    await actAs(manager, (ctx) => setWeeklyTemplate(ctx, template));
    await givenAppointment(t, { ...clinic, startsAt: '2026-11-24T20:00:00.000Z' });
    await refuses(clinic, 'rule-broken day-full', () =>
      clinic.act((ctx) => bookAppointment(ctx, wish(clinic, '2026-11-25T02:00:00.000Z'))),
    );
  });

  it('leave one of many the last place when all want it at once', async () => {
    const clinic = await givenLimits({ visitsADay: 1 });
    const starts = Array.from({ length: 18 }, (_, n) => plusMinutes(at(tuesday, 8), n * 30));
    const results = await Promise.allSettled(
      starts.map(async (startsAt) => {
        const patientId = await givenPatient(t, clinic);
        return clinic.act((ctx) => bookAppointment(ctx, { ...wish(clinic, startsAt), patientId }));
      }),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    const { appointments } = await clinic.snapshot(tuesday);
    assert.equal(Object.keys(appointments).length, 1);
  });
});

describe('new patients of a provider’s day', () => {
  it('are no more than its hours say; who was seen here still comes', async () => {
    const clinic = await givenLimits({ newPatientsADay: 1 });
    const established = await givenEstablished(clinic);
    await givenAppointment(t, { ...clinic, patientId: established, startsAt: at(tuesday, 9) });
    await clinic.act((ctx) => bookAppointment(ctx, wish(clinic, at(tuesday, 10))));
    const newcomer = await givenPatient(t, clinic);
    await refuses(clinic, 'rule-broken new-patients-full', () =>
      clinic.act((ctx) =>
        bookAppointment(ctx, { ...wish(clinic, at(tuesday, 11)), patientId: newcomer }),
      ),
    );
    const booked = await clinic.act((ctx) =>
      bookAppointment(ctx, { ...wish(clinic, at(tuesday, 11)), patientId: established }),
    );
    assert.equal(booked.startsAt, at(tuesday, 11));
  });

  it('are new again three years after they were seen', async () => {
    const clinic = await givenLimits({ newPatientsADay: 0 });
    const patientId = await seenAt(clinic, '2023-11-20T15:00:00.000Z');
    await refuses(clinic, 'rule-broken new-patients-full', () =>
      clinic.act((ctx) => bookAppointment(ctx, { ...wish(clinic, at(tuesday, 9)), patientId })),
    );
  });
});

describe('free times', () => {
  it('leave out the days that are full', async () => {
    const clinic = await givenLimits({ visitsADay: 1 });
    await givenAppointment(t, { ...clinic, startsAt: at(tuesday, 9) });
    assert.deepEqual(await daysFound(clinic), [monday, wednesday]);
  });

  it('leave out for new patients the days that take no more of them', async () => {
    const clinic = await givenLimits({ newPatientsADay: 1 });
    await givenAppointment(t, { ...clinic, startsAt: at(tuesday, 9) });
    const newcomer = await givenPatient(t, clinic);
    assert.deepEqual(await daysFound(clinic, newcomer), [monday, wednesday]);
    const established = await givenEstablished(clinic);
    assert.deepEqual(await daysFound(clinic, established), [monday, tuesday, wednesday]);
    assert.deepEqual(await daysFound(clinic), [monday, tuesday, wednesday]);
  });

  it('say so where no day is left', async () => {
    const clinic = await givenLimits({ visitsADay: 1 });
    await givenAppointment(t, { ...clinic, startsAt: at(tuesday, 9) });
    const { clinicId, visitTypeId } = clinic;
    const search = { clinicId, visitTypeId, providerIds: [], fromAt: at(tuesday, 8) };
    const found = await clinic.act((ctx) => findFreeTimes(ctx, { ...search, days: 1, limit: 5 }));
    assert.deepEqual(found.items, []);
    assert.match(found.explanation ?? '', /takes no more visits/);
  });
});
