// Delivers one organization's changes to this server's sockets: in order within a feed, one read at a time.
import { setTimeout as passed } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ChangeFrame } from '#contract/realtime';
import { changesSince, feedHeads } from '../change-log/change-queries.ts';
import type { Database } from '../db/database.ts';
import { errorCode } from '../error-code.ts';
import { followedFeeds } from './followed-feeds.ts';
import { inSystem } from './in-system.ts';

/** Envelopes of one window go as one frame; the first after a quiet time goes at once. */
const windowMs = 15;
/** Consoles that connect within it share one read of the heads. */
const gatherMs = 2;
const changesPerFrame = 200;

export interface OrganizationFeeds {
  /** Starts at the head of each feed that nobody followed before; resolves when all have a mark. */
  follow(feeds: readonly string[]): Promise<void>;
  unfollow(feeds: readonly string[]): void;
  /** The last sequence handed on. */
  markOf(feed: string): number;
  /** The feed has something new. */
  ring(feed: string): void;
  /** Finds what no ring told of, and tries again what failed. */
  poll(): Promise<void>;
  readonly empty: boolean;
  stop(): Promise<void>;
}

export function organizationFeeds(options: {
  organizationId: string;
  database: Database;
  deliver: (frame: ChangeFrame) => void;
  log: Logger;
}): OrganizationFeeds {
  const { organizationId, database, deliver, log } = options;
  const feeds = followedFeeds();
  /** Rung and not read yet. */
  const rung = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let beginning: Promise<void> | undefined;
  let lastRunAt = -Infinity;
  let stopped = false;

  function runSoon(): void {
    if (stopped || timer || running || readyToRead().length === 0) return;
    const wait = Math.max(0, lastRunAt + windowMs - performance.now());
    timer = setTimeout(() => {
      timer = undefined;
      lastRunAt = performance.now();
      running = run().then((worked) => {
        running = undefined;
        // After a failure the poll tries again.
        if (worked) runSoon();
      });
    }, wait);
  }

  /** A feed that rang before its mark was set waits for it. */
  function readyToRead(): string[] {
    return [...rung].filter((feed) => feeds.markOf(feed) !== undefined);
  }

  async function run(): Promise<boolean> {
    const ready = readyToRead();
    for (const feed of ready) rung.delete(feed);
    try {
      for (const frame of await read(ready)) {
        feeds.advance(frame.feed, frame.changes.at(-1)?.seq ?? 0);
        if (frame.changes.length >= changesPerFrame) rung.add(frame.feed);
        deliver(frame);
      }
      return true;
    } catch (error) {
      for (const feed of ready) rung.add(feed);
      log.error({ code: errorCode(error) }, 'changes could not be read');
      return false;
    }
  }

  function read(ready: readonly string[]): Promise<ChangeFrame[]> {
    return inSystem(database, organizationId, async (ctx) => {
      const frames: ChangeFrame[] = [];
      for (const feed of ready) {
        const mark = feeds.markOf(feed);
        if (mark === undefined) continue;
        const changes = await changesSince(ctx, feed, mark, changesPerFrame);
        if (changes.length > 0) frames.push({ feed, changes });
      }
      return frames;
    });
  }

  async function begin(): Promise<void> {
    try {
      await passed(gatherMs);
      const unmarked = feeds.unmarked();
      const heads = await inSystem(database, organizationId, (ctx) => feedHeads(ctx, unmarked));
      for (const feed of unmarked) feeds.begin(feed, heads.get(feed)?.seq ?? 0);
    } finally {
      beginning = undefined;
    }
  }

  function unfollow(gone: readonly string[]): void {
    for (const feed of gone) feeds.remove(feed);
  }

  return {
    async follow(added) {
      for (const feed of added) feeds.add(feed);
      try {
        while (added.some((feed) => feeds.markOf(feed) === undefined))
          await (beginning ??= begin());
      } catch (error) {
        unfollow(added);
        throw error;
      }
      runSoon();
    },
    unfollow,
    markOf: (feed) => feeds.markOf(feed) ?? 0,
    ring(feed) {
      if (!feeds.has(feed)) return;
      rung.add(feed);
      runSoon();
    },
    async poll() {
      const marked = feeds.marked();
      if (marked.length === 0) return;
      try {
        const heads = await inSystem(database, organizationId, (ctx) => feedHeads(ctx, marked));
        for (const [feed, head] of heads)
          if (head.seq > (feeds.markOf(feed) ?? Infinity)) rung.add(feed);
        runSoon();
      } catch (error) {
        log.error({ code: errorCode(error) }, 'changes could not be polled');
      }
    },
    get empty() {
      return feeds.empty;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
