import { ownTerms } from '#contract/waitlist-policy';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Me } from '#contract/staff';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeSocket,
  riverside,
  type FakeServer,
} from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import {
  aCandidate,
  aChange,
  aPolicy,
  aReplay,
  aVisitType,
  anEntry,
  anOffer,
  anOpening,
  idOf,
  minutesLater,
  serverWith,
  standingClock,
  type Board,
} from './given-waitlist';
import { WaitlistPage } from './waitlist-page';
import { WaitlistPageHarness } from './waitlist-page-harness';

interface Scene extends Board {
  url?: string;
  me?: Me;
  prepare?: (server: FakeServer) => void;
}

async function visit({ url = '/waitlist', me = aPerson(), prepare, ...board }: Scene = {}) {
  const server = serverWith(board);
  const socket = new FakeSocket();
  for (const { id } of board.openings ?? []) {
    server.when(`GET /api/waitlist/openings/${id}/candidates`, {
      items: [aCandidate()],
      fitting: 1,
    });
  }
  prepare?.(server);
  TestBed.configureTestingModule({
    providers: [
      provideRouter(
        [
          { path: 'waitlist', component: WaitlistPage },
          { path: '**', children: [] },
        ],
        withComponentInputBinding(),
      ),
      server.provider,
      socket.provider,
      standingClock().provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(me);
  const pages = await RouterTestingHarness.create(url);
  const loader = TestbedHarnessEnvironment.loader(pages.fixture);
  const page = await loader.getHarness(WaitlistPageHarness);
  return { page, pages, server, socket, router: TestBed.inject(Router) };
}

function press(key: string): void {
  (document.activeElement ?? document).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true }),
  );
}

const soon = anOpening({ startsAt: minutesLater(60) });
const later = anOpening();
const offered = anOpening({ status: 'offered' });
const filled = anOpening({ status: 'filled', daysGained: 14 });
const lapsed = anOpening({ status: 'lapsed' });
const board: Board = {
  openings: [later, soon, offered, filled, lapsed],
  offers: [anOffer(offered, anEntry())],
  entries: [anEntry()],
};

