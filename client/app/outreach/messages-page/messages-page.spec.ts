import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Message } from '#contract/outreach';
import type { MessageStop } from '#contract/outreach-stops';
import type { Role } from '#contract/permission';
import { feedOf } from '#contract/realtime';
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
import { standingClock } from '../../platform/work-queue/given-queue';
import { aMessage, aPolicy, nine } from '../given-outreach';
import { MessagesPage } from './messages-page';

const list = 'GET /api/outreach/messages';
const stops = 'GET /api/outreach/stops';
const aStop: MessageStop = {
  id: '018f0000-0000-7000-8000-000000009301',
  clinicId: riverside,
  channel: 'all',
  reason: 'Wrong times',
  stoppedAt: nine,
  stoppedBy: 'Diaz, Ana',
  releasedAt: null,
  releasedBy: null,
  version: 1,
};

function serverOf(items: Message[], stopped: MessageStop[] = []): FakeServer {
  return new FakeServer()
    .when(list, { items, next: null, asOf: 0 })
    .when(stops, { items: stopped, asOf: 0 });
}

async function visit(server: FakeServer, role: Role = 'scheduler', url = '/messages') {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      provideRouter([{ path: 'messages', component: MessagesPage }], withComponentInputBinding()),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const { fixture } = await RouterTestingHarness.create(url);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  const buttons = () => [...element.querySelectorAll('button')];
  const links = () => [...element.querySelectorAll<HTMLElement>('nav a')];
  return {
    socket,
    url: () => TestBed.inject(Router).url,
    current: () =>
      links()
        .find((link) => link.ariaCurrent === 'page')
        ?.innerText.trim(),
    chosen: () => element.querySelector<HTMLSelectElement>('[name=channel]')!.value,
    settle: () => fixture.whenStable(),
    text: () => element.innerText.replace(/\s+/g, ' '),
    buttons: () => buttons().map(({ innerText }) => innerText.trim()),
    async type(name: string, value: string) {
      const field = element.querySelector<HTMLInputElement>(`[name=${name}]`)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
      field.dispatchEvent(new Event('change'));
      await fixture.whenStable();
    },
    async press(label: string) {
      [...buttons(), ...links()].find(({ innerText }) => innerText.trim() === label)!.click();
      await fixture.whenStable();
    },
  };
}

