import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  applyAvailabilityChange,
  type AvailabilityChange,
  type AvailabilityState,
} from '#contract/availability';
import type { OrphanedVisits } from '#contract/schedule-exception';
import { bookAppointment } from '../calendar/calendar-service.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import type { ProblemError } from '../platform/problem.ts';
import { givenStaff } from '../staff/given-organization.ts';
import { hoursOfDay } from './availability-queries.ts';
import { findFreeTimes } from './find-free-times.ts';
import { exceptionView, listExceptions } from './exception-queries.ts';
import type { ExceptionRow } from './exception-repository.ts';
import {
  addException,
  changeException,
  removeException,
  type AddException,
} from './exception-service.ts';
import { givenException } from './given-exception.ts';
import { givenVisitType } from './given-visit-type.ts';
import { listOrphanedVisits } from './orphaned-visits.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York; hours are 8:00–17:00 every day.
const at = (time: string, date = '2026-11-24'): string => `${date}T${time}:00.000Z`;
const nine = at('14:00');
const noon = at('17:00');

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function snapshot({ organizationId }: BookableClinic): Promise<AvailabilityState> {
  const rows = await t
    .owner('schedule_exception')
    .where({ organization_id: organizationId })
    .select<ExceptionRow[]>('*');
  const exceptions = Object.fromEntries(rows.map((row) => [row.id, exceptionView(row)]));
  return { visitTypes: {}, templates: {}, exceptions, outsideCalendars: {}, resources: {} };
}

function changes<T>(clinic: BookableClinic, types: string[], action: () => Promise<T>) {
  return expectChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: () => snapshot(clinic),
    fold: (state, change) => applyAvailabilityChange(state, change as AvailabilityChange),
    action,
    types,
  });
}

function refuses(clinic: BookableClinic, refusal: string, action: () => Promise<unknown>) {
  const { organizationId } = clinic;
  return expectNoChange({ t, organizationId, snapshot: () => snapshot(clinic), action, refusal });
}

function add(
  { actAs, manager, clinicId, providerId }: BookableClinic,
  changed: Partial<AddException> = {},
) {
  const wish = { kind: 'time-off', startsAt: nine, endsAt: noon, note: null } as const;
  return actAs(manager, (ctx) =>
    addException(ctx, {
      ...wish,
      ...{ clinicId, providerId, visitTypeIds: [], overrides: [] },
      ...changed,
    }),
  );
}

async function orphansToldOf(action: () => Promise<unknown>): Promise<OrphanedVisits> {
  let told: unknown;
  await assert.rejects(action, (error: ProblemError) => {
    told = error.details.current;
    return true;
  });
  return told as OrphanedVisits;
}

const anyway = [{ rule: 'orphans-visits', reason: 'they are called today' }];

async function freeStarts(clinic: BookableClinic): Promise<string[]> {
  const { clinicId, visitTypeId } = clinic;
  const { items } = await clinic.act((ctx) =>
    findFreeTimes(ctx, {
      ...{ clinicId, visitTypeId, providerIds: [], days: 1, limit: 100 },
      fromAt: at('05:00'),
    }),
  );
  return items.map(({ startsAt }) => startsAt.slice(11, 16));
}

