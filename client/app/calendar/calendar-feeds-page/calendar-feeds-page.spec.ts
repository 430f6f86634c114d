import { TestBed } from '@angular/core/testing';
import type { CalendarFeed } from '#contract/calendar-feed';
import type { Role } from '#contract/permission';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  riverside,
} from '../../platform/given-session';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import { standingClock } from '../../platform/work-queue/given-queue';
import { aProvider, leeId, okafor } from '../given-calendar';
import { CalendarFeedsPage } from './calendar-feeds-page';

const list = 'GET /api/calendar/feeds';
const create = 'POST /api/calendar/feeds/create';
const revoke = (feed: CalendarFeed): string => `POST /api/calendar/feeds/${feed.id}/revoke`;

function aFeed(overrides: Partial<CalendarFeed> = {}): CalendarFeed {
  return {
    id: '018f0000-0000-7000-8000-000000008001',
    clinicId: riverside,
    providerId: leeId,
    titles: 'busy',
    createdAt: '2026-11-20T15:00:00.000Z',
    createdBy: 'Diaz, Ana',
    lastReadAt: null,
    version: 1,
    ...overrides,
  };
}

function feedServer(...items: CalendarFeed[]): FakeServer {
  return new FakeServer()
    .when(list, { items })
    .when('GET /api/staff/providers', { items: [aProvider(), okafor()] });
}

async function visit(
  server: FakeServer,
  { role = 'clinic-manager', staffId }: { role?: Role; staffId?: string } = {},
) {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  const person = aPerson({ grants: [aGrant(role)], ...(staffId ? { staffId } : {}) });
  TestBed.inject(Session).begin(person);
  const fixture = TestBed.createComponent(CalendarFeedsPage);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  return {
    element,
    settle,
    socket,
    text: () => element.innerText.replace(/\s+/g, ' '),
    has: (selector: string) => element.querySelector(selector) !== null,
    rows: () =>
      [...element.querySelectorAll<HTMLElement>('[data-feed]')].map((row) =>
        [...row.querySelectorAll('td')].map(({ innerText }) => innerText.trim()),
      ),
    async press(words: string) {
      const wanted = [...element.querySelectorAll('button')].find((button) =>
        (button.getAttribute('aria-label') ?? button.innerText).includes(words),
      );
      if (!wanted) throw new Error(`No button says ${words}.`);
      wanted.click();
      await settle();
    },
    async choose(selector: string, value: string) {
      const box = element.querySelector<HTMLInputElement>(selector)!;
      box.value = value;
      box.dispatchEvent(new Event('change'));
      await settle();
    },
  };
}

describe('CalendarFeedsPage', () => {
  it('says whose calendars can be seen elsewhere, what they show, and when they were read', async () => {
    const read = aFeed({
      id: '018f0000-0000-7000-8000-000000008002',
      providerId: okafor().id,
      titles: 'visit-type',
      lastReadAt: '2026-11-23T13:50:00.000Z',
    });
    const page = await visit(feedServer(aFeed(), read));
    expect(page.rows()).toEqual([
      ['Lee, Hannah', 'Only “Busy”', 'Fri, Nov 20, 10:00 am · Diaz, Ana', 'not yet', 'Revoke…'],
      [
        'Okafor, Chidi',
        'The visit type',
        'Fri, Nov 20, 10:00 am · Diaz, Ana',
        jasmine.stringContaining('10 min'),
        'Revoke…',
      ],
    ]);
  });

  it('shows a new link once, with the address of this server', async () => {
    const server = feedServer();
    const page = await visit(server);
    expect(page.text()).toContain('It never learns who comes.');
    await page.press('Make a link');
    await page.choose('[data-field=providerId]', leeId);
    server.when(create, { feed: aFeed(), path: '/feed/a-secret.ics' });
    server.when(list, { items: [aFeed()] });
    await page.press('Make the link');
    expect(server.callsOf(create).map(({ body }) => body)).toEqual([
      { clinicId: riverside, providerId: leeId, titles: 'busy' },
    ]);
    const shown = page.element.querySelector<HTMLInputElement>('app-shown-once-dialog input')!;
    expect(shown.value).toBe(`${location.origin}/feed/a-secret.ics`);
    expect(page.text()).toContain('Calendar of Lee, Hannah');
    await page.press('Done');
    expect(page.has('dialog')).toBeFalse();
    expect(page.rows().length).toBe(1);
  });

  it('lets a provider choose what stands on their own, and nobody else’s', async () => {
    const server = feedServer();
    const page = await visit(server, { role: 'clinician', staffId: leeId });
    await page.press('Make a link');
    const options = [...page.element.querySelectorAll('option')].map(({ text }) => text);
    expect(options).toEqual(['Lee, Hannah']);
    await page.choose('[name=titles][value=visit-type]', 'visit-type');
    server.refuses(create, aProblem('rule-broken', 422, '5 links work already.'));
    await page.press('Make the link');
    expect(server.callsOf(create)[0]?.body).toEqual({
      clinicId: riverside,
      providerId: leeId,
      titles: 'visit-type',
    });
    expect(page.text()).toContain('5 links work already.');
  });

  it('offers no link to who is no provider and manages none', async () => {
    const page = await visit(feedServer(), { role: 'scheduler' });
    expect(page.text()).toContain('Providers make links to their own calendar');
    expect(page.has('app-page-header button')).toBeFalse();
  });

  it('revokes a link after it has asked', async () => {
    const server = feedServer(aFeed());
    const page = await visit(server);
    await page.press('Revoke the link of Lee, Hannah');
    expect(server.callsOf(revoke(aFeed()))).toEqual([]);
    server.when(revoke(aFeed()), {});
    server.when(list, { items: [] });
    await page.press('Revoke it');
    expect(server.callsOf(revoke(aFeed())).length).toBe(1);
    expect(page.has('dialog')).toBeFalse();
    expect(page.rows()).toEqual([]);
    expect(TestBed.inject(Toasts).current()?.message).toBe('The link no longer works');
  });

  it('says why a link was not revoked', async () => {
    const server = feedServer(aFeed());
    server.refuses(revoke(aFeed()), aProblem('unavailable', 503, 'The server is away.'));
    const page = await visit(server);
    await page.press('Revoke the link');
    await page.press('Revoke it');
    expect(page.text()).toContain('The server is away.');
    expect(page.rows().length).toBe(1);
  });

  it('follows what others make', async () => {
    const server = feedServer();
    const page = await visit(server);
    server.when(list, { items: [aFeed()] });
    const feed = `calendar-feeds:${riverside}`;
    const change = {
      feed,
      seq: 1,
      type: 'calendar-feeds.created',
      entityId: aFeed().id,
      version: 1,
      payload: null,
      actorId: null,
      commandId: null,
      at: '2026-11-23T14:00:00.000Z',
    };
    page.socket.says.changes({ feed, changes: [change] });
    await page.settle();
    expect(page.rows().length).toBe(1);
  });

  it('says why nothing came, and asks again', async () => {
    const server = feedServer(aFeed());
    server.refuses(list, aProblem('unavailable', 503, 'The server is away.'));
    const page = await visit(server);
    expect(page.text()).toContain('The server is away.');
    server.when(list, { items: [aFeed()] });
    await page.press('Try again');
    expect(page.rows().length).toBe(1);
  });
});
