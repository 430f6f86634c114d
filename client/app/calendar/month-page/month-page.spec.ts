import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { DayLoad } from '#contract/calendar';
import { aPerson, aProblem, FakeSocket, type FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { leeId, monday, pageProviders, serverWith } from '../given-calendar';
import { MonthPage } from './month-page';

const path = 'GET /api/calendar/month';

function aLoad(overrides: Partial<DayLoad>): DayLoad {
  return {
    date: monday,
    visits: 0,
    workingMinutes: 540,
    freeMinutes: 540,
    closedBecause: null,
    closedHours: [],
    ...overrides,
  };
}

/** Two weeks of it are enough to see. */
const days: DayLoad[] = [
  aLoad({ visits: 12, freeMinutes: 150 }),
  aLoad({ date: '2026-11-24', visits: 1, freeMinutes: 510 }),
  aLoad({ date: '2026-11-25' }),
  aLoad({ date: '2026-11-26', workingMinutes: 0, freeMinutes: 0, closedBecause: 'Thanksgiving' }),
  aLoad({ date: '2026-11-27' }),
  aLoad({ date: '2026-11-28', workingMinutes: 0, freeMinutes: 0 }),
  aLoad({ date: '2026-11-29', workingMinutes: 0, freeMinutes: 0 }),
  aLoad({ date: '2026-11-30' }),
  aLoad({ date: '2026-12-01' }),
];

interface Scene {
  url?: string;
  grants?: [];
  prepare?: (server: FakeServer) => void;
}

async function open({ url = `/calendar/month/${monday}`, grants, prepare }: Scene = {}) {
  const server = serverWith().when(path, { days });
  const socket = new FakeSocket();
  prepare?.(server);
  TestBed.configureTestingModule({
    providers: pageProviders(
      { path: 'calendar/month/:date', component: MonthPage },
      { server, socket },
    ),
  });
  TestBed.inject(Session).begin(grants ? aPerson({ grants }) : aPerson());
  const pages = await RouterTestingHarness.create(url);
  await pages.fixture.whenStable();
  const host = pages.fixture.nativeElement as HTMLElement;
  return { host, pages, server, socket, router: TestBed.inject(Router) };
}

function dayOf(host: HTMLElement, date: string): HTMLButtonElement {
  return host.querySelector<HTMLButtonElement>(`[data-date="${date}"]`)!;
}

async function press(pages: RouterTestingHarness, key: string): Promise<void> {
  (document.activeElement ?? document).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
  await pages.fixture.whenStable();
}

describe('the month', () => {
  it('says of each day how many come, what is free, or why nobody works', async () => {
    const { host, server } = await open();
    expect(host.querySelector('h1')!.textContent).toBe('November 2026');
    const words = [...host.querySelectorAll('[data-date]')].map((one) =>
      one.getAttribute('aria-label'),
    );
    expect(words.slice(0, 6)).toEqual([
      'Mon, Nov 23, 12 visits, 2.5 h free',
      'Tue, Nov 24, 1 visit, 8.5 h free',
      'Wed, Nov 25, 9 h free, no visits',
      'Thu, Nov 26, Thanksgiving, no visits',
      'Fri, Nov 27, 9 h free, no visits',
      'Sat, Nov 28, nobody works, no visits',
    ]);
    expect(dayOf(host, monday).getAttribute('aria-current')).toBe('date');
    expect(server.callsOf(path)[0]!.url).toContain('date=2026-11-01');
  });

  it('does not call free what of a day gone by was left', async () => {
    const before = aLoad({ date: '2026-11-20', visits: 3, freeMinutes: 450 });
    const { host } = await open({ prepare: (to) => to.when(path, { days: [before, ...days] }) });
    expect(dayOf(host, before.date).getAttribute('aria-label')).toBe('Fri, Nov 20, 3 visits');
    expect(dayOf(host, before.date).textContent).not.toContain('free');
  });

  it('leads to a day, by arrows from today', async () => {
    const { host, pages, router } = await open();
    host.querySelector<HTMLElement>('[tabindex="0"][data-date]')!.focus();
    await press(pages, 'ArrowDown');
    await press(pages, 'ArrowRight');
    expect(document.activeElement).toBe(dayOf(host, '2026-12-01'));
    (document.activeElement as HTMLElement).click();
    await pages.fixture.whenStable();
    expect(router.url).toBe('/calendar/day/2026-12-01');
  });

  it('goes by months, and to the week of whoever is on show', async () => {
    const { pages, router } = await open({ url: `/calendar/month/${monday}?provider=${leeId}` });
    await press(pages, ']');
    expect(router.url).toBe(`/calendar/month/2026-12-01?provider=${leeId}`);
    await press(pages, 't');
    expect(router.url).toBe(`/calendar/month/${monday}?provider=${leeId}`);
    await press(pages, 'w');
    expect(router.url).toBe(`/calendar/day/${monday}?view=week&provider=${leeId}`);
  });

  it('counts for one provider, or again for everybody', async () => {
    const { host, pages, router, server } = await open();
    const select = host.querySelector('select')!;
    for (const whose of [leeId, '']) {
      select.value = whose;
      select.dispatchEvent(new Event('change'));
      await pages.fixture.whenStable();
    }
    expect(router.url).toBe(`/calendar/month/${monday}`);
    const asked = server.callsOf(path).map(({ url }) => url.includes(`providerId=${leeId}`));
    expect(asked).toEqual([false, true, false]);
  });

  it('says what went wrong and asks again', async () => {
    const { host, pages, server } = await open({
      prepare: (to) => to.refuses(path, aProblem('unexpected', 500, 'Broken.')),
    });
    expect(host.textContent).toContain('Broken.');
    server.when(path, { days });
    host.querySelector<HTMLButtonElement>('app-error-state button')!.click();
    await pages.fixture.whenStable();
    expect(host.querySelectorAll('[data-date]').length).toBe(days.length);
  });

  it('tells who may not read visits, and asks for nothing', async () => {
    const { host, server } = await open({ grants: [] });
    expect(host.querySelector('app-denied-state')).not.toBeNull();
    expect(server.callsOf(path).length).toBe(0);
  });

  it('stays on screen, muted, while the connection is away', async () => {
    const { host, pages, socket } = await open();
    socket.says.dropped();
    await pages.fixture.whenStable();
    expect(host.querySelector('.stale')).not.toBeNull();
    expect(host.querySelectorAll('[data-date]').length).toBe(days.length);
  });
});
