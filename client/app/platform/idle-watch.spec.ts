import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Me } from '#contract/staff';
import { aPerson, aProblem, FakeServer } from './given-session';
import { Clock } from './clock';
import { IdleWatch } from './idle-watch';
import { Session } from './session';

const start = Date.parse('2026-11-23T14:00:00.000Z');
const minute = 60_000;

function until(minutes: number): string {
  return new Date(start + minutes * minute).toISOString();
}

class Bench {
  readonly server = new FakeServer();
  readonly watch: IdleWatch;
  readonly session: Session;

  constructor(me: Me) {
    this.server.when('GET /api/staff/me', me).when('POST /api/staff/extend-session', {
      idleExpiresAt: until(30),
      absoluteExpiresAt: until(480),
    });
    TestBed.configureTestingModule({
      providers: [this.server.provider, provideRouter([{ path: 'sign-in', children: [] }])],
    });
    TestBed.inject(Clock);
    this.session = TestBed.inject(Session);
    this.session.begin(me);
    this.watch = TestBed.inject(IdleWatch);
    TestBed.tick();
  }

  async pass(ms: number): Promise<void> {
    jasmine.clock().tick(ms);
    await this.settle();
  }

  works(): void {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
  }

  get extensions(): number {
    return this.server.callsOf('POST /api/staff/extend-session').length;
  }

  /** The answers of the fake server are settled, but reach their readers over several turns. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn++) {
      await new Promise<void>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
    }
    TestBed.tick();
  }
}

describe('IdleWatch', () => {
  beforeEach(() => {
    jasmine.clock().install();
    jasmine.clock().mockDate(new Date(start));
  });
  afterEach(() => jasmine.clock().uninstall());

  const idle = aPerson({ idleExpiresAt: until(15), absoluteExpiresAt: until(480) });

  it('extends the session when a person works, at most once a minute', async () => {
    const bench = new Bench(idle);
    bench.works();
    bench.works();
    await bench.settle();
    expect(bench.extensions).toBe(1);
    await bench.pass(2 * minute);
    bench.works();
    await bench.settle();
    expect(bench.extensions).toBe(2);
  });

  it('warns a minute before the end, and counts down', async () => {
    const bench = new Bench(idle);
    await bench.pass(14 * minute - 1000);
    expect(bench.watch.secondsLeft()).toBeNull();
    await bench.pass(1000);
    expect(bench.watch.secondsLeft()).toBe(60);
    await bench.pass(20_000);
    expect(bench.watch.secondsLeft()).toBe(40);
  });

  it('does not take stray input for an answer to the warning', async () => {
    const bench = new Bench(idle);
    await bench.pass(14 * minute);
    bench.works();
    await bench.settle();
    expect(bench.extensions).toBe(0);
    await bench.watch.extend();
    await bench.settle();
    expect(bench.watch.secondsLeft()).toBeNull();
  });

  it('does not warn when the person worked in another tab', async () => {
    const bench = new Bench(idle);
    bench.server.when('GET /api/staff/me', { ...idle, idleExpiresAt: until(25) });
    await bench.pass(14 * minute);
    expect(bench.watch.secondsLeft()).toBeNull();
    expect(bench.session.me()?.idleExpiresAt).toBe(until(25));
  });

  it('locks the page when the idle time is over', async () => {
    const bench = new Bench(idle);
    await bench.pass(14 * minute);
    bench.server.refuses('GET /api/staff/me', aProblem('not-signed-in', 401));
    bench.server.when('GET /api/staff/session-state', { state: 'locked' });
    await bench.pass(minute + 2000);
    expect(bench.session.isLocked()).toBe(true);
    expect(bench.session.me()).not.toBeNull();
  });

  it('forgets the person when the session is over', async () => {
    const bench = new Bench(idle);
    await bench.pass(14 * minute);
    bench.server.refuses('GET /api/staff/me', aProblem('not-signed-in', 401));
    bench.server.when('GET /api/staff/session-state', { state: 'none' });
    await bench.pass(minute + 2000);
    expect(bench.session.me()).toBeNull();
  });

  it('knows that work does not help against the longest time of a session', () => {
    const bench = new Bench(aPerson({ idleExpiresAt: until(15), absoluteExpiresAt: until(10) }));
    expect(bench.watch.canExtend()).toBeFalse();
  });
});
