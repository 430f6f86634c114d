import { TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Appointment } from '#contract/calendar';
import { aPerson, FakeSocket, type FakeServer } from '../platform/given-session';
import { Session } from '../platform/session';
import { CalendarPage } from './calendar-page';
import { CalendarPageHarness } from './calendar-page-harness';
import {
  aChange,
  anException,
  at,
  aVisit,
  aWindow,
  idOf,
  leeId,
  monday,
  nine,
  okaforId,
  serverWith,
  weekFrom,
  pageProviders,
} from './given-calendar';

const ofLee = `?view=week&provider=${leeId}`;
/** Wednesday, 10:00–10:30. */
const wednesday = { startsAt: '2026-11-25T15:00:00.000Z', endsAt: '2026-11-25T15:30:00.000Z' };

interface Scene {
  visits?: Appointment[];
  url?: string;
  prepare?: (server: FakeServer) => void;
}

async function open({ visits = [], url = `/calendar/day/2026-11-25${ofLee}`, prepare }: Scene) {
  const server = serverWith({ visits })
    .when('GET /api/calendar/week', { days: weekFrom(monday), appointments: visits, asOf: 0 })
    .when('GET /api/availability/working-windows/week', {
      items: [aWindow(), aWindow(wednesday)],
      exceptions: [anException()],
      closedDays: [{ date: '2026-11-26', because: 'Thanksgiving Day' }],
      closedHours: [],
      outsideBusy: [],
    });
  const socket = new FakeSocket();
  prepare?.(server);
  TestBed.configureTestingModule({
    providers: pageProviders(
      { path: 'calendar/day/:date', component: CalendarPage },
      { server, socket },
    ),
  });
  TestBed.inject(Session).begin(aPerson());
  const pages = await RouterTestingHarness.create(url);
  const page = await TestbedHarnessEnvironment.loader(pages.fixture).getHarness(
    CalendarPageHarness,
  );
  return { page, pages, server, socket, router: TestBed.inject(Router) };
}

async function press(pages: RouterTestingHarness, key: string): Promise<void> {
  (document.activeElement ?? document).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
  await pages.fixture.whenStable();
}

/** With the pointer, into the column of another day. */
function drag(appointmentId: string, date: string): void {
  const box = document.querySelector(`[data-visit="${appointmentId}"]`)!;
  const from = box.getBoundingClientRect();
  const under = document.querySelector(`[data-column="${date}"]`)!.getBoundingClientRect();
  const press = { clientX: from.left + 5, clientY: from.top + 5, button: 0, bubbles: true };
  box.dispatchEvent(new PointerEvent('pointerdown', press));
  for (const type of ['pointermove', 'pointerup']) {
    document.dispatchEvent(new PointerEvent(type, { ...press, clientX: under.left + 5 }));
  }
}

