import { aProblem, riverside } from '../../platform/given-session';
import { openAvailabilityPage } from '../availability-page-harness';
import {
  aClinicServer,
  anOutsideCalendar,
  aVisitType,
  leeId,
  outside,
} from '../given-availability';

const preview = 'POST /api/availability/outside-calendars/preview';
const keep = 'POST /api/availability/outside-calendars/keep';
const remove = `POST /api/availability/outside-calendars/${anOutsideCalendar().id}/remove`;
const nobody = { items: [], count: 0, elsewhere: 0 };
const read = {
  busy: 2,
  firstAt: '2026-11-24T14:00:00.000Z',
  lastAt: '2026-11-25T15:00:00.000Z',
  free: 1,
  problems: [{ line: 9, reason: 'is in a time zone that is not known' }],
  unread: 1,
  visits: nobody,
};
const orphan = {
  appointmentId: '018f0000-0000-7000-8000-000000006400',
  providerId: leeId,
  visitTypeId: aVisitType().id,
  startsAt: '2026-11-24T14:00:00.000Z',
  endsAt: '2026-11-24T14:30:00.000Z',
};

async function chooseFile(page: { settle(): Promise<void> }): Promise<void> {
  const field = document.querySelector<HTMLInputElement>('[name=file]');
  const chosen = new DataTransfer();
  chosen.items.add(new File(['BEGIN:VCALENDAR'], 'hospital.ics', { type: 'text/calendar' }));
  if (!field) throw new Error('There is no field for a file.');
  field.files = chosen.files;
  field.dispatchEvent(new Event('change'));
  await page.settle();
}

describe('OutsideSection', () => {
  it('lists what was read of whom, when, and what was left unread', async () => {
    const items = [
      anOutsideCalendar({ unread: 3 }),
      anOutsideCalendar({ id: leeId, clinicId: leeId, name: 'Home', busy: 1 }),
    ];
    const page = await openAvailabilityPage(aClinicServer().when(outside, { items }));
    expect(page.rows('outside').map((row) => row.slice(1, 4))).toEqual([
      ['Hospital', '12 times · 3 unread', 'Mon, Nov 23, 9:00 am'],
      ['Home', '1 time', 'Mon, Nov 23, 9:00 am'],
    ]);
    expect(page.rows('outside')[1]?.[4]).toBe('Read in another clinic');
  });

  it('tells what a file takes before it is kept', async () => {
    const server = aClinicServer().when(preview, read).when(keep, anOutsideCalendar());
    const page = await openAvailabilityPage(server);
    expect(page.text()).toContain('No outside calendars');
    await page.press('Read an outside calendar');
    await page.type('[name=name]', 'Hospital');
    await chooseFile(page);
    expect(page.text()).toContain(
      '2 busy times, from Tue, Nov 24, 9:00 am to Wed, Nov 25, 10:00 am',
    );
    expect(page.text()).toContain('1 event cannot be read');
    expect(page.text()).toContain('Line 9 is in a time zone that is not known');
    await page.press('Keep the times');
    const [call] = server.callsOf(keep);
    expect(call?.headers['X-Daysheet-Calendar-Name']).toBe('Hospital');
    expect(call?.url).toContain(`clinicId=${riverside}`);
    expect(call?.body).toBeInstanceOf(File);
    expect(page.has('app-outside-calendar-dialog')).toBeFalse();
  });

  it('names who stands in it, and keeps it over them for a reason', async () => {
    const visits = { items: [orphan], count: 1, elsewhere: 1 };
    const items = [anOutsideCalendar()];
    const server = aClinicServer()
      .when(outside, { items })
      .when(preview, { ...read, visits })
      .when(keep, anOutsideCalendar({ version: 2 }));
    const page = await openAvailabilityPage(server);
    await page.press('Newer file');
    await chooseFile(page);
    expect(page.text()).toContain('2 booked visits stand in it, 1 of them in other clinics');
    expect(page.text()).toContain('Tue, Nov 24, 9:00 am · Follow-up');
    await page.type('[name=reason]', 'They are called');
    await page.press('Keep anyway');
    const [call] = server.callsOf(keep);
    expect(call?.headers['X-Daysheet-Override-Reason']).toBe('They%20are%20called');
    expect(call?.url).toContain(`outsideCalendarId=${anOutsideCalendar().id}`);
  });

  it('says why a file cannot be read, and keeps nothing of it', async () => {
    const refusal = {
      ...aProblem('rule-broken', 422, 'The file cannot be read: line 1 is no calendar.'),
      rule: 'unreadable-file',
    };
    const server = aClinicServer().refuses(preview, refusal);
    const page = await openAvailabilityPage(server);
    await page.press('Read an outside calendar');
    await page.type('[name=name]', 'Hospital');
    await chooseFile(page);
    expect(page.text()).toContain('line 1 is no calendar');
    await page.send();
    expect(server.callsOf(keep)).toEqual([]);
  });

  it('removes one after a second look', async () => {
    const server = aClinicServer()
      .when(outside, { items: [anOutsideCalendar()] })
      .when(remove, anOutsideCalendar({ version: 2 }));
    const page = await openAvailabilityPage(server);
    await page.press('Remove Hospital');
    expect(page.text()).toContain('its times are free again');
    await page.send();
    expect(server.callsOf(remove).map(({ body }) => body)).toEqual([{ expectedVersion: 1 }]);
  });
});
