import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Me } from '#contract/staff';
import { Clock } from '../platform/clock';
import {
  aClinic,
  aGrant,
  aPerson,
  FakeServer,
  FakeSocket,
  hilltop,
  riverside,
} from '../platform/given-session';
import { Keymap } from '../platform/keymap';
import { Session } from '../platform/session';
import { Toasts } from '../platform/toasts';
import { Shell } from './shell';
import { ShellHarness } from './shell-harness';

@Component({ selector: 'app-some-page', template: '<h1 tabindex="-1">Some page</h1>' })
class SomePage {}

const pages = [
  { path: 'calendar', data: { permission: 'appointment:read' }, component: SomePage },
  { path: 'waitlist', data: { permission: 'waitlist:read' }, component: SomePage },
  {
    path: 'patients',
    data: { permission: 'patient:read' },
    component: SomePage,
  },
];

class Bench {
  readonly server = new FakeServer();
  readonly socket = new FakeSocket();

  async open(
    me: Me,
    url = '/calendar',
    answers: Record<string, unknown> = {},
  ): Promise<ShellHarness> {
    this.server
      .when('GET /api/outreach/stops', { items: [], asOf: 0 })
      .when('GET /api/outreach/messages/count', { trouble: 0 })
      .when('GET /api/waitlist/openings/count', { open: 3 })
      .when('GET /api/calendar/recalls/count', { due: 5 })
      .when('GET /api/calls/items/count', { open: 12, late: 4, mine: 0, snoozed: 0 })
      .when('GET /api/refills/items/count', { open: 7, late: 2, mine: 0, snoozed: 0 })
      .when('GET /api/authorizations/items/count', { open: 5, late: 1, mine: 0, snoozed: 0 })
      .when('GET /api/results/items/count', { open: 9, late: 3, mine: 0, snoozed: 0 })
      .when('GET /api/claims/items/count', { open: 8, late: 2, mine: 0, snoozed: 0 })
      .when('GET /api/staff/me', me)
      .when('POST /api/staff/preferences/change', me.preferences);
    for (const [call, answer] of Object.entries(answers)) this.server.when(call, answer);
    TestBed.configureTestingModule({
      providers: [
        this.server.provider,
        this.socket.provider,
        provideRouter([
          { path: 'sign-in', component: SomePage },
          { path: '', component: Shell, children: pages },
        ]),
      ],
    });
    TestBed.inject(Session).begin(me);
    const { fixture } = await RouterTestingHarness.create(url);
    return TestbedHarnessEnvironment.loader(fixture).getHarness(ShellHarness);
  }

  welcome(): void {
    const serverTime = '2026-11-23T14:40:00.000Z';
    this.socket.says.welcome({ sessionId: 'session-1', feeds: {}, serverTime });
  }
}

const biller = aPerson({ grants: [aGrant('biller')] });
const inTwoClinics = aPerson({
  clinics: [aClinic(), aClinic({ id: hilltop, name: 'Hilltop Pediatrics' })],
  grants: [aGrant('scheduler'), aGrant('biller', hilltop)],
});

function press(...keys: string[]): void {
  for (const key of keys) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }
}

