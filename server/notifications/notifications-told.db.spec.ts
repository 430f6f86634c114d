// Who is told of what, by each act of the kernel; and that nobody is told of what did not happen.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Call } from '#contract/calls';
import type { BulkAction } from '#contract/work-bulk';
import { calls } from '../calls/calls-queue.ts';
import { givenCall, givenCallClinic, type CallClinic } from '../calls/given-call.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { ruleBroken } from '../platform/problem.ts';
import { runBulkStep, startBulk } from '../platform/work/bulk-service.ts';
import { claimWork, takeOverWork } from '../platform/work/lease-service.ts';
import { assignWork, commentOnWork } from '../platform/work/work-service.ts';
import { workTicks } from '../platform/work/work-ticks.ts';
import { addAbsence } from '../staff/absence-service.ts';
import type { GivenStaff } from '../staff/given-organization.ts';
import { changeNotificationChoices } from './notifications-service.ts';
import { notificationsProof, type NotificationsProof } from './test-notifications.ts';

const told = 'notifications.told';

describe('people are told', () => {
  let t: TestDatabase;
  let proof: NotificationsProof;
  before(async () => {
    t = await testDatabase();
    proof = notificationsProof(t);
  });
  after(() => t.close());

  const give = (
    clinic: CallClinic,
    by: GivenStaff,
    call: Call,
    to: GivenStaff | null,
    types: string[],
  ) =>
    proof.proves(
      clinic,
      by.scope,
      (ctx) =>
        assignWork(ctx, calls, {
          itemId: call.id,
          expectedVersion: call.version,
          ownerId: to?.staffId ?? null,
        }),
      ['calls.work-assigned', ...types],
    );
  const choose = (who: GivenStaff, choices: Parameters<typeof changeNotificationChoices>[1]) =>
    t.database.inTransaction(who.scope, (ctx) => changeNotificationChoices(ctx, choices));
  const comment = (call: Call, mentions: GivenStaff[]) => (ctx: Ctx) =>
    commentOnWork(ctx, calls, {
      itemId: call.id,
      text: 'Said.',
      mentions: mentions.map(({ staffId }) => staffId),
    });
  async function runTicks(ctx: Ctx): Promise<void> {
    for (const tick of workTicks(calls)) await tick.run(ctx);
  }
  const about = (call: Call | null, by: GivenStaff | null) => ({
    colleagueId: by?.staffId ?? null,
    itemId: call?.id ?? null,
    count: 1,
    refused: 0,
  });

  it('that a colleague named them, and nobody that they named themselves', async () => {
    const clinic = await givenCallClinic(t);
    const { ana, ben, manager } = clinic;
    const call = await givenCall(t, clinic);
    await proof.proves(clinic, ana.scope, comment(call, [ben, ana]), [
      'calls.work-commented',
      told,
    ]);
    assert.deepEqual(await proof.toldTo(ben), [{ topic: 'mentioned', ...about(call, ana) }]);
    assert.deepEqual(await proof.toldTo(ana), []);
    assert.deepEqual(await proof.toldTo(manager), []);
  });

  it('that something was given to them, or taken away from them, by somebody else', async () => {
    const clinic = await givenCallClinic(t);
    const { ana, ben, manager } = clinic;
    const mine = await give(clinic, ana, await givenCall(t, clinic), ana, []);
    const bens = await give(clinic, manager, mine, ben, [told, told]);
    assert.deepEqual(await proof.toldTo(ben), [{ topic: 'assigned', ...about(mine, manager) }]);
    assert.deepEqual(await proof.toldTo(ana), [{ topic: 'taken-over', ...about(mine, manager) }]);
    await give(clinic, ben, bens, null, []);
    assert.equal((await proof.toldTo(ben)).length, 1);
  });

  it('that what they held was taken over', async () => {
    const clinic = await givenCallClinic(t);
    const { ana, ben } = clinic;
    const { id } = await givenCall(t, clinic);
    const held = await t.database.inTransaction(ana.scope, (ctx) => claimWork(ctx, calls, id));
    const takeOver =
      ({ version }: Call) =>
      (ctx: Ctx) =>
        takeOverWork(ctx, calls, { itemId: id, expectedVersion: version });
    const taken = await proof.proves(clinic, ben.scope, takeOver(held), [
      'calls.work-taken-over',
      told,
    ]);
    assert.deepEqual(await proof.toldTo(ana), [{ topic: 'taken-over', ...about(held, ben) }]);
    // From oneself, and from somebody whose lease has ended.
    const again = await proof.proves(clinic, ben.scope, takeOver(taken), ['calls.work-taken-over']);
    t.clock.advance({ minutes: 6 });
    await proof.proves(clinic, ana.scope, takeOver(again), ['calls.work-taken-over']);
  });

  it('once that the work of who is away came to them, however much it is', async () => {
    const clinic = await givenCallClinic(t);
    const { ana, ben } = clinic;
    for (let made = 0; made < 3; made += 1)
      await give(clinic, ana, await givenCall(t, clinic), ana, []);
    await t.database.inTransaction(ana.scope, (ctx) =>
      addAbsence(ctx, {
        clinicId: clinic.clinicId,
        staffId: ana.staffId,
        coverId: ben.staffId,
        fromAt: t.clock.now,
        untilAt: '2026-12-24T12:00:00.000Z',
      }),
    );
    const covered = 'calls.work-covered';
    await proof.proves(clinic, clinic.system, runTicks, [covered, covered, covered, told]);
    assert.deepEqual(await proof.toldTo(ben), [
      { topic: 'covered', ...about(null, ana), count: 3 },
    ]);
    assert.deepEqual(await proof.toldTo(ana), []);
  });

  it('that something of theirs is due soon, if they wish, and that it is late', async () => {
    const clinic = await givenCallClinic(t);
    const { ana, ben } = clinic;
    t.clock.set('2026-11-23T15:00:00.000Z');
    const [anas, bens] = [
      await give(clinic, ana, await givenCall(t, clinic, { priority: 'urgent' }), ana, []),
      await give(clinic, ben, await givenCall(t, clinic, { priority: 'urgent' }), ben, []),
    ];
    await givenCall(t, clinic, { priority: 'urgent' });
    await choose(ben, { soon: 'bell' });
    const turned = Array<string>(3).fill('calls.work-clock-turned');
    t.clock.set('2026-11-23T18:00:00.000Z');
    await proof.proves(clinic, clinic.system, runTicks, [...turned, told]);
    t.clock.set('2026-11-23T19:00:00.000Z');
    await proof.proves(clinic, clinic.system, runTicks, [...turned, told, told]);
    assert.deepEqual(await proof.toldTo(ana), [{ topic: 'late', ...about(anas, null) }]);
    assert.deepEqual(await proof.toldTo(ben), [
      { topic: 'soon', ...about(bens, null) },
      { topic: 'late', ...about(bens, null) },
    ]);
  });

  it('how what they asked for on many items ended, and once of all that they were given by it', async () => {
    const clinic = await givenCallClinic(t);
    const { ana, ben, manager } = clinic;
    const anas = await give(clinic, ana, await givenCall(t, clinic), ana, []);
    const [free, held] = [await givenCall(t, clinic), await givenCall(t, clinic)];
    await t.database.inTransaction(ana.scope, (ctx) => claimWork(ctx, calls, held.id));
    const action: BulkAction = { verb: 'assign', ownerId: ben.staffId };
    const items = Object.fromEntries([anas, free, held].map(({ id, version }) => [id, version]));
    await t.database.inTransaction(manager.scope, (ctx) =>
      startBulk(ctx, calls, { clinicId: clinic.clinicId, action, items }),
    );
    await proof.proves(clinic, clinic.system, (ctx) => runBulkStep(ctx, calls), [
      ...['calls.work-assigned', 'calls.work-assigned', 'calls.bulk-progressed'],
      ...[told, told, told],
    ]);
    const many = { ...about(null, manager), count: 2 };
    assert.deepEqual(await proof.toldTo(ben), [{ topic: 'assigned', ...many }]);
    assert.deepEqual(await proof.toldTo(ana), [{ topic: 'taken-over', ...about(anas, manager) }]);
    assert.deepEqual(await proof.toldTo(manager), [
      { topic: 'bulk-ended', ...about(null, null), count: 3, refused: 1 },
    ]);
  });

  it('nothing of a topic that they have switched off: no row, no change', async () => {
    const clinic = await givenCallClinic(t);
    const { ana, ben } = clinic;
    await choose(ben, { mentioned: 'off' });
    const call = await givenCall(t, clinic);
    await proof.proves(clinic, ana.scope, comment(call, [ben]), ['calls.work-commented']);
    assert.deepEqual(await proof.toldTo(ben), []);
  });

  it('nothing of what was refused or rolled back', async () => {
    const clinic = await givenCallClinic(t);
    const { ana, ben } = clinic;
    const call = await givenCall(t, clinic);
    const stranger = { ...ben, staffId: newId() };
    await proof.refuses(clinic, ana.scope, comment(call, [ben, stranger]), 'invalid-input');
    await proof.refuses(
      clinic,
      ana.scope,
      async (ctx) => {
        await comment(call, [ben])(ctx);
        throw ruleBroken('changed-my-mind', 'Not after all.');
      },
      'rule-broken changed-my-mind',
    );
  });
});
