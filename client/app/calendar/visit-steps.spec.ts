import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Appointment } from '#contract/calendar';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, FakeSocket } from '../platform/given-session';
import { Session } from '../platform/session';
import { CalendarPage } from './calendar-page';
import { CalendarPageHarness } from './calendar-page-harness';
import { at, aVisit, monday, pageProviders, serverWith, standingClock } from './given-calendar';

const arrived = (visit: Appointment, enteredLate = false): Appointment => ({
  ...visit,
  status: 'arrived',
  steps: [{ step: 'arrived', at: at('09:40'), enteredLate }],
  version: visit.version + 1,
});

async function open(
  visit: Appointment,
  { now = '09:50', role = 'scheduler' }: { now?: string; role?: Role } = {},
) {
  const server = serverWith({ visits: [visit] });
  const path = (verb: string) => `POST /api/calendar/appointments/${visit.id}/${verb}`;
  server
    .when(path('arrive'), arrived(visit))
    .when(path('no-show'), { ...visit, status: 'noshow', version: visit.version + 1 })
    .when('GET /api/calendar/no-show-policy', { graceMinutes: 15, reversedBy: 'managers' })
    .when(`GET /api/calendar/patients/${visit.patient.id}/appointments`, {
      items: [aVisit({ status: 'noshow' }), aVisit({ status: 'noshow' }), aVisit()],
    });
  TestBed.configureTestingModule({
    providers: pageProviders(
      { path: 'calendar/day/:date', component: CalendarPage },
      { server, socket: new FakeSocket(), clock: standingClock(at(now)) },
    ),
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const pages = await RouterTestingHarness.create(`/calendar/day/${monday}?visit=${visit.id}`);
  const loader = TestbedHarnessEnvironment.loader(pages.fixture);
  const page = await loader.getHarness(CalendarPageHarness);
  const sent = (verb: string) => server.callsOf(path(verb)).map(({ body }) => body);
  return { page, pages, sent };
}

describe('The steps of a visit', () => {
  it('offer the next one first, and say on the card what came of it', async () => {
    const { page, sent } = await open(aVisit());
    await page.press(/^Arrived/);
    expect(sent('arrive')).toEqual([{ expectedVersion: 1 }]);
    expect(await page.visits()).toEqual(['10:00 Diaz, Ana, Follow-up, Arrived, until 10:30 am']);
    expect(await page.panelText()).toMatch(/Arrived ?9:40 am/);
    expect(await page.offersButton(/^Check in/)).toBeTrue();
    expect(await page.offersButton(/^Into a room/)).toBeFalse();
  });

  it('go on with one key', async () => {
    const { pages, sent } = await open(aVisit());
    document.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'a', bubbles: true, cancelable: true }),
    );
    await pages.fixture.whenStable();
    expect(sent('arrive')).toEqual([{ expectedVersion: 1 }]);
  });

  it('take the real time of what is entered late', async () => {
    const { page, sent } = await open(aVisit());
    await page.press('At an earlier time…');
    await page.set('time', '09:40');
    await page.submit();
    expect(sent('arrive')).toEqual([{ expectedVersion: 1, at: at('09:40') }]);
    expect(await page.dialogTitle()).toBeNull();
  });

  it('say what was entered late', async () => {
    const { page } = await open(arrived(aVisit(), true));
    expect(await page.panelText()).toMatch(/Arrived ?9:40 am, entered late/);
  });

  it('ask before a no-show, with those before it', async () => {
    const { page, sent } = await open(aVisit(), { now: '10:15' });
    await page.press('No-show…');
    expect(await page.dialogText()).toContain('2 no-shows before this one.');
    await page.submit();
    expect(sent('no-show')).toEqual([{ expectedVersion: 1 }]);
  });

  it('say from when on a no-show is possible', async () => {
    const { page, sent } = await open(aVisit(), { now: '10:14' });
    await page.press('No-show…');
    expect(await page.dialogText()).toContain('possible from 10:15 am on');
    await page.submit();
    expect(sent('no-show')).toEqual([]);
  });

  it('are shown to whom they are open', async () => {
    const { page } = await open(aVisit(), { role: 'call-centre-agent', now: '10:30' });
    expect(await page.offersButton(/^Arrived/)).toBeFalse();
    expect(await page.offersButton('No-show…')).toBeFalse();
  });

  it('lead back for managers only, for a reason', async () => {
    const visit = arrived(aVisit());
    const { page } = await open(visit, { role: 'clinic-manager' });
    await page.press('Back to booked…');
    expect(await page.dialogText()).toContain('Pressed by mistake');
  });

  it('are heard as they are written on the card, however short the visit is', async () => {
    const missed = { status: 'noshow' as const, endsAt: at('10:15') };
    const { page } = await open(aVisit(missed));
    expect(await page.visits()).toEqual(['Diaz, Ana, No-show, Follow-up, 10:00 am – 10:15 am']);
  });
});
