import { LiveAnnouncer } from '@angular/cdk/a11y';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, RouterOutlet } from '@angular/router';
import type { Notification } from '#contract/notifications';
import type { ChangeEnvelope } from '#contract/realtime';
import { Clock } from '../../platform/clock';
import {
  aClinic,
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  hilltop,
  riverside,
} from '../../platform/given-session';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import {
  allReadChange,
  aNotification,
  aNotificationChange,
  asRead,
  ben,
  nine,
  notificationFeed,
} from './given-notifications';
import { NotificationBell } from './notification-bell';
import { NotificationBellHarness } from './notification-bell-harness';

const listing = 'GET /api/notifications/mine';
const readingAll = 'POST /api/notifications/mark-all-read';
const reads = ({ id }: Notification): string => `POST /api/notifications/${id}/mark-read`;

@Component({
  selector: 'app-bench-page',
  imports: [NotificationBell, RouterOutlet],
  template: `<app-notification-bell />
    <main><router-outlet /></main>`,
})
class BenchPage {}

@Component({
  selector: 'app-some-page',
  template: '<aside><h2 tabindex="-1">In hand</h2></aside>',
})
class SomePage {}

interface Scene {
  notifications?: Notification[];
  unread?: number;
  next?: string;
  person?: ReturnType<typeof aPerson>;
  prepare?: (server: FakeServer) => void;
}

async function visit({ notifications = [], next, prepare, ...scene }: Scene = {}) {
  const unread = scene.unread ?? notifications.filter(({ readAt }) => readAt === null).length;
  const server = new FakeServer()
    .when(listing, { items: notifications, next: next ?? null, unread, asOf: 10 })
    .when('GET /api/staff/colleagues', { items: [ben] })
    .when('POST /api/staff/preferences/change', aPerson().preferences);
  prepare?.(server);
  const socket = new FakeSocket();
  const said: string[] = [];
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      provideRouter([
        { path: 'calls', component: SomePage },
        { path: 'calls/:itemId', component: SomePage },
        { path: '**', children: [] },
      ]),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
      {
        provide: LiveAnnouncer,
        useValue: { announce: (words: string) => Promise.resolve(said.push(words)) },
      },
    ],
  });
  TestBed.inject(Session).begin(scene.person ?? aPerson());
  const fixture = TestBed.createComponent(BenchPage);
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const bell = await loader.getHarness(NotificationBellHarness);
  const shown = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  await shown();
  const feeds = { [notificationFeed]: 10 };
  socket.says.welcome({ sessionId: 'session-1', feeds, serverTime: nine });
  await shown();
  const hear = async (...changes: ChangeEnvelope[]): Promise<void> => {
    socket.says.changes({ feed: notificationFeed, changes });
    await shown();
  };
  const toast = () => TestBed.inject(Toasts).current();
  const router = TestBed.inject(Router);
  return { bell, hear, router, said, server, shown, socket, toast };
}

