import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { ChangeFrame, ResumeAnswer } from '#contract/realtime';
import type { Role } from '#contract/permission';
import { givenOrganization } from '../../staff/given-organization.ts';
import type { SignedIn } from '../auth/signed-in.ts';
import { givenChange } from '../change-log/given-change.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { newId } from '../ids.ts';
import {
  givenRealtime,
  next,
  welcomed,
  type GivenRealtime,
  type TestSocket,
} from './given-realtime.ts';

describe('access of a live connection', () => {
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
    options: { role?: Role; expiresAt?: string } = {},
  ): SignedIn {
    const { role = 'scheduler', expiresAt } = options;
    const grants = clinicIds.map((clinicId) => ({ clinicId, role }));
    return live.signIn({ organizationId, staffId: newId(), grants }, expiresAt);
  }
  /** The handshake still finds the session as it is; who asks after it finds what it has become. */
  function endAfterHandshake(test: TestContext, sessionId: string, after: SignedIn | null): void {
    const { sessions } = live;
    const [found, read] = [sessions.get(sessionId), sessions.get.bind(sessions)];
    test.mock.method(sessions, 'get', (wanted: string) => {
      if (wanted !== sessionId || read(wanted) !== found) return read(wanted);
      if (after) sessions.set(sessionId, after);
      else sessions.delete(sessionId);
      return found;
    });
  }
  function framesOf(socket: TestSocket): ChangeFrame[] {
    const frames: ChangeFrame[] = [];
    socket.on('changes', (frame) => frames.push(frame));
    return frames;
  }
  function resume(socket: TestSocket, request: unknown): Promise<ResumeAnswer> {
    return socket.emitWithAck('resume', request as Record<string, number>);
  }

  describe('end of a session', () => {
    function ended(socket: TestSocket) {
      const reason = next(socket, 'session-ended');
      const closed = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
      return Promise.all([reason, closed]).then(([why]) => why);
    }

    it('closes its sockets when it is revoked, and no others', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const [gone, stays] = [
        signIn(organizationId, [clinicId]),
        signIn(organizationId, [clinicId]),
      ];
      const [socket, other] = [live.open(gone.sessionId), live.open(stays.sessionId)];
      await Promise.all([welcomed(socket), welcomed(other)]);
      const end = ended(socket);
      live.sessions.delete(gone.sessionId);
      const type = 'staff.session-ended';
      await givenChange(t.database, {
        organizationId,
        clinicId: null,
        type,
        entityId: gone.sessionId,
      });
      assert.equal(await end, 'revoked');
      assert.ok(await resume(other, {}));
      await assert.rejects(welcomed(live.open(gone.sessionId)), { message: 'not-signed-in' });
    });

    it('closes a socket whose session ended while it connected', async (test) => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const session = signIn(organizationId, [clinicId]);
      endAfterHandshake(test, session.sessionId, null);
      assert.equal(await ended(live.open(session.sessionId)), 'revoked');
    });

    it('closes its sockets when its time is over', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const session = signIn(organizationId, [clinicId], { expiresAt: t.clock.now });
      const socket = live.open(session.sessionId);
      const end = ended(socket);
      await welcomed(socket);
      live.sessions.delete(session.sessionId);
      assert.equal(await end, 'expired');
    });

    it('keeps the socket of a session that a person extended', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const session = signIn(organizationId, [clinicId], { expiresAt: t.clock.now });
      const short = signIn(organizationId, [clinicId], { expiresAt: t.clock.now });
      const [socket, other] = [live.open(session.sessionId), live.open(short.sessionId)];
      await Promise.all([welcomed(socket), welcomed(other)]);
      live.sessions.set(session.sessionId, { ...session, expiresAt: '2030-01-01T00:00:00.000Z' });
      live.sessions.delete(short.sessionId);
      await ended(other);
      const feed = `calendar:${clinicId}`;
      assert.equal((await resume(socket, { [feed]: 0 }))[feed]?.status, 'changes');
    });
  });

  describe('changed access', () => {
    const type = 'staff.access-changed';

    it('takes away and gives feeds without a new connection', async () => {
      const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
      const [here = '', there = ''] = clinicIds;
      const session = signIn(organizationId, [here]);
      const socket = live.open(session.sessionId);
      await welcomed(socket);
      const grants = [{ clinicId: there, role: 'biller' as const }];
      live.sessions.set(session.sessionId, { ...session, grants });
      const again = welcomed(socket);
      await givenChange(t.database, {
        organizationId,
        clinicId: null,
        type,
        entityId: session.staffId,
      });
      assert.deepEqual(Object.keys((await again).feeds).sort(), [
        `calendar:${there}`,
        `notifications:${session.staffId}`,
        'staff:organization',
      ]);
      const frames = framesOf(socket);
      const heard = next(socket, 'changes');
      await givenChange(t.database, { organizationId, clinicId: here });
      await givenChange(t.database, { organizationId, clinicId: there });
      await heard;
      assert.deepEqual(
        frames.map((frame) => frame.feed),
        [`calendar:${there}`],
      );
      const feed = `calendar:${here}`;
      assert.deepEqual(await resume(socket, { [feed]: 0 }), { [feed]: { status: 'not-found' } });
    });

    it('while a socket connects is in its first welcome', async (test) => {
      const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
      const [here = '', there = ''] = clinicIds;
      const session = signIn(organizationId, [here]);
      const grants = [{ clinicId: there, role: 'biller' as const }];
      endAfterHandshake(test, session.sessionId, { ...session, grants });
      const { feeds } = await welcomed(live.open(session.sessionId));
      const own = `notifications:${session.staffId}`;
      assert.deepEqual(Object.keys(feeds).sort(), [`calendar:${there}`, own, 'staff:organization']);
    });

    it('is heard by a person who may not read the staff feed', async () => {
      const { organizationId, clinicId } = await givenOrganization(t);
      const session = live.signIn({ organizationId, staffId: newId(), grants: [] });
      const socket = live.open(session.sessionId);
      assert.deepEqual((await welcomed(socket)).feeds, { [`notifications:${session.staffId}`]: 0 });
      const grants = [{ clinicId, role: 'scheduler' as const }];
      live.sessions.set(session.sessionId, { ...session, grants });
      const again = welcomed(socket);
      await givenChange(t.database, {
        organizationId,
        clinicId: null,
        type,
        entityId: session.staffId,
      });
      assert.equal((await again).feeds[`calendar:${clinicId}`], 0);
    });
  });
});