describe('time off', () => {
  it('closes free times, is on every console and on the day', async () => {
    const clinic = await givenBookableClinic(t);
    const { answer } = await changes(clinic, ['availability.exception-added'], () =>
      add(clinic, { note: 'Dentist' }),
    );
    assert.deepEqual([answer.kind, answer.note, answer.version], ['time-off', 'Dentist', 1]);
    const free = await freeStarts(clinic);
    assert.deepEqual([free[0], free[3], free[4]], ['13:00', '17:00', '17:15']);
    const day = await clinic.act((ctx) => hoursOfDay(ctx, clinic.clinicId, '2026-11-24'));
    assert.deepEqual(
      day.items.map(({ startsAt, endsAt }) => [startsAt.slice(11, 16), endsAt.slice(11, 16)]),
      [
        ['13:00', '14:00'],
        ['17:00', '22:00'],
      ],
    );
    assert.deepEqual(day.exceptions, [answer]);
    assert.equal(day.closedBecause, null);
  });

  it('refuses a booking in it, which a manager may override for a reason', async () => {
    const clinic = await givenBookableClinic(t);
    await add(clinic);
    const { clinicId, providerId, patientId, visitTypeId, actAs, manager, act } = clinic;
    const visit = { clinicId, providerId, patientId, visitTypeId, startsAt: at('15:00') };
    await refuses(clinic, 'rule-broken time-blocked', () =>
      act((ctx) => bookAppointment(ctx, { ...visit, overrides: [] })),
    );
    const overrides = [{ rule: 'time-blocked', reason: 'comes in for it' }];
    const booked = await actAs(manager, (ctx) => bookAppointment(ctx, { ...visit, overrides }));
    assert.equal(booked.status, 'booked');
  });

  it('counts in every clinic of the provider', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const elsewhere = clinic.clinicIds[1]!;
    const added = ['availability.exception-added', 'availability.exception-added'];
    await changes(clinic, added, () => add({ ...clinic, clinicId: elsewhere }));
    assert.equal((await freeStarts(clinic)).includes('14:00'), false);
  });

  it('is refused over booked visits, and names them', async () => {
    const clinic = await givenBookableClinic(t);
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt: at('13:45') });
    await givenAppointment(t, { ...clinic, startsAt: noon });
    await givenAppointment(t, { ...clinic, startsAt: at('15:00'), status: 'cancelled' });
    await refuses(clinic, 'rule-broken orphans-visits', () => add(clinic));
    const { items, count, elsewhere } = await orphansToldOf(() => add(clinic));
    assert.deepEqual(
      [items.map((one) => one.appointmentId), count, elsewhere],
      [[appointmentId], 1, 0],
    );
  });

  it('leaves them outside for a reason and lists them until they are moved', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId } = clinic;
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt: nine });
    await changes(clinic, ['availability.exception-added'], () =>
      add(clinic, { overrides: anyway }),
    );
    const orphans = await clinic.act((ctx) => listOrphanedVisits(ctx, clinicId));
    assert.deepEqual(
      orphans.map((one) => [one.appointmentId, one.startsAt]),
      [[appointmentId, nine]],
    );
  });

  it('counts visits in other clinics without telling what they are', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { organizationId, providerId, clinicId } = clinic;
    const elsewhere = clinic.clinicIds[1]!;
    const theirs = await givenVisitType(t, { organizationId, clinicId: elsewhere });
    await givenAppointment(t, {
      ...{ organizationId, providerId, clinicId: elsewhere },
      ...{ visitTypeId: theirs, startsAt: nine },
    });
    const here = await givenStaff(t, {
      organizationId,
      clinicIds: [clinicId],
      role: 'clinic-manager',
    });
    assert.deepEqual(await orphansToldOf(() => add({ ...clinic, manager: here })), {
      items: [],
      count: 0,
      elsewhere: 1,
    });
  });

  it('is not a scheduler’s to enter, nor one of a provider who does not work here', async () => {
    const clinic = await givenBookableClinic(t);
    const other = await givenBookableClinic(t);
    await refuses(clinic, 'not-allowed', () => add({ ...clinic, manager: clinic.scheduler }));
    await refuses(clinic, 'invalid-input', () => add(clinic, { providerId: other.providerId }));
  });

  it('is refused when it ends before it starts, is past, too long, or has visit types', async () => {
    const clinic = await givenBookableClinic(t);
    const wrong: Partial<AddException>[] = [
      { startsAt: noon, endsAt: nine },
      { startsAt: at('10:00', '2026-11-20'), endsAt: at('10:00', '2026-11-21') },
      { endsAt: at('14:00', '2028-01-01') },
      { endsAt: '2026-11-24T17:00:30.000Z' },
      { visitTypeIds: [clinic.visitTypeId] },
    ];
    for (const changed of wrong) await refuses(clinic, 'invalid-input', () => add(clinic, changed));
  });
});

describe('extra hours', () => {
  const evening = { kind: 'extra-hours', startsAt: at('22:00'), endsAt: at('23:30') } as const;

  it('open free times to their visit types alone', async () => {
    const clinic = await givenBookableClinic(t);
    const other = await givenVisitType(t, clinic);
    await add(clinic, { ...evening, visitTypeIds: [clinic.visitTypeId] });
    assert.deepEqual((await freeStarts(clinic)).slice(-2), ['22:45', '23:00']);
    assert.deepEqual((await freeStarts({ ...clinic, visitTypeId: other })).slice(-1), ['21:30']);
  });

  it('make a provider without weekly hours bookable', async () => {
    const clinic = await givenBookableClinic(t);
    await t.owner('template_block').where({ organization_id: clinic.organizationId }).delete();
    await add(clinic, evening);
    assert.deepEqual(await freeStarts(clinic), ['22:00', '22:15', '22:30', '22:45', '23:00']);
  });

  it('are refused on a closed day, beyond a day, and for foreign visit types', async () => {
    const clinic = await givenBookableClinic(t);
    const { visitTypeId } = await givenBookableClinic(t);
    const holiday = { startsAt: at('14:00', '2026-11-26'), endsAt: at('16:00', '2026-11-26') };
    await refuses(clinic, 'rule-broken clinic-closed', () =>
      add(clinic, { ...evening, ...holiday }),
    );
    await refuses(clinic, 'invalid-input', () =>
      add(clinic, { ...evening, endsAt: at('22:30', '2026-11-25') }),
    );
    await refuses(clinic, 'invalid-input', () =>
      add(clinic, { ...evening, visitTypeIds: [visitTypeId] }),
    );
  });

  it('with a visit in them are not called off by default', async () => {
    const clinic = await givenBookableClinic(t);
    const { actAs, manager } = clinic;
    const exceptionId = await givenException(t, { ...clinic, ...evening });
    await givenAppointment(t, { ...clinic, startsAt: at('22:30') });
    const remove = (overrides = anyway) =>
      actAs(manager, (ctx) => removeException(ctx, { exceptionId, expectedVersion: 1, overrides }));
    await refuses(clinic, 'rule-broken orphans-visits', () => remove([]));
    await changes(clinic, ['availability.exception-removed'], () => remove());
  });
});

