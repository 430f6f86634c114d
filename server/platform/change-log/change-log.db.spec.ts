import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import type { ResumeRequest } from '#contract/realtime';
import { givenOrganization } from '../../staff/given-organization.ts';
import type { Ctx } from '../context.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import { changesSince, currentSeq } from './change-queries.ts';
import type { Rung } from './doorbell.ts';
import { givenChange, givenChanges } from './given-change.ts';
import { notifyDoorbell } from './notify-doorbell.ts';
import { recordChange } from './record-change.ts';
import { logReader, resumeFeeds } from './resume-feeds.ts';
import { readRungs, writeRungs } from './rung-message.ts';

const log = pino({ level: 'silent' });

describe('change log', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  function read<T>(organizationId: string, fn: (ctx: Ctx) => Promise<T>): Promise<T> {
    return t.database.inTransaction({ kind: 'system', organizationId, reason: 'test' }, fn);
  }
  function resume(organizationId: string, request: ResumeRequest, readable: string[]) {
    return read(organizationId, (ctx) =>
      resumeFeeds(logReader(ctx), request, new Set(readable), { changes: 5, behind: 12 }),
    );
  }

  it('numbers each feed without a gap while many write at once', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    await Promise.all(
      Array.from({ length: 40 }, () => givenChange(t.database, { organizationId, clinicId })),
    );
    const changes = await read(organizationId, (ctx) =>
      changesSince(ctx, `calendar:${clinicId}`, 0, 100),
    );
    assert.deepEqual(
      changes.map((change) => change.seq),
      Array.from({ length: 40 }, (_, at) => at + 1),
    );
  });

  it('leaves no number out when a transaction rolls back', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    await givenChange(t.database, { organizationId, clinicId });
    await assert.rejects(
      read(organizationId, (ctx) => {
        recordChange(ctx, {
          type: 'calendar.note-written',
          clinicId,
          entityId: newId(),
          version: 1,
          payload: null,
        });
        return Promise.reject(new Error('no'));
      }),
    );
    await givenChange(t.database, { organizationId, clinicId });
    assert.equal(await read(organizationId, (ctx) => currentSeq(ctx, `calendar:${clinicId}`)), 2);
  });

  it('tells the head of a feed, 0 before its first change', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    const head = () => read(organizationId, (ctx) => currentSeq(ctx, `calendar:${clinicId}`));
    assert.equal(await head(), 0);
    await givenChanges(t.database, 3, { organizationId, clinicId });
    assert.equal(await head(), 3);
  });

  it('gives back the envelope as it was recorded', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    const payload = { id: newId(), words: 'two words' };
    const entityId = await givenChange(t.database, { organizationId, clinicId, payload });
    const feed = `calendar:${clinicId}`;
    assert.deepEqual(await read(organizationId, (ctx) => changesSince(ctx, feed, 0, 10)), [
      {
        feed,
        seq: 1,
        type: 'calendar.note-written',
        entityId,
        version: 1,
        payload,
        actorId: null,
        commandId: null,
        at: t.clock.now,
      },
    ]);
  });

  it('answers a resume in pages, with what follows the sequence asked for', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    await givenChanges(t.database, 8, { organizationId, clinicId });
    const feed = `calendar:${clinicId}`;
    const first = (await resume(organizationId, { [feed]: 1 }, [feed]))[feed]!;
    assert.ok(first.status === 'changes');
    assert.deepEqual(
      first.changes.map((change) => change.seq),
      [2, 3, 4, 5, 6],
    );
    assert.deepEqual([first.more, first.head], [true, 8]);
    const rest = (await resume(organizationId, { [feed]: 6 }, [feed]))[feed]!;
    assert.ok(rest.status === 'changes');
    assert.deepEqual(
      rest.changes.map((change) => change.seq),
      [7, 8],
    );
    assert.equal(rest.more, false);
  });

  it('spends one page on all feeds of a resume and says where there is more', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
    for (const clinicId of clinicIds)
      await givenChanges(t.database, 5, { organizationId, clinicId });
    const [one = '', two = ''] = clinicIds.map((clinicId) => `calendar:${clinicId}`);
    const answer = await resume(organizationId, { [one]: 0, [two]: 0 }, [one, two]);
    assert.deepEqual(
      [one, two].map((feed) => {
        const { status, ...rest } = answer[feed]!;
        return [status, 'changes' in rest && rest.changes.length, 'more' in rest && rest.more];
      }),
      [
        ['changes', 5, false],
        ['changes', 0, true],
      ],
    );
  });

  it('sends a console to load afresh that is behind what is kept, ahead of the head, or too far behind', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    await givenChanges(t.database, 14, { organizationId, clinicId });
    const feed = `calendar:${clinicId}`;
    await t.owner('feed_head').where({ organization_id: organizationId }).update({ trimmed_to: 6 });
    const tooOld = { [feed]: { status: 'too-old', head: 14 } };
    assert.deepEqual(await resume(organizationId, { [feed]: 5 }, [feed]), tooOld);
    assert.deepEqual(await resume(organizationId, { [feed]: 15 }, [feed]), tooOld);
    await t.owner('feed_head').where({ organization_id: organizationId }).update({ trimmed_to: 0 });
    assert.deepEqual(await resume(organizationId, { [feed]: 1 }, [feed]), tooOld);
    assert.equal((await resume(organizationId, { [feed]: 6 }, [feed]))[feed]?.status, 'changes');
  });

  it('never hands out a replay with a hole', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    await givenChanges(t.database, 4, { organizationId, clinicId });
    const feed = `calendar:${clinicId}`;
    await t.owner('change_log').where({ organization_id: organizationId, seq: 2 }).delete();
    assert.deepEqual(await resume(organizationId, { [feed]: 1 }, [feed]), {
      [feed]: { status: 'too-old', head: 4 },
    });
  });

  it('answers not-found for a feed that is not readable, whether it exists or not', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    await givenChange(t.database, { organizationId, clinicId });
    const feeds = [`calendar:${clinicId}`, `calendar:${newId()}`, '__proto__'];
    const request = Object.fromEntries(feeds.map((feed) => [feed, 0]));
    assert.deepEqual(
      Object.values(await resume(organizationId, request, [])),
      feeds.map(() => ({ status: 'not-found' })),
    );
  });

  it('reads no organization but its own', async () => {
    const [ours, theirs] = [await givenOrganization(t), await givenOrganization(t)];
    await givenChange(t.database, theirs);
    const feed = `calendar:${theirs.clinicId}`;
    assert.deepEqual(await read(ours.organizationId, (ctx) => changesSince(ctx, feed, 0, 10)), []);
    assert.equal(await read(ours.organizationId, (ctx) => currentSeq(ctx, feed)), 0);
  });
});

