import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  applyAvailabilityChange,
  type AvailabilityChange,
  type AvailabilityState,
} from '#contract/availability';
import { standardTerms, type VisitTerms } from '#contract/visit-terms';
import { bookAppointment, moveAppointment } from '../calendar/calendar-service.ts';
import { givenAppointment, givenSeen } from '../calendar/given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import type { GivenStaff } from '../staff/given-organization.ts';
import { listVisitTypes } from './availability-queries.ts';
import { findFreeTimes } from './find-free-times.ts';
import { givenVisitType } from './given-visit-type.ts';
import { givenResource } from './resource/given-resource.ts';
import { addVisitType, changeVisitType, retireVisitType } from './visit-type-service.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York.
const tuesdayNine = '2026-11-24T14:00:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

async function snapshot({
  actAs,
  manager,
  clinicId,
}: BookableClinic): Promise<AvailabilityState & { appointments: number }> {
  const types = await actAs(manager, (ctx) => listVisitTypes(ctx, clinicId));
  const [visits] = await t.owner('appointment').where({ clinic_id: clinicId }).count();
  return {
    visitTypes: Object.fromEntries(types.map((type) => [type.id, type])),
    templates: {},
    exceptions: {},
    outsideCalendars: {},
    resources: {},
    appointments: Number(visits?.['count']),
  };
}

function changes<T>(clinic: BookableClinic, types: string[], action: () => Promise<T>) {
  return expectChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: () => snapshot(clinic),
    fold: (state, change) => ({
      ...state,
      ...applyAvailabilityChange(state, change as AvailabilityChange),
    }),
    action,
    types,
  });
}

function refuses(clinic: BookableClinic, refusal: string, action: () => Promise<unknown>) {
  const { organizationId } = clinic;
  return expectNoChange({ t, organizationId, snapshot: () => snapshot(clinic), action, refusal });
}

const newVisit = {
  name: 'New patient',
  minutes: 45,
  modality: 'in-person',
  category: 'primary',
  colour: 'blue',
  bufferBefore: 0,
  bufferAfter: 10,
} as const;
const terms: VisitTerms = {
  patients: 'new',
  leadMinutes: 120,
  horizonDays: 60,
  bookedBy: ['scheduler', 'clinic-manager'],
  overbookTolerance: 1,
  needsAuthorization: true,
  sensitive: true,
  needs: [],
  instructions: { en: 'Bring your medicines.', es: 'Traiga sus medicinas.' },
};

describe('a visit type that is added', () => {
  it('has the terms that are told, and else the standard ones', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, actAs, manager } = clinic;
    const added = ['availability.visit-type-added'];
    const { answer } = await changes(clinic, added, () =>
      actAs(manager, (ctx) => addVisitType(ctx, { clinicId, ...newVisit, ...terms })),
    );
    const { id, ...told } = answer;
    assert.deepEqual(told, { clinicId, ...newVisit, ...terms, active: true, version: 1 });
    const { answer: plain } = await changes(clinic, added, () =>
      actAs(manager, (ctx) => addVisitType(ctx, { clinicId, ...newVisit, name: 'Plain' })),
    );
    assert.notEqual(plain.id, id);
    assert.deepEqual({ ...plain, ...standardTerms }, plain);
  });

  it('is refused a name that is in use, in whatever case', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, actAs, manager } = clinic;
    await givenVisitType(t, { ...clinic, name: 'new PATIENT' });
    await refuses(clinic, 'invalid-input', () =>
      actAs(manager, (ctx) => addVisitType(ctx, { clinicId, ...newVisit })),
    );
  });

  it('is refused when its horizon ends before its lead time, and to a scheduler', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, actAs, manager, act } = clinic;
    const never = { leadMinutes: 2880, horizonDays: 1 };
    await refuses(clinic, 'invalid-input', () =>
      actAs(manager, (ctx) => addVisitType(ctx, { clinicId, ...newVisit, ...never })),
    );
    await refuses(clinic, 'not-allowed', () =>
      act((ctx) => addVisitType(ctx, { clinicId, ...newVisit })),
    );
  });
});

