import { LiveAnnouncer } from '@angular/cdk/a11y';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Appointment } from '#contract/calendar';
import { aGrant, aPerson, aProblem, FakeSocket } from '../platform/given-session';
import { Session } from '../platform/session';
import { CalendarPage } from './calendar-page';
import { CalendarPageHarness } from './calendar-page-harness';
import {
  aChange,
  at,
  aVisit,
  aWindow,
  cancelled,
  leeId,
  monday,
  nine,
  okaforId,
  pageProviders,
  serverWith,
  weekFrom,
} from './given-calendar';

const visit = aVisit();
const taken = aVisit({ startsAt: at('11:00'), endsAt: at('11:30') });
const path = `POST /api/calendar/appointments/${visit.id}/move`;

async function open({ visits = [visit, taken], url = '', me = aPerson() } = {}) {
  const windows = [aWindow(), aWindow({ providerId: okaforId })];
  const server = serverWith({ visits, windows })
    .when('GET /api/calendar/week', { days: weekFrom(monday), appointments: visits, asOf: 0 })
    .when('GET /api/availability/working-windows/week', {
      items: [aWindow()],
      exceptions: [],
      closedDays: [],
    });
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: pageProviders(
      { path: 'calendar/day/:date', component: CalendarPage },
      { server, socket },
    ),
  });
  TestBed.inject(Session).begin(me);
  const said: string[] = [];
  spyOn(TestBed.inject(LiveAnnouncer), 'announce').and.callFake((words: string) => {
    said.push(words);
    return Promise.resolve();
  });
  const pages = await RouterTestingHarness.create(`/calendar/day/${monday}${url}`);
  const page = await TestbedHarnessEnvironment.loader(pages.fixture).getHarness(
    CalendarPageHarness,
  );
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      (document.activeElement ?? document).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
      await pages.fixture.whenStable();
    }
  };
  const hears = async (change: ReturnType<typeof aChange>): Promise<void> => {
    const feeds = { [change.feed]: change.seq - 1 };
    socket.says.welcome({ sessionId: 'session-1', feeds, serverTime: nine });
    socket.says.changes({ feed: change.feed, changes: [change] });
    await pages.fixture.whenStable();
  };
  const lift = async (): Promise<void> => {
    document.querySelector<HTMLElement>(`[data-visit="${visit.id}"]`)?.focus();
    await press('m');
  };
  return { page, server, said, press, hears, lift };
}

function moved(change: Partial<Appointment>): Appointment {
  return { ...visit, ...change, version: visit.version + 1 };
}

describe('moving a visit by the keyboard', () => {
  it('says each place and whether it is free, drops with Enter, and follows it with the focus', async () => {
    const { page, server, said, press, lift } = await open();
    const there = { providerId: okaforId, startsAt: at('10:45'), endsAt: at('11:15') };
    server.when(path, moved(there));
    await lift();
    expect(said).toEqual([
      'Moving Diaz, Ana: arrows choose the place, Enter drops, Escape puts back',
    ]);
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight');
    expect(said.slice(1)).toEqual([
      'Diaz, Ana, moved to 10:15 am, Lee, Hannah; free',
      'Diaz, Ana, moved to 10:30 am, Lee, Hannah; free',
      'Diaz, Ana, moved to 10:45 am, Lee, Hannah; taken',
      'Diaz, Ana, moved to 10:45 am, Okafor, Chidi; free',
    ]);
    expect(await page.dragged()).toBe('10:45 am – 11:15 amDiaz, Ana');
    expect(server.callsOf(path).length).toBe(0);
    await press('Enter');
    expect(server.callsOf(path).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, startsAt: at('10:45'), providerId: okaforId, overrides: [] },
    ]);
    expect(await page.dragged()).toBeNull();
    expect(await page.focused()).toBe('10:45 Diaz, Ana, Follow-up, until 11:15 am');
  });

  it('puts it back with Escape: nothing is asked and the focus is where it was', async () => {
    const { page, server, said, press, lift } = await open();
    await lift();
    await press('ArrowUp', 'Escape');
    expect(await page.dragged()).toBeNull();
    expect(said.at(-1)).toBe('Diaz, Ana stays at 10:00 am');
    expect(await page.focused()).toBe('10:00 Diaz, Ana, Follow-up, until 10:30 am');
    expect(server.callsOf(path).length).toBe(0);
    await press('ArrowDown');
    expect(await page.focused()).toBe('10:30 am, Lee, Hannah, free');
  });

  it('asks nothing where it is dropped in its own place', async () => {
    const { server, said, press, lift } = await open();
    await lift();
    await press('ArrowDown', 'ArrowUp', 'Enter');
    expect(server.callsOf(path).length).toBe(0);
    expect(said.at(-1)).toBe('Diaz, Ana stays at 10:00 am');
  });

  it('carries it from day to day in a week', async () => {
    const { said, press, lift } = await open({ url: `?view=week&provider=${leeId}` });
    await lift();
    await press('ArrowRight');
    expect(said.at(-1)).toBe('Diaz, Ana, moved to 10:00 am, Tue, Nov 24; outside working hours');
  });

  it('goes on in the dialog where the server refuses the place, as a drag does', async () => {
    const { page, server, press, lift } = await open();
    server.refuses(path, { ...aProblem('slot-taken', 409), alternatives: [] });
    await lift();
    await press('ArrowDown', 'Enter');
    expect(await page.dialogTitle()).toBe('Move Diaz, Ana');
    expect(await page.visits()).toContain('10:00 Diaz, Ana, Follow-up, until 10:30 am');
  });

  it('does not overwrite what somebody else did while it was in hand', async () => {
    const { page, server, press, hears, lift } = await open();
    const theirs = moved({ providerId: okaforId });
    server.refuses(path, { ...aProblem('conflict', 409), current: theirs });
    await lift();
    await press('ArrowDown');
    await hears(aChange('calendar.appointment-moved', theirs));
    await press('Enter');
    expect(server.callsOf(path)[0]?.body).toEqual(
      jasmine.objectContaining({ expectedVersion: visit.version }),
    );
    expect(await page.panelText()).toContain('Somebody changed this visit.');
  });

  it('lets go of what was cancelled meanwhile', async () => {
    const { page, said, press, hears, lift } = await open();
    await lift();
    await press('ArrowDown');
    await hears(aChange('calendar.appointment-cancelled', cancelled(visit)));
    expect(await page.dragged()).toBeNull();
    expect(said).toContain('Diaz, Ana was changed meanwhile: it is no longer moved');
  });

  it('lets go when the focus goes elsewhere', async () => {
    const { page, lift } = await open();
    await lift();
    expect(await page.dragged()).not.toBeNull();
    document.querySelector<HTMLElement>('app-day-toolbar button')?.focus();
    await new Promise((done) => setTimeout(done));
    expect(await page.dragged()).toBeNull();
  });

  it('is not for who may not move visits', async () => {
    const { page, said, lift } = await open({ me: aPerson({ grants: [aGrant('biller')] }) });
    await lift();
    expect(said).toEqual([]);
    expect(await page.dragged()).toBeNull();
    expect(await page.dialogTitle()).toBeNull();
  });

  it('is the dialog where there is no grid, and with a capital M', async () => {
    const list = await open({ url: `?view=agenda&visit=${visit.id}` });
    await list.press('m');
    expect(await list.page.dialogTitle()).toBe('Move Diaz, Ana');
  });
});
