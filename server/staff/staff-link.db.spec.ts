// Coming in by an invitation, a new password by a link, and being sent away: over the whole server, sockets included.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, ServerToClient } from '#contract/realtime';
import { signIn, whoAmI } from '#contract/staff';
import {
  acceptInvitation,
  issueInvitation,
  issuePasswordReset,
  openStaffLink,
  revokeStaffLink,
  usePasswordReset,
  type IssuedLink,
} from '#contract/staff-link';
import { endStaffMember, inviteStaffMember } from '#contract/staff-member';
import { givenApp, testPassword, type GivenApp } from '../given-app.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import type { TestConsole } from '../platform/http/test-http.ts';
import { next, welcomed } from '../platform/realtime/given-realtime.ts';
import { givenOrganization, givenStaff, type GivenStaff } from './given-organization.ts';

const newPassword = 'another long enough password';

describe('one-time links', () => {
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

  async function givenManaged() {
    const { organizationId, clinicId, clinicIds } = await givenOrganization(t);
    const manager = await givenStaff(t, { organizationId, clinicIds, role: 'clinic-manager' });
    const person = await givenStaff(t, { organizationId, clinicIds, role: 'scheduler' });
    return { organizationId, clinicId, person, manager: await app.signedIn(manager) };
  }
  const invite = async (manager: TestConsole, clinicId: string) =>
    (
      await manager.call(inviteStaffMember, {
        body: { clinicId, given: 'Nia', family: 'New', roles: ['scheduler'] },
      })
    ).body;
  const resetOf = (manager: TestConsole, { staffId }: GivenStaff) =>
    manager.call(issuePasswordReset, { params: { staffId } });
  const accept = (token: string, login: string) =>
    app.signedOut().call(acceptInvitation, { body: { token, login, password: newPassword } });
  const comesIn = (login: string, password: string) =>
    app.signedOut().call(signIn, { body: { login, password } });

  it('an invitation is opened as often as wanted and accepted once, with a login of one’s own', async () => {
    const { manager, clinicId } = await givenManaged();
    const { member, link } = await invite(manager, clinicId);
    const token = tokenOf(link);
    for (let times = 0; times < 2; times++) {
      const opened = await app.signedOut().call(openStaffLink, { body: { token } });
      assert.deepEqual(
        [opened.body.given, opened.body.kind, opened.body.organizationName],
        ['Nia', 'invitation', 'Test Health'],
      );
      assert.equal(opened.headers.get('cache-control'), 'no-store');
      assert.equal(opened.headers.get('referrer-policy'), 'no-referrer');
    }
    assert.equal((await accept(token, `${member.id} nia`)).status, 200);
    const came = await comesIn(`${member.id} nia`, newPassword);
    assert.equal(came.body.staffId, member.id);
    const again = await accept(token, `${member.id} other`);
    assert.deepEqual([again.status, again.problem.rule], [422, 'link-gone']);
    assert.equal((await comesIn(`${member.id} other`, newPassword)).status, 422);
  });

  it('ten who accept the same invitation at once: one of them comes in', async () => {
    const { manager, clinicId } = await givenManaged();
    const { member, link } = await invite(manager, clinicId);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => accept(tokenOf(link), `${member.id} ${at}`)),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal((await t.owner('login').where({ staff_id: member.id })).length, 1);
  });

  it('a login that is taken leaves the invitation as it was', async () => {
    const { manager, clinicId, person } = await givenManaged();
    await app.signedIn(person);
    const { member, link } = await invite(manager, clinicId);
    const taken = await accept(tokenOf(link), person.staffId);
    assert.deepEqual(taken.problem.fields, [{ path: 'login', message: 'is taken' }]);
    assert.equal((await accept(tokenOf(link), member.id)).status, 200);
  });

  it('an invitation dies when it is revoked, made anew, or a week old', async () => {
    const { manager, clinicId } = await givenManaged();
    const { member, link } = await invite(manager, clinicId);
    const params = { staffId: member.id };
    const second = (await manager.call(issueInvitation, { params })).body;
    assert.equal((await accept(tokenOf(link), member.id)).problem.rule, 'link-gone');
    assert.equal((await manager.call(revokeStaffLink, { params })).status, 200);
    assert.equal((await manager.call(revokeStaffLink, { params })).problem.rule, 'link-gone');
    assert.equal((await accept(tokenOf(second), member.id)).problem.rule, 'link-gone');
    const third = (await manager.call(issueInvitation, { params })).body;
    t.clock.advance({ hours: 7 * 24 });
    assert.equal((await accept(tokenOf(third), member.id)).problem.rule, 'link-gone');
    t.clock.set(testStart);
    assert.equal((await t.owner('login').where({ staff_id: member.id })).length, 0);
  });

  it('a new password ends every session, and signs nobody in', async () => {
    const { manager, person } = await givenManaged();
    const [desk, laptop] = [await app.signedIn(person), await app.signedIn(person)];
    const { body: link } = await resetOf(manager, person);
    const stranger = app.signedOut();
    const body = { token: tokenOf(link), password: newPassword };
    const used = await stranger.call(usePasswordReset, { body });
    assert.deepEqual([used.status, used.body.login], [200, person.staffId]);
    for (const console of [desk, laptop, stranger])
      assert.equal((await console.call(whoAmI)).status, 401);
    assert.equal((await comesIn(person.staffId, testPassword)).status, 422);
    assert.equal((await comesIn(person.staffId, newPassword)).status, 200);
    const told = await t.owner('notification').where({ staff_id: person.staffId }).pluck('topic');
    assert.deepEqual(told, ['password-reset']);
    assert.equal((await stranger.call(usePasswordReset, { body })).problem.rule, 'link-gone');
  });

  it('a link for a new password is made for nobody twice in a quarter of an hour, nor for oneself', async () => {
    const { manager, person } = await givenManaged();
    await app.signedIn(person);
    assert.equal((await resetOf(manager, person)).status, 200);
    assert.equal((await resetOf(manager, person)).problem.rule, 'reset-lately');
    const { staffId } = (await manager.call(whoAmI)).body;
    const own = await manager.call(issuePasswordReset, { params: { staffId } });
    assert.deepEqual([own.status, own.problem.code], [403, 'not-allowed']);
    t.clock.advance({ minutes: 14 });
    assert.equal((await resetOf(manager, person)).problem.rule, 'reset-lately');
    t.clock.set(testStart);
    assert.equal((await t.owner('staff_link').where({ staff_id: staffId })).length, 0);
  });

  it('an invitation gives no new password, and the other way round', async () => {
    const { manager, clinicId, person } = await givenManaged();
    await app.signedIn(person);
    const { link } = await invite(manager, clinicId);
    const body = { token: tokenOf(link), password: newPassword };
    assert.equal(
      (await app.signedOut().call(usePasswordReset, { body })).problem.rule,
      'link-gone',
    );
    const reset = tokenOf((await resetOf(manager, person)).body);
    assert.equal((await accept(reset, 'somebody else')).problem.rule, 'link-gone');
    assert.equal((await comesIn(person.staffId, testPassword)).status, 200);
  });

  it('whoever is sent away is out at once: sessions, sockets and links', async () => {
    const { manager, person } = await givenManaged();
    const console = await app.signedIn(person);
    const reset = tokenOf((await resetOf(manager, person)).body);
    const socket: Socket<ServerToClient, ClientToServer> = io(app.url, {
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
      extraHeaders: { origin: app.url, cookie: console.cookie },
    });
    await welcomed(socket);
    const ended = next(socket, 'session-ended');
    const { status } = await manager.call(endStaffMember, {
      params: { staffId: person.staffId },
      body: { expectedVersion: 1 },
    });
    assert.equal(status, 200);
    assert.equal(await ended, 'revoked');
    assert.equal((await console.call(whoAmI)).status, 401);
    assert.equal((await comesIn(person.staffId, testPassword)).status, 422);
    const body = { token: reset, password: newPassword };
    assert.equal(
      (await app.signedOut().call(usePasswordReset, { body })).problem.rule,
      'link-gone',
    );
    socket.disconnect();
  });
});

function tokenOf({ path }: IssuedLink): string {
  return path.slice(path.indexOf('#') + 1);
}
