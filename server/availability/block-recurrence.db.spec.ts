import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openToAll } from '#contract/block-terms';
import type { TemplateBlock } from '#contract/availability';
import type { BlockRecurrence } from '#contract/block-recurrence';
import { bookAppointment } from '../calendar/calendar-service.ts';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenBookableClinic, type BookableClinic } from '../calendar/given-bookable-clinic.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { listTemplates } from './availability-queries.ts';
import { setWeeklyTemplate } from './availability-service.ts';
import { findFreeTimes } from './find-free-times.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York.
const thisTuesday = '2026-11-24T14:00:00.000Z';
const nextTuesday = '2026-12-01T14:00:00.000Z';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

function every(weeks: number, countedFrom: string): BlockRecurrence {
  return { kind: 'every-n-weeks', weeks, countedFrom };
}

function tuesday(recurrence: BlockRecurrence | null, over: Partial<TemplateBlock> = {}) {
  const hours = { weekday: 2, startsAt: '09:00', endsAt: '10:00' };
  return { ...hours, visitTypeIds: [], recurrence, ...openToAll, ...over };
}

function set({ actAs, manager, clinicId, providerId }: BookableClinic, ...blocks: TemplateBlock[]) {
  const effectiveFrom = '2026-11-24';
  return actAs(manager, (ctx) =>
    setWeeklyTemplate(ctx, { clinicId, providerId, effectiveFrom, blocks }),
  );
}

function templatesOf({ act, clinicId }: BookableClinic) {
  return act((ctx) => listTemplates(ctx, clinicId));
}

function refuses(clinic: BookableClinic, refusal: string, action: () => Promise<unknown>) {
  const { organizationId } = clinic;
  const snapshot = () => templatesOf(clinic);
  return expectNoChange({ t, organizationId, snapshot, action, refusal });
}

async function freeTimes({ act, clinicId, visitTypeId }: BookableClinic): Promise<string[]> {
  const search = { clinicId, visitTypeId, providerIds: [], fromAt: thisTuesday };
  const { items } = await act((ctx) => findFreeTimes(ctx, { ...search, days: 60, limit: 9 }));
  return items.map(({ startsAt }) => startsAt);
}

describe('a block that does not count in every week', () => {
  it('is kept as it was set, beside another at the same time of the other weeks', async () => {
    const clinic = await givenBookableClinic(t);
    const blocks = [
      tuesday(every(2, '2026-11-24'), { endsAt: '11:00' }),
      tuesday(every(2, '2026-12-01')),
      tuesday({ kind: 'nth-of-month', nths: [1, -1] }, { weekday: 4 }),
    ];
    const answer = await set(clinic, ...blocks);
    assert.deepEqual(answer.blocks, blocks);
    const read = (await templatesOf(clinic)).find(({ id }) => id === answer.id);
    assert.deepEqual(read, answer);
  });

  it('is refused where it would count together with another at one time', async () => {
    const clinic = await givenBookableClinic(t);
    for (const other of [null, every(4, '2026-12-08'), every(3, '2026-12-01')])
      await refuses(clinic, 'rule-broken blocks-overlap', () =>
        set(clinic, tuesday(every(2, '2026-11-24')), tuesday(other)),
      );
  });

  it('offers its times in its weeks only', async () => {
    const clinic = await givenBookableClinic(t);
    await set(
      clinic,
      tuesday(every(3, '2026-12-02'), { endsAt: '09:30' }),
      tuesday({ kind: 'nth-of-month', nths: [1] }, { weekday: 5, endsAt: '09:30' }),
    );
    assert.deepEqual(await freeTimes(clinic), [
      '2026-12-01T14:00:00.000Z',
      '2026-12-04T14:00:00.000Z',
      '2026-12-22T14:00:00.000Z',
      '2027-01-12T14:00:00.000Z',
    ]);
  });

  it('takes bookings in its weeks only', async () => {
    const clinic = await givenBookableClinic(t);
    const { act, clinicId, providerId, patientId, visitTypeId, organizationId } = clinic;
    await set(clinic, tuesday(every(2, '2026-11-24')));
    const visit = { clinicId, providerId, patientId, visitTypeId, overrides: [] };
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => clinic.snapshot('2026-12-01'),
      action: () => act((ctx) => bookAppointment(ctx, { ...visit, startsAt: nextTuesday })),
      refusal: 'rule-broken outside-template',
    });
    const booked = await act((ctx) => bookAppointment(ctx, { ...visit, startsAt: thisTuesday }));
    assert.equal(booked.startsAt, thisTuesday);
  });

  it('is refused while it would leave visits of other weeks outside', async () => {
    const clinic = await givenBookableClinic(t);
    await givenAppointment(t, { ...clinic, startsAt: nextTuesday });
    await refuses(clinic, 'rule-broken orphans-visits', () =>
      set(clinic, tuesday(every(2, '2026-11-24'))),
    );
    await set(clinic, tuesday(every(2, '2026-12-01')));
  });
});

describe('the database', () => {
  it('takes no block that counts by two rules, or from a day without weeks', async () => {
    const clinic = await givenBookableClinic(t);
    const { id } = await set(clinic, tuesday(null));
    for (const wrong of [
      { every_weeks: 2 },
      { counted_from: '2026-12-01' },
      { every_weeks: 2, counted_from: '2026-12-01', nths: [1] },
      { nths: [6] },
    ])
      await assert.rejects(
        t.owner('template_block').where({ template_id: id }).update(wrong),
        /template_block_.*check/,
      );
  });
});
