// Asks a database that somebody else runs whether it is there, so that consoles can say when it is not.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Connection } from './connect.ts';

export type Reach = 'normal' | 'no-database';

export interface WatchedConnection {
  stop(): Promise<void>;
}

/** Calls with the answer of the first look, and again whenever it changes. */
export function watchConnection(options: {
  connection: Connection;
  follow: (reach: Reach) => void;
  everyMs?: number;
}): WatchedConnection {
  const { connection, follow, everyMs = 3000 } = options;
  const stopping = new AbortController();
  let client: pg.Client | undefined;
  let known: Reach | undefined;
  const watching = watch();

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      const reach = await look();
      if (reach !== known) follow((known = reach));
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    await client?.end().catch(() => undefined);
  }

  async function look(): Promise<Reach> {
    try {
      client ??= await connect();
      await client.query('select 1');
      return 'normal';
    } catch {
      // Whatever the reason, a database that does not answer is not there. The next look connects anew.
      client?.end().catch(() => undefined);
      client = undefined;
      return 'no-database';
    }
  }

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({
      ...connection,
      application_name: 'daysheet watch',
      connectionTimeoutMillis: 5000,
      query_timeout: 5000,
    });
    fresh.on('error', () => undefined);
    await fresh.connect();
    return fresh;
  }

  return {
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}
