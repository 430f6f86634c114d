import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { aPerson, aProblem, FakeSocket, type FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { at, aVisit, monday, pageProviders, serverWith } from '../given-calendar';
import { DayAsOfPage } from './day-as-of-page';

const path = 'GET /api/calendar/day-as-of';
const stood = aVisit({ startsAt: at('10:00'), endsAt: at('10:30') });
const early = at('08:15');

interface Scene {
  url?: string;
  grants?: [];
  prepare?: (server: FakeServer) => void;
}

async function open({
  url = `/calendar/as-of/${monday}?at=${early}`,
  grants,
  prepare,
}: Scene = {}) {
  const [startsAt, endsAt] = ['2026-11-23T05:00:00.000Z', '2026-11-24T05:00:00.000Z'];
  const server = serverWith().when(path, { date: monday, startsAt, endsAt, appointments: [stood] });
  const socket = new FakeSocket();
  prepare?.(server);
  TestBed.configureTestingModule({
    providers: pageProviders(
      { path: 'calendar/as-of/:date', component: DayAsOfPage },
      { server, socket },
    ),
  });
  TestBed.inject(Session).begin(grants ? aPerson({ grants }) : aPerson());
  const pages = await RouterTestingHarness.create(url);
  await pages.fixture.whenStable();
  const host = pages.fixture.nativeElement as HTMLElement;
  return {
    server,
    router: TestBed.inject(Router),
    text: () => host.innerText.replace(/\s+/g, ' '),
    box: (id: string) => host.querySelector<HTMLElement>(`[data-visit="${id}"]`),
    asked: () => server.callsOf(path).map(({ url }) => new URLSearchParams(url.split('?')[1])),
    async ask(typed: string) {
      const field = host.querySelector<HTMLInputElement>('[name=at]')!;
      field.value = typed;
      field.dispatchEvent(new Event('change'));
      await pages.fixture.whenStable();
    },
    async press(words: string) {
      [...host.querySelectorAll('button')].find((one) => one.innerText === words)?.click();
      await pages.fixture.whenStable();
    },
  };
}

describe('DayAsOfPage', () => {
  it('shows the day as it stood at the instant that the address names, in the zone of the clinic', async () => {
    const page = await open();
    expect(page.asked().map((query) => query.get('asOf'))).toEqual([early]);
    expect(page.text()).toContain('The day as it stood on Mon, Nov 23, 8:15 am EST.');
    expect(page.box(stood.id)).not.toBeNull();
  });

  it('begins an hour ago where nothing is said', async () => {
    const page = await open({ url: `/calendar/as-of/${monday}` });
    expect(page.asked().length).toBe(1);
    expect(page.router.url).toContain('at=');
  });

  it('asks for another instant by the clocks of the clinic, and for none that has not come', async () => {
    const page = await open();
    await page.ask('2026-11-20T16:30');
    expect(page.asked().at(-1)?.get('asOf')).toBe('2026-11-20T21:30:00.000Z');
    await page.ask('2027-01-01T09:00');
    expect(page.text()).toContain('That has not come yet.');
    expect(page.asked().length).toBe(2);
  });

  it('can be a list, which the address says', async () => {
    const page = await open();
    await page.press('List');
    expect(page.router.url).toContain('view=list');
    expect(page.text()).toContain('Diaz, Ana');
    expect(page.asked().length).toBe(1);
  });

  it('leads from a visit to what became of it', async () => {
    const page = await open();
    const navigate = spyOn(page.router, 'navigate').and.resolveTo(true);
    page.box(stood.id)?.click();
    expect(navigate).toHaveBeenCalledOnceWith(['/calendar/day', monday], {
      queryParams: { visit: stood.id },
    });
  });

  it('says what went wrong', async () => {
    const page = await open({
      prepare: (server) => server.refuses(path, aProblem('unavailable', 503, 'No connection.')),
    });
    expect(page.text()).toContain('Try again');
  });

  it('is not for who does not see visits', async () => {
    const page = await open({ grants: [] });
    expect(page.box(stood.id)).toBeNull();
    expect(page.server.callsOf(path)).toEqual([]);
  });
});
