// Brings the schema up to date as the owner; servers that start at the same time do it one after the other.
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { jobQueues } from '../jobs/queues.ts';
import { connectOwner, type Connection } from './connect.ts';

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url));
const migrations = {
  directory: migrationsFolder,
  loadExtensions: ['.ts'],
  tableName: 'schema_migration',
};

/** `appUser`: the login of the application's pool, which must be able to act as `daysheet_app`. */
export function migrate(owner: Connection, appUser: string | undefined): Promise<string[]> {
  return inTurn(owner, () => bringUp(owner, appUser));
}

async function bringUp(owner: Connection, appUser: string | undefined): Promise<string[]> {
  const knex = connectOwner(owner);
  try {
    // Left by a server that was killed while it migrated: who holds the lock of `inTurn` is alone here.
    await knex.migrate.forceFreeMigrationsLock(migrations);
    const [, applied] = (await knex.migrate.latest(migrations)) as [number, string[]];
    if (appUser !== undefined && appUser !== 'daysheet_app')
      await knex.raw('grant daysheet_app to ??', [appUser]);
    await knex.raw(`select ensure_change_log_days(current_date - 1, 16)`);
    await migrateJobs(owner);
    return applied;
  } finally {
    await knex.destroy();
  }
}

/** knex and pg-boss make their own tables before they can lock them: this lock comes first and ends with its connection. */
async function inTurn<T>(owner: Connection, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...owner, keepAlive: true });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock(hashtext('daysheet migrations'))`);
    return await work();
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Down to nothing, for the test that every migration is reversible. */
export async function rollBackAll(owner: Connection): Promise<void> {
  const knex = connectOwner(owner);
  try {
    await knex.migrate.rollback(migrations, true);
  } finally {
    await knex.destroy();
  }
}

async function migrateJobs(owner: Connection): Promise<void> {
  const boss = new PgBoss({ ...owner, schema: 'pgboss', supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  for (const [queue, options] of Object.entries(jobQueues)) await boss.createQueue(queue, options);
  await boss.stop({ graceful: false });
  const knex = connectOwner(owner);
  try {
    await knex.raw('grant usage on schema pgboss to daysheet_app');
    await knex.raw('grant all on all tables in schema pgboss to daysheet_app');
    await knex.raw('grant execute on all functions in schema pgboss to daysheet_app');
    await knex.raw('grant usage, select on all sequences in schema pgboss to daysheet_app');
  } finally {
    await knex.destroy();
  }
}
