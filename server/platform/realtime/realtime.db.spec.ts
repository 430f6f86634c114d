import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Socket } from 'socket.io-client';
import type { ChangeFrame, ResumeAnswer } from '#contract/realtime';
import type { Role } from '#contract/permission';
import { givenOrganization } from '../../staff/given-organization.ts';
import type { SignedIn } from '../auth/signed-in.ts';
import { localDoorbell } from '../change-log/doorbell.ts';
import { givenChange, givenChanges } from '../change-log/given-change.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { createDatabase } from '../db/database.ts';
import { newId } from '../ids.ts';
import {
  givenRealtime,
  next,
  welcomed,
  sendRaw,
  wireOf,
  type GivenRealtime,
  type TestSocket,
} from './given-realtime.ts';

describe('realtime', () => {
  let t: TestDatabase;
  let live: GivenRealtime;
  before(async () => {
    t = await testDatabase();
    live = await givenRealtime(t);
  });
  after(async () => {
    await live.stop();
    await t.close();
  });

  function signIn(
    organizationId: string,
    clinicIds: string[],
    options: { role?: Role } = {},
  ): SignedIn {
    const { role = 'scheduler' } = options;
    const grants = clinicIds.map((clinicId) => ({ clinicId, role }));
    return live.signIn({ organizationId, staffId: newId(), grants });
  }
  function framesOf(socket: TestSocket): ChangeFrame[] {
    const frames: ChangeFrame[] = [];
    socket.on('changes', (frame) => frames.push(frame));
    return frames;
  }
  /** The pool notices a cut connection when it uses it: that attempt fails and wrote nothing. */
  async function givenChangeAtLast(change: Parameters<typeof givenChange>[1]): Promise<void> {
    await givenChange(t.database, change).catch(() => givenChangeAtLast(change));
  }
  function emitAnything(socket: TestSocket, event: string, ...message: unknown[]): void {
    (socket as unknown as Socket).emit(event, ...message);
  }
  function resume(socket: TestSocket, request: unknown): Promise<ResumeAnswer> {
    return socket.emitWithAck('resume', request as Record<string, number>);
  }

  describe('handshake', () => {
    it('welcomes with the feeds that the grants may read and their heads', async () => {
      const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
      const [here = '', there = ''] = clinicIds;
      await givenChanges(t.database, 3, { organizationId, clinicId: here });
      await givenChange(t.database, { organizationId, clinicId: there });
      const { sessionId, staffId } = signIn(organizationId, [here], { role: 'biller' });
      assert.deepEqual(await welcomed(live.open(sessionId)), {
        sessionId,
        feeds: {
          [`calendar:${here}`]: 3,
          'staff:organization': 0,
          [`notifications:${staffId}`]: 0,
        },
        serverTime: t.clock.now,
      });
    });

    it('tells a new console how the server is doing, and again when that changes', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const socket = live.open(signIn(organizationId, [clinicId]).sessionId);
      assert.deepEqual(await next(socket, 'status'), { mode: 'normal' });
      const changed = next(socket, 'status');
      live.realtime.setStatus({ mode: 'read-only' });
      assert.deepEqual(await changed, { mode: 'read-only' });
      const normal = next(socket, 'status');
      live.realtime.setStatus({ mode: 'normal' });
      await normal;
    });

    it('refuses a socket without a session', async () => {
      await assert.rejects(welcomed(live.open(null)), { message: 'not-signed-in' });
      await assert.rejects(welcomed(live.open(newId())), { message: 'not-signed-in' });
    });

    it('refuses a foreign origin and a missing one, by socket and by polling', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const { sessionId } = signIn(organizationId, [clinicId]);
      for (const origin of ['https://evil.example', 'null', '']) {
        for (const transport of ['websocket', 'polling'])
          await assert.rejects(welcomed(live.open(sessionId, { origin, transport })));
      }
      assert.ok(await welcomed(live.open(sessionId, { transport: 'polling' })));
    });
  });

  describe('changes', () => {
    it('arrive in order, without a gap, as frames of their feed', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const socket = live.open(signIn(organizationId, [clinicId]).sessionId);
      await welcomed(socket);
      const all = Promise.withResolvers<number[]>();
      const seqs: number[] = [];
      socket.on('changes', ({ feed, changes }) => {
        assert.equal(feed, `calendar:${clinicId}`);
        seqs.push(...changes.map((change) => change.seq));
        if (seqs.length >= 30) all.resolve(seqs);
      });
      await Promise.all(
        Array.from({ length: 30 }, () => givenChange(t.database, { organizationId, clinicId })),
      );
      assert.deepEqual(
        await all.promise,
        Array.from({ length: 30 }, (_, at) => at + 1),
      );
    });

    it('that another server wrote arrive although no doorbell rang', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const socket = live.open(signIn(organizationId, [clinicId]).sessionId);
      await welcomed(socket);
      const { pool } = t.database;
      const silent = createDatabase({ pool, doorbell: localDoorbell(), clock: () => t.clock.now });
      const heard = next(socket, 'changes');
      const entityId = await givenChange(silent, { organizationId, clinicId });
      assert.deepEqual(
        (await heard).changes.map((change) => change.entityId),
        [entityId],
      );
    });

    it('arrive after every connection to the database was cut', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const socket = live.open(signIn(organizationId, [clinicId]).sessionId);
      await welcomed(socket);
      await t.owner.raw(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      const heard = next(socket, 'changes');
      const entityId = newId();
      await givenChangeAtLast({ organizationId, clinicId, entityId });
      assert.equal((await heard).changes[0]?.entityId, entityId);
    });

    it('go on to the others when one console is stuck, which is dropped and resumes', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const { sessionId } = signIn(organizationId, [clinicId]);
      const [stuck, other] = [live.open(sessionId), live.open(sessionId)];
      await Promise.all([welcomed(stuck), welcomed(other)]);
      const all = Promise.withResolvers<undefined>();
      other.on('changes', ({ changes }) => {
        if (changes.at(-1)?.seq === 40) all.resolve(undefined);
      });
      const closed = new Promise<string>((resolve) => stuck.once('disconnect', resolve));
      const wire = wireOf(stuck);
      wire.pause();
      const payload = 'x'.repeat(500_000);
      await givenChanges(t.database, 40, { organizationId, clinicId, payload });
      await all.promise;
      wire.resume();
      assert.equal(await closed, 'transport close');
      const again = live.open(sessionId);
      await welcomed(again);
      const feed = `calendar:${clinicId}`;
      const answer = (await resume(again, { [feed]: 38 }))[feed]!;
      assert.ok(answer.status === 'changes');
      assert.equal(answer.changes.length, 2);
    });

    it('of another clinic, another organization or without the permission are not heard', async () => {
      const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
      const other = await givenOrganization(t);
      const [here = '', there = ''] = clinicIds;
      const socket = live.open(signIn(organizationId, [here], { role: 'biller' }).sessionId);
      const bystander = live.open(signIn(organizationId, [there]).sessionId);
      await Promise.all([welcomed(socket), welcomed(bystander)]);
      const frames = framesOf(socket);
      const type = 'waitlist.note-written';
      await givenChange(t.database, other);
      await givenChange(t.database, { organizationId, clinicId: there });
      await givenChange(t.database, { organizationId, clinicId: here, type });
      const heard = next(socket, 'changes');
      await givenChange(t.database, { organizationId, clinicId: here });
      await heard;
      assert.deepEqual(
        frames.map((frame) => frame.feed),
        [`calendar:${here}`],
      );
    });
  });

  describe('a feed of one person', () => {
    const type = 'notifications.note-written';
    const feedOfHer = (staffId: string): string => `notifications:${staffId}`;

    it('is heard on every console of theirs and on no other, whatever the others ask for', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const her = signIn(organizationId, [clinicId]);
      const hers = [live.open(her.sessionId), live.open(live.signIn(her).sessionId)];
      const boss = signIn(organizationId, [clinicId], { role: 'administrator' });
      const others = [live.open(boss.sessionId), live.open(signIn(organizationId, []).sessionId)];
      await Promise.all([...hers, ...others].map(welcomed));
      const frames = others.map(framesOf);
      const heard = hers.map((socket) => next(socket, 'changes'));
      const told = { organizationId, clinicId: null, type, staffId: her.staffId };
      const entityId = await givenChange(t.database, told);
      for (const { feed, changes } of await Promise.all(heard)) {
        assert.equal(feed, feedOfHer(her.staffId));
        assert.deepEqual(
          changes.map((change) => [change.seq, change.entityId]),
          [[1, entityId]],
        );
      }
      const wanted = feedOfHer(her.staffId);
      for (const socket of others) {
        emitAnything(socket, 'join', `feed:${organizationId}:${wanted}`);
        assert.deepEqual(await resume(socket, { [wanted]: 0 }), {
          [wanted]: { status: 'not-found' },
        });
      }
      await givenChange(t.database, told);
      await Promise.all(others.map((socket) => resume(socket, {})));
      assert.deepEqual(frames, [[], []]);
    });

    it('is caught up with after a while away, without a gap', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const her = signIn(organizationId, [clinicId]);
      const feed = feedOfHer(her.staffId);
      await givenChanges(t.database, 3, {
        organizationId,
        clinicId: null,
        type,
        staffId: her.staffId,
      });
      const socket = live.open(her.sessionId);
      assert.equal((await welcomed(socket)).feeds[feed], 3);
      const answer = (await resume(socket, { [feed]: 1 }))[feed]!;
      assert.ok(answer.status === 'changes');
      assert.deepEqual(
        answer.changes.map((change) => change.seq),
        [2, 3],
      );
    });

    it('tells nobody what its person looks at', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const her = signIn(organizationId, [clinicId]);
      const [from, second] = [live.open(her.sessionId), live.open(live.signIn(her).sessionId)];
      await Promise.all([from, second].map(welcomed));
      const seen: unknown[] = [];
      second.on('presence', (presence) => seen.push(presence));
      from.emit('presence', { entity: `notifications:${newId()}`, mode: 'viewing' });
      await resume(from, {});
      await resume(second, {});
      assert.deepEqual(seen, []);
    });
  });

  describe('resume', () => {
    it('hands out what was missed, then goes on live', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const feed = `calendar:${clinicId}`;
      const { sessionId } = signIn(organizationId, [clinicId]);
      const first = live.open(sessionId);
      await welcomed(first);
      first.disconnect();
      await givenChanges(t.database, 3, { organizationId, clinicId });
      const again = live.open(sessionId);
      await welcomed(again);
      const answer = (await resume(again, { [feed]: 1 }))[feed]!;
      assert.ok(answer.status === 'changes');
      assert.deepEqual(
        answer.changes.map((change) => change.seq),
        [2, 3],
      );
      const live4 = next(again, 'changes');
      await givenChange(t.database, { organizationId, clinicId });
      assert.deepEqual(
        (await live4).changes.map((change) => change.seq),
        [4],
      );
    });

    it('answers too-old and not-found feed by feed', async () => {
      const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
      const [here = '', there = ''] = clinicIds;
      await givenChanges(t.database, 2, { organizationId, clinicId: here });
      await t.owner('feed_head').where({ organization_id: organizationId }).update('trimmed_to', 1);
      const socket = live.open(signIn(organizationId, [here]).sessionId);
      await welcomed(socket);
      assert.deepEqual(
        await resume(socket, { [`calendar:${here}`]: 0, [`calendar:${there}`]: 0 }),
        {
          [`calendar:${here}`]: { status: 'too-old', head: 2 },
          [`calendar:${there}`]: { status: 'not-found' },
        },
      );
    });

    it('answers bad input with nothing and keeps the connection', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const socket = live.open(signIn(organizationId, [clinicId]).sessionId);
      await welcomed(socket);
      const bad = [null, 'x', 7, [], { a: -1 }, { a: 1.5 }, { a: 'x' }, { a: { b: [] } }];
      for (const request of bad) assert.deepEqual(await resume(socket, request), {});
      const tooMany = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`f${at}`, 0]));
      assert.deepEqual(await resume(socket, tooMany), {});
      emitAnything(socket, 'resume', {});
      emitAnything(socket, 'resume', {}, 'no function');
      emitAnything(socket, 'presence', { entity: "x' or 1=1", mode: 'viewing' });
      emitAnything(socket, 'presence', null);
      emitAnything(socket, 'no-such-message');
      const feed = `calendar:${clinicId}`;
      assert.equal((await resume(socket, { [feed]: 0 }))[feed]?.status, 'changes');
    });

    it('is shared by consoles that come back together', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const feed = `calendar:${clinicId}`;
      await givenChanges(t.database, 5, { organizationId, clinicId });
      const sockets = Array.from({ length: 20 }, () =>
        live.open(signIn(organizationId, [clinicId]).sessionId),
      );
      await Promise.all(sockets.map(welcomed));
      const answers = await Promise.all(sockets.map((socket) => resume(socket, { [feed]: 2 })));
      for (const answer of answers) {
        const replay = answer[feed]!;
        assert.ok(replay.status === 'changes');
        assert.deepEqual(
          replay.changes.map((change) => change.seq),
          [3, 4, 5],
        );
      }
    });
  });

  it('drops a console that floods', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    const socket = live.open(signIn(organizationId, [clinicId]).sessionId);
    await welcomed(socket);
    const closed = new Promise<string>((resolve) => socket.once('disconnect', resolve));
    for (let sent = 0; sent < 300; sent += 1) emitAnything(socket, 'no-such-message');
    assert.equal(await closed, 'transport close');
  });

  it('takes no harm from frames that are no messages, or too large', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    const { sessionId } = signIn(organizationId, [clinicId]);
    const other = live.open(sessionId);
    await welcomed(other);
    for (const frame of [
      '',
      '9',
      '42',
      '42[',
      '42{"a":1}',
      '42["resume"]',
      '40/admin,',
      '451-["x",{"_placeholder":true,"num":0}]',
      '4999999999999-["x"]',
      '42["__proto__",{}]',
      '[['.repeat(20_000),
      'x'.repeat(200_000),
      new Uint8Array([0, 255, 1, 254]),
    ]) {
      const socket = live.open(sessionId);
      await welcomed(socket);
      sendRaw(socket, frame);
      socket.disconnect();
    }
    const large = live.open(sessionId);
    await welcomed(large);
    const closed = new Promise<string>((resolve) => large.once('disconnect', resolve));
    emitAnything(large, 'resume', { text: 'x'.repeat(100_001) });
    assert.equal(await closed, 'transport close');
    const feed = `calendar:${clinicId}`;
    assert.equal((await resume(other, { [feed]: 0 }))[feed]?.status, 'changes');
  });

  describe('presence', () => {
    it('reaches those who may read the thing where the sender may, with id and name only', async () => {
      const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
      const [here = '', there = ''] = clinicIds;
      const sender = signIn(organizationId, [here]);
      const [from, colleague, biller, elsewhere] = [
        live.open(sender.sessionId),
        live.open(signIn(organizationId, [here]).sessionId),
        live.open(signIn(organizationId, [here], { role: 'biller' }).sessionId),
        live.open(signIn(organizationId, [there]).sessionId),
      ];
      await Promise.all([from, colleague, biller, elsewhere].map(welcomed));
      const wrong: unknown[] = [];
      for (const socket of [from, biller, elsewhere])
        socket.on('presence', (presence) => wrong.push(presence));
      const entity = `waitlist:${newId()}`;
      const heard = next(colleague, 'presence');
      from.emit('presence', { entity, mode: 'editing' });
      const name = `Name of ${sender.staffId}`;
      assert.deepEqual(await heard, { staffId: sender.staffId, name, entity, mode: 'editing' });
      // Both wrong ones have answered after the broadcast, so a message to them would be here.
      await Promise.all([biller, elsewhere].map((socket) => resume(socket, {})));
      assert.deepEqual(wrong, []);
    });

    it('says where a visit would go, and that it is over when the console goes', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const sender = signIn(organizationId, [clinicId]);
      const [from, colleague] = [
        live.open(sender.sessionId),
        live.open(signIn(organizationId, [clinicId]).sessionId),
      ];
      await Promise.all([from, colleague].map(welcomed));
      const who = { staffId: sender.staffId, name: `Name of ${sender.staffId}` };
      const entity = `appointment:${newId()}`;
      const [startsAt, endsAt] = ['2026-11-24T15:00:00.000Z', '2026-11-24T15:30:00.000Z'];
      const to = { providerId: newId(), startsAt, endsAt };
      const heard = next(colleague, 'presence');
      // Without a place it is none, and what does not belong to one is left out.
      from.emit('presence', { entity, mode: 'moving' });
      const more = { ...to, patient: 'Diaz' };
      from.emit('presence', { entity, mode: 'moving', to: more });
      assert.deepEqual(await heard, { ...who, entity, mode: 'moving', to });
      const over = next(colleague, 'presence');
      from.disconnect();
      assert.deepEqual(await over, { ...who, entity, mode: 'gone' });
    });
  });
});