describe('a visit type that is there', () => {
  it('changes as a whole; what is booked keeps its length', async () => {
    const clinic = await givenBookableClinic(t);
    const { visitTypeId, actAs, manager, act } = clinic;
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt: tuesdayNine });
    const change = (expectedVersion: number) =>
      actAs(manager, (ctx) =>
        changeVisitType(ctx, { visitTypeId, expectedVersion, ...newVisit, ...terms }),
      );
    const { answer } = await changes(clinic, ['availability.visit-type-changed'], () => change(1));
    assert.deepEqual([answer.minutes, answer.patients, answer.version], [45, 'new', 2]);
    await refuses(clinic, 'conflict', () => change(1));
    const startsAt = '2026-11-24T16:00:00.000Z';
    const moved = await act((ctx) =>
      moveAppointment(ctx, { appointmentId, expectedVersion: 1, startsAt, overrides: [] }),
    );
    assert.equal(moved.endsAt, '2026-11-24T16:30:00.000Z');
  });

  it('is refused the name of another that is booked, and is free to take that of one that is not', async () => {
    const clinic = await givenBookableClinic(t);
    const { visitTypeId, actAs, manager } = clinic;
    await givenVisitType(t, { ...clinic, name: 'Taken' });
    await givenVisitType(t, { ...clinic, name: 'Retired', active: false });
    const rename = (name: string) =>
      actAs(manager, (ctx) =>
        changeVisitType(ctx, { visitTypeId, expectedVersion: 1, ...newVisit, name }),
      );
    await refuses(clinic, 'invalid-input', () => rename('TAKEN'));
    assert.equal((await rename('Retired')).name, 'Retired');
  });

  it('is booked no longer once it is retired, while what is booked stays', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, providerId, patientId, visitTypeId, actAs, manager, act } = clinic;
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt: tuesdayNine });
    const retire = (expectedVersion: number) =>
      actAs(manager, (ctx) => retireVisitType(ctx, { visitTypeId, expectedVersion }));
    const { answer } = await changes(clinic, ['availability.visit-type-retired'], () => retire(1));
    assert.equal(answer.active, false);
    const startsAt = '2026-11-24T16:00:00.000Z';
    await refuses(clinic, 'invalid-input', () =>
      act((ctx) =>
        bookAppointment(ctx, {
          ...{ clinicId, providerId, patientId, visitTypeId, startsAt },
          overrides: [],
        }),
      ),
    );
    await act((ctx) =>
      moveAppointment(ctx, { appointmentId, expectedVersion: 1, startsAt, overrides: [] }),
    );
    await refuses(clinic, 'rule-broken retired', () => retire(2));
  });

  it('is not found by managers of other clinics, nor a scheduler’s to change', async () => {
    const clinic = await givenBookableClinic(t);
    const other = await givenBookableClinic(t);
    const { visitTypeId, actAs } = clinic;
    const retire = (by: GivenStaff) =>
      actAs(by, (ctx) => retireVisitType(ctx, { visitTypeId, expectedVersion: 1 }));
    await refuses(clinic, 'not-found', () => retire(other.manager));
    await refuses(clinic, 'not-allowed', () => retire(clinic.scheduler));
  });
});

