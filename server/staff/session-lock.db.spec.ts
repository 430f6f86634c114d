// A shared desk: locked, a session answers to nobody; its owner goes on, or somebody else ends it by signing in.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '#contract/realtime';
import {
  changePreferences,
  getSessionState,
  listColleagues,
  lockSession,
  signIn,
  signOut,
  unlockSession,
  whoAmI,
} from '#contract/staff';
import { endStaffMember } from '#contract/staff-member';
import { givenApp, testPassword as password, type GivenApp } from '../given-app.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import type { TestConsole } from '../platform/http/test-http.ts';
import { next, welcomed } from '../platform/realtime/given-realtime.ts';
import { givenOrganization, givenStaff } from './given-organization.ts';

describe('a locked session', () => {
  let t: TestDatabase;
  let app: GivenApp;
  before(async () => {
    t = await testDatabase();
    app = await givenApp(t);
  });
  after(async () => {
    await app.stop();
    await t.close();
  });
  afterEach(() => {
    t.clock.set(testStart);
  });

  async function givenDesk() {
    const { organizationId, clinicIds, clinicId } = await givenOrganization(t);
    const staff = await givenStaff(t, { organizationId, clinicIds });
    return { organizationId, clinicIds, clinicId, staff, console: await app.signedIn(staff) };
  }
  const unlock = (console: TestConsole, tried: string | null = password) =>
    console.call(unlockSession, { body: { password: tried } });
  const stateOf = async (console: TestConsole) => (await console.call(getSessionState)).body.state;
  const answersNobody = async (console: TestConsole, clinicId: string): Promise<void> => {
    for (const answer of [
      await console.call(whoAmI),
      await console.call(listColleagues, { query: { clinicId } }),
      await console.call(changePreferences, { body: { theme: 'dark' } }),
      await console.call(lockSession),
    ])
      assert.deepEqual([answer.status, answer.problem.code], [401, 'not-signed-in']);
  };
  const socketOf = (console: TestConsole): Socket<ServerToClient, ClientToServer> =>
    io(app.url, {
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
      extraHeaders: { origin: app.url, cookie: console.cookie },
    });

  it('answers to nothing, its sockets close, and goes on with the password as the same one', async () => {
    const { console, clinicId, organizationId } = await givenDesk();
    const { sessionId } = (await console.call(whoAmI)).body;
    const socket = socketOf(console);
    await welcomed(socket);
    const closed = next(socket, 'session-ended');
    assert.equal((await console.call(lockSession)).status, 200);
    assert.equal(await closed, 'locked');
    await assert.rejects(welcomed(socketOf(console)), { message: 'not-signed-in' });
    await answersNobody(console, clinicId);
    assert.equal(await stateOf(console), 'locked');
    const unlocked = await unlock(console);
    assert.deepEqual([unlocked.status, unlocked.body.sessionId], [200, sessionId]);
    assert.equal(await stateOf(console), 'open');
    const kept = await t.owner('staff_preferences').where({ organization_id: organizationId });
    assert.equal(kept.length, 0, 'nothing was written meanwhile');
  });

  it('is what becomes of one that nobody used, until its longest time is over', async () => {
    const { console, clinicId } = await givenDesk();
    t.clock.advance({ minutes: 15 });
    await answersNobody(console, clinicId);
    assert.equal(await stateOf(console), 'locked');
    const { body } = await unlock(console);
    assert.equal(body.idleExpiresAt, '2026-11-23T15:30:00.000Z');
    t.clock.advance({ hours: 12 });
    assert.equal(await stateOf(console), 'none');
    assert.equal((await unlock(console)).problem.code, 'not-signed-in');
  });

  it('stays locked for a wrong password and for none, and is not guessed', async () => {
    const { console, clinicId } = await givenDesk();
    await console.call(lockSession);
    for (const tried of ['wrong', null])
      assert.equal((await unlock(console, tried)).problem.rule, 'sign-in-failed');
    for (let tries = 0; tries < 8; tries++) await unlock(console, 'wrong');
    assert.equal((await unlock(console)).status, 429);
    await answersNobody(console, clinicId);
  });

  it('is nobody else’s to unlock, nor one that is open', async () => {
    const { console } = await givenDesk();
    assert.equal((await unlock(console)).problem.code, 'not-signed-in');
    await console.call(lockSession);
    assert.equal((await unlock(app.signedOut())).problem.code, 'not-signed-in');
    assert.equal(await stateOf(console), 'locked');
    assert.equal(await stateOf(app.signedOut()), 'none');
  });

  it('ends when its owner signs out, and when somebody else signs in at the desk', async () => {
    for (const leave of ['sign-out', 'switch'] as const) {
      const { console, organizationId, clinicIds } = await givenDesk();
      const other = await givenStaff(t, { organizationId, clinicIds });
      await app.signedIn(other);
      const { cookie } = console;
      await console.call(lockSession);
      if (leave === 'sign-out') assert.equal((await console.call(signOut)).status, 200);
      else {
        const body = { login: other.staffId, password };
        assert.equal((await console.call(signIn, { body })).body.staffId, other.staffId);
      }
      const former = await app.signedOut().call(getSessionState, { headers: { cookie } });
      assert.equal(former.body.state, 'none', leave);
    }
  });

  it('ends with its owner’s work here', async () => {
    const { console, staff, organizationId, clinicIds } = await givenDesk();
    await console.call(lockSession);
    const manager = await app.signedIn(
      await givenStaff(t, { organizationId, clinicIds, role: 'clinic-manager' }),
    );
    const ended = await manager.call(endStaffMember, {
      params: { staffId: staff.staffId },
      body: { expectedVersion: 1 },
    });
    assert.equal(ended.status, 200);
    assert.equal((await unlock(console)).problem.code, 'not-signed-in');
  });
});
