// Reads the change log for the feeds that this server's sockets follow and hands on what is new, in order. Rung by
// the doorbell, with a slow poll behind it: a lost ring or a lost database only delays.
import { setTimeout as passed } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ChangeFrame } from '#contract/realtime';
import { changesSince, feedHeads } from '../change-log/change-queries.ts';
import type { Rung } from '../change-log/doorbell.ts';
import type { Database } from '../db/database.ts';
import { errorCode } from '../error-code.ts';
import { inSystem } from './in-system.ts';
import { followedFeeds, type FollowedFeeds } from './followed-feeds.ts';

/** Envelopes of one window go as one frame; the first after a quiet time goes at once. */
const windowMs = 15;
const pollMs = 2000;
/** Consoles that connect within it share one read of the heads. */
const gatherMs = 2;
const changesPerFrame = 200;

export interface Dispatcher {
  /** Starts at the head of each feed that nobody followed before; resolves when all have a mark. */
  follow(organizationId: string, feeds: readonly string[]): Promise<void>;
  unfollow(organizationId: string, feeds: readonly string[]): void;
  /** The last sequence handed on: a socket that joins now hears everything after it. */
  markOf(organizationId: string, feed: string): number;
  stop(): Promise<void>;
}

interface Followed {
  readonly feeds: FollowedFeeds;
  /** Rung and not read yet. */
  readonly rung: Set<string>;
  timer: NodeJS.Timeout | undefined;
  running: Promise<void> | undefined;
  lastRunAt: number;
  /** The read of heads that consoles who connect together share. */
  beginning: Promise<void> | undefined;
}

export function startDispatcher(options: {
  database: Database;
  deliver: (organizationId: string, frame: ChangeFrame) => void;
  log: Logger;
}): Dispatcher {
  const { database, deliver, log } = options;
  const organizations = new Map<string, Followed>();
  let stopped = false;

  function followedOf(organizationId: string): Followed {
    const known = organizations.get(organizationId);
    if (known) return known;
    const followed: Followed = {
      feeds: followedFeeds(),
      rung: new Set(),
      timer: undefined,
      running: undefined,
      lastRunAt: -Infinity,
      beginning: undefined,
    };
    organizations.set(organizationId, followed);
    return followed;
  }

  function runSoon(organizationId: string, followed: Followed): void {
    if (stopped || followed.timer || followed.running) return;
    if (![...followed.rung].some((feed) => followed.feeds.markOf(feed) !== undefined)) return;
    const wait = Math.max(0, followed.lastRunAt + windowMs - performance.now());
    followed.timer = setTimeout(() => {
      followed.timer = undefined;
      followed.lastRunAt = performance.now();
      followed.running = run(organizationId, followed).then((worked) => {
        followed.running = undefined;
        // After a failure the slow poll tries again.
        if (worked) runSoon(organizationId, followed);
      });
    }, wait);
  }

  async function run(organizationId: string, followed: Followed): Promise<boolean> {
    const rung = [...followed.rung].filter((feed) => followed.feeds.markOf(feed) !== undefined);
    for (const feed of rung) followed.rung.delete(feed);
    try {
      const frames = await read(organizationId, followed.feeds, rung);
      for (const frame of frames) {
        followed.feeds.advance(frame.feed, frame.changes.at(-1)?.seq ?? 0);
        if (frame.changes.length >= changesPerFrame) followed.rung.add(frame.feed);
        deliver(organizationId, frame);
      }
      return true;
    } catch (error) {
      for (const feed of rung) followed.rung.add(feed);
      log.error({ code: errorCode(error) }, 'changes could not be read');
      return false;
    }
  }

  function read(
    organizationId: string,
    feeds: FollowedFeeds,
    rung: readonly string[],
  ): Promise<ChangeFrame[]> {
    return inSystem(database, organizationId, async (ctx) => {
      const frames: ChangeFrame[] = [];
      for (const feed of rung) {
        const mark = feeds.markOf(feed);
        if (mark === undefined) continue;
        const changes = await changesSince(ctx, feed, mark, changesPerFrame);
        if (changes.length > 0) frames.push({ feed, changes });
      }
      return frames;
    });
  }

  async function begin(organizationId: string, followed: Followed): Promise<void> {
    try {
      await passed(gatherMs);
      const feeds = followed.feeds.unmarked();
      const heads = await inSystem(database, organizationId, (ctx) => feedHeads(ctx, feeds));
      for (const feed of feeds) followed.feeds.begin(feed, heads.get(feed)?.seq ?? 0);
    } finally {
      followed.beginning = undefined;
    }
  }

  function ring(rung: readonly Rung[]): void {
    for (const { organizationId, feed } of rung) {
      const followed = organizations.get(organizationId);
      if (!followed?.feeds.has(feed)) continue;
      followed.rung.add(feed);
      runSoon(organizationId, followed);
    }
  }

  async function poll(organizationId: string, followed: Followed): Promise<void> {
    const feeds = followed.feeds.marked();
    if (feeds.length === 0) return;
    try {
      const heads = await inSystem(database, organizationId, (ctx) => feedHeads(ctx, feeds));
      for (const [feed, head] of heads)
        if (head.seq > (followed.feeds.markOf(feed) ?? Infinity)) followed.rung.add(feed);
      runSoon(organizationId, followed);
    } catch (error) {
      log.error({ code: errorCode(error) }, 'changes could not be polled');
    }
  }

  const stopListening = database.doorbell.onRing(ring);
  const polling = setInterval(() => {
    for (const [organizationId, followed] of organizations) void poll(organizationId, followed);
  }, pollMs);

  return {
    async follow(organizationId, feeds) {
      const followed = followedOf(organizationId);
      for (const feed of feeds) followed.feeds.add(feed);
      try {
        while (feeds.some((feed) => followed.feeds.markOf(feed) === undefined))
          await (followed.beginning ??= begin(organizationId, followed));
      } catch (error) {
        this.unfollow(organizationId, feeds);
        throw error;
      }
      runSoon(organizationId, followed);
    },
    unfollow(organizationId, feeds) {
      const followed = organizations.get(organizationId);
      if (!followed) return;
      for (const feed of feeds) followed.feeds.remove(feed);
      if (!followed.feeds.empty) return;
      clearTimeout(followed.timer);
      organizations.delete(organizationId);
    },
    markOf: (organizationId, feed) => organizations.get(organizationId)?.feeds.markOf(feed) ?? 0,
    async stop() {
      stopped = true;
      stopListening();
      clearInterval(polling);
      for (const followed of organizations.values()) clearTimeout(followed.timer);
      for (const { running } of organizations.values()) await running;
    },
  };
}
