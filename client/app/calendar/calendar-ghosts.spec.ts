import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Presence } from '#contract/realtime';
import { aPerson, FakeSocket } from '../platform/given-session';
import { Session } from '../platform/session';
import { CalendarPage } from './calendar-page';
import { CalendarPageHarness } from './calendar-page-harness';
import {
  at,
  aVisit,
  aWindow,
  idOf,
  monday,
  nine,
  okaforId,
  pageProviders,
  serverWith,
  standingClock,
} from './given-calendar';

const visit = aVisit();
const entity = `appointment:${visit.id}`;
const to = { providerId: okaforId, startsAt: at('11:00'), endsAt: at('11:30') };
const who = { staffId: idOf(42), name: 'Sam Rivera' };
const sam: Presence = { ...who, entity, mode: 'moving', to };

async function open(url = '') {
  // Ahead of the computer's own clock or behind it: signs are dated by the clock of the page.
  const clock = standingClock();
  const socket = new FakeSocket();
  const windows = [aWindow(), aWindow({ providerId: okaforId })];
  const server = serverWith({ visits: [visit], windows });
  TestBed.configureTestingModule({
    providers: pageProviders(
      { path: 'calendar/day/:date', component: CalendarPage },
      { server, socket, clock },
    ),
  });
  TestBed.inject(Session).begin(aPerson());
  const pages = await RouterTestingHarness.create(`/calendar/day/${monday}${url}`);
  const shown = () => pages.fixture.whenStable();
  socket.says.welcome({ sessionId: 'session-1', feeds: {}, serverTime: nine });
  await shown();
  const page = await TestbedHarnessEnvironment.loader(pages.fixture).getHarness(
    CalendarPageHarness,
  );
  const hears = async (sign: Presence): Promise<void> => {
    socket.says.presence(sign);
    await shown();
  };
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) {
      (document.activeElement ?? document).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
      await shown();
    }
  };
  return { page, socket, clock, shown, hears, press };
}

describe('What a colleague has in hand', () => {
  it('is drawn with the name at its place, the visit faded, until it is dropped or put back', async () => {
    const { page, hears } = await open();
    await hears(sam);
    expect(await page.ghosts()).toEqual(['11:00 am Sam Rivera moves it']);
    expect(await page.has(`[data-provider="${okaforId}"] [data-ghost]`)).toBeTrue();
    expect(await page.has('app-visit-box.lifted')).toBeTrue();
    await hears({ ...sam, to: { ...to, startsAt: at('11:15'), endsAt: at('11:45') } });
    expect(await page.ghosts()).toEqual(['11:15 am Sam Rivera moves it']);
    await hears({ ...who, entity, mode: 'gone' });
    expect(await page.ghosts()).toEqual([]);
    expect(await page.has('app-visit-box.lifted')).toBeFalse();
  });

  it('is forgotten after half a minute in which nothing is heard', async () => {
    const { page, clock, shown, hears } = await open();
    await hears(sam);
    clock.now.set(new Date(Date.parse(nine) + 29_000).toISOString());
    await shown();
    expect((await page.ghosts()).length).toBe(1);
    clock.now.set(new Date(Date.parse(nine) + 30_000).toISOString());
    await shown();
    expect(await page.ghosts()).toEqual([]);
  });

  it('is told with ids and instants only, and that it is over', async () => {
    const { socket, press } = await open();
    document.querySelector<HTMLElement>(`[data-visit="${visit.id}"]`)?.focus();
    await press('m', 'ArrowRight', 'Escape');
    const { providerId, startsAt, endsAt } = visit;
    expect(socket.presences[0]).toEqual({
      entity,
      mode: 'moving',
      to: { providerId, startsAt, endsAt },
    });
    expect(socket.presences.at(-1)).toEqual({ entity, mode: 'gone' });
    expect(JSON.stringify(socket.presences)).not.toContain('Diaz');
  });

  it('is beside who looks at the visit in its panel, who are told of each other', async () => {
    const { page, socket, hears } = await open(`?visit=${visit.id}`);
    expect(socket.presences).toContain({ entity, mode: 'viewing' });
    await hears({ ...who, entity, mode: 'viewing' });
    expect(await page.has('app-visit-presence .person')).toBeTrue();
    expect(await page.panelText()).toContain('SR');
  });
});
