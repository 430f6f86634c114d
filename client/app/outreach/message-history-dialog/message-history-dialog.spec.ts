import { TestBed } from '@angular/core/testing';
import type { MessageStep } from '#contract/outreach';
import { feedOf } from '#contract/realtime';
import { aPerson, aProblem, FakeServer, FakeSocket, riverside } from '../../platform/given-session';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import { aMessage, nine } from '../given-outreach';
import { MessageHistoryDialog } from './message-history-dialog';

const message = aMessage();
const history = `GET /api/outreach/messages/${message.id}/history`;
const queued: MessageStep = { act: 'queued', at: nine, by: null, because: null };
const lost: MessageStep = {
  ...queued,
  ...{ act: 'lost', at: '2026-11-23T14:02:00.000Z', because: 'connection-lost' },
};
const marked: MessageStep = {
  ...queued,
  ...{ act: 'delivered', at: '2026-11-23T14:30:00.000Z', by: 'Diaz, Ana', because: 'by-hand' },
};

async function open(server: FakeServer) {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson());
  const fixture = TestBed.createComponent(MessageHistoryDialog);
  fixture.componentRef.setInput('message', message);
  const closed = new Promise<void>((done) => {
    fixture.componentInstance.closed.subscribe(() => done());
  });
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  const feed = feedOf('outreach', riverside);
  let seq = 0;
  return {
    closed,
    text: () => element.innerText.replace(/\s+/g, ' '),
    steps: () =>
      [...element.querySelectorAll('li')].map(({ innerText }) => innerText.replace(/\s+/g, ' ')),
    async hear(entityId: string) {
      if (seq === 0) socket.says.welcome({ sessionId: 'session-1', feeds: {}, serverTime: nine });
      seq += 1;
      const change = { feed, seq, type: 'outreach.message-delivered', entityId, version: 4 };
      const told = { ...change, payload: null, actorId: null, commandId: null, at: nine };
      socket.says.changes({ feed, changes: [told] });
      await fixture.whenStable();
    },
    async press(label: string) {
      [...element.querySelectorAll('button')]
        .find(({ innerText }) => innerText.trim() === label)!
        .click();
      await fixture.whenStable();
    },
  };
}

describe('MessageHistoryDialog', () => {
  it('says step by step what became of the message, when, by whom and why', async () => {
    const dialog = await open(new FakeServer().when(history, { items: [queued, lost] }));
    expect(dialog.text()).toContain('Reminder of a visit, text, to Okafor, Grace');
    expect(dialog.steps()).toEqual([
      'Written, to leave The system · Mon, Nov 23, 9:00 am',
      'Handed over, and nobody knows what became of it The connection broke while it was handed over The system · Mon, Nov 23, 9:02 am',
    ]);
  });

  it('adds what happens meanwhile to this message, and asks for no other', async () => {
    const server = new FakeServer().when(history, { items: [queued, lost] });
    const dialog = await open(server);
    await dialog.hear('another-message');
    const before = server.callsOf(history).length;
    server.when(history, { items: [queued, lost, marked] });
    await dialog.hear('another-message');
    expect(server.callsOf(history).length).toBe(before);
    await dialog.hear(message.id);
    expect(dialog.steps()[2]).toBe(
      'Marked as delivered By a colleague Diaz, Ana · Mon, Nov 23, 9:30 am',
    );
  });

  it('says when it cannot be had, and tries again', async () => {
    const server = new FakeServer().refuses(history, aProblem('unavailable', 503));
    const dialog = await open(server);
    server.when(history, { items: [queued] });
    await dialog.press('Try again');
    expect(dialog.steps().length).toBe(1);
  });

  it('closes', async () => {
    const dialog = await open(new FakeServer().when(history, { items: [queued] }));
    await dialog.press('Close');
    // The browser says that a dialog is closed in a task of its own.
    await expectAsync(dialog.closed).toBeResolved();
  });
});
