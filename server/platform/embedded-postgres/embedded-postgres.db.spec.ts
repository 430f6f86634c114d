import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Connection } from '../db/connect.ts';
import { until } from '../test-until.ts';
import { startCluster } from './cluster.ts';
import { findPostmaster } from './postmaster-pid.ts';
import { superviseCluster } from './supervise.ts';

const clusterModule = fileURLToPath(new URL('cluster.ts', import.meta.url));

function givenFolder(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'daysheet-cluster-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function ask(connection: Connection, sql: string): Promise<unknown> {
  const client = new pg.Client({ ...connection });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('embedded PostgreSQL', () => {
  it('listens on no port, checks its pages and keeps its password closed', async (test) => {
    const dataDir = givenFolder(test);
    const cluster = await startCluster({ dataDir });
    test.after(() => cluster.stop());
    const settings = `select string_agg(name || '=' || setting, ' ' order by name) as answer from pg_settings
      where name in ('listen_addresses', 'data_checksums', 'fsync', 'server_encoding', 'synchronous_commit')`;
    assert.equal(
      await ask(cluster.connection, settings),
      'data_checksums=on fsync=on listen_addresses= server_encoding=UTF8 synchronous_commit=on',
    );
    assert.equal(await ask(cluster.connection, `select lower('ÄÉ') as answer`), 'äé');
    assert.equal(statSync(join(dataDir, 'database.password')).mode & 0o777, 0o600);
    assert.equal(statSync(cluster.socketDir).mode & 0o777, 0o700);
    await assert.rejects(ask({ ...cluster.connection, password: 'password' }, 'select 1'));
  });

  it('keeps what was committed over a stop and a start', async (test) => {
    const dataDir = givenFolder(test);
    const first = await startCluster({ dataDir });
    await ask(first.connection, 'create table kept as select 42 as answer');
    await first.stop();
    assert.ok(!existsSync(first.socketDir));
    const second = await startCluster({ dataDir });
    test.after(() => second.stop());
    assert.equal(await ask(second.connection, 'select answer from kept'), 42);
  });

  it('comes back at the same address after its process was killed, with what was committed', async (test) => {
    const statuses: string[] = [];
    const cluster = await superviseCluster({
      dataDir: givenFolder(test),
      onStatus: (status) => statuses.push(status),
    });
    test.after(() => cluster.stop());
    await ask(cluster.connection, 'create table kept as select 42 as answer');
    const killed = cluster.pid();
    process.kill(killed, 'SIGKILL');
    await until('the database is back', () => statuses.includes('running'));
    assert.deepEqual(statuses, ['down', 'running']);
    assert.notEqual(cluster.pid(), killed);
    assert.equal(await ask(cluster.connection, 'select answer from kept'), 42);
  });

  it('refuses a database that would forget what it confirmed, and leaves none running', async (test) => {
    const dataDir = givenFolder(test);
    const first = await startCluster({ dataDir });
    await first.stop();
    appendFileSync(join(dataDir, 'postgres', 'postgresql.conf'), '\nfsync = off\n');
    await assert.rejects(startCluster({ dataDir }), {
      name: 'StartRefused',
      message:
        'The database is set to forget what it confirmed (off: fsync): turn it on in postgresql.conf.',
    });
    assert.ok(!existsSync(join(dataDir, 'postgres', 'postmaster.pid')));
  });

  it('refuses a second start on the same folder in one sentence and leaves the first alone', async (test) => {
    const dataDir = givenFolder(test);
    const cluster = await startCluster({ dataDir });
    test.after(() => cluster.stop());
    await assert.rejects(startCluster({ dataDir }), {
      name: 'StartRefused',
      message: `Daysheet already runs on ${dataDir}: stop it first, or give this one a DATA_DIR of its own.`,
    });
    assert.equal(await ask(cluster.connection, 'select 1 as answer'), 1);
  });

  it('starts over a lock file that a stopped machine left behind', async (test) => {
    const dataDir = givenFolder(test);
    const first = await startCluster({ dataDir });
    await first.stop();
    // Process 1 lives on every machine and is no PostgreSQL.
    appendFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `1\n${dataDir}/postgres\n`);
    assert.equal(findPostmaster(join(dataDir, 'postgres')), null);
    const second = await startCluster({ dataDir });
    test.after(() => second.stop());
    assert.equal(await ask(second.connection, 'select 1 as answer'), 1);
  });

  it('ends by itself when its server is killed, and the next start finds the folder free', async (test) => {
    const dataDir = givenFolder(test);
    const server = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { startCluster } = await import(${JSON.stringify(clusterModule)});
         const { pid } = await startCluster({ dataDir: ${JSON.stringify(dataDir)} });
         console.log(pid);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    const postmaster = Number(line);
    assert.ok(isAlive(postmaster));
    server.kill('SIGKILL');
    const next = await startCluster({ dataDir });
    test.after(() => next.stop());
    assert.ok(!isAlive(postmaster));
    assert.equal(await ask(next.connection, 'select 1 as answer'), 1);
  });
});
