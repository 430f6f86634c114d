import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import type { ChangeEnvelope } from '#contract/realtime';
import { givenOrganization } from '../../staff/given-organization.ts';
import { loggedChanges } from '../change-log/expect-change.ts';
import { givenChange, givenChanges } from '../change-log/given-change.ts';
import { recordChange } from '../change-log/record-change.ts';
import type { Ctx } from '../context.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { notAllowed } from '../problem.ts';
import type { Reaction } from '../slice.ts';
import { parkedReactions, runReactionsOnce } from './run-reactions.ts';
import { startReactions } from './start-reactions.ts';

describe('reactions', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  /** Answers each note with an echo, a change of its own in the transaction of the reaction. */
  function echo(run: (ctx: Ctx, change: ChangeEnvelope) => Promise<void> = writeEcho): Reaction {
    return {
      name: 'echo.answer-notes',
      capability: 'calendar',
      types: ['calendar.note-written'],
      run,
    };
  }
  function writeEcho(ctx: Ctx, { entityId, feed }: ChangeEnvelope): Promise<void> {
    const clinicId = feed.slice(feed.indexOf(':') + 1);
    recordChange(ctx, { type: 'echo.note-echoed', clinicId, entityId, version: 1, payload: null });
    return Promise.resolve();
  }
  async function written(organizationId: string): Promise<{ notes: string[]; echoes: string[] }> {
    const changes = await loggedChanges(t, organizationId);
    const idsOf = (type: string) =>
      changes.filter((change) => change.type === type).map((change) => change.entity_id);
    return { notes: idsOf('calendar.note-written'), echoes: idsOf('echo.note-echoed') };
  }
  function mark(organizationId: string) {
    return t.owner('reaction_mark').where({ organization_id: organizationId }).first<{
      seq: number;
      failures: number;
      parked_at: string | null;
      last_error: string | null;
    }>('seq', 'failures', 'parked_at', 'last_error');
  }

  it('react to every change once and in order, from the first', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    await givenChanges(t.database, 12, { organizationId, clinicId });
    await runReactionsOnce(t.database, [echo()], organizationId);
    await runReactionsOnce(t.database, [echo()], organizationId);
    const { notes, echoes } = await written(organizationId);
    assert.equal(notes.length, 12);
    assert.deepEqual(echoes, notes);
  });

  it('react exactly once when three servers run at the same time', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}, {}] });
    for (const clinicId of clinicIds)
      await givenChanges(t.database, 10, { organizationId, clinicId });
    const runs = Array.from({ length: 3 }, () =>
      runReactionsOnce(t.database, [echo()], organizationId),
    );
    await Promise.all(runs);
    await runReactionsOnce(t.database, [echo()], organizationId);
    const { notes, echoes } = await written(organizationId);
    assert.equal(echoes.length, 30);
    assert.deepEqual(echoes, notes);
  });

  it('pass over changes of other types and remember that they did', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    const type = 'calendar.note-read';
    await givenChanges(t.database, 5, { organizationId, clinicId, type });
    await givenChange(t.database, { organizationId, clinicId });
    await givenChanges(t.database, 5, { organizationId, clinicId, type });
    await runReactionsOnce(t.database, [echo()], organizationId);
    assert.equal((await written(organizationId)).echoes.length, 1);
    assert.equal((await mark(organizationId)).seq, 11);
  });

  it('leave nothing behind when they fail, and try again', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    await givenChanges(t.database, 2, { organizationId, clinicId });
    let failing = true;
    const reaction = echo(async (ctx, change) => {
      await writeEcho(ctx, change);
      if (failing && change.seq === 2) throw new Error('canary: a name');
    });
    await runReactionsOnce(t.database, [reaction], organizationId);
    assert.equal((await written(organizationId)).echoes.length, 1);
    assert.deepEqual(await mark(organizationId), {
      seq: 1,
      failures: 1,
      parked_at: null,
      last_error: 'Error',
    });
    failing = false;
    await runReactionsOnce(t.database, [reaction], organizationId);
    const { notes, echoes } = await written(organizationId);
    assert.deepEqual(echoes, notes);
    assert.equal((await mark(organizationId)).failures, 0);
  });

  it('park a feed after five failures, and only that one', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
    const [bad = '', good = ''] = clinicIds;
    for (const clinicId of clinicIds) await givenChange(t.database, { organizationId, clinicId });
    const reaction = echo((ctx, change) =>
      change.feed === `calendar:${bad}`
        ? Promise.reject(notAllowed('canary: a name'))
        : writeEcho(ctx, change),
    );
    for (let run = 0; run < 4; run += 1)
      await runReactionsOnce(t.database, [reaction], organizationId);
    const ours = async () =>
      (await parkedReactions(t.database)).filter((each) => each.organizationId === organizationId);
    assert.deepEqual(await ours(), []);
    await runReactionsOnce(t.database, [reaction], organizationId);
    const parked = {
      organizationId,
      reaction: 'echo.answer-notes',
      feed: `calendar:${bad}`,
      parkedAt: t.clock.now,
      lastError: 'not-allowed',
    };
    assert.deepEqual(await ours(), [parked]);
    await givenChange(t.database, { organizationId, clinicId: good });
    await runReactionsOnce(t.database, [echo()], organizationId);
    assert.equal((await written(organizationId)).echoes.length, 2);
    assert.deepEqual(await ours(), [parked]);
  });

  it('run by themselves when the doorbell rings', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    const reacted = Promise.withResolvers<string>();
    const reaction = echo((_ctx, change) => {
      if (change.feed === `calendar:${clinicId}`) reacted.resolve(change.entityId);
      return Promise.resolve();
    });
    const log = pino({ level: 'silent' });
    const running = startReactions({ database: t.database, reactions: [reaction], log });
    const entityId = await givenChange(t.database, { organizationId, clinicId });
    assert.equal(await reacted.promise, entityId);
    await running.stop();
  });
});
