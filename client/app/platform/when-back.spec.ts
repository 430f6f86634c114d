import { TestBed } from '@angular/core/testing';
import { aPerson, FakeServer, FakeSocket } from './given-session';
import { Session } from './session';
import { whenBack } from './when-back';

const serverTime = '2026-11-23T14:00:00.000Z';

async function listen() {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({ providers: [new FakeServer().provider, socket.provider] });
  TestBed.inject(Session).begin(aPerson());
  let times = 0;
  TestBed.runInInjectionContext(() => whenBack(() => times++));
  TestBed.tick();
  await Promise.resolve();
  return {
    times: () => times,
    says(tell: (says: FakeSocket['says']) => void) {
      tell(socket.says);
      TestBed.tick();
    },
  };
}

describe('whenBack', () => {
  it('is silent at the first connection', async () => {
    const page = await listen();
    page.says((says) => says.welcome({ sessionId: 'session-1', feeds: {}, serverTime }));
    expect(page.times()).toBe(0);
  });

  it('runs once each time the connection is there again', async () => {
    const page = await listen();
    for (const expected of [1, 2]) {
      page.says((says) => says.dropped());
      page.says((says) => says.welcome({ sessionId: 'session-1', feeds: {}, serverTime }));
      expect(page.times()).toBe(expected);
    }
  });

  it('runs when the database is there again', async () => {
    const page = await listen();
    page.says((says) => says.welcome({ sessionId: 'session-1', feeds: {}, serverTime }));
    page.says((says) => says.status({ mode: 'no-database' }));
    expect(page.times()).toBe(0);
    page.says((says) => says.status({ mode: 'normal' }));
    expect(page.times()).toBe(1);
  });
});
