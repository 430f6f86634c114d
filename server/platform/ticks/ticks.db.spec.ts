import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { givenOrganization } from '../../staff/given-organization.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import type { Tick } from '../slice.ts';
import { runTickOnce, startTicks } from './run-ticks.ts';

const log = pino({ level: 'silent' });

describe('ticks', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  it('run in the scope of one organization, at the time of the clock', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
    await givenOrganization(t);
    const tick: Tick = {
      name: 'test.count-clinics',
      everyMs: 1000,
      async run(ctx) {
        assert.equal(ctx.organizationId, organizationId);
        assert.equal(ctx.now, t.clock.now);
        return (await ctx.db('clinic').select('id')).length;
      },
    };
    assert.equal(await runTickOnce(t.database, tick, organizationId), clinicIds.length);
  });

  it('go on with the other organizations when one fails, and never overlap themselves', async () => {
    const failing = await givenOrganization(t);
    const working = await givenOrganization(t);
    const seen: string[] = [];
    let running = 0;
    const enough = Promise.withResolvers<undefined>();
    const tick: Tick = {
      name: 'test.note-organizations',
      everyMs: 1,
      async run(ctx) {
        running += 1;
        assert.equal(running, 1);
        seen.push(ctx.organizationId);
        await ctx.db.raw('select pg_sleep(0.005)');
        running -= 1;
        if (seen.filter((id) => id === working.organizationId).length >= 3)
          enough.resolve(undefined);
        if (ctx.organizationId === failing.organizationId) throw new Error('not this one');
        return 1;
      },
    };
    const ticks = startTicks({ database: t.database, ticks: [tick], log });
    await enough.promise;
    await ticks.stop();
    const ran = seen.length;
    assert.equal(running, 0);
    assert.ok(seen.includes(failing.organizationId));
    await t.owner.raw('select pg_sleep(0.05)');
    assert.equal(seen.length, ran);
  });

  it('run at once when they are woken, for who woke them, until nothing is left', async () => {
    const { organizationId } = await givenOrganization(t);
    const scope = { kind: 'system', organizationId, reason: 'test' } as const;
    let left = 3;
    const ran: string[] = [];
    const done = Promise.withResolvers<undefined>();
    const tick: Tick = {
      name: 'test.woken',
      everyMs: 3_600_000,
      wokenBy: 'test-work',
      run(ctx) {
        ran.push(ctx.organizationId);
        if (left === 0) done.resolve(undefined);
        return Promise.resolve(left > 0 ? left-- : 0);
      },
    };
    const ticks = startTicks({ database: t.database, ticks: [tick], log });
    await t.database.inTransaction(scope, (ctx) => {
      ctx.wakes.push('test-work');
      return Promise.resolve();
    });
    await done.promise;
    await ticks.stop();
    assert.deepEqual(ran, Array(4).fill(organizationId));
  });
});
