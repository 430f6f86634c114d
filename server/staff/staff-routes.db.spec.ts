import assert from 'node:assert/strict';
import { mostShortcutKeys } from '#contract/shortcut-keys';
import { mostProviderGroups, type ProviderGroup } from '#contract/provider-group';
import { after, afterEach, before, describe, it } from 'node:test';
import { callQueue } from '#contract/calls';
import {
  addProvider,
  changePassword,
  changePreferences,
  confirmIdentity,
  createFirstAdministrator,
  demoSignIn,
  endSession,
  extendSession,
  listProviders,
  listSessions,
  signIn,
  signInOptions,
  signOut,
  whoAmI,
} from '#contract/staff';
import type { QueueLook, QueueLooks } from '#contract/queue-look';
import { givenApp, testPassword as password, type GivenApp } from '../given-app.ts';
import { loggedChanges } from '../platform/change-log/expect-change.ts';
import type { TestConsole } from '../platform/http/test-http.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { givenOrganization, givenStaff } from './given-organization.ts';
import { createFirstAdministratorLink } from './sign-in-service.ts';

describe('coming in and going out', () => {
  let t: TestDatabase;
  let app: GivenApp;
  const actsOf = (organizationId: string): Promise<string[]> =>
    t
      .owner('audit_entry')
      .where({ organization_id: organizationId, kind: 'act' })
      .orderBy('id')
      .pluck('act') as Promise<string[]>;
  before(async () => {
    t = await testDatabase();
    app = await givenApp(t);
  });
  after(async () => {
    await app.stop();
    await t.close();
  });

  it('says who is signed in, with grants, clinics and when the session ends', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
    const [here] = clinicIds as [string, string];
    const staff = await givenStaff(t, { organizationId, clinicIds: [here], role: 'biller' });
    const console = await app.signedIn(staff);
    const { status, body } = await console.call(whoAmI);
    assert.equal(status, 200);
    assert.equal(body.staffId, staff.staffId);
    assert.deepEqual(body.grants, [{ clinicId: here, role: 'biller' }]);
    assert.deepEqual(
      body.clinics.map((clinic) => clinic.id),
      [here],
    );
    assert.equal(body.idleExpiresAt, '2026-11-23T15:15:00.000Z');
    assert.equal(body.absoluteExpiresAt, '2026-11-24T03:00:00.000Z');
  });

  it('keeps out a wrong password and an unknown login with the same words', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const staff = await givenStaff(t, { organizationId, clinicIds });
    await app.signedIn(staff);
    const console = app.signedOut();
    const answers = [];
    for (const login of [staff.staffId, 'nobody-of-that-name'])
      answers.push(await console.call(signIn, { body: { login, password: 'wrong' } }));
    assert.deepEqual(
      answers.map(({ status, problem }) => [status, problem.rule, problem.title]),
      Array.from({ length: 2 }, () => [
        422,
        'sign-in-failed',
        'Login and password do not belong together.',
      ]),
    );
    assert.equal((await console.call(whoAmI)).status, 401);
  });

  it('locks a login after ten failures, also for the right password', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const staff = await givenStaff(t, { organizationId, clinicIds });
    await app.signedIn(staff);
    const console = app.signedOut();
    const attempt = (tried: string) =>
      console.call(signIn, { body: { login: staff.staffId, password: tried } });
    for (let tries = 0; tries < 10; tries++) assert.equal((await attempt('wrong')).status, 422);
    const locked = await attempt(password);
    assert.equal(locked.status, 429);
    assert.ok((locked.problem.retryAfter ?? 0) > 0);
    assert.ok(Number(locked.headers.get('retry-after')) > 0);
    assert.equal(
      (await t.owner('session').where({ staff_id: staff.staffId })).length,
      1,
      'only the session from before the failures',
    );
  });

  it('ends a session that nobody used, unless a person extends it', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const console = await app.signedIn(await givenStaff(t, { organizationId, clinicIds }));
    t.clock.advance({ minutes: 14 });
    assert.equal((await console.call(whoAmI)).status, 200, 'reading does not extend');
    const extended = await console.call(extendSession);
    assert.equal(extended.body.idleExpiresAt, '2026-11-23T15:29:00.000Z');
    t.clock.advance({ minutes: 14 });
    assert.equal((await console.call(whoAmI)).status, 200);
    t.clock.advance({ minutes: 1 });
    assert.equal((await console.call(whoAmI)).status, 401);
    t.clock.set(testStart);
  });

  describe('an act that asks for a fresh proof of who acts', () => {
    const take = (console: TestConsole, clinicId: string) =>
      console.call(callQueue.export, {
        body: { clinicId, filter: {}, target: 'csv', columns: [] },
      });
    /** Signed in twenty minutes ago, and busy since. */
    async function givenSignedInForLong() {
      const { organizationId, clinicIds } = await givenOrganization(t);
      const staff = await givenStaff(t, { organizationId, clinicIds });
      const console = await app.signedIn(staff);
      t.clock.advance({ minutes: 10 });
      await console.call(extendSession);
      t.clock.advance({ minutes: 10 });
      return { organizationId, clinicId: clinicIds[0]!, staff, console };
    }
    afterEach(() => {
      t.clock.set(testStart);
    });

    it('is done a short while after the sign-in and refused later, until the password is given again', async () => {
      const { organizationId, clinicId, staff, console } = await givenSignedInForLong();
      assert.equal((await take(await app.signedIn(staff), clinicId)).status, 200);
      const refused = await take(console, clinicId);
      assert.deepEqual([refused.status, refused.problem.code], [401, 'step-up-required']);
      const confirmed = await console.call(confirmIdentity, { body: { password } });
      assert.equal(confirmed.status, 200);
      assert.equal((await take(console, clinicId)).status, 200);
      assert.deepEqual(
        (await actsOf(organizationId)).filter((act) => act !== 'staff.sign-in'),
        ['staff.confirm-identity'],
      );
    });

    it('stays refused after a wrong password, and without one', async () => {
      const { organizationId, clinicId, console } = await givenSignedInForLong();
      for (const tried of ['wrong', null]) {
        const answer = await console.call(confirmIdentity, { body: { password: tried } });
        assert.deepEqual([answer.status, answer.problem.rule], [422, 'sign-in-failed']);
      }
      assert.equal((await take(console, clinicId)).status, 401);
      assert.deepEqual(await actsOf(organizationId), ['staff.sign-in']);
    });

    it('cannot be reached by guessing: ten wrong passwords, and the right one is locked out too', async () => {
      const { console } = await givenSignedInForLong();
      const attempt = (tried: string) =>
        console.call(confirmIdentity, { body: { password: tried } });
      for (let tries = 0; tries < 10; tries++) assert.equal((await attempt('wrong')).status, 422);
      assert.equal((await attempt(password)).status, 429);
    });
  });

  describe('a new password', () => {
    const newPassword = 'another long enough password';
    const comesIn = async (login: string, tried: string): Promise<number> =>
      (await app.signedOut().call(signIn, { body: { login, password: tried } })).status;

    it('takes the place of the old one, and ends every other session of the person', async () => {
      const { organizationId, clinicIds } = await givenOrganization(t);
      const staff = await givenStaff(t, { organizationId, clinicIds });
      const colleague = await app.signedIn(await givenStaff(t, { organizationId, clinicIds }));
      const [here, elsewhere] = [await app.signedIn(staff), await app.signedIn(staff)];
      const body = { password, newPassword };
      const { status, body: answer } = await here.call(changePassword, { body });
      assert.deepEqual([status, answer.sessionsEnded], [200, 1]);
      const seen = [here, elsewhere, colleague].map(
        async (each) => (await each.call(whoAmI)).status,
      );
      assert.deepEqual(await Promise.all(seen), [200, 401, 200]);
      assert.equal(await comesIn(staff.staffId, password), 422);
      assert.equal(await comesIn(staff.staffId, newPassword), 200);
      assert.ok((await actsOf(organizationId)).includes('staff.change-password'));
      const ended = (await loggedChanges(t, organizationId)).filter(
        ({ type }) => type === 'staff.session-ended',
      );
      assert.equal(ended.length, 1);
    });

    it('is not set by who does not know the old one, nor when it is too short', async () => {
      const { organizationId, clinicIds } = await givenOrganization(t);
      const staff = await givenStaff(t, { organizationId, clinicIds });
      const [here, elsewhere] = [await app.signedIn(staff), await app.signedIn(staff)];
      const wrong = await here.call(changePassword, { body: { password: 'wrong', newPassword } });
      assert.deepEqual([wrong.status, wrong.problem.rule], [422, 'sign-in-failed']);
      const short = await here.call(changePassword, { body: { password, newPassword: 'short' } });
      assert.deepEqual([short.status, short.problem.code], [400, 'invalid-input']);
      assert.equal((await elsewhere.call(whoAmI)).status, 200);
      assert.equal(await comesIn(staff.staffId, newPassword), 422);
      assert.equal(await comesIn(staff.staffId, password), 200);
      assert.ok(!(await actsOf(organizationId)).includes('staff.change-password'));
    });
  });

  it('ends every session after twelve hours, however busy', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const console = await app.signedIn(await givenStaff(t, { organizationId, clinicIds }));
    for (let passed = 0; passed < 12 * 60 - 10; passed += 10) {
      t.clock.advance({ minutes: 10 });
      assert.equal((await console.call(extendSession)).status, 200);
    }
    t.clock.advance({ minutes: 10 });
    assert.equal((await console.call(whoAmI)).status, 401);
    t.clock.set(testStart);
  });

  it('gives a new cookie at each sign-in and forgets it at sign-out', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const staff = await givenStaff(t, { organizationId, clinicIds });
    const console = await app.signedIn(staff);
    const first = console.cookie;
    await console.call(signIn, { body: { login: staff.staffId, password } });
    assert.notEqual(console.cookie, first);
    const second = console.cookie;
    const out = await console.call(signOut);
    assert.equal(out.status, 200);
    assert.equal(out.headers.get('clear-site-data'), '"cache", "storage"');
    for (const cookie of [first, second])
      assert.equal((await app.signedOut().call(whoAmI, { headers: { cookie } })).status, 401);
    assert.deepEqual(await actsOf(organizationId), [
      'staff.sign-in',
      'staff.sign-out',
      'staff.sign-in',
      'staff.sign-out',
    ]);
  });

  it('takes no session that was there before the sign-in', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const staff = await givenStaff(t, { organizationId, clinicIds });
    await app.signedIn(staff);
    const planted = 'daysheet=s%3Aplanted.bm9ib2R5IHNpZ25lZCB0aGlz';
    const body = { login: staff.staffId, password };
    const console = app.signedOut();
    await console.call(signIn, { body, headers: { cookie: planted } });
    assert.ok(!console.cookie.includes('planted'));
    const withPlanted = await app.signedOut().call(whoAmI, { headers: { cookie: planted } });
    assert.equal(withPlanted.status, 401);
  });

  it('ends who was signed in when another person signs in, and tells their sockets', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const [first, second] = [
      await givenStaff(t, { organizationId, clinicIds }),
      await givenStaff(t, { organizationId, clinicIds }),
    ];
    await app.signedIn(second);
    const console = await app.signedIn(first);
    const { cookie } = console;
    const { sessionId } = (await console.call(whoAmI)).body;
    await console.call(signIn, { body: { login: second.staffId, password } });
    assert.equal((await console.call(whoAmI)).body.staffId, second.staffId);
    assert.equal((await app.signedOut().call(whoAmI, { headers: { cookie } })).status, 401);
    const changes = await loggedChanges(t, organizationId);
    assert.deepEqual(
      changes.map(({ type, entity_id }) => [type, entity_id]),
      [['staff.session-ended', sessionId]],
    );
  });

  it('tells of a session that ended only when it has', async (test) => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const console = await app.signedIn(await givenStaff(t, { organizationId, clinicIds }));
    test.after(() => t.owner.raw('grant delete on session to daysheet_app'));
    await t.owner.raw('revoke delete on session from daysheet_app');
    assert.equal((await console.call(signOut)).status, 500);
    assert.deepEqual(await loggedChanges(t, organizationId), []);
    assert.deepEqual(await actsOf(organizationId), ['staff.sign-in']);
    assert.equal((await console.call(whoAmI)).status, 200);
  });

  it('lists the sessions of a person and ends one of them, never one of somebody else', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const staff = await givenStaff(t, { organizationId, clinicIds });
    const [desk, laptop] = [await app.signedIn(staff), await app.signedIn(staff)];
    const other = await app.signedIn(await givenStaff(t, { organizationId, clinicIds }));
    const { items } = (await desk.call(listSessions)).body;
    assert.equal(items.length, 2);
    const sessionId = items.find((each) => !each.current)!.id;
    assert.equal((await other.call(endSession, { params: { sessionId } })).status, 404);
    assert.equal((await laptop.call(whoAmI)).status, 200);
    assert.equal((await desk.call(endSession, { params: { sessionId } })).status, 200);
    assert.equal((await laptop.call(whoAmI)).status, 401);
    assert.equal((await desk.call(whoAmI)).status, 200);
  });

  it('ends at once for a person who no longer works here', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const staff = await givenStaff(t, { organizationId, clinicIds });
    const console = await app.signedIn(staff);
    await t.owner('staff_member').where({ id: staff.staffId }).update({ ended_at: t.clock.now });
    assert.equal((await console.call(whoAmI)).status, 401);
  });

  it('remembers preferences on the server, but no clinic of others', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
    const [here, there] = clinicIds as [string, string];
    const console = await app.signedIn(await givenStaff(t, { organizationId, clinicIds: [here] }));
    await console.call(changePreferences, { body: { theme: 'dark', clinicId: here } });
    await console.call(changePreferences, { body: { shortcuts: false } });
    const refused = await console.call(changePreferences, { body: { clinicId: there } });
    assert.equal(refused.status, 400);
    assert.deepEqual((await console.call(whoAmI)).body.preferences, {
      theme: 'dark',
      navigationOpen: false,
      clinicId: here,
      shortcuts: false,
      shortcutKeys: {},
      queueLooks: {},
      providerGroups: [],
    });
  });

  it('keeps the groups of providers that a person looks at, as one whole and theirs alone', async () => {
    const { organizationId, clinicIds, clinicId } = await givenOrganization(t);
    const console = await app.signedIn(await givenStaff(t, { organizationId, clinicIds }));
    const colleague = await app.signedIn(await givenStaff(t, { organizationId, clinicIds }));
    const aGroup = (name: string) => ({ id: newId(), clinicId, name, providerIds: [newId()] });
    const change = (providerGroups: ProviderGroup[]) =>
      console.call(changePreferences, { body: { providerGroups } });
    const kept = async () => (await console.call(whoAmI)).body.preferences.providerGroups;

    const [pod, mornings] = [aGroup('My pod'), aGroup('Mornings')];
    await change([pod, mornings]);
    assert.deepEqual(await kept(), [pod, mornings]);
    for (const refused of [
      [{ ...pod, name: '' }],
      [{ ...pod, providerIds: [] }],
      Array.from({ length: mostProviderGroups + 1 }, () => aGroup('One more')),
    ])
      assert.equal((await change(refused)).status, 400);
    assert.deepEqual(await kept(), [pod, mornings]);
    await change([mornings]);
    assert.deepEqual(await kept(), [mornings]);
    assert.deepEqual((await colleague.call(whoAmI)).body.preferences.providerGroups, []);
  });

  it('keeps the keys that a person chose, as one whole, and none that are not keys', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const staff = await givenStaff(t, { organizationId, clinicIds });
    const console = await app.signedIn(staff);
    const change = (shortcutKeys: Record<string, string>) =>
      console.call(changePreferences, { body: { shortcutKeys } });
    const kept = async () => (await console.call(whoAmI)).body.preferences.shortcutKeys;
    await change({ 'calendar.today': 'd', 'go.calendar': 'g k' });
    assert.deepEqual(await kept(), { 'calendar.today': 'd', 'go.calendar': 'g k' });
    await change({ 'calendar.today': 'ж' });
    assert.deepEqual(await kept(), { 'calendar.today': 'ж' });
    const many = (length: number): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length }, (_, n) => [`calendar.${'x'.repeat(47)}-${100 + n}`, 'ж ж']),
      );
    await change(many(mostShortcutKeys));
    assert.deepEqual(await kept(), many(mostShortcutKeys));
    await change({ 'calendar.today': 'ж' });
    for (const refused of [
      { 'calendar.today': 'g c d' },
      { 'calendar.today': 'Enter' },
      { 'calendar.today': '' },
      { Today: 'd' },
      { [`calendar.${'x'.repeat(60)}`]: 'd' },
      many(mostShortcutKeys + 1),
    ]) {
      const { status, problem } = await change(refused);
      assert.deepEqual([status, problem.code], [400, 'invalid-input'], JSON.stringify(refused));
    }
    assert.deepEqual(await kept(), { 'calendar.today': 'ж' });
    await console.call(changePreferences, { body: { shortcuts: false } });
    assert.deepEqual(await kept(), { 'calendar.today': 'ж' }, 'other wishes leave them');
    const colleague = await app.signedIn(await givenStaff(t, { organizationId, clinicIds }));
    assert.deepEqual((await colleague.call(whoAmI)).body.preferences.shortcutKeys, {});
  });

  it('keeps the looks of queues one by one, within bounds, and tells nobody', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const staff = await givenStaff(t, { organizationId, clinicIds });
    const console = await app.signedIn(staff);
    const change = (queueLooks: Record<string, unknown>) =>
      console.call(changePreferences, { body: { queueLooks: queueLooks as QueueLooks } });
    const kept = async () => (await console.call(whoAmI)).body.preferences.queueLooks;
    const draft = { viewId: staff.staffId, version: 2, columns: [], density: 'compact' as const };
    const wide = aLook({ draft, panelWidth: 640, lastViews: { [clinicIds[0]!]: staff.staffId } });
    await change({ calls: aLook(), refills: wide });
    await change({ calls: aLook({ density: 'comfortable' }) });
    const before = await kept();
    assert.deepEqual(before, { calls: aLook({ density: 'comfortable' }), refills: wide });
    const wideColumn = [{ id: 'due', width: 1201 }];
    const twice = [
      { id: 'due', width: null },
      { id: 'due', width: 80 },
    ];
    const many = (count: number) => Array.from({ length: count }, (_, at) => at);
    for (const refused of [
      { Calls: aLook() },
      { ['q'.repeat(41)]: aLook() },
      { calls: { ...aLook(), search: 'Diaz' } },
      { calls: aLook({ panelWidth: 200 }) },
      { calls: aLook({ columns: wideColumn }) },
      { calls: aLook({ columns: twice }) },
      { calls: aLook({ columns: many(41).map((n) => ({ id: nthQueue(n), width: null })) }) },
      { calls: aLook({ lastViews: Object.fromEntries(many(51).map(() => [newId(), newId()])) }) },
      Object.fromEntries(many(19).map((n) => [nthQueue(n), aLook()])),
    ]) {
      const { status, problem } = await change(refused);
      assert.deepEqual([status, problem.code], [400, 'invalid-input'], JSON.stringify(refused));
    }
    assert.deepEqual(await kept(), before);
    await console.call(changePreferences, { body: { theme: 'dark' } });
    assert.deepEqual(await kept(), before, 'other wishes leave them');
    const colleague = await app.signedIn(await givenStaff(t, { organizationId, clinicIds }));
    assert.deepEqual((await colleague.call(whoAmI)).body.preferences.queueLooks, {});
    assert.deepEqual(await loggedChanges(t, organizationId), []);
  });

  it('adds a provider who is listed and told of', async () => {
    const { organizationId, clinicId, clinicIds } = await givenOrganization(t);
    const console = await app.signedIn(
      await givenStaff(t, { organizationId, clinicIds, role: 'clinic-manager' }),
    );
    const names = { family: 'Okafor', given: 'Ngozi', credentials: 'NP', specialty: 'Cardiology' };
    const added = await console.call(addProvider, { body: { clinicId, ...names } });
    assert.equal(added.status, 200);
    const listed = await console.call(listProviders, { query: { clinicId } });
    assert.deepEqual(listed.body.items, [added.body]);
    const [change] = await loggedChanges(t, organizationId);
    assert.deepEqual(change!.payload, added.body);
    assert.equal(change!.type, 'staff.provider-added');
  });
});