describe('NotificationBell', () => {
  it('says how many are unread, up to ninety-nine', async () => {
    const { bell } = await visit({ notifications: [aNotification()], unread: 1 });
    expect(await bell.name()).toBe('Notifications, 1 unread');
    TestBed.resetTestingModule();
    const busy = await visit({ unread: 340 });
    expect(await busy.bell.count()).toBe('99+');
    TestBed.resetTestingModule();
    const calm = await visit();
    expect([await calm.bell.name(), await calm.bell.count()]).toEqual(['Notifications', '']);
  });

  it('counts at once what is told, read on another console, and all read', async () => {
    const [first, second] = [aNotification(), aNotification()];
    const { bell, hear } = await visit({ notifications: [first] });
    await hear(aNotificationChange(11, 'told', second));
    expect(await bell.count()).toBe('2');
    await bell.ring();
    await hear(aNotificationChange(12, 'read', asRead(first)));
    expect(await bell.count()).toBe('1');
    expect((await bell.rows()).filter((row) => row.startsWith('Unread'))).toHaveSize(1);
    await hear(allReadChange(13, [second.id]));
    expect(await bell.count()).toBe('');
    expect((await bell.rows()).filter((row) => row.startsWith('Unread'))).toHaveSize(0);
  });

  it('tells in words what happened, where there are several clinics also where', async () => {
    const person = aPerson({
      clinics: [aClinic(), aClinic({ id: hilltop, shortName: 'Hilltop' })],
      grants: [aGrant('scheduler'), aGrant('scheduler', hilltop)],
    });
    const notifications = [
      aNotification({ at: '2026-11-23T13:58:00.000Z' }),
      asRead(aNotification({ topic: 'late', clinicId: hilltop, colleagueId: null, count: 3 })),
    ].sort((a, b) => (a.at < b.at ? 1 : -1));
    const { bell } = await visit({ notifications, person });
    await bell.ring();
    expect(await bell.rows()).toEqual([
      jasmine.stringMatching(/^3 calls of yours are late Hilltop · /),
      jasmine.stringMatching(/^Unread: Ben Ortiz named you in a call Riverside · 2 min ago/),
    ]);
  });

  it('opens what it is about, and reads it', async () => {
    const told = aNotification();
    const { bell, router, server, shown } = await visit({ notifications: [told] });
    server.when(reads(told), asRead(told));
    await bell.ring();
    await bell.open(0);
    await shown();
    expect(router.url).toBe(`/calls/${told.itemId ?? ''}`);
    expect(server.callsOf(reads(told))).toHaveSize(1);
    expect(await bell.panel()).toBeNull();
    expect(document.activeElement?.textContent).toBe('In hand');
  });

  it('chooses the clinic of what it opens', async () => {
    const person = aPerson({
      clinics: [aClinic(), aClinic({ id: hilltop })],
      grants: [aGrant('scheduler'), aGrant('scheduler', hilltop)],
    });
    const told = aNotification({ clinicId: hilltop });
    const { bell, router, server, shown } = await visit({ notifications: [told], person });
    server.when(reads(told), asRead(told));
    expect(TestBed.inject(Session).clinic()?.id).toBe(riverside);
    await bell.ring();
    await bell.open(0);
    await shown();
    expect(TestBed.inject(Session).clinic()?.id).toBe(hilltop);
    expect(router.url).toBe(`/calls/${told.itemId ?? ''}`);
  });

  it('reads one without opening it, and all of them', async () => {
    const [first, second] = [aNotification(), aNotification()];
    const { bell, hear, server, shown } = await visit({ notifications: [second, first] });
    server.when(reads(second), asRead(second)).when(readingAll, {});
    await bell.ring();
    await bell.markRead(0);
    await shown();
    expect((await bell.rows()).filter((row) => row.startsWith('Unread'))).toHaveSize(1);
    await hear(aNotificationChange(11, 'read', asRead(second)));
    expect(await bell.count()).toBe('1');
    await bell.press(/Mark all as read/);
    expect(server.callsOf(readingAll)).toHaveSize(1);
    await hear(allReadChange(12, [first.id]));
    expect(await bell.name()).toBe('Notifications');
  });

  it('says so when one could not be read, and leaves it unread', async () => {
    const told = aNotification();
    const { bell, server, shown, toast } = await visit({ notifications: [told] });
    server.refuses(reads(told), aProblem('unavailable', 503, 'The server is away.'));
    await bell.ring();
    await bell.markRead(0);
    await shown();
    expect(toast()?.message).toBe('The server is away.');
    expect(await bell.count()).toBe('1');
  });

  it('loads older ones on request', async () => {
    const { bell, server, shown } = await visit({
      notifications: [aNotification()],
      next: 'Wnext',
    });
    await bell.ring();
    const older = asRead(aNotification({ topic: 'assigned', at: '2026-11-20T14:00:00.000Z' }));
    server.when(listing, { items: [older], next: null, unread: 1, asOf: 10 });
    await bell.press(/Show older/);
    await shown();
    expect(await bell.rows()).toEqual([
      jasmine.stringMatching(/named you/),
      jasmine.stringMatching(/gave you a call/),
    ]);
    expect(await bell.panel()).not.toContain('Show older');
    expect(server.callsOf(listing).at(-1)?.url).toContain('after=Wnext');
  });

  it('says why nothing is there', async () => {
    const { bell } = await visit();
    await bell.ring();
    expect(await bell.panel()).toContain('Nothing here yet');
  });

  it('says what went wrong, and asks again on request', async () => {
    const away = aProblem('unavailable', 503, 'The server is away.');
    const { bell, server, shown } = await visit({ prepare: (on) => on.refuses(listing, away) });
    await bell.ring();
    expect(await bell.panel()).toContain('The server is away.');
    server.when(listing, { items: [aNotification()], next: null, unread: 1, asOf: 10 });
    await bell.press(/Try again/);
    await shown();
    expect(await bell.rows()).toHaveSize(1);
    expect(await bell.count()).toBe('1');
  });

  it('names somebody where the names cannot be had', async () => {
    const away = aProblem('unavailable', 503);
    const { bell } = await visit({
      notifications: [aNotification()],
      prepare: (on) => on.refuses('GET /api/staff/colleagues', away),
    });
    await bell.ring();
    expect((await bell.rows())[0]).toContain('Somebody named you in a call');
  });

  it('says that the list may be out of date while the server is away', async () => {
    const { bell, shown, socket } = await visit({ notifications: [aNotification()] });
    await bell.ring();
    socket.says.dropped();
    await shown();
    expect(await bell.panel()).toContain('not live now');
  });

  it('opens with its keys, walks with arrows, and gives the focus back with Escape', async () => {
    const { bell, shown } = await visit({ notifications: [aNotification(), aNotification()] });
    await bell.focus();
    await bell.ring();
    await shown();
    expect(document.activeElement?.textContent).toContain('Notifications');
    await bell.key('ArrowDown');
    await bell.key('ArrowDown');
    expect(document.activeElement?.closest('li')?.previousElementSibling).not.toBeNull();
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', keyCode: 27, bubbles: true }),
    );
    await shown();
    expect(await bell.panel()).toBeNull();
    expect(await bell.isFocused()).toBeTrue();
    for (const key of ['g', 'n'])
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await shown();
    expect(await bell.panel()).not.toBeNull();
  });
});

