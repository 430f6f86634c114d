import type { WeeklyTemplate } from '#contract/availability';
import type { NthOfMonth } from '#contract/block-recurrence';
import { aProblem, riverside } from '../../platform/given-session';
import { openAvailabilityPage } from '../availability-page-harness';
import {
  aBlock,
  aClinicServer,
  aTemplate,
  aVisitType,
  leeId,
  templates,
} from '../given-availability';

const set = 'POST /api/availability/templates/set';

describe('WeeklyHoursDialog', () => {
  it('sets the week of a provider, and says in the server’s words why it may not', async () => {
    const words = '2 booked visits would stand outside the new hours: move or cancel first.';
    const server = aClinicServer();
    server.refuses(set, { ...aProblem('rule-broken', 422, words), rule: 'orphans-visits' });
    const page = await openAvailabilityPage(server);
    await page.press('Edit the hours of Lee, Hannah');
    expect(page.text()).toContain('Every week · one visit type only');
    await page.type('[name=effectiveFrom]', '2026-12-01');
    await page.type('[aria-label="Monday, until"]', '11:00');
    await page.press('Add a block on Tuesday');
    await page.type('[aria-label="Tuesday, from"]', '');
    await page.send();
    expect(page.text()).toContain('Both times are needed.');
    expect(server.callsOf(set)).toEqual([]);
    await page.type('[aria-label="Tuesday, from"]', '09:00');
    await page.type('[aria-label="Tuesday, until"]', '00:00');
    await page.send();
    expect(page.text()).toContain(words);
    expect(page.valueOf('[aria-label="Monday, until"]')).toBe('11:00');
    expect(server.callsOf(set)[0]?.body).toEqual({
      clinicId: riverside,
      providerId: leeId,
      effectiveFrom: '2026-12-01',
      blocks: [
        aBlock({ endsAt: '11:00', visitTypeIds: [aVisitType().id] }),
        aBlock({ startsAt: '13:00', endsAt: '24:00' }),
        aBlock({ weekday: 2, startsAt: '09:00', endsAt: '24:00' }),
      ],
      visitsADay: null,
      newPatientsADay: null,
      overrides: [],
    });
    server.when(set, aTemplate()).when(templates, { items: [aTemplate({ blocks: [] })] });
    await page.press('Remove this block of Tuesday');
    await page.send();
    expect(page.has('form')).toBeFalse();
    expect(page.rows('weekly-hours')[0]?.[1]).toBe('Off');
  });

  it('sets in which weeks a block counts, and tells it on the page', async () => {
    const weeks = (nths: NthOfMonth[]) => ({ kind: 'nth-of-month' as const, nths });
    const first = aBlock({ recurrence: weeks([1]) });
    const server = aClinicServer().when(templates, { items: [aTemplate({ blocks: [first] })] });
    server.when(set, aTemplate());
    const page = await openAvailabilityPage(server);
    expect(page.rows('weekly-hours')[0]?.[1]).toBe('8:00 am – 12:00 pm 1st of the month');
    await page.press('Edit the hours of Lee, Hannah');
    await page.press('Weeks and terms of the block of Monday: 1st of the month');
    await page.check('[data-nth="1"]');
    await page.send();
    expect(page.text()).toContain('Choose at least one day of the month.');
    await page.check('[data-nth="-1"]');
    await page.check('[data-nth="2"]');
    await page.send();
    await page.press('Edit the hours of Lee, Hannah');
    await page.press('Weeks and terms of the block of Monday');
    await page.choose('[aria-label="Monday, counts"]', '3');
    await page.type('[aria-label="Monday, counted from the week of"]', '2026-12-08');
    await page.send();
    expect(server.callsOf(set).map(({ body }) => (body as WeeklyTemplate).blocks[0])).toEqual([
      { ...first, recurrence: weeks([2, -1]) },
      { ...first, recurrence: { kind: 'every-n-weeks', weeks: 3, countedFrom: '2026-12-08' } },
    ]);
  });

  it('sets whom and what a block is for and until when it is kept, and tells it on the page', async () => {
    const kept = aBlock({ patients: 'new', sameDayHold: { daysBefore: 1, at: '16:00' } });
    const server = aClinicServer().when(templates, { items: [aTemplate({ blocks: [kept] })] });
    server.when(set, aTemplate());
    const page = await openAvailabilityPage(server);
    expect(page.rows('weekly-hours')[0]?.[1]).toContain(
      'new patients · kept until the day before, 4:00 pm',
    );
    await page.press('Edit the hours of Lee, Hannah');
    await page.press('Weeks and terms of the block of Monday');
    await page.choose('[aria-label="Monday, for"]', 'established');
    await page.type('[aria-label="Monday, opens at"]', '');
    await page.send();
    expect(page.text()).toContain('Say at which time it opens.');
    await page.choose('[aria-label="Monday, kept for late bookings until"]', '0');
    await page.type('[aria-label="Monday, opens at"]', '07:30');
    await page.check(`[data-type="${aVisitType().id}"]`);
    await page.send();
    expect(server.callsOf(set).map(({ body }) => (body as WeeklyTemplate).blocks[0])).toEqual([
      {
        ...kept,
        patients: 'established',
        sameDayHold: { daysBefore: 0, at: '07:30' },
        visitTypeIds: [aVisitType().id],
      },
    ]);
  });

  it('sets how much a day takes, and tells it on the page', async () => {
    const limited = aTemplate({ visitsADay: 12, newPatientsADay: 2 });
    const server = aClinicServer().when(templates, { items: [limited] });
    server.when(set, aTemplate());
    const page = await openAvailabilityPage(server);
    expect(page.text()).toContain('At most 12 visits a day, 2 of new patients');
    await page.press('Edit the hours of Lee, Hannah');
    expect(page.valueOf('[name=visitsADay]')).toBe('12');
    await page.type('[name=visitsADay]', '0');
    await page.send();
    expect(page.text()).toContain('From 1 to 200.');
    expect(server.callsOf(set)).toEqual([]);
    await page.type('[name=visitsADay]', '');
    await page.type('[name=newPatientsADay]', '0');
    await page.send();
    expect(server.callsOf(set)[0]?.body).toEqual(
      jasmine.objectContaining({ visitsADay: null, newPatientsADay: 0 }),
    );
  });
});
