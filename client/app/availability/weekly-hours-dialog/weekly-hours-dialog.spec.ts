import { aProblem, riverside } from '../../platform/given-session';
import { openAvailabilityPage } from '../availability-page-harness';
import { aClinicServer, aTemplate, aVisitType, leeId, templates } from '../given-availability';

const set = 'POST /api/availability/templates/set';

describe('WeeklyHoursDialog', () => {
  it('sets the week of a provider, and says in the server’s words why it may not', async () => {
    const words = '2 booked visits would stand outside the new hours: move or cancel first.';
    const server = aClinicServer();
    server.refuses(set, { ...aProblem('rule-broken', 422, words), rule: 'orphans-visits' });
    const page = await openAvailabilityPage(server);
    await page.press('Edit the hours of Lee, Hannah');
    expect(page.text()).toContain('For one visit type only');
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
        { weekday: 1, startsAt: '08:00', endsAt: '11:00', visitTypeIds: [aVisitType().id] },
        { weekday: 1, startsAt: '13:00', endsAt: '24:00', visitTypeIds: [] },
        { weekday: 2, startsAt: '09:00', endsAt: '24:00', visitTypeIds: [] },
      ],
      overrides: [],
    });
    server.when(set, aTemplate()).when(templates, { items: [aTemplate({ blocks: [] })] });
    await page.press('Remove this block of Tuesday');
    await page.send();
    expect(page.has('form')).toBeFalse();
    expect(page.rows('weekly-hours')[0]?.[1]).toBe('Off');
  });
});