describe('the terms of a visit type', () => {
  async function givenTerms(told: Partial<VisitTerms>) {
    const clinic = await givenBookableClinic(t);
    const visitTypeId = await givenVisitType(t, { ...clinic, terms: told });
    return { ...clinic, visitTypeId };
  }

  function book(
    { actAs, scheduler, clinicId, providerId, patientId, visitTypeId }: BookableClinic,
    {
      startsAt = tuesdayNine,
      by = scheduler,
      overrides = [] as { rule: string; reason: string }[],
    } = {},
  ) {
    const visit = { clinicId, providerId, patientId, visitTypeId, startsAt, overrides };
    return actAs(by, (ctx) => bookAppointment(ctx, visit));
  }

  it('bound how soon and how far ahead it is found and booked', async () => {
    const clinic = await givenTerms({ leadMinutes: 2880, horizonDays: 4 });
    const { clinicId, visitTypeId, act } = clinic;
    const find = (fromAt: string) =>
      act((ctx) =>
        findFreeTimes(ctx, {
          ...{ clinicId, visitTypeId, providerIds: [], days: 14, limit: 100 },
          fromAt,
        }),
      );
    const { items } = await find(tuesdayNine);
    assert.deepEqual(
      [items[0]?.startsAt, items.at(-1)?.startsAt],
      ['2026-11-25T15:00:00.000Z', '2026-11-27T15:00:00.000Z'],
    );
    assert.match((await find('2026-11-28T15:00:00Z')).explanation ?? '', /at most 4 days ahead/);
    await refuses(clinic, 'rule-broken too-soon', () => book(clinic));
    await refuses(clinic, 'rule-broken too-far-ahead', () =>
      book(clinic, { startsAt: '2026-11-30T15:00:00.000Z' }),
    );
    const overrides = [{ rule: 'too-soon', reason: 'cannot wait' }];
    await refuses(clinic, 'not-allowed', () => book(clinic, { overrides }));
    assert.equal((await book(clinic, { by: clinic.manager, overrides })).status, 'booked');
  });

  it('hold for moves as well', async () => {
    const clinic = await givenTerms({ leadMinutes: 2880 });
    const startsAt = '2026-11-27T15:00:00.000Z';
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt });
    await refuses(clinic, 'rule-broken too-soon', () =>
      clinic.act((ctx) =>
        moveAppointment(ctx, {
          ...{ appointmentId, expectedVersion: 1, overrides: [] },
          startsAt: tuesdayNine,
        }),
      ),
    );
  });

  it('tell who was seen within three years from who is new', async () => {
    const onlyNew = await givenTerms({ patients: 'new' });
    const established = await givenTerms({ patients: 'established' });
    const seen = (clinic: BookableClinic, startsAt: string) =>
      givenSeen(t, { ...clinic, startsAt });
    await seen(established, '2023-11-22T15:00:00.000Z');
    await refuses(established, 'rule-broken established-patients-only', () => book(established));
    await seen(established, '2023-11-24T15:00:00.000Z');
    assert.equal((await book(established)).status, 'booked');
    await seen(onlyNew, '2026-10-01T15:00:00.000Z');
    await refuses(onlyNew, 'rule-broken new-patients-only', () => book(onlyNew));
  });

  it('name who books it', async () => {
    const clinic = await givenTerms({ bookedBy: ['clinic-manager'] });
    await refuses(clinic, 'not-allowed', () => book(clinic));
    assert.equal((await book(clinic, { by: clinic.manager })).status, 'booked');
  });
});

describe('what a visit type needs', () => {
  const exam = { kind: 'room', type: 'Exam room' } as const;

  it('is as much as the clinic uses, shared rooms included, in the words that it has for it', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { organizationId, clinicId, clinicIds, actAs, manager } = clinic;
    await givenResource(t, { organizationId, clinicId, ...exam });
    const [, second = ''] = clinicIds;
    await givenResource(t, { organizationId, clinicId: second, ...exam, sharedWith: [clinicId] });
    const needs = [{ type: 'exam ROOM', count: 2 }];
    const { answer } = await changes(clinic, ['availability.visit-type-added'], () =>
      actAs(manager, (ctx) => addVisitType(ctx, { clinicId, ...newVisit, needs })),
    );
    assert.deepEqual(answer.needs, [{ type: 'Exam room', count: 2 }]);
    const known = { visitTypeId: answer.id, expectedVersion: 1 };
    const { answer: less } = await changes(clinic, ['availability.visit-type-changed'], () =>
      actAs(manager, (ctx) => changeVisitType(ctx, { ...known, ...newVisit, needs: [] })),
    );
    assert.deepEqual(less.needs, []);
  });

  it('is not more than there is, and each type once', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicId, actAs, manager } = clinic;
    await givenResource(t, { organizationId, clinicId, ...exam });
    await givenResource(t, { organizationId, clinicId, ...exam, active: false });
    const one = { type: 'Exam room', count: 1 };
    for (const needs of [[{ ...one, count: 2 }], [{ ...one, type: 'Laser' }], [one, one]])
      await refuses(clinic, 'invalid-input', () =>
        actAs(manager, (ctx) => addVisitType(ctx, { clinicId, ...newVisit, needs })),
      );
  });
});
