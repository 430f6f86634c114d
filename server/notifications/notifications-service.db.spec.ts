import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { notificationTopics } from '#contract/notifications';
import { readableQueues } from './notifications-policy.ts';
import { callsSlice } from '../calls/calls-slice.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { recordNotification } from '../platform/notifications/record-notification.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { givenOrganization, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { listNotifications } from './notifications-queries.ts';
import * as service from './notifications-service.ts';
import { notificationsTicks } from './notifications-ticks.ts';
import { notificationsProof, type NotificationsProof } from './test-notifications.ts';

interface World {
  organizationId: string;
  here: string;
  there: string;
  ana: GivenStaff;
  ben: GivenStaff;
}

describe('notifications', () => {
  let t: TestDatabase;
  let proof: NotificationsProof;
  before(async () => {
    t = await testDatabase();
    proof = notificationsProof(t);
  });
  after(() => t.close());

  async function givenTwo(): Promise<World> {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
    const [here = '', there = ''] = clinicIds;
    const person = (given: string) => givenStaff(t, { organizationId, clinicIds, given });
    return { organizationId, here, there, ana: await person('Ana'), ben: await person('Ben') };
  }
  async function tell({ ana, here }: World, to: GivenStaff, clinicId = here): Promise<string> {
    const itemId = newId();
    await t.database.inTransaction(ana.scope, (ctx) => {
      recordNotification(ctx, {
        ...{ topic: 'mentioned', queue: 'calls', clinicId, itemId },
        to: to.staffId,
      });
      return Promise.resolve();
    });
    const row = await t
      .owner('notification')
      .where({ work_item_id: itemId })
      .first<{ id: string }>('id');
    return row.id;
  }
  const readable = (grants: GivenStaff['grants']) => readableQueues(callsSlice.feeds ?? [], grants);
  const listed = (
    { scope, staffId, grants }: GivenStaff,
    page: { after?: string; limit?: number } = {},
  ) =>
    t.database.inTransaction(scope, (ctx) =>
      listNotifications(ctx, readable(grants), { staffId, limit: 50, ...page }),
    );
  const markRead =
    ({ grants }: GivenStaff, id: string) =>
    (ctx: Ctx) =>
      service.markNotificationRead(ctx, readable(grants), id);

  it('are listed the latest first, page by page, with how many are unread', async () => {
    const world = await givenTwo();
    const ids: string[] = [];
    for (let told = 0; told < 5; told += 1) {
      ids.unshift(await tell(world, world.ben));
      t.clock.advance({ minutes: 1 });
    }
    const first = await listed(world.ben, { limit: 3 });
    const rest = await listed(world.ben, { limit: 3, after: first.next! });
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ id }) => id),
      ids,
    );
    assert.deepEqual([first.unread, first.asOf, rest.next], [5, 5, null]);
    await assert.rejects(listed(world.ben, { after: 'W10' }), { code: 'invalid-input' });
    assert.deepEqual((await listed(world.ana)).items, []);
  });

  it('of a clinic go with the right to read there', async () => {
    const world = await givenTwo();
    const [here, there] = [await tell(world, world.ben), await tell(world, world.ben, world.there)];
    const grants = [{ clinicId: world.here, role: 'scheduler' as const }];
    const left = { ...world.ben, grants, scope: { ...world.ben.scope, grants } };
    const shown = await listed(left);
    assert.deepEqual([shown.items.map(({ id }) => id), shown.unread], [[here], 1]);
    await proof.refuses(world, left.scope, markRead(left, there), 'not-found');
    const biller = [{ clinicId: world.here, role: 'biller' as const }];
    const other = { ...left, grants: biller, scope: { ...left.scope, grants: biller } };
    assert.deepEqual((await listed(other)).items, []);
  });

  it('are read once, and by nobody else', async () => {
    const world = await givenTwo();
    const { ana, ben } = world;
    const id = await tell(world, ben);
    await proof.refuses(world, ana.scope, markRead(ana, id), 'not-found');
    const read = await proof.proves(world, ben.scope, markRead(ben, id), ['notifications.read']);
    assert.equal(read.readAt, t.clock.now);
    t.clock.advance({ minutes: 1 });
    const again = await proof.proves(world, ben.scope, markRead(ben, id), []);
    assert.deepEqual(again, read);
  });

  it('are all read at once', async () => {
    const world = await givenTwo();
    const { ana, ben } = world;
    await tell(world, ben, world.there);
    const read = await tell(world, ben);
    await tell(world, ben);
    await t.database.inTransaction(ben.scope, markRead(ben, read));
    await proof.proves(world, ana.scope, service.markAllNotificationsRead, []);
    await proof.proves(world, ben.scope, service.markAllNotificationsRead, [
      'notifications.all-read',
    ]);
    assert.equal((await listed(ben)).unread, 0);
    await proof.proves(world, ben.scope, service.markAllNotificationsRead, []);
  });

  it('are for one person alone, also where the database is the only wall', async () => {
    const world = await givenTwo();
    const { ana, ben } = world;
    await tell(world, ben);
    const seen = (scope: Parameters<typeof t.database.inTransaction>[0]) =>
      t.database.inTransaction(scope, async (ctx) => ({
        rows: await ctx.db('notification').where({ staff_id: ben.staffId }).pluck<string[]>('id'),
        changed: await ctx.db('notification').update({ read_at: ctx.now }),
        removed: await ctx.db('notification').delete(),
      }));
    assert.deepEqual(await seen(ana.scope), { rows: [], changed: 0, removed: 0 });
    // Somebody of another clinic writes none about this one.
    const elsewhere = await givenStaff(t, {
      organizationId: world.organizationId,
      clinicIds: [world.there],
    });
    await assert.rejects(tell({ ...world, ana: elsewhere }, ben), { code: '42501' });
    assert.equal((await listed(ben)).items.length, 1);
  });

  it('are chosen topic by topic; what is not chosen has its standard', async () => {
    const { ben } = await givenTwo();
    const choose = (choices: Parameters<typeof service.changeNotificationChoices>[1]) =>
      t.database.inTransaction(ben.scope, (ctx) => service.changeNotificationChoices(ctx, choices));
    const standard = Object.fromEntries(
      Object.entries(notificationTopics).map(([topic, { standard: choice }]) => [topic, choice]),
    );
    assert.deepEqual(
      await t.database.inTransaction(ben.scope, service.getNotificationChoices),
      standard,
    );
    await choose({ late: 'at-once', soon: 'bell' });
    assert.deepEqual(await choose({ late: 'off' }), { ...standard, late: 'off', soon: 'bell' });
  });

  it('say whether they are to be shown at once, as their person has chosen', async () => {
    const world = await givenTwo();
    await tell(world, world.ben);
    await t.database.inTransaction(world.ben.scope, (ctx) =>
      service.changeNotificationChoices(ctx, { mentioned: 'bell' }),
    );
    t.clock.advance({ minutes: 1 });
    await tell(world, world.ben);
    assert.deepEqual(
      (await listed(world.ben)).items.map(({ atOnce }) => atOnce),
      [false, true],
    );
  });

  it('go after thirty days, read or not, and the consoles hear of it', async () => {
    const world = await givenTwo();
    const { ana, ben } = world;
    await tell(world, ben);
    await t.database.inTransaction(ben.scope, markRead(ben, await tell(world, ben)));
    await tell({ ...world, ana: ben }, ana);
    t.clock.advance({ minutes: 30 * 24 * 60 });
    const kept = await tell(world, ben);
    const [trim] = notificationsTicks;
    assert.equal(await runTickOnce(t.database, trim!, world.organizationId), 0);
    t.clock.advance({ minutes: 1 });
    const system = {
      ...{ kind: 'system' as const, organizationId: world.organizationId, reason: 'test' },
    };
    const trimmed = 'notifications.trimmed';
    await proof.proves(world, system, (ctx) => trim!.run(ctx), [trimmed, trimmed]);
    assert.deepEqual(
      (await listed(ben)).items.map(({ id }) => id),
      [kept],
    );
  });
});