describe('a new notification', () => {
  const atOnce = (overrides: Partial<Notification> = {}) =>
    aNotification({ atOnce: true, ...overrides });

  it('is a word for screen readers where only the bell is wanted', async () => {
    const { hear, said, toast } = await visit();
    await hear(aNotificationChange(11, 'told', aNotification()));
    expect(said).toEqual(['1 new notification, 1 unread']);
    expect(toast()).toBeNull();
  });

  it('is shown at once where that is wanted, and opens from there', async () => {
    const told = atOnce();
    const { hear, router, said, server, shown, toast } = await visit();
    server.when(reads(told), asRead(told));
    const focused = document.activeElement;
    await hear(aNotificationChange(11, 'told', told));
    expect(toast()?.message).toBe('Ben Ortiz named you in a call');
    expect(document.activeElement).toBe(focused);
    expect(said).toEqual([]);
    TestBed.inject(Toasts).act();
    await shown();
    expect(router.url).toBe(`/calls/${told.itemId ?? ''}`);
  });

  it('is one toast with others of the same moment', async () => {
    const { bell, hear, shown, toast } = await visit();
    await hear(
      aNotificationChange(11, 'told', atOnce()),
      aNotificationChange(12, 'told', atOnce()),
    );
    expect(toast()?.message).toBe('2 new notifications');
    TestBed.inject(Toasts).act();
    await shown();
    expect(await bell.rows()).toHaveSize(2);
    expect(toast()).toBeNull();
  });

  it('waits until the dialog is closed', async () => {
    const { hear, shown, toast } = await visit();
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.showModal();
    await hear(aNotificationChange(11, 'told', atOnce()));
    expect(toast()).toBeNull();
    dialog.close();
    await new Promise((closed) => requestAnimationFrame(closed));
    await shown();
    dialog.remove();
    expect(toast()?.message).toContain('named you');
  });

  it('is no toast when it was missed while the console was away', async () => {
    const { bell, hear, toast } = await visit();
    TestBed.inject(Clock).correct('2026-11-23T14:20:00.000Z');
    await hear(aNotificationChange(11, 'told', atOnce()));
    expect(toast()).toBeNull();
    expect(await bell.count()).toBe('1');
  });
});
