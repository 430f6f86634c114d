// A database of its own for each test file: cloned from a template that is migrated once per cluster.
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import { localDoorbell } from '../change-log/doorbell.ts';
import { instantText } from '../clock/instants.ts';
import { Temporal } from '../clock/temporal.ts';
import { connectOwner, connectPool, type Connection } from './connect.ts';
import { createDatabase, type Database } from './database.ts';
import { migrate } from './migrate.ts';
import { testCluster } from './test-cluster.ts';

export interface TestClock {
  readonly now: string;
  set(instant: string): void;
  advance(by: Temporal.DurationLike): void;
}

export interface TestDatabase {
  /** As the application: its role, row-level security on. */
  readonly database: Database;
  /** As the superuser: past every wall, for builders and assertions. */
  readonly owner: Knex;
  readonly clock: TestClock;
  readonly connections: { app: Connection; owner: Connection };
  close(): Promise<void>;
}

/** The moment at which every test starts unless it sets another: a Monday, 10:00 in New York. */
export const testStart = '2026-11-23T15:00:00.000Z';

export async function testDatabase(options: { policiesOn?: boolean } = {}): Promise<TestDatabase> {
  const cluster = await testCluster();
  const template = `template_${migrationsHash()}`;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = connectOwner(cluster.owner);
  await migrateTemplateOnce(admin, cluster.owner, template);
  await admin.raw('create database ?? template ??', [name, template]);
  await admin.destroy();

  const connections = {
    app: { ...cluster.app, database: name },
    owner: { ...cluster.owner, database: name },
  };
  const pool = connectPool(connections.app, 12);
  const owner = connectOwner(connections.owner);
  const clock = movableClock();
  return {
    database: createDatabase({
      pool,
      doorbell: localDoorbell(),
      clock: () => clock.now,
      policiesOn: options.policiesOn ?? true,
    }),
    owner,
    clock,
    connections,
    async close() {
      await pool.destroy();
      await owner.destroy();
      const admin = connectOwner(cluster.owner);
      await admin.raw('drop database ?? with (force)', [name]);
      await admin.destroy();
    },
  };
}

function movableClock(): TestClock {
  let now = testStart;
  return {
    get now() {
      return now;
    },
    set(instant) {
      now = instantText(Temporal.Instant.from(instant));
    },
    advance(by) {
      now = instantText(Temporal.Instant.from(now).add(by));
    },
  };
}

async function migrateTemplateOnce(
  admin: Knex,
  owner: Connection,
  template: string,
): Promise<void> {
  // Test files start at the same time in processes of their own: one migrates, the others wait here.
  await admin.transaction(async (lock) => {
    await lock.raw('select pg_advisory_xact_lock(hashtext(?))', [template]);
    const done = await lock('pg_database')
      .where({ datname: template })
      .first<{ datname: string } | undefined>('datname');
    if (done) return;
    const building = `${template}_building`;
    await admin.raw('drop database if exists ??', [building]);
    await admin.raw('create database ??', [building]);
    await migrate({ ...owner, database: building }, undefined);
    await admin.raw('alter database ?? rename to ??', [building, template]);
  });
}

function migrationsHash(): string {
  const folder = fileURLToPath(new URL('../../../migrations/', import.meta.url));
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const file of files.filter((name) => name.endsWith('.ts')))
    hash.update(readFileSync(folder + file));
  return hash.digest('hex').slice(0, 16);
}
