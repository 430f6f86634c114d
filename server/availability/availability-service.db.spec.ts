import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openToAll } from '#contract/block-terms';
import {
  applyAvailabilityChange,
  type AvailabilityChange,
  type AvailabilityState,
  type TemplateBlock,
} from '#contract/availability';
import { bookAppointment } from '../calendar/calendar-service.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { givenProvider, givenStaff } from '../staff/given-organization.ts';
import {
  listCurrentTemplates,
  listTemplates,
  listVisitTypes,
  nextFreeTimes,
  workingWindows,
} from './availability-queries.ts';
import type { FreeTimeSearch } from './free-times.ts';
import { setWeeklyTemplate } from './availability-service.ts';
import { findFreeTimes } from './find-free-times.ts';
import { listOrphanedVisits } from './orphaned-visits.ts';
import { givenTemplate } from './given-template.ts';
import { givenVisitType } from './given-visit-type.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York.
const tuesdayNine = '2026-11-24T14:00:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

function snapshot({ actAs, manager, clinicId }: BookableClinic): Promise<AvailabilityState> {
  const byId = <V extends { id: string }>(views: V[]) =>
    Object.fromEntries(views.map((view) => [view.id, view]));
  return actAs(manager, async (ctx) => ({
    visitTypes: byId(await listVisitTypes(ctx, clinicId)),
    templates: byId(await listTemplates(ctx, clinicId)),
    exceptions: {},
    outsideCalendars: {},
    resources: {},
  }));
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

function block(weekday: number, startsAt: string, endsAt: string): TemplateBlock {
  return { weekday, startsAt, endsAt, visitTypeIds: [], recurrence: null, ...openToAll };
}

function set(
  { actAs, manager, clinicId, providerId }: BookableClinic,
  effectiveFrom: string,
  blocks: TemplateBlock[],
) {
  return actAs(manager, (ctx) =>
    setWeeklyTemplate(ctx, { clinicId, providerId, effectiveFrom, blocks }),
  );
}

describe('a weekly template', () => {
  it('closes the one in force the day before', async () => {
    const clinic = await givenBookableClinic(t);
    const types = ['availability.template-set', 'availability.template-set'];
    const { answer } = await changes(clinic, types, () =>
      set(clinic, '2026-12-01', [block(2, '09:00', '24:00')]),
    );
    assert.deepEqual([answer.effectiveFrom, answer.effectiveTo], ['2026-12-01', null]);
    const { templates } = await snapshot(clinic);
    const periods = Object.values(templates).map((one) => [one.effectiveFrom, one.effectiveTo]);
    assert.deepEqual(periods.sort(), [
      ['2020-01-01', '2026-11-30'],
      ['2026-12-01', null],
    ]);
  });

  it('replaces the blocks of the one that begins on the same day', async () => {
    const clinic = await givenBookableClinic(t);
    const first = await set(clinic, '2026-12-01', [block(2, '09:00', '12:00')]);
    const { answer } = await changes(clinic, ['availability.template-set'], () =>
      set(clinic, '2026-12-01', [block(3, '09:00', '12:00'), block(3, '13:00', '17:00')]),
    );
    assert.deepEqual([answer.id, answer.version, answer.blocks.length], [first.id, 2, 2]);
  });

  it('ends where the next one is planned already', async () => {
    const clinic = await givenBookableClinic(t);
    await set(clinic, '2027-01-01', []);
    const { effectiveTo } = await set(clinic, '2026-12-01', [block(2, '09:00', '12:00')]);
    assert.equal(effectiveTo, '2026-12-31');
  });

  it('is refused when its blocks overlap, end before they start or name a foreign visit type', async () => {
    const clinic = await givenBookableClinic(t);
    const other = await givenBookableClinic(t);
    const from = '2026-12-01';
    await refuses(clinic, 'rule-broken blocks-overlap', () =>
      set(clinic, from, [block(2, '09:00', '12:00'), block(2, '11:45', '13:00')]),
    );
    await refuses(clinic, 'invalid-input', () => set(clinic, from, [block(2, '12:00', '09:00')]));
    await refuses(clinic, 'invalid-input', () =>
      set(clinic, from, [{ ...block(2, '09:00', '12:00'), visitTypeIds: [other.visitTypeId] }]),
    );
  });

  it('is refused for a provider of another clinic, and by a scheduler', async () => {
    const clinic = await givenBookableClinic(t);
    const other = await givenBookableClinic(t);
    const { providerId } = other;
    await refuses(clinic, 'invalid-input', () => set({ ...clinic, providerId }, '2026-12-01', []));
    await refuses(clinic, 'not-allowed', () =>
      set({ ...clinic, manager: clinic.scheduler }, '2026-12-01', []),
    );
  });

  it('is refused when it would leave a booked visit outside of every hour', async () => {
    const clinic = await givenBookableClinic(t);
    await givenAppointment(t, { ...clinic, startsAt: tuesdayNine });
    await refuses(clinic, 'rule-broken orphans-visits', () =>
      set(clinic, '2026-11-24', [block(2, '09:15', '17:00')]),
    );
    const exact = [block(2, '09:00', '09:15'), block(2, '09:15', '09:30')];
    await set(clinic, '2026-11-24', exact);
  });

  it('leaves visits outside for a reason, which goes to the audit log, and lists them', async () => {
    const clinic = await givenBookableClinic(t);
    const { actAs, manager, clinicId, providerId, organizationId } = clinic;
    const appointmentId = await givenAppointment(t, { ...clinic, startsAt: tuesdayNine });
    const overrides = [{ rule: 'orphans-visits', reason: 'moved tomorrow' }];
    await changes(clinic, ['availability.template-set', 'availability.template-set'], () =>
      actAs(manager, (ctx) =>
        setWeeklyTemplate(ctx, {
          ...{ clinicId, providerId, overrides },
          effectiveFrom: '2026-11-24',
          blocks: [],
        }),
      ),
    );
    const orphans = await clinic.act((ctx) => listOrphanedVisits(ctx, clinicId));
    assert.deepEqual(
      orphans.map((one) => one.appointmentId),
      [appointmentId],
    );
    const entries = await t
      .owner('audit_entry')
      .where({ organization_id: organizationId, act: 'availability.set-template' })
      .select<{ detail: { overrides: unknown[] } }[]>('detail');
    assert.deepEqual(entries.at(-1)?.detail.overrides, overrides);
  });

  it('does not mind visits that are cancelled, outside already, or of other days', async () => {
    const clinic = await givenBookableClinic(t);
    await givenAppointment(t, { ...clinic, startsAt: tuesdayNine, status: 'cancelled' });
    await givenAppointment(t, { ...clinic, startsAt: '2026-11-24T23:00:00.000Z' });
    await givenAppointment(t, { ...clinic, startsAt: '2026-11-23T16:00:00.000Z' });
    await set(clinic, '2026-11-24', []);
    assert.equal(Object.keys((await snapshot(clinic)).templates).length, 2);
  });
});

describe('the templates of a clinic', () => {
  it('are listed from the one in force on, not those that are over', async () => {
    const clinic = await givenBookableClinic(t);
    await set(clinic, '2026-11-23', [block(1, '08:00', '12:00'), block(1, '13:00', '17:00')]);
    await set(clinic, '2026-12-01', [block(2, '09:00', '24:00')]);
    const items = await clinic.act((ctx) => listCurrentTemplates(ctx, clinic.clinicId));
    assert.deepEqual(
      items.map((one) => [one.effectiveFrom, one.effectiveTo, one.blocks.length]),
      [
        ['2026-11-23', '2026-11-30', 2],
        ['2026-12-01', null, 1],
      ],
    );
  });

  it('are listed without those of another clinic', async () => {
    const clinic = await givenBookableClinic(t);
    const other = await givenBookableClinic(t);
    const items = await clinic.act((ctx) => listCurrentTemplates(ctx, clinic.clinicId));
    assert.deepEqual(
      items.map(({ clinicId, providerId }) => [clinicId, providerId]),
      [[clinic.clinicId, clinic.providerId]],
    );
    assert.notEqual(clinic.clinicId, other.clinicId);
  });
});

describe('working windows', () => {
  it('are those of the template in force on the day, in the clinic’s own time', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{ zone: 'America/Los_Angeles' }] });
    await set(clinic, '2026-11-24', [block(2, '13:00', '15:00')]);
    const day = { startsAt: '2026-11-23T08:00:00.000Z', endsAt: '2026-11-25T08:00:00.000Z' };
    const windows = await clinic.act((ctx) => workingWindows(ctx, clinic.clinicId, day));
    assert.deepEqual(
      windows.map(({ startsAt, endsAt }) => [startsAt, endsAt]),
      [
        ['2026-11-23T16:00:00.000Z', '2026-11-24T01:00:00.000Z'],
        ['2026-11-24T21:00:00.000Z', '2026-11-24T23:00:00.000Z'],
      ],
    );
  });
});

