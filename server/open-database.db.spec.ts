// A PostgreSQL of the operator's own: what starts, what is refused in one sentence, who may start at once.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { openDatabase, type OpenDatabase } from './open-database.ts';
import { readConfig } from './platform/config/read-config.ts';
import { connectOwner, connectPool, type Connection } from './platform/db/connect.ts';
import { testCluster } from './platform/db/test-cluster.ts';

const log = pino({ level: 'silent' });

describe('a database elsewhere', () => {
  let cluster: Connection;
  let admin: Knex;
  before(async () => {
    cluster = (await testCluster()).owner;
    admin = connectOwner(cluster);
  });
  after(() => admin.destroy());

  /** Logins go with the cluster of the tests. */
  async function givenLogin(rights = ''): Promise<string> {
    const login = `login_${randomUUID().replaceAll('-', '')}`;
    await admin.raw(`create role ${login} login ${rights} password 'secret'`);
    return login;
  }

  async function givenDatabase(test: TestContext, owner: string): Promise<string> {
    const name = `elsewhere_${randomUUID().replaceAll('-', '')}`;
    await admin.raw(`create database ${name} owner ${owner}`);
    test.after(() => admin.raw(`drop database ${name} with (force)`));
    return name;
  }

  /** As a managed server gives it: the owner is no superuser, but may create roles and let others act as one. */
  async function givenOwner(): Promise<string> {
    const owner = await givenLogin('createrole');
    const { rows } = await admin.raw<{ rows: unknown[] }>(
      `select from pg_roles where rolname = 'daysheet_app'`,
    );
    if (rows.length > 0) await admin.raw(`grant daysheet_app to ${owner} with admin option`);
    return owner;
  }

  function open(
    test: TestContext,
    settings: Record<string, string>,
    dataDir = mkdtempSync(join(tmpdir(), 'daysheet-elsewhere-')),
  ): Promise<OpenDatabase> {
    test.after(() => rmSync(dataDir, { recursive: true, force: true }));
    const key = 'a-key-of-more-than-thirty-two-characters';
    const { config } = readConfig(
      { SECRET_KEY: key, DATA_DIR: dataDir, ...settings },
      { projectDir: '/' },
    );
    return openDatabase(config, log);
  }

  function addressOf(login: string, database: string, password = 'secret'): string {
    const { host = '', port } = cluster;
    const parts = { host, port: String(port), user: login, password };
    return `postgres:///${database}?${new URLSearchParams(parts).toString()}`;
  }

  async function refusal(opening: Promise<OpenDatabase>): Promise<string> {
    try {
      await (await opening).migrate();
    } catch (error) {
      assert.equal((error as Error).name, 'StartRefused', String(error));
      assert.doesNotMatch((error as Error).message, /secret/);
      return (error as Error).message;
    }
    return 'nothing was refused';
  }

  it('is set up by its owner for a login of the application, which then owns nothing', async (test) => {
    const [owner, login] = [await givenOwner(), await givenLogin()];
    const name = await givenDatabase(test, owner);
    const dataDir = join(mkdtempSync(join(tmpdir(), 'daysheet-elsewhere-')), 'data');
    const opened = await open(
      test,
      { DATABASE_URL: addressOf(login, name), DATABASE_OWNER_URL: addressOf(owner, name) },
      dataDir,
    );
    await opened.migrate();
    const pool = connectPool(opened.app, 2);
    const { rows } = await pool.raw<{ rows: { session_user: string; current_user: string }[] }>(
      'select session_user, current_user',
    );
    await pool.destroy();
    assert.deepEqual(rows, [{ session_user: login, current_user: 'daysheet_app' }]);
    assert.ok(existsSync(dataDir), 'the heads of the audit chain need their folder');
  });

  it('is set up by one server at a time when several start at once', async (test) => {
    const owner = await givenOwner();
    const name = await givenDatabase(test, owner);
    const opened = await Promise.all(
      [1, 2, 3].map(() => open(test, { DATABASE_URL: addressOf(owner, name) })),
    );
    await Promise.all(opened.map((each) => each.migrate()));
  });

  it('is set up further after a server was killed while it migrated', async (test) => {
    const owner = await givenOwner();
    const name = await givenDatabase(test, owner);
    const opened = await open(test, { DATABASE_URL: addressOf(owner, name) });
    await opened.migrate();
    const inside = connectOwner({ ...cluster, database: name });
    await inside('schema_migration_lock').update({ is_locked: 1 });
    await inside.destroy();
    await opened.migrate();
  });

  it('is refused where the login has not the right to set it up', async (test) => {
    const [weak, other] = [await givenLogin(), await givenOwner()];
    const foreign = await givenDatabase(test, other);
    assert.match(
      await refusal(open(test, { DATABASE_URL: addressOf(weak, foreign) })),
      /^The login of DATABASE_URL may not set up the schema: it must own the database/,
    );
  });

  it('is refused when the two addresses name two databases', async (test) => {
    const [owner, login] = [await givenOwner(), await givenLogin()];
    const [one, two] = [await givenDatabase(test, owner), await givenDatabase(test, owner)];
    // That both hold a Daysheet does not make them one.
    await (await open(test, { DATABASE_URL: addressOf(owner, one) })).migrate();
    assert.match(
      await refusal(
        open(test, {
          DATABASE_URL: addressOf(login, one),
          DATABASE_OWNER_URL: addressOf(owner, two),
        }),
      ),
      /^DATABASE_OWNER_URL and DATABASE_URL name two databases/,
    );
  });

  it('is refused when a newer Daysheet has set it up', async (test) => {
    const owner = await givenOwner();
    const name = await givenDatabase(test, owner);
    const settings = { DATABASE_URL: addressOf(owner, name) };
    await (await open(test, settings)).migrate();
    const inside = connectOwner({ ...cluster, database: name });
    await inside('schema_migration').insert({
      name: '29991231000000_from_the_future.ts',
      batch: 9,
    });
    await inside.destroy();
    assert.match(await refusal(open(test, settings)), /by a newer Daysheet: run that version\.$/);
  });

  it('is refused where it takes no writes, as on a replica', async (test) => {
    const owner = await givenOwner();
    const name = await givenDatabase(test, owner);
    await admin.raw(`alter database ${name} set default_transaction_read_only = on`);
    assert.match(
      await refusal(open(test, { DATABASE_URL: addressOf(owner, name) })),
      /^The PostgreSQL of DATABASE_URL takes no writes: name the primary/,
    );
  });

  it('is refused in one sentence when it is not there', async (test) => {
    const login = await givenLogin();
    assert.match(
      await refusal(open(test, { DATABASE_URL: addressOf(login, 'no_such_database') })),
      /^The database named in DATABASE_URL does not exist\.$/,
    );
    assert.match(
      await refusal(open(test, { DATABASE_URL: addressOf(login, 'postgres', 'wrong') })),
      /^The PostgreSQL of DATABASE_URL refuses the user or the password\.$/,
    );
    assert.match(
      await refusal(open(test, { DATABASE_URL: addressOf(login, 'postgres', '') })),
      /^The PostgreSQL of DATABASE_URL asks for a password, and the address names none\.$/,
    );
    assert.match(
      await refusal(open(test, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })),
      /^Nothing answers at the address of DATABASE_URL/,
    );
    assert.match(
      await refusal(open(test, { DATABASE_URL: 'postgres://nobody@no-such-host.invalid/none' })),
      /^The host name in DATABASE_URL is unknown\.$/,
    );
  });
});
