// Reads the change log for the feeds that this server's sockets follow and hands on what is new. Rung by the
// doorbell, with a slow poll behind it: a lost ring or a lost database only delays.
import type { Logger } from 'pino';
import type { ChangeFrame } from '#contract/realtime';
import type { Database } from '../db/database.ts';
import { organizationFeeds, type OrganizationFeeds } from './organization-feeds.ts';

const pollMs = 2000;

export interface Dispatcher {
  /** Starts at the head of each feed that nobody followed before; resolves when all have a mark. */
  follow(organizationId: string, feeds: readonly string[]): Promise<void>;
  unfollow(organizationId: string, feeds: readonly string[]): void;
  /** The last sequence handed on: a socket that joins now hears everything after it. */
  markOf(organizationId: string, feed: string): number;
  stop(): Promise<void>;
}

export function startDispatcher(options: {
  database: Database;
  deliver: (organizationId: string, frame: ChangeFrame) => void;
  log: Logger;
}): Dispatcher {
  const { database, deliver, log } = options;
  const organizations = new Map<string, OrganizationFeeds>();

  function feedsOf(organizationId: string): OrganizationFeeds {
    const known = organizations.get(organizationId);
    if (known) return known;
    const feeds = organizationFeeds({
      organizationId,
      database,
      deliver: (frame) => deliver(organizationId, frame),
      log,
    });
    organizations.set(organizationId, feeds);
    return feeds;
  }

  function forgetIfEmpty(organizationId: string): void {
    const feeds = organizations.get(organizationId);
    if (!feeds?.empty) return;
    organizations.delete(organizationId);
    void feeds.stop();
  }

  const stopListening = database.doorbell.onRing((rung) => {
    for (const { organizationId, feed } of rung) organizations.get(organizationId)?.ring(feed);
  });
  const polling = setInterval(() => {
    for (const feeds of organizations.values()) void feeds.poll();
  }, pollMs);

  return {
    async follow(organizationId, feeds) {
      try {
        await feedsOf(organizationId).follow(feeds);
      } catch (error) {
        forgetIfEmpty(organizationId);
        throw error;
      }
    },
    unfollow(organizationId, feeds) {
      organizations.get(organizationId)?.unfollow(feeds);
      forgetIfEmpty(organizationId);
    },
    markOf: (organizationId, feed) => organizations.get(organizationId)?.markOf(feed) ?? 0,
    async stop() {
      stopListening();
      clearInterval(polling);
      for (const feeds of organizations.values()) await feeds.stop();
    },
  };
}