describe('doorbell between servers', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  function heard(doorbell: { onRing(listener: (rung: readonly Rung[]) => void): unknown }) {
    const ring = Promise.withResolvers<readonly Rung[]>();
    doorbell.onRing((rung) => ring.resolve(rung));
    return ring.promise;
  }
  const rung = () => [{ organizationId: newId(), feed: `calendar:${newId()}` }];

  it('rings in the own process at once and on the other servers by NOTIFY', async () => {
    const [here, there] = [notifier(), notifier()];
    await Promise.all([here.listening, there.listening]);
    const [locally, remotely] = [heard(here), heard(there)];
    const rang = rung();
    here.ring(rang);
    assert.deepEqual(await locally, rang);
    assert.deepEqual(await remotely, rang);
    await Promise.all([here.stop(), there.stop()]);
  });

  it('listens again after its connection was cut', async () => {
    const [here, there] = [notifier(), notifier()];
    await Promise.all([here.listening, there.listening]);
    await t.owner.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'daysheet doorbell' and datname = current_database()`,
    );
    const remotely = heard(there);
    const rang = rung();
    // A ring on a connection that is just coming back may be lost, as the slow poll expects: so it is rung again.
    const ringing = setInterval(() => here.ring(rang), 50);
    assert.deepEqual(await remotely, rang);
    clearInterval(ringing);
    await Promise.all([here.stop(), there.stop()]);
  });

  it('splits what is too long for one NOTIFY and loses nothing', () => {
    const many = Array.from({ length: 300 }, rung).flat();
    const messages = writeRungs('server', many);
    assert.ok(messages.length > 1);
    assert.ok(messages.every((message) => Buffer.byteLength(message) < 8000));
    assert.deepEqual(
      messages.flatMap((message) => readRungs(message).rung),
      many,
    );
  });

  function notifier() {
    return notifyDoorbell({ connection: t.connections.app, log });
  }
});