describe('the first administrator', () => {
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

  const setUp = {
    organizationName: 'Harbor Health',
    clinicName: 'Harborview',
    zone: 'America/New_York',
    given: 'Ada',
    family: 'Marsh',
    login: 'ada.marsh',
    password: 'a long enough password',
  };

  it('is made by the one-time link, once, and there is no demo to sign in to', async () => {
    const console = app.signedOut();
    assert.deepEqual((await console.call(signInOptions)).body, {
      demoRoles: [],
      needsFirstAdministrator: true,
    });
    const stale = await createFirstAdministratorLink(t.database);
    const token = await createFirstAdministratorLink(t.database);
    const wrong = await console.call(createFirstAdministrator, {
      body: { ...setUp, token: stale },
    });
    assert.equal(wrong.problem.rule, 'link-gone', 'a newer link ends the older one');
    assert.equal((await t.owner('organization').select()).length, 0);

    const badZone = await console.call(createFirstAdministrator, {
      body: { ...setUp, token, zone: 'America/Atlantis' },
    });
    assert.equal(badZone.problem.fields?.[0]?.path, 'zone');

    const made = await console.call(createFirstAdministrator, { body: { ...setUp, token } });
    assert.equal(made.status, 200);
    assert.equal(made.body.organization.name, 'Harbor Health');
    assert.equal(made.body.grants[0]?.role, 'administrator');
    assert.equal((await console.call(whoAmI)).status, 200);

    const again = await app.signedOut().call(createFirstAdministrator, {
      body: { ...setUp, token },
    });
    assert.equal(again.status, 404);
    const signedIn = await app.signedOut().call(signIn, {
      body: { login: 'Ada.Marsh', password: setUp.password },
    });
    assert.equal(signedIn.status, 200);
    assert.equal(
      (await app.signedOut().call(demoSignIn, { body: { role: 'administrator' } })).status,
      404,
    );
  });
});