describe('the week of one provider', () => {
  it('has a column per day, from Monday on, with why the clinic is closed', async () => {
    const visit = aVisit(wednesday);
    const { page, server } = await open({ visits: [visit] });
    expect(await page.title()).toBe('Nov 23 – 29, 2026');
    expect(await page.heads()).toEqual([
      'Mon, Nov 23 0/9 h',
      'Tue, Nov 24 no hours',
      'Wed, Nov 25 0.5/0.5 h',
      'Thu, Nov 26 Thanksgiving Day',
      'Fri, Nov 27 no hours',
      'Sat, Nov 28 no hours',
      'Sun, Nov 29 no hours',
    ]);
    expect(await page.visits()).toEqual(['10:00 Diaz, Ana, Follow-up, until 10:30 am']);
    expect(await page.away()).toEqual(['Meeting']);
    const [call] = server.callsOf('GET /api/calendar/week');
    expect(call!.url).toContain(`providerId=${leeId}`);
    expect(call!.url).toContain(`date=${monday}`);
    expect(server.callsOf('GET /api/calendar/day').length).toBe(0);
  });

  it('is shown by w for whose visit is in hand, and left by d', async () => {
    const visit = aVisit({ providerId: okaforId });
    const { pages, router } = await open({
      visits: [visit],
      url: `/calendar/day/${monday}?visit=${visit.id}`,
    });
    await press(pages, 'w');
    expect(router.url).toContain(`view=week&provider=${okaforId}`);
    await press(pages, 'd');
    expect(router.url).toBe(`/calendar/day/${monday}?visit=${visit.id}`);
  });

  it('goes by weeks, and from a day’s name to that day', async () => {
    const { page, pages, router } = await open({});
    await press(pages, ']');
    expect(router.url).toBe(`/calendar/day/2026-12-02${ofLee}`);
    await press(pages, 't');
    expect(router.url).toBe(`/calendar/day/${monday}${ofLee}`);
    await page.openDay('2026-11-24');
    expect(router.url).toBe('/calendar/day/2026-11-24');
  });

  it('says whose week it is where the address does not: the first provider’s by name', async () => {
    const { router } = await open({ url: `/calendar/day/${monday}?view=week` });
    expect(router.url).toBe(`/calendar/day/${monday}?view=week&provider=${leeId}`);
  });

  it('takes another provider from the toolbar into the address', async () => {
    const { page, router } = await open({});
    await page.chooseProvider(okaforId);
    expect(router.url).toBe(`/calendar/day/2026-11-25?view=week&provider=${okaforId}`);
  });

  it('says that a provider is not known here, and lets another one be chosen', async () => {
    const { page } = await open({ url: `/calendar/day/${monday}?view=week&provider=${idOf(77)}` });
    expect(await page.text()).toContain('This provider is not known here');
    expect(await page.has('select[aria-label=Provider]')).toBeTrue();
  });

  it('follows a visit from day to day, and lets go of one that goes to somebody else', async () => {
    const visit = aVisit();
    const { page, pages, socket } = await open({ visits: [visit] });
    const hears = async (change: ReturnType<typeof aChange>): Promise<void> => {
      socket.says.welcome({
        sessionId: 'session-1',
        feeds: { [change.feed]: change.seq - 1 },
        serverTime: nine,
      });
      socket.says.changes({ feed: change.feed, changes: [change] });
      await pages.fixture.whenStable();
    };
    const moved = { ...visit, ...wednesday, version: 2 };
    await hears(aChange('calendar.appointment-moved', moved));
    expect(await page.visitsOn('2026-11-25')).toEqual([
      '10:00 Diaz, Ana, Follow-up, until 10:30 am',
    ]);
    const away = { ...moved, providerId: okaforId, version: 3 };
    await hears(aChange('calendar.appointment-moved', away, { seq: 2 }));
    expect(await page.visits()).toEqual([]);
  });

  it('leads by arrow from a day to the next at the same time', async () => {
    const { page } = await open({ visits: [aVisit(wednesday)] });
    await page.focusGrid();
    expect(await page.focused()).toBe('9:00 am, Mon, Nov 23, free');
    await page.pressOnGrid(TestKey.RIGHT_ARROW, TestKey.DOWN_ARROW);
    expect(await page.focused()).toBe('9:15 am, Tue, Nov 24, outside working hours');
    await page.pressOnGrid(TestKey.DOWN_ARROW, TestKey.DOWN_ARROW, TestKey.DOWN_ARROW);
    await page.pressOnGrid(TestKey.RIGHT_ARROW);
    expect(await page.focused()).toBe('10:00 Diaz, Ana, Follow-up, until 10:30 am');
  });

  it('moves a visit to another day by dragging it there', async () => {
    const visit = aVisit({ startsAt: at('11:00'), endsAt: at('11:30') });
    const path = `POST /api/calendar/appointments/${visit.id}/move`;
    const { page, pages, server } = await open({
      visits: [visit],
      prepare: (to) => to.when(path, { ...visit, ...wednesday, version: 2 }),
    });
    drag(visit.id, '2026-11-25');
    await pages.fixture.whenStable();
    const { startsAt, ...wish } = server.callsOf(path)[0]!.body as { startsAt: string };
    expect(startsAt.slice(0, 10)).toBe('2026-11-25');
    expect(wish as unknown).toEqual({ expectedVersion: 1, providerId: leeId, overrides: [] });
    expect(await page.visitsOn('2026-11-25')).toEqual([
      '10:00 Diaz, Ana, Follow-up, until 10:30 am',
    ]);
  });
});