describe('Shell', () => {
  it('leads to the pages of the role, with what waits there', async () => {
    const shell = await new Bench().open(aPerson());
    expect(await shell.places()).toEqual([
      'Calendar',
      'Waitlist, 3 openings to fill',
      'To schedule, 5 due',
      'Calls, 12 open, 4 late',
      'Refills, 7 open, 2 late',
      'Messages',
      'Drawer',
      'Patients',
      'Who is away',
    ]);
  });

  it('says beside messages how many are in trouble, to those who may see them', async () => {
    const bench = new Bench();
    const count = 'GET /api/outreach/messages/count';
    const shell = await bench.open(aPerson(), '/calendar', { [count]: { trouble: 2 } });
    expect(await shell.places()).toContain('Messages, 2 in trouble');
    TestBed.resetTestingModule();
    const other = new Bench();
    await other.open(biller);
    expect(other.server.callsOf(count)).toEqual([]);
  });

  it('leads to what they manage those who manage a clinic', async () => {
    const shell = await new Bench().open(aPerson({ grants: [aGrant('clinic-manager')] }));
    expect((await shell.places()).slice(-4)).toEqual([
      'Staff',
      'Hours and visit types',
      'Clinic',
      'Payers',
    ]);
  });

  it('leads to authorizations those who work on them, with how many wait', async () => {
    const shell = await new Bench().open(aPerson({ grants: [aGrant('authorization-specialist')] }));
    expect(await shell.places()).toContain('Authorizations, 5 open, 1 late');
  });

  it('leads to results those who read them, with how many wait', async () => {
    const shell = await new Bench().open(aPerson({ grants: [aGrant('clinician')] }));
    expect(await shell.places()).toContain('Results, 9 open, 3 late');
  });

  it('leads to claims those who work on them, with how many wait', async () => {
    const shell = await new Bench().open(aPerson({ grants: [aGrant('biller')] }));
    expect(await shell.places()).toContain('Claims, 8 open, 2 late');
  });

  it('leads to the privacy page whoever may read the log, with what is to be reviewed', async () => {
    const bench = new Bench();
    bench.server.when('GET /api/privacy/to-review/count', { count: 3 });
    const shell = await bench.open(aPerson({ grants: [aGrant('administrator')] }));
    expect(await shell.places()).toContain('Privacy, 3 to review');
  });

  it('leads to imports those who run them', async () => {
    const shell = await new Bench().open(aPerson({ grants: [aGrant('administrator')] }));
    expect((await shell.places()).slice(-2)).toEqual(['Imports', 'Exports']);
  });

  it('leaves out pages that the role may not read', async () => {
    const bench = new Bench();
    const shell = await bench.open(biller);
    expect(await shell.places()).toEqual([
      'Calendar',
      'Claims, 8 open, 2 late',
      'Drawer',
      'Patients',
      'Who is away',
    ]);
    expect(bench.server.callsOf('GET /api/waitlist/openings/count')).toEqual([]);
  });

  it('says so instead of showing a page that the role may not read', async () => {
    const shell = await new Bench().open(biller, '/waitlist');
    expect(await shell.page()).toContain('Your role in this clinic does not include this page');
    expect(await shell.page()).not.toContain('Some page');
  });

  it('shows another clinic, with the rights held there, and has it remembered', async () => {
    const bench = new Bench();
    const shell = await bench.open(inTwoClinics, '/waitlist');
    expect(await shell.page()).toBe('Some page');
    await (await shell.clinicMenu()).clickItem({ text: /Hilltop/ });
    expect(await shell.places()).toEqual([
      'Calendar',
      'Claims, 8 open, 2 late',
      'Drawer',
      'Patients',
      'Who is away',
    ]);
    expect(await shell.page()).toContain('does not include this page');
    expect(bench.server.callsOf('POST /api/staff/preferences/change')[0]?.body).toEqual({
      clinicId: hilltop,
    });
    await (await shell.clinicMenu()).clickItem({ text: /Riverside/ });
    expect(await shell.page()).toBe('Some page');
    expect(TestBed.inject(Session).clinic()?.id).toBe(riverside);
  });

  it('is live, then says since when it is not', async () => {
    const bench = new Bench();
    const shell = await bench.open(aPerson());
    expect(await shell.connection()).toBe('Catching up');
    bench.welcome();
    expect(await shell.connection()).toBe('Live');
    expect(await shell.banner()).toBe('');
    bench.socket.says.dropped();
    expect(await shell.connection()).toBe('Offline');
    TestBed.inject(Clock).correct('2026-11-23T14:43:00.000Z');
    expect(await shell.banner()).toContain('No connection to the server. Nothing can be saved');
    expect(await shell.banner()).toContain('Data from 9:40 am, 3 min ago.');
    bench.welcome();
    expect(await shell.banner()).toBe('');
  });

  it('says when the server only reads, and when the database is away', async () => {
    const bench = new Bench();
    const shell = await bench.open(aPerson());
    bench.welcome();
    bench.socket.says.status({ mode: 'read-only' });
    expect(await shell.banner()).toContain('Nothing can be changed at the moment');
    bench.socket.says.status({ mode: 'no-database' });
    expect(await shell.banner()).toContain('The database is away');
    bench.socket.says.status({ mode: 'normal' });
    expect(await shell.banner()).toBe('');
  });

  it('obeys the keys', async () => {
    const shell = await new Bench().open(aPerson());
    press('g', 'w');
    await shell.page();
    expect(TestBed.inject(Router).url).toBe('/waitlist');
    press('/');
    await shell.page();
    expect(TestBed.inject(Router).url).toBe('/patients');
    press('?');
    expect(await shell.isHelpOpen()).toBeTrue();
  });

  it('leaves the keys alone when the person switched them off', async () => {
    const me = aPerson();
    const preferences = { ...me.preferences, shortcuts: false };
    const shell = await new Bench().open({ ...me, preferences });
    press('g', 'w');
    press('?');
    expect(await shell.isHelpOpen()).toBeFalse();
    expect(TestBed.inject(Router).url).toBe('/calendar');
  });

  it('obeys the keys that the person chose, and shows them', async () => {
    const me = aPerson();
    const shortcutKeys = { 'go.waitlist': 'g l', 'shell.show-shortcuts': 'h' };
    const shell = await new Bench().open({
      ...me,
      preferences: { ...me.preferences, shortcutKeys },
    });
    press('g', 'w');
    press('?');
    await shell.page();
    expect(TestBed.inject(Router).url).toBe('/calendar');
    press('g', 'l');
    await shell.page();
    expect(TestBed.inject(Router).url).toBe('/waitlist');
    press('h');
    expect(await shell.isHelpOpen()).toBeTrue();
    expect(await shell.help()).toContain('Go to waitlist g l');
  });

  it('leaves keys alone while somebody types', async () => {
    const shell = await new Bench().open(aPerson());
    const box = document.createElement('input');
    document.body.append(box);
    box.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
    box.remove();
    await shell.page();
    expect(TestBed.inject(Router).url).toBe('/calendar');
  });

  it('leaves keys alone while a dialog is open, wherever the focus is', async () => {
    const shell = await new Bench().open(aPerson());
    press('?');
    expect(await shell.isHelpOpen()).toBeTrue();
    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    let closed = 0;
    TestBed.inject(Keymap).add([
      { id: 'some.close', keys: 'Escape', words: 'Close', run: () => closed++ },
    ]);
    document.body.dispatchEvent(escape);
    press('g', 'w');
    expect(closed).toBe(0);
    expect(escape.defaultPrevented).toBeFalse();
    expect(TestBed.inject(Router).url).toBe('/calendar');
  });

  it('moves the focus to the heading of the page that was opened', async () => {
    const shell = await new Bench().open(aPerson());
    press('g', 'w');
    await shell.page();
    expect(document.activeElement?.tagName).toBe('H1');
  });

  it('shows one toast at a time', async () => {
    const shell = await new Bench().open(aPerson());
    let undone = 0;
    const toasts = TestBed.inject(Toasts);
    toasts.show({ message: 'Cancelled.', action: { label: 'Undo', run: () => undone++ } });
    toasts.show({ message: 'Booked.' });
    expect(await shell.toast()).toContain('Cancelled.');
    expect(await shell.toast()).not.toContain('Booked.');
    toasts.act();
    expect(undone).toBe(1);
    expect(await shell.toast()).toContain('Booked.');
    toasts.dismiss();
    expect(await shell.toast()).toBe('');
  });

  it('does with z what the toast offers, and leaves the key alone when it offers nothing', async () => {
    const shell = await new Bench().open(aPerson());
    let undone = 0;
    const toasts = TestBed.inject(Toasts);
    toasts.show({ message: 'Cancelled.', action: { label: 'Undo', run: () => undone++ } });
    toasts.show({ message: 'Booked.' });
    expect(await shell.toast()).toContain('Undo');
    press('z');
    expect(await shell.toast()).toContain('Booked.');
    press('z');
    expect(undone).toBe(1);
    expect(await shell.toast()).toContain('Booked.');
  });

  it('signs out from the account menu', async () => {
    const bench = new Bench();
    const shell = await bench.open(aPerson());
    bench.server.when('POST /api/staff/sign-out', {});
    await (await shell.accountMenu()).clickItem({ text: 'Sign out' });
    expect(TestBed.inject(Session).me()).toBeNull();
    expect(TestBed.inject(Router).url).toBe('/sign-in');
    expect(bench.socket.isOpen).toBeFalse();
  });
});