describe('demo sign-in', () => {
  it('exists only where demo mode is on and every organization is a demo', async () => {
    const t = await testDatabase();
    const app = await givenApp(t, { demo: true });
    const { organizationId, clinicIds } = await givenOrganization(t, { isDemo: true });
    const staff = await givenStaff(t, { organizationId, clinicIds, role: 'biller' });
    const console = app.signedOut();
    const came = await console.call(demoSignIn, { body: { role: 'biller' } });
    assert.equal(came.body.staffId, staff.staffId);
    await givenOrganization(t);
    assert.equal((await console.call(demoSignIn, { body: { role: 'biller' } })).status, 404);
    assert.deepEqual((await console.call(signInOptions)).body.demoRoles, []);

    await app.stop();
    await t.close();
  });

  it('needs no password to prove anew who acts, where nobody has one', async () => {
    const t = await testDatabase();
    const app = await givenApp(t, { demo: true });
    const { organizationId, clinicIds } = await givenOrganization(t, { isDemo: true });
    await givenStaff(t, { organizationId, clinicIds, role: 'biller' });
    const console = app.signedOut();
    const came = await console.call(demoSignIn, { body: { role: 'biller' } });
    assert.equal(came.body.hasPassword, false);
    const tried = await console.call(confirmIdentity, { body: { password } });
    assert.equal(tried.status, 422);
    const confirmed = await console.call(confirmIdentity, { body: { password: null } });
    assert.equal(confirmed.status, 200);
    await app.stop();
    await t.close();
  });
});

function aLook(overrides: Partial<QueueLook> = {}): QueueLook {
  return {
    columns: [{ id: 'due', width: 180 }],
    density: 'compact',
    draft: null,
    panelWidth: null,
    lastViews: {},
    ...overrides,
  };
}

/** Names with letters only: `a`, `b`, … `aa`. */
function nthQueue(n: number): string {
  return 'abcdefghij'.charAt(n % 10).repeat(1 + Math.floor(n / 10));
}
