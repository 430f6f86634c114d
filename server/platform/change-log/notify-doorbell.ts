// Carries the doorbell to the other servers by NOTIFY on a connection of its own, after commit. A lost connection
// only delays: every listener also polls slowly.
import pg from 'pg';
import type { Logger } from 'pino';
import type { Connection } from '../db/connect.ts';
import { errorCode } from '../error-code.ts';
import { newId } from '../ids.ts';
import { localDoorbell, type Doorbell, type Rung } from './doorbell.ts';
import { readRungs, writeRungs } from './rung-message.ts';

const channel = 'daysheet_changes';
const coalesceMs = 5;
const firstRetryMs = 250;
const longestRetryMs = 5000;

export interface NotifyDoorbell extends Doorbell {
  /** Resolves when the first connection listens; a server need not wait for it. */
  readonly listening: Promise<void>;
  stop(): Promise<void>;
}

export function notifyDoorbell(options: { connection: Connection; log: Logger }): NotifyDoorbell {
  const { connection, log } = options;
  const local = localDoorbell();
  const serverId = newId();
  const waiting = new Map<string, Rung>();
  const listening = Promise.withResolvers<undefined>();
  let client: pg.Client | undefined;
  let sending: NodeJS.Timeout | undefined;
  let retrying: NodeJS.Timeout | undefined;
  let retryMs = firstRetryMs;
  let stopped = false;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      ...connection,
      application_name: 'daysheet doorbell',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      query_timeout: 5000,
    });
    fresh.on('error', (error) => lose(fresh, error));
    fresh.on('end', () => lose(fresh, undefined));
    fresh.on('notification', ({ payload }) => {
      const message = readRungs(payload ?? '');
      if (message.serverId !== serverId && message.rung.length > 0) local.ring(message.rung);
    });
    client = fresh;
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
      retryMs = firstRetryMs;
      listening.resolve(undefined);
      if (waiting.size > 0) sendSoon();
    } catch (error) {
      lose(fresh, error);
    }
  }

  function lose(lost: pg.Client, error: unknown): void {
    if (client !== lost) return;
    client = undefined;
    lost.end().catch(() => undefined);
    if (stopped) return;
    log.warn({ code: errorCode(error) }, 'doorbell connection lost');
    retrying = setTimeout(() => void connect(), retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  }

  function sendSoon(): void {
    sending ??= setTimeout(() => {
      sending = undefined;
      void send();
    }, coalesceMs);
  }

  async function send(): Promise<void> {
    const sender = client;
    const messages = writeRungs(serverId, [...waiting.values()]);
    waiting.clear();
    if (!sender) return;
    try {
      for (const message of messages)
        await sender.query('select pg_notify($1, $2)', [channel, message]);
    } catch (error) {
      lose(sender, error);
    }
  }

  void connect();
  return {
    listening: listening.promise,
    ring(rung) {
      local.ring(rung);
      if (stopped) return;
      for (const each of rung) waiting.set(`${each.organizationId} ${each.feed}`, each);
      sendSoon();
    },
    onRing: local.onRing,
    async stop() {
      clearTimeout(retrying);
      clearTimeout(sending);
      if (waiting.size > 0) await send();
      stopped = true;
      await client?.end().catch(() => undefined);
    },
  };
}
