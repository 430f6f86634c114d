// Brings the change log's feeds to the pages: in order, each change once, nothing missing (docs/realtime.md).
import { computed, DestroyRef, effect, inject, Service, signal, untracked } from '@angular/core';
import type {
  ChangeFrame,
  ClientToServer,
  Presence,
  ResumeAnswer,
  ResumeRequest,
  ServerStatus,
  Welcome,
} from '#contract/realtime';
import { Subject } from 'rxjs';
import { Clock } from './clock';
import { OPEN_SOCKET, type FeedSocket, type FeedListeners } from './feed-socket';
import type { Follower } from './feed-follower';
import { FollowedFeed, type Hearer } from './followed-feed';
import { NEXT_FRAME } from './next-frame';
import { Session } from './session';

export type FeedStatus = 'live' | 'catching-up' | 'offline';

/** So long a page that opens waits for the first welcome at most. */
const openingMs = 400;
/** After a resume without an answer, and after the server closed the socket of a session that stands. */
const retryMs = 2000;

export interface FeedSubscription {
  /** The page has loaded, and its data contains every change up to this one. */
  loaded: (asOf: number) => void;
  stop: () => void;
}

@Service()
export class RealtimeFeed {
  readonly #openSocket = inject(OPEN_SOCKET);
  readonly #nextFrame = inject(NEXT_FRAME);
  readonly #session = inject(Session);
  readonly #clock = inject(Clock);

  readonly #feeds = new Map<string, FollowedFeed>();
  #heads: Record<string, number> = {};
  #socket: FeedSocket | null = null;
  #isFramePlanned = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  readonly #connection = signal<'opening' | 'open' | 'lost'>('opening');
  readonly #isResuming = signal(false);
  readonly #staleSince = signal<string | null>(null);
  readonly #serverStatus = signal<ServerStatus>({ mode: 'normal' });

  readonly #whenOpened = new Set<() => void>();
  /** Somebody has loaded without waiting any longer. */
  #isLate = false;
  readonly #presence = new Subject<Presence>();
  readonly presence = this.#presence.asObservable();
  readonly serverStatus = this.#serverStatus.asReadonly();
  /** Since when what is on screen may be out of date; `null` while it is live. */
  readonly staleSince = this.#staleSince.asReadonly();
  readonly status = computed<FeedStatus>(() => {
    if (this.#connection() === 'lost') return 'offline';
    return this.#connection() === 'opening' || this.#isResuming() ? 'catching-up' : 'live';
  });

  constructor() {
    // A locked session hears nothing; what it missed comes when it goes on.
    const sessionId = computed(() =>
      this.#session.isLocked() ? null : (this.#session.me()?.sessionId ?? null),
    );
    effect((onCleanup) => {
      if (sessionId()) onCleanup(untracked(() => this.#connect()));
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#retry));
  }

  /** Every change of a feed, for a page that holds its data. Follow first, load then, tell `loaded`. */
  follow(name: string, page: Follower): FeedSubscription {
    const feed = this.#feed(name);
    const follower = feed.follow(page);
    return {
      loaded: (asOf) => {
        follower.loaded(asOf);
        this.#planFrame();
        this.#resumeIfBehind();
      },
      stop: () => {
        feed.leave(follower);
        this.#forgetIfUnfollowed(name, feed);
      },
    };
  }

  /**
   * That something changed, and what, for those who ask the server anew. At most once per frame; call the answer to stop.
   * Who loads `once-opened` awaits `opened` before.
   */
  hear(name: string, notify: Hearer, loads?: 'at-once' | 'once-opened'): () => void {
    const feed = this.#feed(name);
    feed.hear(notify, loads);
    return () => {
      feed.unhear(notify);
      this.#forgetIfUnfollowed(name, feed);
    };
  }

  /**
   * Once the server has said where the feeds stand, or soon without it. What is loaded before would have to be loaded
   * again, because nobody knows what changed in between: for who asks for what each look at is written down.
   */
  async opened(): Promise<void> {
    if (this.#connection() !== 'opening') return;
    await new Promise<void>((resolve) => {
      this.#whenOpened.add(resolve);
      setTimeout(() => {
        if (this.#connection() === 'opening') this.#isLate = true;
        resolve();
      }, openingMs);
    });
  }

  tellPresence: ClientToServer['presence'] = (presence) => this.#socket?.presence(presence);

  #feed(name: string): FollowedFeed {
    const known = this.#feeds.get(name);
    if (known) return known;
    const feed = new FollowedFeed(this.#heads[name] ?? 0);
    this.#feeds.set(name, feed);
    return feed;
  }

  #forgetIfUnfollowed(name: string, feed: FollowedFeed): void {
    if (!feed.isFollowed && this.#feeds.get(name) === feed) this.#feeds.delete(name);
  }

  #connect(): () => void {
    let isClosed = false;
    const opening = this.#openSocket({
      welcome: (welcome) => this.#welcomed(welcome),
      changes: (frame) => this.#received(frame),
      status: (status) => this.#serverStatus.set(status),
      presence: (presence) => this.#presence.next(presence),
      'session-ended': (reason) => this.#sessionEnded(reason),
      dropped: () => this.#dropped(),
      refused: () => void this.#refused(),
    }).then(
      (socket) => {
        if (isClosed) socket.close();
        else this.#socket = socket;
      },
      () => this.#dropped(),
    );
    return () => {
      isClosed = true;
      void opening.then(() => {
        this.#socket?.close();
        this.#socket = null;
      });
      this.#connection.set('opening');
      this.#isLate = false;
      this.#staleSince.set(null);
    };
  }

  #sessionEnded(reason: Parameters<FeedListeners['session-ended']>[0]): void {
    if (reason === 'locked') this.#session.locked();
    else if (reason === 'expired') void this.#session.refused();
    else this.#session.lose(reason);
  }

  #welcomed(welcome: Welcome): void {
    const isFirst = this.#connection() !== 'open';
    this.#clock.correct(welcome.serverTime);
    this.#heads = { ...welcome.feeds };
    const isOpening = this.#connection() === 'opening' && !this.#isLate;
    for (const [name, feed] of this.#feeds) {
      if (isOpening) feed.opensAt(welcome.feeds[name] ?? 0);
      else feed.headIs(welcome.feeds[name] ?? 0);
    }
    this.#connection.set('open');
    this.#tellOpened();
    this.#planFrame();
    void this.#resume((feed) => feed.lowest);
    // Another welcome on the same connection: what this person may read has changed.
    // Without an answer the old rights stay on screen; the server judges each call by the new ones.
    if (!isFirst) this.#session.reload().catch(() => undefined);
  }

  #received({ feed: name, changes }: ChangeFrame): void {
    const last = changes.at(-1);
    if (!last) return;
    this.#heads[name] = Math.max(this.#heads[name] ?? 0, last.seq);
    const feed = this.#feeds.get(name);
    if (!feed) return;
    feed.receive(changes);
    this.#planFrame();
    this.#resumeIfBehind();
  }

  #dropped(): void {
    if (this.#connection() === 'lost') return;
    this.#connection.set('lost');
    this.#tellOpened();
    // Whatever trouble the server told of may be over; after the welcome it tells again.
    this.#serverStatus.set({ mode: 'normal' });
    this.#staleSince.update((since) => since ?? this.#clock.now());
  }

  #tellOpened(): void {
    for (const tell of this.#whenOpened) tell();
    this.#whenOpened.clear();
  }

  async #refused(): Promise<void> {
    this.#dropped();
    const stands = await this.#session.reload().catch(() => true);
    if (!stands) await this.#session.refused();
    else this.#later(() => this.#socket?.reconnect());
  }