describe('MessagesPage', () => {
  it('shows what is in trouble first, why, and what can be done', async () => {
    const page = await visit(serverOf([aMessage()]));
    expect(page.text()).toContain('Okafor, Grace');
    expect(page.text()).toContain('Unknown The connection broke while it was handed over');
    expect(page.buttons()).toEqual(
      jasmine.arrayContaining(['Send again', 'It has arrived', 'Drop']),
    );
    expect(page.buttons()).not.toContain('Take back');
  });

  it('sends again what the person chose, as they know it', async () => {
    const server = serverOf([aMessage()]);
    const resend = `POST /api/outreach/messages/${aMessage().id}/resend`;
    server.when(resend, aMessage({ status: 'queued', version: 4 }));
    const page = await visit(server);
    await page.press('Send again');
    const call = server.callsOf(resend)[0];
    expect(call?.body).toEqual({ expectedVersion: 3 });
  });

  it('says what was refused, and keeps the list', async () => {
    const server = serverOf([aMessage()]);
    server.refuses(
      `POST /api/outreach/messages/${aMessage().id}/drop`,
      aProblem('conflict', 409, 'Somebody else changed this.'),
    );
    const page = await visit(server);
    await page.press('Drop');
    expect(page.text()).toContain('Okafor, Grace');
    expect(page.text()).toContain('Somebody else changed this.');
  });

  it('begins another list with nothing of the one before', async () => {
    const server = serverOf([aMessage()]);
    const page = await visit(server);
    server.when(list, { items: [], next: null, asOf: 1 });
    await page.press('To leave');
    expect(page.text()).toContain('No messages here');
  });

  it('hears what others do', async () => {
    const server = serverOf([aMessage()]);
    const page = await visit(server);
    page.socket.says.welcome({ sessionId: 'session-1', feeds: {}, serverTime: nine });
    server.when(list, { items: [], next: null, asOf: 1 });
    const feed = feedOf('outreach', riverside);
    page.socket.says.changes({
      feed,
      changes: [
        {
          ...{
            feed,
            seq: 1,
            type: 'outreach.message-dropped',
            entityId: aMessage().id,
            version: 4,
          },
          ...{ payload: null, actorId: null, commandId: null, at: nine },
        },
      ],
    });
    await page.settle();
    expect(page.text()).toContain('No message is in trouble');
  });

  it('opens what became of a message', async () => {
    const history = `GET /api/outreach/messages/${aMessage().id}/history`;
    const step = { act: 'queued', at: nine, by: null, because: null };
    const page = await visit(serverOf([aMessage()]).when(history, { items: [step] }), 'clinician');
    await page.press('Reminder of a visit, text');
    expect(page.text()).toContain('What became of it Reminder of a visit, text, to Okafor, Grace');
    expect(page.text()).toContain('Written, to leave');
  });

  it('filters by channel, in the address', async () => {
    const page = await visit(serverOf([aMessage()]), 'scheduler', '/messages?show=sent');
    await page.type('channel', 'email');
    expect(page.text()).not.toContain('Okafor');
    expect(page.text()).toContain('No e-mails here Of the other channel there are some.');
    expect(page.url()).toBe('/messages?show=sent&channel=email');
    await page.type('channel', '');
    expect(page.text()).toContain('Okafor');
    expect(page.url()).toBe('/messages?show=sent');
  });

  it('shows the part of the list that the address names, and the usual one without', async () => {
    const server = serverOf([aMessage()]);
    const asked = () => server.callsOf(list).map(({ url }) => /show=([\w-]+)/.exec(url)?.[1]);
    const page = await visit(server, 'scheduler', '/messages?show=to-leave&channel=text');
    expect([page.current(), page.chosen()]).toEqual(['To leave', 'text']);
    expect(asked()).toEqual(['to-leave']);
    await page.press('Sent');
    expect(page.url()).toBe('/messages?show=sent&channel=text');
    await page.press('In trouble');
    expect(page.url()).toBe('/messages?channel=text');
    expect(asked()).toEqual(['to-leave', 'sent', 'trouble']);
    TestBed.resetTestingModule();
    const odd = await visit(serverOf([]), 'scheduler', '/messages?show=nonsense&channel=fax');
    expect([odd.current(), odd.chosen()]).toEqual(['In trouble', '']);
  });

  it('stops messages for a reason, and shows who did', async () => {
    const server = serverOf([]);
    server.when('POST /api/outreach/stops/add', aStop);
    const page = await visit(server);
    expect(page.text()).toContain('No message is in trouble');
    await page.press('Stop messages…');
    await page.type('reason', 'Wrong times');
    server.when(stops, { items: [aStop], asOf: 1 });
    await page.press('Stop now');
    const call = server.callsOf('POST /api/outreach/stops/add')[0];
    expect(call?.body).toEqual({ clinicId: riverside, channel: 'all', reason: 'Wrong times' });
    expect(page.text()).toContain('All messages are stopped since');
    expect(page.text()).toContain('by Diaz, Ana: Wrong times');
    expect(page.buttons()).not.toContain('Stop messages…');
  });

  it('lets messages leave again, without what was held when that is chosen', async () => {
    const server = serverOf([], [aStop]);
    const release = `POST /api/outreach/stops/${aStop.id}/release`;
    server.when(release, { stop: { ...aStop, releasedAt: nine, version: 2 }, dropped: 2 });
    const page = await visit(server);
    await page.press('Drop what was held');
    const call = server.callsOf(release)[0];
    expect(call?.body).toEqual({ expectedVersion: 1, dropHeld: true });
  });

  it('offers nothing to do to who may only read', async () => {
    const page = await visit(serverOf([aMessage()], [aStop]), 'clinician');
    expect(page.buttons()).not.toContain('Send again');
    expect(page.buttons()).not.toContain('Let all leave');
    expect(page.text()).toContain('All messages are stopped');
  });

  it('lets those change the rules who may, and nobody else', async () => {
    const scheduler = await visit(serverOf([]));
    expect(scheduler.buttons()).not.toContain('Change rules');
    TestBed.resetTestingModule();
    const server = serverOf([]).when('GET /api/outreach/policy', aPolicy());
    const manager = await visit(server, 'clinic-manager');
    await manager.press('Change rules');
    expect(manager.text()).toContain('Rules of messages');
    await manager.press('Cancel');
    expect(manager.text()).not.toContain('Rules of messages');
  });

  it('says when the list cannot be had', async () => {
    const server = serverOf([]);
    server.refuses(list, aProblem('unavailable', 503));
    const page = await visit(server);
    expect(page.buttons()).toContain('Try again');
  });
});
