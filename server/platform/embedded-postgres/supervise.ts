// Keeps the embedded database running: brings it back when it is killed, at the same socket, so that pools reconnect.
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '../db/connect.ts';
import { startCluster, type Cluster, type ClusterOptions } from './cluster.ts';

export type DatabaseStatus = 'running' | 'down';

export interface SupervisedCluster {
  readonly connection: Connection;
  pid(): number;
  stop(): Promise<void>;
}

const firstPause = 100;
const longestPause = 5_000;
/** A database that ran this long did not die of its start: the next pause is short again. */
const settledAfter = 60_000;

export async function superviseCluster(
  options: ClusterOptions & { onStatus?: (status: DatabaseStatus) => void },
): Promise<SupervisedCluster> {
  const { onStatus, log, ...given } = options;
  const stopping = new AbortController();
  let current = await startCluster({ ...given, log });
  const { connection, socketDir } = current;
  const isStopping = (): boolean => stopping.signal.aborted;
  const watching = watch();

  async function watch(): Promise<void> {
    let wait = firstPause;
    for (;;) {
      const startedAt = performance.now();
      await current.ended;
      if (isStopping()) return;
      onStatus?.('down');
      if (performance.now() - startedAt > settledAfter) wait = firstPause;
      const back = await bringBack(wait);
      if (!back) return;
      current = back.cluster;
      wait = back.wait;
      onStatus?.('running');
    }
  }

  async function bringBack(wait: number): Promise<{ cluster: Cluster; wait: number } | null> {
    for (let next = wait; ; next = Math.min(next * 2, longestPause)) {
      await pause(next, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (isStopping()) return null;
      try {
        const cluster = await startCluster({ ...given, log, socketDir });
        if (!isStopping()) return { cluster, wait: Math.min(next * 2, longestPause) };
        await cluster.stop();
        return null;
      } catch (error) {
        log?.(`The database did not come back: ${(error as Error).message}`);
      }
    }
  }

  return {
    connection,
    pid: () => current.pid,
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
      rmSync(socketDir, { recursive: true, force: true });
    },
  };
}