  #resumeIfBehind(): void {
    if (this.#connection() === 'open') void this.#resume((feed) => feed.missingFrom);
  }

  /** One request at a time; what is still missing after its answer is asked for again. */
  async #resume(placeOf: (feed: FollowedFeed) => number | null): Promise<void> {
    if (!this.#socket || this.#isResuming()) return;
    const request = this.#requestOf(placeOf);
    if (Object.keys(request).length === 0) {
      this.#nowLive();
      return;
    }
    this.#isResuming.set(true);
    try {
      this.#resumed(request, await this.#socket.resume(request));
      this.#isResuming.set(false);
      await this.#resume((feed) => feed.missingFrom);
    } catch {
      this.#isResuming.set(false);
      this.#later(() => this.#resumeIfBehind());
    }
  }

  #requestOf(placeOf: (feed: FollowedFeed) => number | null): ResumeRequest {
    const request: ResumeRequest = {};
    for (const [name, feed] of this.#feeds) {
      const place = placeOf(feed);
      if (place !== null) request[name] = place;
    }
    return request;
  }

  #resumed(request: ResumeRequest, answer: ResumeAnswer): void {
    for (const [name, part] of Object.entries(answer)) {
      this.#feeds.get(name)?.resumed(part, request[name] ?? 0);
    }
    this.#planFrame();
  }

  #nowLive(): void {
    if (this.#connection() === 'open') this.#staleSince.set(null);
  }

  #later(run: () => void): void {
    clearTimeout(this.#retry);
    // Spread, because after a restart of the server all consoles come back at once.
    this.#retry = setTimeout(run, retryMs * (0.5 + Math.random()));
  }

  #planFrame(): void {
    if (this.#isFramePlanned) return;
    this.#isFramePlanned = true;
    this.#nextFrame(() => {
      this.#isFramePlanned = false;
      for (const feed of this.#feeds.values()) feed.flush();
    });
  }
}
