import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { givenOrganization } from '../../staff/given-organization.ts';
import { connectPool } from '../db/connect.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import { until } from '../test-until.ts';
import { keepHouse } from './keep-house.ts';
import { startJobs, type JobHandler } from './start-jobs.ts';

const log = pino({ level: 'silent' });

describe('jobs', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  const countCompleted = async (): Promise<number> =>
    Number(
      (await t.owner('pgboss.job').where({ state: 'completed' }).count<{ count: string }[]>())[0]
        ?.count,
    );

  it('run once on whatever number of servers', async () => {
    const ran: number[] = [];
    const handlerOf = (server: number): JobHandler => ({
      queue: 'platform.housekeeping',
      cron: '0 3 * * *',
      run() {
        ran.push(server);
        return Promise.resolve();
      },
    });
    const pools = [1, 2].map(() => connectPool(t.connections.app, 4));
    const servers = await Promise.all(
      pools.map((pool, at) =>
        startJobs({ pool, handlers: [handlerOf(at)], log, pollSeconds: 0.5 }),
      ),
    );
    const [one] = servers;
    for (const done of [1, 2, 3]) {
      await one!.runSoon('platform.housekeeping');
      await until('the job is done', async () => (await countCompleted()) === done);
    }
    await Promise.all(servers.map((server) => server.stop()));
    assert.equal(ran.length, 3);
    const schedules = await t.owner('pgboss.schedule').select('name', 'cron');
    assert.deepEqual(schedules, [{ name: 'platform.housekeeping', cron: '0 3 * * *' }]);
    await Promise.all(pools.map((pool) => pool.destroy()));
  });

  it('keep house: old answers, ended sessions and counted sign-ins go, young ones stay', async () => {
    const { organizationId } = await givenOrganization(t);
    const keyOf = (at: string) => ({
      organization_id: organizationId,
      staff_id: newId(),
      key: newId(),
      request_hash: Buffer.alloc(32),
      status: 200,
      answer: '{}',
      at,
    });
    const [old, young] = [keyOf('2026-11-22T14:59:00.000Z'), keyOf('2026-11-22T15:01:00.000Z')];
    await t.owner('idempotency_key').insert([old, young]);
    await t.owner('session').insert([
      { sid: 'ended', sess: '{}', expire: '2026-11-23T14:59:00.000Z' },
      { sid: 'open', sess: '{}', expire: '2026-11-23T15:01:00.000Z' },
    ]);
    await t.owner('sign_in_failure').insert([
      { key: 'ended', points: 3, expire: Date.parse('2026-11-23T14:59:00.000Z') },
      { key: 'open', points: 3, expire: Date.parse('2026-11-23T15:01:00.000Z') },
    ]);
    await keepHouse(t.database);
    const kept = await t
      .owner('idempotency_key')
      .where({ organization_id: organizationId })
      .pluck<string[]>('key');
    assert.deepEqual(kept, [young.key]);
    assert.deepEqual(await t.owner('session').pluck<string[]>('sid'), ['open']);
    assert.deepEqual(await t.owner('sign_in_failure').pluck<string[]>('key'), ['open']);
  });
});
