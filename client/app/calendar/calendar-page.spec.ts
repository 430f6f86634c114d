import { manualChangeDetection, TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { feedOf } from '#contract/realtime';
import type { Me } from '#contract/staff';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeSocket,
  riverside,
  type FakeServer,
} from '../platform/given-session';
import { Session } from '../platform/session';
import { Toasts } from '../platform/toasts';
import { CalendarPage } from './calendar-page';
import { CalendarPageHarness } from './calendar-page-harness';
import {
  aChange,
  anException,
  at,
  aVisit,
  aWindow,
  cancelled,
  leeId,
  monday,
  mondaySpan,
  nine,
  okaforId,
  serverWith,
  type Day,
  pageProviders,
} from './given-calendar';

interface Scene extends Day {
  url?: string;
  me?: Me;
  prepare?: (server: FakeServer) => void;
}

async function open({ url = `/calendar/day/${monday}`, me = aPerson(), prepare, ...day }: Scene) {
  const server = serverWith(day);
  const socket = new FakeSocket();
  prepare?.(server);
  TestBed.configureTestingModule({
    providers: pageProviders(
      { path: 'calendar/day/:date', component: CalendarPage },
      { server, socket },
    ),
  });
  TestBed.inject(Session).begin(me);
  const pages = await RouterTestingHarness.create(url);
  const loader = TestbedHarnessEnvironment.loader(pages.fixture);
  const page = await loader.getHarness(CalendarPageHarness);
  return { page, pages, server, socket, router: TestBed.inject(Router) };
}

async function hears(
  scene: { pages: RouterTestingHarness; socket: FakeSocket },
  change: ReturnType<typeof aChange>,
) {
  scene.socket.says.welcome({
    sessionId: 'session-1',
    feeds: { [change.feed]: change.seq - 1 },
    serverTime: nine,
  });
  scene.socket.says.changes({ feed: change.feed, changes: [change] });
  await scene.pages.fixture.whenStable();
}

function press(key: string): void {
  (document.activeElement ?? document).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
}

