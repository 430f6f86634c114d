import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BlockTerms } from '#contract/block-terms';
import { findFreeTimes } from '../availability/find-free-times.ts';
import { listTemplates } from '../availability/availability-queries.ts';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { bookAppointment, moveAppointment } from './calendar-service.ts';
import { givenAppointment, givenSeen } from './given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York.
const tuesday = '2026-11-24';
const wednesday = '2026-11-25';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const at = (date: string, hour: number): string =>
  `${date}T${String(hour + 5).padStart(2, '0')}:00:00.000Z`;

/** A provider who sees whom the terms say on Tuesdays from 9 to 11, and everybody on Wednesdays from 9 to 10. */
async function givenTerms(terms: Partial<BlockTerms>): Promise<BookableClinic> {
  const clinic = await givenBookableClinic(t);
  const { organizationId, clinicId, clinicIds } = clinic;
  const providerId = await givenProvider(t, { organizationId, clinicIds });
  const blocks = [
    { weekday: 2, startsAt: '09:00', endsAt: '11:00', ...terms },
    { weekday: 3, startsAt: '09:00', endsAt: '10:00' },
  ];
  await givenTemplate(t, { organizationId, clinicId, providerId, blocks });
  return { ...clinic, providerId };
}

function wish({ clinicId, providerId, patientId, visitTypeId }: BookableClinic, startsAt: string) {
  return { clinicId, providerId, patientId, visitTypeId, startsAt, overrides: [] };
}

function refuses(clinic: BookableClinic, refusal: string, action: () => Promise<unknown>) {
  const { organizationId } = clinic;
  const snapshot = () => clinic.snapshot(tuesday, wednesday);
  return expectNoChange({ t, organizationId, snapshot, action, refusal });
}

/** A patient who was seen in the clinic a year ago. */
async function givenEstablished(clinic: BookableClinic): Promise<string> {
  const patientId = await givenPatient(t, clinic);
  return givenSeen(t, { ...clinic, patientId, startsAt: '2025-11-24T15:00:00.000Z' });
}

async function search(clinic: BookableClinic, patientId: string, over: object = {}) {
  const { act, clinicId, visitTypeId, providerId } = clinic;
  const wanted = { clinicId, visitTypeId, patientId, providerIds: [providerId] };
  const all = { ...wanted, fromAt: t.clock.now, days: 5, limit: 100, ...over };
  const { items, explanation } = await act((ctx) => findFreeTimes(ctx, all));
  return { days: [...new Set(items.map(({ startsAt }) => startsAt.slice(0, 10)))], explanation };
}

describe('hours for new patients', () => {
  it('are kept with the template', async () => {
    const sameDayHold = { daysBefore: 1, at: '16:30' };
    const clinic = await givenTerms({ patients: 'new', sameDayHold });
    const templates = await clinic.act((ctx) => listTemplates(ctx, clinic.clinicId));
    const own = templates.find(({ providerId }) => providerId === clinic.providerId);
    const [first, second] = own?.blocks ?? [];
    assert.deepEqual([first?.patients, first?.sameDayHold], ['new', sameDayHold]);
    assert.deepEqual([second?.patients, second?.sameDayHold], ['any', null]);
  });

  it('are theirs alone, unless a manager overrides it for a reason', async () => {
    const clinic = await givenTerms({ patients: 'new' });
    await clinic.act((ctx) => bookAppointment(ctx, wish(clinic, at(tuesday, 9))));
    const known = { ...clinic, patientId: await givenEstablished(clinic) };
    const theirs = wish(known, at(tuesday, 10));
    await refuses(clinic, 'rule-broken hours-for-new-patients', () =>
      clinic.act((ctx) => bookAppointment(ctx, theirs)),
    );
    const overrides = [{ rule: 'hours-for-new-patients', reason: 'comes with her sister' }];
    await refuses(clinic, 'not-allowed', () =>
      clinic.act((ctx) => bookAppointment(ctx, { ...theirs, overrides })),
    );
    await clinic.actAs(clinic.manager, (ctx) => bookAppointment(ctx, { ...theirs, overrides }));
  });

  it('take no visit of others that is moved there', async () => {
    const clinic = await givenTerms({ patients: 'new' });
    const known = { ...clinic, patientId: await givenEstablished(clinic) };
    const startsAt = at(wednesday, 9);
    const appointmentId = await givenAppointment(t, { ...known, startsAt });
    const to = { startsAt: at(tuesday, 9), overrides: [] };
    await refuses(clinic, 'rule-broken hours-for-new-patients', () =>
      clinic.act((ctx) => moveAppointment(ctx, { appointmentId, expectedVersion: 1, ...to })),
    );
  });

  it('are left out of what is found for others, who are told on which days theirs are', async () => {
    const clinic = await givenTerms({ patients: 'new' });
    const known = await givenEstablished(clinic);
    assert.deepEqual((await search(clinic, clinic.patientId)).days, [tuesday, wednesday]);
    assert.deepEqual((await search(clinic, known)).days, [wednesday]);
    const one = await search(clinic, known, { fromAt: at(tuesday, 8), days: 1 });
    assert.match(one.explanation ?? '', /None of the hours .* seen here within three years/);
    for (const minutes of ['00', '30'])
      await givenAppointment(t, {
        ...clinic,
        startsAt: at(wednesday, 9).replace(':00:', `:${minutes}:`),
      });
    const none = await search(clinic, known);
    assert.match(none.explanation ?? '', /their hours are on Wednesdays only/);
  });
});

