import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ChangeEnvelope, ResumeAnswer } from '#contract/realtime';
import { aPerson, FakeServer, FakeSocket, riverside } from './given-session';
import { NEXT_FRAME } from './next-frame';
import { RealtimeFeed, type FeedSubscription } from './realtime-feed';
import { Session } from './session';

const feedName = `waitlist:${riverside}`;

function change(seq: number): ChangeEnvelope {
  return {
    feed: feedName,
    seq,
    type: 'waitlist.entry-added',
    entityId: riverside,
    version: 1,
    payload: null,
    actorId: null,
    commandId: null,
    at: '2026-11-23T14:00:00.000Z',
  };
}

function changes(from: number, to: number): ChangeEnvelope[] {
  return Array.from({ length: to - from + 1 }, (_, at) => change(from + at));
}

class Page {
  /** The sequences of each call. */
  readonly applied: number[][] = [];
  reloads = 0;
  readonly follower = {
    apply: (due: ChangeEnvelope[]): void => void this.applied.push(due.map(({ seq }) => seq)),
    reload: (): void => {
      this.reloads++;
    },
  };
}

class Bench {
  readonly socket = new FakeSocket();
  readonly server = new FakeServer();
  readonly page = new Page();
  readonly feed: RealtimeFeed;
  readonly #frames: (() => void)[] = [];

