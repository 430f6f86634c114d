import { LiveAnnouncer } from '@angular/cdk/a11y';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Appointment } from '#contract/calendar';
import { aGrant, aPerson, aProblem, FakeSocket } from '../platform/given-session';
import { Session } from '../platform/session';
import { Toasts } from '../platform/toasts';
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
      closedHours: [],
      outsideBusy: [],
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
  const pressed = async (keys: string[], shiftKey: boolean): Promise<void> => {
    for (const key of keys) {
      (document.activeElement ?? document).dispatchEvent(
        new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }),
      );
      await pages.fixture.whenStable();
    }
  };
  const press = (...keys: string[]) => pressed(keys, false);
  const pressShift = (...keys: string[]) => pressed(keys, true);
  const hears = async (change: ReturnType<typeof aChange>): Promise<void> => {
    const feeds = { [change.feed]: change.seq - 1 };
    socket.says.welcome({ sessionId: 'session-1', feeds, serverTime: nine });
    socket.says.changes({ feed: change.feed, changes: [change] });
    await pages.fixture.whenStable();
  };
  const focusVisit = (): void =>
    document.querySelector<HTMLElement>(`[data-visit="${visit.id}"]`)?.focus();
  const lift = async (): Promise<void> => {
    focusVisit();
    await press('m');
  };
  const settled = () => pages.fixture.whenStable();
  return { page, server, said, press, pressShift, hears, focusVisit, lift, settled };
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

const lengthPath = `POST /api/calendar/appointments/${visit.id}/resize`;

describe('the length of a visit', () => {
  it('changes by five minutes with Shift and the arrows, says whether there is room, and is kept with Enter', async () => {
    const { page, server, said, focusVisit, pressShift, press, settled } = await open();
    server.when(lengthPath, moved({ endsAt: at('10:40') }));
    focusVisit();
    await pressShift('ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp');
    expect(said).toEqual([
      'Diaz, Ana, 35 minutes, until 10:35 am; free',
      'Diaz, Ana, 40 minutes, until 10:40 am; free',
      'Diaz, Ana, 45 minutes, until 10:45 am; free',
      'Diaz, Ana, 40 minutes, until 10:40 am; free',
    ]);
    expect(await page.dragged()).toBe('10:00 am – 10:40 amDiaz, Ana');
    expect(server.callsOf(lengthPath).length).toBe(0);
    await press('Enter');
    expect(server.callsOf(lengthPath).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, minutes: 40, overrides: [] },
    ]);
    expect(await page.focused()).toBe('10:00 Diaz, Ana, Follow-up, until 10:40 am');
    const toast = TestBed.inject(Toasts).current();
    expect(toast?.message).toBe('Diaz, Ana: 40 minutes, until 10:40 am');
    server.when(lengthPath, { ...visit, version: 3 });
    toast?.action?.run();
    await settled();
    expect(server.callsOf(lengthPath)[1]?.body).toEqual({
      expectedVersion: 2,
      minutes: 30,
      overrides: [],
    });
  });

  it('stays as it was with Escape', async () => {
    const { page, server, said, focusVisit, pressShift, press } = await open();
    focusVisit();
    await pressShift('ArrowUp');
    await press('Escape');
    expect(said.at(-1)).toBe('Diaz, Ana stays as long, 30 minutes');
    expect(await page.dragged()).toBeNull();
    expect(server.callsOf(lengthPath).length).toBe(0);
  });

  it('is not taken from a visit that has begun', async () => {
    const begun = aVisit({ startsAt: at('08:45'), endsAt: at('09:15') });
    const { page, said, pressShift } = await open({ visits: [begun] });
    document.querySelector<HTMLElement>(`[data-visit="${begun.id}"]`)?.focus();
    await pressShift('ArrowDown');
    expect(said).toEqual([]);
    expect(await page.dragged()).toBeNull();
  });

  it('follows the pointer on its lower edge, in steps of five minutes', async () => {
    const { server, settled } = await open();
    server.when(lengthPath, moved({ endsAt: at('10:50') }));
    const box = document.querySelector(`[data-visit="${visit.id}"]`)!;
    const { left, bottom } = box.getBoundingClientRect();
    const place = { clientX: left + 5, clientY: bottom - 2, button: 0, bubbles: true };
    box.dispatchEvent(new PointerEvent('pointerdown', place));
    for (const type of ['pointermove', 'pointerup'])
      document.dispatchEvent(new PointerEvent(type, { ...place, clientY: bottom + 26 }));
    await settled();
    expect(server.callsOf(lengthPath).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, minutes: 50, overrides: [] },
    ]);
    expect(server.callsOf(path).length).toBe(0);
  });

  it('goes on in its dialog where the server refuses it, without other times, and is changed anyway for a reason', async () => {
    const { page, server, focusVisit, pressShift, press } = await open({
      me: aPerson({ grants: [aGrant('clinic-manager')] }),
    });
    const rule = { rule: 'outside-template', permission: 'appointment:overbook', message: 'Late.' };
    server.refuses(lengthPath, {
      ...aProblem('rule-broken', 422, 'Late.'),
      overridable: [rule],
    });
    focusVisit();
    await pressShift('ArrowDown');
    await press('Enter');
    expect(await page.dialogTitle()).toBe('Edit length: Diaz, Ana');
    expect(await page.dialogText()).toContain('Late.');
    server.when(lengthPath, moved({ endsAt: at('10:35') }));
    await page.set('reason', 'He reads slowly');
    await page.press('Change anyway');
    expect(server.callsOf(lengthPath)[1]?.body).toEqual({
      expectedVersion: 1,
      minutes: 35,
      overrides: [{ rule: 'outside-template', reason: 'He reads slowly' }],
    });
    expect(await page.dialogTitle()).toBeNull();
  });

  it('is written in a dialog, which takes whole minutes within bounds only', async () => {
    const { page, server, press } = await open({ url: `?visit=${visit.id}` });
    await press('L');
    expect(await page.dialogTitle()).toBe('Edit length: Diaz, Ana');
    for (const wrong of ['', '4', '481', '12.5', '30']) {
      await page.set('minutes', wrong);
      expect(await page.isDisabled('Change length'))
        .withContext(wrong)
        .toBeTrue();
    }
    server.when(lengthPath, moved({ endsAt: at('10:20') }));
    await page.set('minutes', '20');
    expect(await page.dialogText()).toContain('Until 10:20 am');
    await page.submit();
    expect(server.callsOf(lengthPath)[0]?.body).toEqual({
      expectedVersion: 1,
      minutes: 20,
      overrides: [],
    });
    expect(await page.panelText()).toContain('Follow-up · 20 min');
  });

  it('is shown as somebody else has left it after a conflict', async () => {
    const { page, server, press } = await open({ url: `?visit=${visit.id}` });
    const theirs = moved({ endsAt: at('11:00') });
    server.refuses(lengthPath, { ...aProblem('conflict', 409), current: theirs });
    await press('L');
    await page.set('minutes', '20');
    await page.submit();
    expect(await page.panelText()).toContain('it was not given another length');
    await page.press('Edit length again…');
    expect(await page.dialogText()).toContain('60 minutes');
  });
});