describe('hours that are kept for the same day', () => {
  const sameDayHold = { daysBefore: 1, at: '16:00' };

  it('are booked from the hour on at which they are opened', async () => {
    const clinic = await givenTerms({ sameDayHold });
    const startsAt = at(tuesday, 9);
    await refuses(clinic, 'rule-broken kept-for-same-day', () =>
      clinic.act((ctx) => bookAppointment(ctx, wish(clinic, startsAt))),
    );
    assert.deepEqual((await search(clinic, clinic.patientId)).days, [wednesday]);
    const one = await search(clinic, clinic.patientId, { days: 2 });
    assert.match(one.explanation ?? '', /booked late; the first open on Mon, Nov 23, 4:00 PM/);

    t.clock.advance({ minutes: 6 * 60 });
    assert.deepEqual((await search(clinic, clinic.patientId)).days, [tuesday, wednesday]);
    const booked = await clinic.act((ctx) => bookAppointment(ctx, wish(clinic, startsAt)));
    t.clock.advance({ minutes: -6 * 60 });
    assert.equal(booked.status, 'booked');
  });

  it('are explained by the first hours that are still to open, for this type and patient', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicId, clinicIds } = clinic;
    const providerId = await givenProvider(t, { organizationId, clinicIds });
    const other = await givenVisitType(t, { organizationId, clinicId });
    const soon = { daysBefore: 1, at: '12:00' };
    const blocks = [
      // Open since long, and too short.
      {
        ...{ weekday: 1, startsAt: '16:00', endsAt: '16:15' },
        sameDayHold: { daysBefore: 14, at: '00:00' },
      },
      { weekday: 2, startsAt: '08:00', endsAt: '09:00', sameDayHold: soon, visitTypeIds: [other] },
      {
        ...{ weekday: 2, startsAt: '10:00', endsAt: '11:00', sameDayHold: soon },
        patients: 'established' as const,
      },
      { weekday: 2, startsAt: '13:00', endsAt: '14:00', sameDayHold },
    ];
    await givenTemplate(t, { organizationId, clinicId, providerId, blocks });
    const { explanation } = await search({ ...clinic, providerId }, clinic.patientId, { days: 2 });
    assert.match(explanation ?? '', /the first open on Mon, Nov 23, 4:00 PM/);
  });

  it('name both rules where two stand against a visit, and are overridden together', async () => {
    const clinic = await givenTerms({ sameDayHold, patients: 'established' });
    const wanted = wish(clinic, at(tuesday, 9));
    await refuses(clinic, 'rule-broken hours-for-established-patients', () =>
      clinic.actAs(clinic.manager, (ctx) => bookAppointment(ctx, wanted)),
    );
    const because = (rule: string) => ({ rule, reason: 'the doctor agreed' });
    const one = [because('hours-for-established-patients')];
    await refuses(clinic, 'rule-broken kept-for-same-day', () =>
      clinic.actAs(clinic.manager, (ctx) => bookAppointment(ctx, { ...wanted, overrides: one })),
    );
    const overrides = [...one, because('kept-for-same-day')];
    await clinic.actAs(clinic.manager, (ctx) => bookAppointment(ctx, { ...wanted, overrides }));
  });
});

describe('a search for free time', () => {
  const clock = (items: { startsAt: string }[]): string[] =>
    items.map(({ startsAt }) => startsAt.slice(0, 16));

  it('keeps to the days and times that the patient can come', async () => {
    const clinic = await givenTerms({});
    const { act, clinicId, visitTypeId, providerId, patientId } = clinic;
    const wanted = { clinicId, visitTypeId, patientId, providerIds: [providerId] };
    const find = (over: object) =>
      act((ctx) =>
        findFreeTimes(ctx, { ...wanted, fromAt: t.clock.now, days: 7, limit: 100, ...over }),
      );
    const wednesdays = await find({ weekdays: [3] });
    assert.deepEqual(clock(wednesdays.items), [
      '2026-11-25T14:00',
      '2026-11-25T14:15',
      '2026-11-25T14:30',
    ]);
    const late = await find({ earliestTime: '10:15', latestTime: '11:00' });
    assert.deepEqual(clock(late.items), ['2026-11-24T15:15', '2026-11-24T15:30']);
    const never = await find({ earliestTime: '12:00' });
    assert.match(never.explanation ?? '', /outside the days and times asked for/);
  });

  it('puts what fits best first: primary care, then what leaves no gap', async () => {
    const clinic = await givenTerms({});
    const { act, organizationId, clinicId, visitTypeId, patientId, clinicIds } = clinic;
    const doctor = await givenProvider(t, { organizationId, clinicIds });
    const blocks = [{ weekday: 3, startsAt: '13:00', endsAt: '14:15' }];
    await givenTemplate(t, { organizationId, clinicId, providerId: doctor, blocks });
    await t.owner('patient_care_team').insert({
      ...{ organization_id: organizationId, patient_id: patientId, place: 0 },
      ...{ role: 'pcp', provider_id: doctor, name: null },
    });
    const wanted = { clinicId, visitTypeId, patientId, providerIds: [clinic.providerId, doctor] };
    const { items } = await act((ctx) =>
      findFreeTimes(ctx, {
        ...wanted,
        ...{ fromAt: t.clock.now, days: 60, limit: 5, order: 'fit' as const },
      }),
    );
    assert.deepEqual(
      items.map(({ providerId, startsAt }) => [providerId === doctor, startsAt.slice(0, 16)]),
      [
        [true, '2026-11-25T18:00'],
        [true, '2026-11-25T18:45'],
        [true, '2026-12-02T18:00'],
        [true, '2026-12-02T18:45'],
        [true, '2026-11-25T18:15'],
      ],
    );
  });
});
