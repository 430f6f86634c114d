import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import { connectOwner } from './connect.ts';
import { testCluster } from './test-cluster.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';
import { watchConnection, type Reach } from './watch-connection.ts';

let t: TestDatabase;
/** In another database of the cluster: nobody can shut the one that they are in. */
let outside: Knex;
before(async () => {
  t = await testDatabase();
  outside = connectOwner((await testCluster()).owner);
});
after(async () => {
  await outside.destroy();
  await t.close();
});

it('says when a database elsewhere is gone and when it is back, and nothing in between', async (test) => {
  const said: Reach[] = [];
  const name = t.connections.app.database ?? '';
  const watch = watchConnection({
    connection: t.connections.app,
    follow: (reach) => said.push(reach),
    everyMs: 10,
  });
  test.after(() => watch.stop());
  const until = async (expected: Reach[]): Promise<void> => {
    for (let tries = 0; tries < 500 && said.length < expected.length; tries++) await pause(10);
    assert.deepEqual(said, expected);
  };
  const cut = () =>
    outside.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = ? and application_name = 'daysheet watch'`,
      [name],
    );
  await until(['normal']);
  await outside.raw('alter database ?? allow_connections false', [name]);
  await cut();
  await until(['normal', 'no-database']);
  await outside.raw('alter database ?? allow_connections true', [name]);
  await until(['normal', 'no-database', 'normal']);
});
