import { aProblem, riverside } from '../../platform/given-session';
import { openAvailabilityPage } from '../availability-page-harness';
import {
  aClinicServer,
  anException,
  aVisitType,
  exceptions,
  leeId,
  orphans,
} from '../given-availability';

const add = 'POST /api/availability/exceptions/add';
const change = `POST /api/availability/exceptions/${anException().id}/change`;
const remove = `POST /api/availability/exceptions/${anException().id}/remove`;
const orphan = {
  appointmentId: '018f0000-0000-7000-8000-000000006400',
  providerId: leeId,
  visitTypeId: aVisitType().id,
  startsAt: '2026-11-24T14:00:00.000Z',
  endsAt: '2026-11-24T14:30:00.000Z',
};
const wouldOrphan = {
  ...aProblem('rule-broken', 422, '1 booked visit would stand outside the new hours.'),
  rule: 'orphans-visits',
  current: { items: [orphan], count: 3, elsewhere: 0 },
};

describe('ExceptionsSection', () => {
  it('lists who is away and who works besides, in words', async () => {
    const extra = anException({
      id: leeId,
      kind: 'extra-hours',
      startsAt: '2026-11-28T14:00:00.000Z',
      endsAt: '2026-11-28T17:00:00.000Z',
      note: null,
      visitTypeIds: [aVisitType().id],
    });
    const elsewhere = anException({ id: aVisitType().id, clinicId: leeId, kind: 'meeting' });
    const items = [anException(), extra, elsewhere];
    const page = await openAvailabilityPage(aClinicServer().when(exceptions, { items }));
    expect(page.rows('exceptions').map((row) => row.slice(1, 4))).toEqual([
      ['Time off', 'Tue, Nov 24, 2026 – Wed, Nov 25, 2026', 'Conference'],
      ['Extra hours', 'Sat, Nov 28, 2026, 9:00 am – 12:00 pm', 'Follow-up'],
      ['Meeting', 'Tue, Nov 24, 2026 – Wed, Nov 25, 2026', 'Conference'],
    ]);
    expect(page.rows('exceptions')[2]?.[4]).toBe('Entered in another clinic');
  });

  it('adds whole days, and after a look at the visits leaves them outside for a reason', async () => {
    const server = aClinicServer().refuses(add, wouldOrphan);
    const page = await openAvailabilityPage(server);
    expect(page.text()).toContain('Everybody works their weekly hours');
    await page.press('Add time off or extra hours');
    await page.type('[name=fromDate]', '2999-11-24');
    await page.type('[name=untilDate]', '2999-11-25');
    await page.type('[name=note]', 'Conference');
    await page.send();
    expect(page.text()).toContain('Tue, Nov 24, 9:00 am · Follow-up');
    expect(page.text()).toContain('and 2 more');
    const wish = {
      clinicId: riverside,
      providerId: leeId,
      kind: 'time-off',
      startsAt: '2999-11-24T05:00:00.000Z',
      endsAt: '2999-11-26T05:00:00.000Z',
      note: 'Conference',
      visitTypeIds: [],
    };
    expect(server.callsOf(add)[0]?.body).toEqual({ ...wish, overrides: [] });
    await page.type('[name=reason]', 'Called today');
    server.when(add, anException()).when(exceptions, { items: [anException()] });
    server.when(orphans, { items: [orphan] });
    await page.press('Save anyway');
    expect(server.callsOf(add)[1]?.body).toEqual({
      ...wish,
      overrides: [{ rule: 'orphans-visits', reason: 'Called today' }],
    });
    expect(page.has('form')).toBeFalse();
    expect(page.rows('exceptions').length).toBe(1);
    expect(page.rows('orphans')).toEqual([['Tue, Nov 24, 9:00 am', 'Lee, Hannah', 'Follow-up']]);
  });

  it('asks for times that there are, and for an end after the start', async () => {
    const server = aClinicServer();
    const page = await openAvailabilityPage(server);
    await page.press('Add time off or extra hours');
    await page.type('[name=fromDate]', '');
    await page.send();
    expect(page.text()).toContain('Choose a day and a time that there is.');
    expect(server.callsOf(add)).toEqual([]);
  });

  it('changes what is there, under its version', async () => {
    const server = aClinicServer().when(exceptions, { items: [anException({ version: 4 })] });
    server.when(change, anException({ version: 5 }));
    const page = await openAvailabilityPage(server);
    await page.press('Change Time off of Lee, Hannah');
    expect(page.valueOf('[name=fromDate]')).toBe('2026-11-24');
    expect(page.valueOf('[name=untilDate]')).toBe('2026-11-25');
    await page.type('[name=untilDate]', '2026-11-26');
    await page.send();
    expect(server.callsOf(change)[0]?.body).toEqual(
      jasmine.objectContaining({ expectedVersion: 4, endsAt: '2026-11-27T05:00:00.000Z' }),
    );
  });

  it('calls off after a second look', async () => {
    const server = aClinicServer().when(exceptions, { items: [anException()] });
    server.when(remove, anException({ version: 2, removedAt: '2026-11-23T14:00:00.000Z' }));
    const page = await openAvailabilityPage(server);
    await page.press('Call off Time off of Lee, Hannah');
    expect(page.text()).toContain('Call off time off?');
    expect(server.callsOf(remove)).toEqual([]);
    server.when(exceptions, { items: [] });
    await page.send();
    expect(server.callsOf(remove)[0]?.body).toEqual({ expectedVersion: 1, overrides: [] });
    expect(page.text()).toContain('Everybody works their weekly hours');
  });
});