function find(clinic: BookableClinic, changed: Partial<FreeTimeSearch>) {
  const { clinicId, visitTypeId } = clinic;
  const wanted = { fromAt: tuesdayNine, days: 14, limit: 20, providerIds: [], ...changed };
  return clinic.act((ctx) => findFreeTimes(ctx, { clinicId, visitTypeId, ...wanted }));
}

describe('finding free times', () => {
  it('starts now where the past is asked for, and goes around what is busy', async () => {
    const clinic = await givenBookableClinic(t);
    await givenAppointment(t, { ...clinic, startsAt: '2026-11-23T15:15:00.000Z' });
    const { items, explanation } = await find(clinic, { fromAt: '2020-01-01T00:00:00Z', limit: 2 });
    assert.equal(explanation, null);
    assert.deepEqual(
      items.map((slot) => slot.startsAt),
      ['2026-11-23T15:45:00.000Z', '2026-11-23T16:00:00.000Z'],
    );
  });

  it('sees what the provider does in a clinic that the caller does not', async () => {
    const clinic = await givenBookableClinic(t, { clinics: [{}, {}] });
    const { organizationId, providerId, clinicIds, clinicId, visitTypeId } = clinic;
    const elsewhere = clinicIds[1]!;
    const theirs = await givenVisitType(t, { organizationId, clinicId: elsewhere, minutes: 60 });
    await givenAppointment(t, {
      organizationId,
      clinicId: elsewhere,
      providerId,
      visitTypeId: theirs,
      startsAt: tuesdayNine,
      minutes: 60,
    });
    const here = await givenStaff(t, { organizationId, clinicIds: [clinicId] });
    const search = { clinicId, visitTypeId, providerIds: [providerId], fromAt: tuesdayNine };
    const items = await clinic.actAs(here, (ctx) =>
      nextFreeTimes(ctx, { ...search, days: 1, limit: 1 }),
    );
    assert.deepEqual(
      items.map((slot) => slot.startsAt),
      ['2026-11-24T15:00:00.000Z'],
    );
  });

  it('finds the same however far it has to look', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicId } = clinic;
    await set(clinic, '2026-11-24', [block(5, '09:00', '10:00')]);
    const second = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    await givenTemplate(t, {
      organizationId,
      clinicId,
      providerId: second,
      blocks: [block(1, '08:00', '08:30')],
    });
    const { items } = await find(clinic, { days: 60, limit: 6 });
    assert.deepEqual(
      items.map((slot) => slot.startsAt.slice(0, 16)),
      [
        '2026-11-27T14:00',
        '2026-11-27T14:15',
        '2026-11-27T14:30',
        '2026-11-30T13:00',
        '2026-12-04T14:00',
        '2026-12-04T14:15',
      ],
    );
  });

  it('finds hour by hour what it finds when it looks at all days at once', async () => {
    const clinic = await givenBookableClinic(t, { bufferBefore: 10, bufferAfter: 20 });
    for (const startsAt of ['2026-11-24T15:00:00.000Z', '2026-11-24T19:45:00.000Z'])
      await givenAppointment(t, { ...clinic, startsAt });
    const all = { fromAt: '2026-11-24T14:20:00Z', days: 3, limit: 100 };
    const wishes = { earliestTime: '09:30', latestTime: '16:15' };
    for (const wished of [{}, wishes, { ...wishes, weekdays: [3] }]) {
      const { items: soonest } = await find(clinic, { ...all, ...wished });
      const { items: best } = await find(clinic, { ...all, ...wished, order: 'fit' });
      const starts = best.map(({ startsAt }) => startsAt).sort();
      assert.ok(starts.length > 10 && starts.length < 100, `${starts.length} times`);
      assert.deepEqual(
        soonest.map(({ startsAt }) => startsAt),
        starts,
      );
      const { items: few } = await find(clinic, { ...all, ...wished, limit: 7 });
      assert.deepEqual(few, soonest.slice(0, 7));
    }
  });

  it('finds times that can all be booked, one day after another', async () => {
    const clinic = await givenBookableClinic(t, { bufferBefore: 5, bufferAfter: 15 });
    for (let n = 0; n < 12; n++) {
      const [slot] = (await find(clinic, { limit: 1 })).items;
      const patientId = await givenPatient(t, clinic);
      await clinic.act((ctx) => bookAppointment(ctx, { patientId, overrides: [], ...slot! }));
    }
    assert.equal((await find(clinic, { limit: 1 })).items[0]?.startsAt, '2026-11-25T17:00:00.000Z');
  });

  it('offers no time on a holiday that the clinic observes, unless it opens on it', async () => {
    const clinic = await givenBookableClinic(t);
    const { clinicId, organizationId } = clinic;
    const daysFound = async () => {
      const { items } = await find(clinic, {
        fromAt: '2026-11-26T00:00:00-05:00',
        days: 2,
        limit: 100,
      });
      return [...new Set(items.map((slot) => slot.startsAt.slice(0, 10)))];
    };
    assert.deepEqual(await daysFound(), ['2026-11-27']);
    const hours = [{ from: '09:00', until: '12:00' }];
    const openings = [{ date: '2026-11-26', reason: 'Vaccination', hours }];
    await t.owner('dated_rule').insert({
      organization_id: organizationId,
      clinic_id: clinicId,
      rule: businessCalendar.name,
      version: 1,
      value: JSON.stringify({ ...businessCalendar.standard, openings }),
      source: 'spec',
      effective_from: t.clock.now,
    });
    assert.deepEqual(await daysFound(), ['2026-11-26', '2026-11-27']);
  });

  it('says why when nothing is found', async () => {
    const clinic = await givenBookableClinic(t);
    const why = async (changed: Parameters<typeof find>[1] = {}) => {
      const { items, explanation } = await find(clinic, { days: 1, ...changed });
      assert.deepEqual(items, []);
      return explanation;
    };
    await set(clinic, '2026-11-24', [block(2, '09:00', '09:30')]);
    assert.match((await why({ fromAt: '2026-11-25T14:00:00Z' })) ?? '', /None .* working hours on/);
    await givenAppointment(t, { ...clinic, startsAt: tuesdayNine });
    assert.match((await why()) ?? '', /is taken on that day/);

    const nobody = await clinic.act((ctx) =>
      findFreeTimes(ctx, {
        clinicId: clinic.clinicId,
        visitTypeId: clinic.visitTypeId,
        providerIds: [clinic.patientId],
        fromAt: tuesdayNine,
        days: 1,
        limit: 1,
      }),
    );
    assert.match(nobody.explanation ?? '', /None of these providers works/);
  });

  it('is refused for a visit type of another clinic', async () => {
    const clinic = await givenBookableClinic(t);
    const { visitTypeId } = await givenBookableClinic(t);
    await refuses(clinic, 'invalid-input', () => find({ ...clinic, visitTypeId }, {}));
  });
});
