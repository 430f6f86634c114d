// The PostgreSQL that database specs share: the one that `npm test` started, or, for a spec run by hand, one of its own.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster, type Cluster } from '../embedded-postgres/cluster.ts';
import type { Connection } from './connect.ts';

interface TestConnections {
  owner: Connection;
  app: Connection;
}

let own: Promise<Cluster> | undefined;

export async function testCluster(): Promise<TestConnections> {
  const running = process.env['TEST_DATABASE_OWNER'];
  if (running !== undefined) {
    const owner = JSON.parse(running) as Connection;
    return { owner, app: owner };
  }
  own ??= startTestCluster();
  const { connection } = await own;
  return { owner: connection, app: connection };
}

/** Fast and forgetful; it and its folder go when this process ends. */
export async function startTestCluster(): Promise<Cluster> {
  const cluster = await startCluster({
    dataDir: mkdtempSync(join(tmpdir(), 'daysheet-test-')),
    disposable: true,
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      max_connections: '300',
      shared_buffers: '64MB',
      autovacuum: 'off',
    },
  });
  cluster.release();
  return cluster;
}