describe('CalendarPage', () => {
  it('shows the day: who works, and the visits by time', async () => {
    const early = aVisit();
    const late = aVisit({ startsAt: at('14:00'), endsAt: at('14:30'), modality: 'video' });
    const { page } = await open({ visits: [late, early] });
    expect(await page.title()).toBe('Mon, Nov 23, 2026');
    expect(await page.providers()).toEqual(['Lee, Hannah MD']);
    expect(await page.visits()).toEqual([
      '10:00 Diaz, Ana, Follow-up, until 10:30 am',
      '2:00 Diaz, Ana, Follow-up, until 2:30 pm, Video',
    ]);
  });

  it('holds the place while the day is on its way', async () => {
    await manualChangeDetection(async () => {
      const { page, pages } = await open({
        prepare: (server) =>
          server.answers.set('GET /api/calendar/day', () => new Promise(() => undefined)),
      });
      pages.detectChanges();
      expect(await page.has('app-skeleton')).toBeTrue();
      expect(await page.has('app-day-grid')).toBeFalse();
    });
  });

  it('says that nobody works and leads to the next day with free time', async () => {
    const startsAt = '2026-11-30T14:00:00.000Z';
    const { page, router } = await open({
      windows: [],
      prepare: (server) =>
        server.when('POST /api/availability/free-times/find', {
          items: [{ providerId: leeId, clinicId: riverside, startsAt, endsAt: startsAt }],
          explanation: null,
        }),
    });
    expect(await page.text()).toContain('Nobody works at Riverside on Mon, Nov 23, 2026');
    await page.press(/Go to Mon, Nov 30/);
    expect(router.url).toBe('/calendar/day/2026-11-30');
  });

  it('says what went wrong and asks again', async () => {
    const { page, server } = await open({
      prepare: (to) => to.refuses('GET /api/calendar/day', aProblem('unexpected', 500, 'Broken.')),
    });
    expect(await page.text()).toContain('Broken.');
    const visit = aVisit();
    server.when('GET /api/calendar/day', {
      date: monday,
      startsAt: at('00:00'),
      endsAt: at('23:45'),
      appointments: [visit],
      asOf: 0,
    });
    await page.press('Try again');
    expect((await page.visits()).length).toBe(1);
  });

  it('loads the day that it could not load as soon as the connection is back', async () => {
    const { page, pages, server, socket } = await open({
      visits: [aVisit()],
      prepare: (to) => to.answers.set('GET /api/calendar/day', 'unreachable'),
    });
    socket.says.dropped();
    await pages.fixture.whenStable();
    expect(await page.text()).toContain('cannot be reached');
    expect(await page.has('.stale')).toBeFalse();
    server.when('GET /api/calendar/day', {
      date: monday,
      ...mondaySpan,
      appointments: [aVisit()],
      asOf: 0,
    });
    socket.says.welcome({ sessionId: 'session-1', feeds: {}, serverTime: nine });
    await pages.fixture.whenStable();
    expect((await page.visits()).length).toBe(1);
  });

  it('tells who may not read visits', async () => {
    const me = aPerson({ grants: [] });
    const { page, server } = await open({ me });
    expect(await page.has('app-denied-state')).toBeTrue();
    expect(server.callsOf('GET /api/calendar/day').length).toBe(0);
  });

  it('keeps the day on screen, muted, while the connection is away', async () => {
    const { page, pages, socket } = await open({ visits: [aVisit()] });
    socket.says.dropped();
    await pages.fixture.whenStable();
    expect(await page.has('.stale')).toBeTrue();
    expect(await page.text()).toContain('not live now');
    expect((await page.visits()).length).toBe(1);
  });

  it('shows at once what somebody else changes, and lets it glow', async () => {
    const visit = aVisit();
    const scene = await open({ visits: [visit] });
    const moved = { ...visit, startsAt: at('11:00'), endsAt: at('11:30'), version: 2 };
    await hears(scene, aChange('calendar.appointment-moved', moved));
    expect(await scene.page.visits()).toEqual(['11:00 Diaz, Ana, Follow-up, until 11:30 am']);
    expect(await scene.page.has('.glow-even')).toBeTrue();
  });

  it('leaves out what is moved to another day', async () => {
    const visit = aVisit();
    const scene = await open({ visits: [visit] });
    const startsAt = '2026-11-25T15:00:00.000Z';
    const moved = { ...visit, startsAt, endsAt: '2026-11-25T15:30:00.000Z', version: 2 };
    await hears(scene, aChange('calendar.appointment-moved', moved));
    expect(await scene.page.visits()).toEqual([]);
  });

  it('puts the picked visit into the address and closes it with Escape', async () => {
    const visit = aVisit();
    const { page, pages, router } = await open({ visits: [visit] });
    await page.openVisit(visit.id);
    expect(router.url).toBe(`/calendar/day/${monday}?visit=${visit.id}`);
    expect(await page.panelText()).toContain('Lee, Hannah, MD');
    press('Escape');
    await pages.fixture.whenStable();
    expect(router.url).toBe(`/calendar/day/${monday}`);
    expect(await page.panelText()).toBeNull();
  });

  it('cancels with Enter on the first reason and offers to undo it', async () => {
    const visit = aVisit();
    const path = `POST /api/calendar/appointments/${visit.id}`;
    const { page, server, pages } = await open({
      visits: [visit],
      url: `/calendar/day/${monday}?visit=${visit.id}`,
      prepare: (to) => to.when(`${path}/cancel`, cancelled(visit)),
    });
    press('x');
    await pages.fixture.whenStable();
    expect(await page.dialogText()).toContain(
      'Less than 24 hours before the visit: it counts as late',
    );
    await page.submit();
    expect(server.callsOf(`${path}/cancel`)[0]!.body).toEqual({
      expectedVersion: 1,
      reason: 'pat',
    });
    expect(await page.dialogTitle()).toBeNull();
    expect(await page.visits()).toEqual(['Diaz, Ana, late, Cancelled late, 10:00 am – 10:30 am']);
    const toast = TestBed.inject(Toasts).current();
    expect(toast?.action?.label).toBe('Undo');
    server.when(`${path}/reinstate`, { ...visit, version: 3 });
    toast?.action?.run();
    await pages.fixture.whenStable();
    expect(server.callsOf(`${path}/reinstate`)[0]!.body).toEqual({ expectedVersion: 2 });
    expect(await page.visits()).toEqual(['10:00 Diaz, Ana, Follow-up, until 10:30 am']);
  });

  it('shows a pending move muted at its new place until the server agrees', async () => {
    const visit = aVisit();
    const path = `POST /api/calendar/appointments/${visit.id}/move`;
    const moved = { ...visit, startsAt: at('11:00'), endsAt: at('11:30'), version: 2 };
    let agree: (answer: { body: unknown }) => void = () => undefined;
    const { page, pages } = await open({
      visits: [visit],
      url: `/calendar/day/${monday}?visit=${visit.id}`,
      prepare: (server) =>
        server.answers.set(path, () => new Promise((resolve) => (agree = resolve))),
    });
    press('M');
    await pages.fixture.whenStable();
    await page.set('time', '11:00');
    await manualChangeDetection(async () => {
      await page.submit();
      pages.detectChanges();
      expect(await page.arriving()).toEqual(['11:00 am Diaz, Ana']);
    });
    agree({ body: moved });
    await pages.fixture.whenStable();
    expect(await page.arriving()).toEqual([]);
    expect(await page.visits()).toEqual(['11:00 Diaz, Ana, Follow-up, until 11:30 am']);
  });

  it('shows a conflict in the panel with the visit as it is now', async () => {
    const visit = aVisit();
    const theirs = { ...visit, startsAt: at('13:00'), endsAt: at('13:30'), version: 2 };
    const { page, pages, server } = await open({
      visits: [visit],
      url: `/calendar/day/${monday}?visit=${visit.id}`,
      prepare: (to) =>
        to.refuses(`POST /api/calendar/appointments/${visit.id}/cancel`, {
          ...aProblem('conflict', 409),
          current: theirs,
        }),
    });
    press('x');
    await pages.fixture.whenStable();
    await page.submit();
    expect(await page.dialogTitle()).toBeNull();
    expect(await page.panelText()).toContain('Somebody changed this visit.');
    expect(await page.panelText()).toContain('1:00 pm – 1:30 pm');
    expect(await page.visits()).toEqual(['1:00 Diaz, Ana, Follow-up, until 1:30 pm']);
    await page.press('Keep theirs');
    expect(await page.panelText()).not.toContain('Somebody changed');
    expect(server.callsOf(`POST /api/calendar/appointments/${visit.id}/cancel`).length).toBe(1);
  });

  it('applies what this person wanted onto the visit as somebody else has left it', async () => {
    const visit = aVisit();
    const path = `POST /api/calendar/appointments/${visit.id}/move`;
    const theirs = { ...visit, startsAt: at('13:00'), endsAt: at('13:30'), version: 2 };
    const { page, pages, server } = await open({
      visits: [visit],
      url: `/calendar/day/${monday}?visit=${visit.id}`,
      prepare: (to) => to.refuses(path, { ...aProblem('conflict', 409), current: theirs }),
    });
    press('M');
    await pages.fixture.whenStable();
    await page.set('time', '11:00');
    await page.submit();
    expect(await page.visits()).toEqual(['1:00 Diaz, Ana, Follow-up, until 1:30 pm']);
    const mine = { ...theirs, startsAt: at('11:00'), endsAt: at('11:30'), version: 3 };
    server.when(path, mine);
    await page.press('Apply mine: Mon, Nov 23, 11:00 am');
    expect(server.callsOf(path).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, startsAt: at('11:00'), providerId: leeId, overrides: [] },
      { expectedVersion: 2, startsAt: at('11:00'), providerId: leeId, overrides: [] },
    ]);
    expect(await page.visits()).toEqual(['11:00 Diaz, Ana, Follow-up, until 11:30 am']);
    expect(await page.panelText()).not.toContain('Somebody changed');
  });

  it('moves the focus over free times and visits with the arrow keys', async () => {
    const visit = aVisit({ startsAt: at('09:15'), endsAt: at('09:45') });
    const { page } = await open({
      visits: [visit],
      windows: [aWindow(), aWindow({ providerId: okaforId })],
    });
    await page.focusGrid();
    expect(await page.focused()).toBe('9:00 am, Lee, Hannah, free');
    await page.pressOnGrid(TestKey.DOWN_ARROW);
    expect(await page.focused()).toBe('9:15 Diaz, Ana, Follow-up, until 9:45 am');
    await page.pressOnGrid(TestKey.DOWN_ARROW, TestKey.RIGHT_ARROW);
    expect(await page.focused()).toBe('9:45 am, Okafor, Chidi, free');
  });

  it('goes to the day before and after with the keyboard', async () => {
    const { pages, router } = await open({});
    press(']');
    await pages.fixture.whenStable();
    expect(router.url).toBe('/calendar/day/2026-11-24');
    press('t');
    await pages.fixture.whenStable();
    expect(router.url).toBe(`/calendar/day/${monday}`);
  });

  it('opens the booking at freed time', async () => {
    const visit = cancelled(aVisit());
    const { page } = await open({ visits: [visit] });
    await page.bookOpening(visit.id);
    expect(await page.dialogTitle()).toBe('Book a visit');
  });

  it('calls freed time open until it has begun', async () => {
    const begun = cancelled(aVisit({ startsAt: at('08:00'), endsAt: at('08:30') }));
    const ahead = cancelled(aVisit());
    const { page } = await open({ visits: [begun, ahead] });
    expect(await page.openings()).toEqual([{ text: 'Open 10:00', isDisabled: false }]);
  });

  it('shows freed time to those who may not book, as something to read', async () => {
    const { page } = await open({
      visits: [cancelled(aVisit())],
      me: aPerson({ grants: [aGrant('biller')] }),
    });
    expect(await page.openings()).toEqual([{ text: 'Open 10:00', isDisabled: true }]);
  });

  it('offers no act to those who may only read', async () => {
    const visit = aVisit();
    const { page } = await open({
      visits: [visit],
      me: aPerson({ grants: [aGrant('biller')] }),
      url: `/calendar/day/${monday}?visit=${visit.id}`,
    });
    expect(await page.offersButton(/^Move/)).toBeFalse();
    expect(await page.offersButton(/^Cancel/)).toBeFalse();
    expect(await page.offersButton('Book a visit')).toBeFalse();
  });

  it('says why somebody is off, and follows who enters it', async () => {
    const scene = await open({});
    expect(await scene.page.away()).toEqual([]);
    const meeting = anException();
    scene.server.when('GET /api/availability/working-windows', {
      items: [aWindow()],
      exceptions: [meeting],
      closedBecause: null,
      closedHours: [],
      outsideBusy: [],
    });
    await hears(scene, {
      ...aChange('calendar.appointment-booked', aVisit()),
      feed: feedOf('availability', riverside),
      type: 'availability.exception-added',
    });
    expect(await scene.page.away()).toEqual(['Meeting']);
  });

  it('says when the clinic is closed, and follows who closes it', async () => {
    const scene = await open({});
    const closed = { startsAt: at('12:00'), endsAt: at('13:00'), because: 'Staff meeting' };
    scene.server.when('GET /api/availability/working-windows', {
      items: [aWindow()],
      ...{ exceptions: [], closedBecause: null, closedHours: [closed], outsideBusy: [] },
    });
    await hears(scene, {
      ...aChange('calendar.appointment-booked', aVisit()),
      feed: feedOf('clinics', null),
      type: 'clinics.settings-changed',
    });
    expect(await scene.page.away()).toEqual(['Closed: Staff meeting']);
  });

  it('says whom hours are for, and until when they are kept', async () => {
    const scene = await open({});
    scene.server.when('GET /api/availability/working-windows', {
      items: [
        aWindow({ endsAt: at('10:00'), patients: 'new', opensAt: at('08:00') }),
        aWindow({ startsAt: at('10:00'), endsAt: at('11:00'), opensAt: at('09:30') }),
        aWindow({ startsAt: at('11:00'), endsAt: at('12:00'), opensAt: at('08:59') }),
      ],
      exceptions: [],
      closedBecause: null,
      closedHours: [],
      outsideBusy: [],
    });
    await hears(scene, {
      ...aChange('calendar.appointment-booked', aVisit()),
      feed: feedOf('availability', riverside),
      type: 'availability.exception-removed',
    });
    expect(await scene.page.terms()).toEqual(['New patients', 'Kept until Mon, Nov 23, 9:30 am']);
  });

  it('follows the feed of the clinic on show', async () => {
    const scene = await open({});
    const visit = aVisit();
    const elsewhere = {
      ...aChange('calendar.appointment-booked', visit),
      feed: feedOf('calendar', leeId),
    };
    await hears(scene, elsewhere);
    expect(await scene.page.visits()).toEqual([]);
    await hears(scene, aChange('calendar.appointment-booked', visit));
    expect((await scene.page.visits()).length).toBe(1);
  });
});