describe('WaitlistPage', () => {
  it('shows openings by time left, live offers and what was filled, with their counts', async () => {
    const { page } = await visit(board);
    expect(await page.heading('open')).toBe('Openings 2');
    expect(await page.openingsIn('open')).toEqual([soon.id, later.id]);
    expect(await page.heading('offered')).toBe('Offered live 1');
    expect(await page.openingsIn('offered')).toEqual([offered.id]);
    expect(await page.heading('filled')).toBe('Filled today 1 14 days gained');
    expect(await page.text()).toContain('Not filled · 1');
  });

  it('opens the candidates of the opening that the address names', async () => {
    const { page, router } = await visit({ ...board, url: `/waitlist?opening=${soon.id}` });
    expect(await (await page.panel())?.title()).toBe('Today, 10:00 – 10:20 am');
    await (await page.panel())?.close();
    expect(router.url).toBe('/waitlist');
    expect(await page.panel()).toBeNull();
  });

  it('puts what was picked into the address', async () => {
    const { page, router, server } = await visit(board);
    await page.open(later.id);
    expect(router.url).toBe(`/waitlist?opening=${later.id}`);
    expect(server.callsOf(`GET /api/waitlist/openings/${later.id}/candidates`).length).toBe(1);
    expect((await (await page.panel())?.fitting())?.length).toBe(1);
  });

  it('moves by j and k, and closes by Escape', async () => {
    const { page, pages, router } = await visit(board);
    press('j');
    expect(await page.focusedOpening()).toBe(soon.id);
    press('j');
    press('j');
    expect(await page.focusedOpening()).toBe(offered.id);
    press('k');
    expect(await page.focusedOpening()).toBe(later.id);
    expect(router.url).toBe('/waitlist');
    await page.open(later.id);
    press('k');
    await pages.fixture.whenStable();
    expect(router.url).toBe(`/waitlist?opening=${soon.id}`);
    press('Escape');
    await pages.fixture.whenStable();
    expect(router.url).toBe('/waitlist');
    expect(await page.focusedOpening()).toBe(soon.id);
  });

  it('leaves single keys alone when the person has switched them off', async () => {
    const person = aPerson();
    const me = { ...person, preferences: { ...person.preferences, shortcuts: false } };
    const { page } = await visit({ ...board, me });
    press('j');
    expect(await page.focusedOpening()).toBeNull();
  });

  it('moves a card when the live feed says so', async () => {
    const { page, pages, socket } = await visit(board);
    const change = aChange(1, 'waitlist.opening-offered', {
      ...soon,
      status: 'offered',
      version: 2,
    } as typeof soon);
    socket.says.changes({ feed: `waitlist:${riverside}`, changes: [change] });
    await pages.fixture.whenStable();
    expect(await page.openingsIn('open')).toEqual([later.id]);
    expect(await page.openingsIn('offered')).toEqual([soon.id, offered.id]);
  });

  it('keeps cards in their places while somebody points at them', async () => {
    const { page, pages, socket } = await visit(board);
    const element = (pages.fixture.nativeElement as HTMLElement).querySelector(
      'app-waitlist-board',
    );
    element?.dispatchEvent(new PointerEvent('pointermove'));
    const raised = anOpening({ startsAt: minutesLater(30) });
    const changes = [aChange(1, 'waitlist.opening-raised', raised)];
    socket.says.changes({ feed: `waitlist:${riverside}`, changes });
    await pages.fixture.whenStable();
    expect(await page.openingsIn('open')).toEqual([soon.id, later.id]);
    expect(await page.text()).toContain('1 change');
    element?.dispatchEvent(new PointerEvent('pointerleave'));
    await pages.fixture.whenStable();
    expect(await page.openingsIn('open')).toEqual([raised.id, soon.id, later.id]);
  });

  it('says why nothing is here and leads to the calendar', async () => {
    const { page } = await visit();
    expect(await page.text()).toContain('No time has been freed today');
    expect(await page.has('a[href="/calendar"]')).toBeTrue();
  });

  it('says what went wrong and tries again', async () => {
    const { page, server } = await visit({
      prepare: (fake) =>
        fake.refuses('GET /api/waitlist/openings', aProblem('unavailable', 503, 'Away for now.')),
    });
    expect(await page.text()).toContain('Away for now.');
    server.when('GET /api/waitlist/openings', { openings: [soon], offers: [], asOf: 0 });
    await page.press('Try again');
    expect(await page.openingsIn('open')).toEqual([soon.id]);
  });

  it('keeps what it has, muted, when the connection is lost', async () => {
    const { page, pages, socket } = await visit(board);
    socket.says.dropped();
    await pages.fixture.whenStable();
    expect(await page.has('.main.stale')).toBeTrue();
    expect(await page.text()).toContain('As of 9:00 am; not live now');
    expect(await page.openingsIn('open')).toEqual([soon.id, later.id]);
  });

  it('shows nothing to those whose role does not include it', async () => {
    const { page, server } = await visit({ me: aPerson({ grants: [aGrant('biller')] }) });
    expect(await page.has('app-denied-state')).toBeTrue();
    expect(server.calls).toEqual([]);
  });

  it('says that an opening of the address is gone', async () => {
    const { page } = await visit({ ...board, url: `/waitlist?opening=${idOf(1)}` });
    expect(await page.text()).toContain('no longer on the board');
  });

  it('lists who waits, and pauses at a click', async () => {
    const entry = anEntry({
      urgency: 'urgent',
      weekdays: [1, 3],
      appointment: { id: idOf(6), startsAt: '2026-12-14T14:00:00.000Z' },
    });
    const path = `POST /api/waitlist/entries/${entry.id}/change-status`;
    const { page, server } = await visit({
      url: '/waitlist?tab=waiting',
      entries: [entry],
      prepare: (fake) => fake.when(path, { ...entry, status: 'paused', version: 2 }),
    });
    const [row] = await page.entries();
    expect(row).toContain('Urgent Mon, Wed · 2 h notice 11 days Mon, Dec 14, 9:00 am Waiting');
    await page.press('Pause');
    expect(server.callsOf(path)[0]?.body).toEqual({ transition: 'pause', expectedVersion: 1 });
    expect((await page.entries())[0]).toContain('Paused');
    expect(await page.offersButton('Resume')).toBeTrue();
  });

  it('asks before it takes somebody off the waitlist', async () => {
    const entry = anEntry();
    const path = `POST /api/waitlist/entries/${entry.id}/change-status`;
    const { page, server } = await visit({
      url: '/waitlist?tab=waiting',
      entries: [entry],
      prepare: (fake) => fake.when(path, { ...entry, status: 'withdrawn', version: 2 }),
    });
    await page.press('Withdraw');
    expect(server.callsOf(path)).toEqual([]);
    await page.press('Withdraw from the waitlist');
    expect(server.callsOf(path).length).toBe(1);
    expect(await page.text()).toContain('Nobody waits in this clinic');
  });

  it('shows the rules to those who may change them only', async () => {
    const scheduler = await visit(board);
    expect(await scheduler.page.offersButton('Change rules')).toBeFalse();
    TestBed.resetTestingModule();
    const me = aPerson({ grants: [aGrant('clinic-manager')] });
    const path = '/api/waitlist/policy';
    const policy = aPolicy({ version: 4 });
    const { page, pages, server } = await visit({
      ...board,
      me,
      prepare: (fake) =>
        fake.when(`GET ${path}`, policy).when(`POST ${path}/change`, { ...policy, version: 5 }),
    });
    await page.press('Change rules');
    await pages.fixture.whenStable();
    const field = (pages.fixture.nativeElement as HTMLElement).querySelector<HTMLInputElement>(
      '[data-field=offerMinutes]',
    )!;
    expect(field.value).toBe('30');
    field.value = '45';
    field.dispatchEvent(new Event('input'));
    await page.press('Save rules');
    const { version, ...rules } = policy;
    expect(server.callsOf(`POST ${path}/change`)[0]?.body).toEqual({
      ...rules,
      expectedVersion: version,
      offerMinutes: 45,
    });
  });

  it('tries rules of one visit type on the past, and saves nothing by it', async () => {
    const me = aPerson({ grants: [aGrant('clinic-manager')] });
    const path = '/api/waitlist/policy';
    const policy = aPolicy({ version: 4 });
    const { page, pages, server } = await visit({
      ...board,
      me,
      prepare: (fake) =>
        fake
          .when(`GET ${path}`, policy)
          .when(`POST ${path}/change`, { ...policy, version: 5 })
          .when(`POST ${path}/replay`, aReplay()),
    });
    await page.press('Change rules');
    await pages.fixture.whenStable();
    const host = pages.fixture.nativeElement as HTMLElement;
    const set = async (field: string, value: string, event: 'input' | 'change') => {
      const input = host.querySelector<HTMLInputElement>(`[data-field=${field}]`)!;
      input.value = value;
      input.dispatchEvent(new Event(event));
      await pages.fixture.whenStable();
    };
    await set('of', aVisitType().id, 'change');
    await set('waveSize', '5', 'input');
    await page.press('Try on the last 90 days');
    const { version, undoSeconds, ...rules } = policy;
    const own = { ...ownTerms(policy), waveSize: 5 };
    const byVisitType = { [aVisitType().id]: own };
    expect(server.callsOf(`POST ${path}/replay`)[0]?.body).toEqual({ ...rules, byVisitType });
    expect(server.callsOf(`POST ${path}/change`)).toEqual([]);
    expect(await page.text()).toContain('Filled of 140 freed times');
    await page.press('Save rules');
    expect(server.callsOf(`POST ${path}/change`)[0]?.body).toEqual({
      ...rules,
      undoSeconds,
      byVisitType,
      expectedVersion: version,
    });
  });
});