  constructor() {
    this.server.when('GET /api/staff/me', aPerson());
    TestBed.configureTestingModule({
      providers: [
        this.server.provider,
        this.socket.provider,
        provideRouter([{ path: 'sign-in', children: [] }]),
        { provide: NEXT_FRAME, useValue: (run: () => void) => this.#frames.push(run) },
      ],
    });
    TestBed.inject(Session).begin(aPerson());
    this.feed = TestBed.inject(RealtimeFeed);
  }

  async connect(head = 0): Promise<void> {
    TestBed.tick();
    await this.settle();
    this.welcome(head);
    await this.settle();
  }

  welcome(head: number): void {
    const serverTime = '2026-11-23T14:00:00.000Z';
    this.socket.says.welcome({ sessionId: 'session-1', feeds: { [feedName]: head }, serverTime });
  }

  follow(): FeedSubscription {
    return this.feed.follow(feedName, this.page.follower);
  }

  async hears(...heard: ChangeEnvelope[]): Promise<void> {
    this.socket.says.changes({ feed: feedName, changes: heard });
    await this.settle();
  }

  answersResume(answer: ResumeAnswer[string]): void {
    this.socket.resume = () => Promise.resolve({ [feedName]: answer });
  }

  paint(): void {
    for (const run of this.#frames.splice(0)) run();
  }

  /** Lets the answers of the fakes, which are settled promises, reach their readers. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
}

describe('RealtimeFeed', () => {
  it('buffers what comes before the page has loaded, and drops what the load contains', async () => {
    const bench = new Bench();
    await bench.connect(4);
    const subscription = bench.follow();
    await bench.hears(change(5), change(6));
    await bench.hears(change(7));
    bench.paint();
    expect(bench.page.applied).toEqual([]);
    subscription.loaded(6);
    bench.paint();
    expect(bench.page.applied).toEqual([[7]]);
    expect(bench.socket.resumes).toEqual([]);
  });

  it('applies all changes of a frame at once, in order', async () => {
    const bench = new Bench();
    await bench.connect();
    bench.follow().loaded(0);
    await bench.hears(change(1));
    await bench.hears(change(2), change(3));
    expect(bench.page.applied).toEqual([]);
    bench.paint();
    bench.paint();
    expect(bench.page.applied).toEqual([[1, 2, 3]]);
  });

  it('ignores a change that it has had', async () => {
    const bench = new Bench();
    await bench.connect();
    bench.follow().loaded(0);
    await bench.hears(change(1), change(2));
    await bench.hears(change(2), change(1), change(3));
    bench.paint();
    expect(bench.page.applied).toEqual([[1, 2, 3]]);
  });

  it('fetches what is missing when a gap shows, and applies nothing out of order', async () => {
    const bench = new Bench();
    await bench.connect();
    bench.follow().loaded(0);
    bench.answersResume({ status: 'changes', changes: changes(2, 4), head: 4, more: false });
    await bench.hears(change(1));
    await bench.hears(change(4));
    bench.paint();
    expect(bench.socket.resumes).toEqual([{ [feedName]: 1 }]);
    expect(bench.page.applied).toEqual([[1, 2, 3, 4]]);
  });

  it('asks again as long as the server has more', async () => {
    const bench = new Bench();
    await bench.connect();
    bench.follow().loaded(0);
    bench.socket.resume = (request) => {
      const from = request[feedName] ?? 0;
      const part = changes(from + 1, Math.min(from + 2, 5));
      return Promise.resolve({
        [feedName]: { status: 'changes', changes: part, head: 5, more: from + 2 < 5 },
      });
    };
    await bench.hears(change(5));
    await bench.settle();
    bench.paint();
    expect(bench.page.applied).toEqual([[1, 2, 3, 4, 5]]);
    expect(bench.feed.status()).toBe('live');
  });

  it('lets the page load afresh when the log no longer reaches back', async () => {
    const bench = new Bench();
    await bench.connect();
    const subscription = bench.follow();
    subscription.loaded(2);
    bench.answersResume({ status: 'too-old', head: 90 });
    await bench.hears(change(90));
    expect(bench.page.reloads).toBe(1);
    await bench.hears(change(91));
    subscription.loaded(90);
    bench.paint();
    expect(bench.page.applied).toEqual([[91]]);
    expect(bench.socket.resumes.length).toBe(1);
  });

  it('lets the page ask anew when the right to hear the feed is gone', async () => {
    const bench = new Bench();
    await bench.connect();
    bench.follow().loaded(1);
    bench.answersResume({ status: 'not-found' });
    bench.socket.says.dropped();
    bench.welcome(1);
    await bench.settle();
    expect(bench.page.reloads).toBe(1);
  });

  it('says since when the screen is stale, and resumes whenever it is connected again', async () => {
    const bench = new Bench();
    await bench.connect(3);
    bench.follow().loaded(3);
    expect(bench.feed.status()).toBe('live');
    expect(bench.feed.staleSince()).toBeNull();
    bench.socket.says.dropped();
    expect(bench.feed.status()).toBe('offline');
    expect(bench.feed.staleSince()).toMatch(/Z$/);
    bench.answersResume({ status: 'changes', changes: changes(4, 5), head: 5, more: false });
    bench.welcome(5);
    expect(bench.feed.status()).toBe('catching-up');
    await bench.settle();
    bench.paint();
    expect(bench.socket.resumes).toEqual([{ [feedName]: 3 }]);
    expect(bench.page.applied).toEqual([[4, 5]]);
    expect(bench.feed.status()).toBe('live');
    expect(bench.feed.staleSince()).toBeNull();
  });

  it('misses nothing for a page that loads while another is being brought up to date', async () => {
    const bench = new Bench();
    await bench.connect();
    bench.follow().loaded(5);
    const late = new Page();
    const latecomer = bench.feed.follow(feedName, late.follower);
    let answer: (answer: ResumeAnswer) => void = () => undefined;
    bench.socket.resume = () => new Promise((resolve) => (answer = resolve));
    await bench.hears(change(8));
    latecomer.loaded(3);
    const first = answer;
    first({ [feedName]: { status: 'changes', changes: changes(6, 8), head: 8, more: false } });
    await bench.settle();
    answer({ [feedName]: { status: 'changes', changes: changes(4, 8), head: 8, more: false } });
    await bench.settle();
    bench.paint();
    expect(bench.socket.resumes).toEqual([{ [feedName]: 5 }, { [feedName]: 3 }]);
    expect(bench.page.applied).toEqual([[6, 7, 8]]);
    expect(late.applied).toEqual([[4, 5, 6, 7, 8]]);
  });

  it('tells those who only hear once per frame, and no more after they stopped', async () => {
    const bench = new Bench();
    await bench.connect(4);
    let heard = 0;
    const stop = bench.feed.hear(feedName, () => heard++);
    await bench.hears(change(5));
    await bench.hears(change(6));
    bench.paint();
    expect(heard).toBe(1);
    stop();
    await bench.hears(change(7));
    bench.paint();
    expect(heard).toBe(1);
  });

  it('delivers nothing to a page that stopped', async () => {
    const bench = new Bench();
    await bench.connect();
    const subscription = bench.follow();
    subscription.loaded(0);
    await bench.hears(change(1));
    subscription.stop();
    bench.paint();
    expect(bench.page.applied).toEqual([]);
  });

  it('asks who may do what anew when the server changes what may be heard', async () => {
    const bench = new Bench();
    await bench.connect();
    bench.welcome(0);
    await bench.settle();
    expect(bench.server.callsOf('GET /api/staff/me').length).toBe(1);
  });

  it('closes the socket and forgets the person when the server ends the session', async () => {
    const bench = new Bench();
    await bench.connect();
    bench.socket.says['session-ended']('revoked');
    TestBed.tick();
    await bench.settle();
    expect(TestBed.inject(Session).me()).toBeNull();
    expect(bench.socket.isOpen).toBeFalse();
  });
});