describe('an exception that is there', () => {
  it('changes under the same rules', async () => {
    const clinic = await givenBookableClinic(t);
    const { actAs, manager } = clinic;
    const { id: exceptionId } = await add(clinic);
    await givenAppointment(t, { ...clinic, startsAt: noon });
    const change = (endsAt: string, expectedVersion = 1) =>
      actAs(manager, (ctx) =>
        changeException(ctx, {
          ...{ exceptionId, expectedVersion, overrides: [], visitTypeIds: [] },
          ...{ kind: 'meeting', note: 'Board', startsAt: nine, endsAt },
        }),
      );
    await refuses(clinic, 'rule-broken orphans-visits', () => change(at('17:15')));
    const { answer } = await changes(clinic, ['availability.exception-changed'], () =>
      change(at('16:00')),
    );
    assert.deepEqual([answer.kind, answer.note, answer.version], ['meeting', 'Board', 2]);
    await refuses(clinic, 'conflict', () => change(at('16:30')));
    assert.ok((await freeStarts(clinic)).includes('16:00'));
  });

  it('gives the time back when it is called off, once', async () => {
    const clinic = await givenBookableClinic(t);
    const { actAs, manager, clinicId } = clinic;
    const { id: exceptionId } = await add(clinic);
    const remove = (expectedVersion: number) =>
      actAs(manager, (ctx) =>
        removeException(ctx, { exceptionId, expectedVersion, overrides: [] }),
      );
    await changes(clinic, ['availability.exception-removed'], () => remove(1));
    assert.ok((await freeStarts(clinic)).includes('14:00'));
    assert.deepEqual(await clinic.act((ctx) => listExceptions(ctx, { clinicId })), []);
    await refuses(clinic, 'rule-broken over', () => remove(2));
  });

  it('is not found by managers of other clinics', async () => {
    const clinic = await givenBookableClinic(t);
    const other = await givenBookableClinic(t);
    const { id: exceptionId } = await add(clinic);
    await refuses(other, 'not-found', () =>
      other.actAs(other.manager, (ctx) =>
        removeException(ctx, { exceptionId, expectedVersion: 1, overrides: [] }),
      ),
    );
  });
});

describe('the list of a clinic', () => {
  it('has what runs or is to come, or what is of a day, and no extra hours of other clinics', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { clinicId } = clinic;
    const given = (startsAt: string, endsAt: string, changed = {}) =>
      givenException(t, { ...clinic, startsAt, endsAt, ...changed });
    await given(at('10:00', '2026-11-22'), at('12:00', '2026-11-22'));
    const running = await given(at('10:00', '2026-11-22'), at('12:00', '2026-11-24'));
    const later = await given(at('10:00', '2026-12-22'), at('12:00', '2026-12-22'));
    await given(nine, noon, { kind: 'extra-hours', clinicId: clinic.clinicIds[1] });
    const listed = async (date?: string) =>
      (await clinic.act((ctx) => listExceptions(ctx, { clinicId, date }))).map(({ id }) => id);
    assert.deepEqual(await listed(), [running, later]);
    assert.deepEqual(await listed('2026-11-24'), [running]);
    assert.deepEqual(await listed('2026-11-25'), []);
  });

  it('of a closed day comes with the reason', async () => {
    const { act, clinicId } = await givenBookableClinic(t);
    const day = await act((ctx) => hoursOfDay(ctx, clinicId, '2026-11-26'));
    assert.deepEqual(day.items, []);
    assert.match(day.closedBecause ?? '', /Thanksgiving/);
  });
});
