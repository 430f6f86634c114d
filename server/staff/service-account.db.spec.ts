import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { listDay } from '#contract/calendar';
import type { Permission } from '#contract/permission';
import { registerPatient, searchPatients } from '#contract/patients';
import {
  changeServicePermissions,
  createServiceAccount,
  endServiceAccount,
  listServiceAccounts,
  renewServiceKey,
  whoIsService,
  type ServiceAccountWithKey,
} from '#contract/service-account';
import { inviteStaffMember } from '#contract/staff-member';
import { listColleagues, signIn, whoAmI } from '#contract/staff';
import { givenApp, testPassword, type GivenApp } from '../given-app.ts';
import { expectNoChange, loggedChanges } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { csrfHeader } from '../platform/http/same-origin.ts';
import { newId } from '../platform/ids.ts';
import { givenOrganization, givenStaff } from './given-organization.ts';
import { givenServiceAccount } from './given-service-account.ts';
import * as service from './service-account-service.ts';

describe('service accounts', () => {
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

  async function givenNetwork() {
    const place = await givenOrganization(t, { clinics: [{}, {}] });
    const { organizationId, clinicIds, clinicId } = place;
    const staff = await givenStaff(t, { organizationId, clinicIds, role: 'administrator' });
    const console = await app.signedIn(staff);
    const create = async (permissions: readonly Permission[]): Promise<ServiceAccountWithKey> => {
      const body = { clinicId, name: 'Clearinghouse', permissions, keyLife: 30 };
      const answer = await console.call(createServiceAccount, { body });
      assert.equal(answer.status, 200);
      return answer.body;
    };
    return { ...place, otherClinicId: clinicIds[1] ?? '', staff, console, create };
  }
  const about = ({ id, version }: { id: string; version: number }, body: object = {}) => ({
    params: { accountId: id },
    body: { expectedVersion: version, ...body },
  });
  const search = { body: { text: 'nobody' } };
  const rowsOf = (id: string) => t.owner('service_account').where({ id });

  it('get a key that is shown once and kept as a hash alone', async () => {
    const { organizationId, create, console, clinicId } = await givenNetwork();
    const { account, key } = await create(['patient:search', 'patient:search']);
    assert.deepEqual(account.permissions, [{ clinicId, permission: 'patient:search' }]);
    assert.ok(Buffer.from(key.replace('dsk_', ''), 'base64url').length * 8 >= 256);
    assert.ok(key.startsWith(account.keyHint));
    assert.equal(account.keyExpiresAt, '2026-12-23T15:00:00.000Z');
    const rows = await rowsOf(account.id);
    assert.equal(rows.length, 1);
    const kept = JSON.stringify([
      rows,
      await t.owner('audit_entry').where({ organization_id: organizationId }),
      await t.owner('staff_member_version').where({ id: account.id }),
      await t.owner('idempotency_key').where({ organization_id: organizationId }),
      (await console.call(listServiceAccounts, { query: { clinicId } })).body,
    ]);
    assert.ok(!kept.includes(key), 'the key stands nowhere');
    assert.deepEqual(
      (await loggedChanges(t, organizationId)).map(({ type, payload }) => [type, payload]),
      [['staff.member-changed', null]],
    );
  });

  it('call with it, without cookie and without the header of the console', async () => {
    const { create, clinicId, organizationId } = await givenNetwork();
    const { account, key } = await create(['patient:search', 'patient:register']);
    const program = app.withKey(key);
    assert.equal((await program.call(searchPatients, search)).status, 200);
    const born = { family: 'Newcomer', given: 'Nils', birthOn: '1990-02-03', sex: 'male' };
    const { status, body } = await program.call(registerPatient, { body: { clinicId, ...born } });
    assert.equal(status, 200);
    const { actor_kind: kind, actor_id: actorId } = await t
      .owner('audit_entry')
      .where({ organization_id: organizationId, entity_id: body.id, act: 'patient.register' })
      .first<{ actor_kind: string; actor_id: string }>('actor_kind', 'actor_id');
    assert.deepEqual([kind, actorId], ['service', account.id]);
    const colleagues = await program.call(listColleagues, { query: { clinicId } });
    assert.equal(colleagues.problem.code, 'not-allowed', 'only what it was given');
  });

  it('know themselves, and nobody else does by that', async () => {
    const { create, console, clinicId } = await givenNetwork();
    const { account, key } = await create(['patient:search', 'patient:read']);
    const { body } = await app.withKey(key).call(whoIsService);
    const [here] = await t
      .owner('clinic')
      .where({ id: clinicId })
      .select<{ name: string; shortName: string }[]>('name', { shortName: 'short_name' });
    assert.deepEqual(body, {
      ...account,
      lastUsedAt: t.clock.now,
      clinics: [{ id: clinicId, ...here }],
    });
    assert.equal((await console.call(whoIsService)).problem.code, 'not-allowed');
    assert.equal((await app.signedOut().call(whoIsService)).problem.code, 'not-signed-in');
  });

  it('have a name among colleagues, and no role', async () => {
    const { create, console, clinicId, otherClinicId } = await givenNetwork();
    const { account } = await create(['patient:search']);
    const named = async (where: string) =>
      (await console.call(listColleagues, { query: { clinicId: where } })).body.items.filter(
        ({ id }) => id === account.id,
      );
    assert.deepEqual(await named(clinicId), [
      { id: account.id, family: 'Clearinghouse', given: '', roles: [], left: false },
    ]);
    assert.deepEqual(await named(otherClinicId), []);
  });

  it('reach into no other clinic', async () => {
    const { create, otherClinicId, clinicId } = await givenNetwork();
    const { key } = await create(['appointment:read']);
    const day = async (where: string) => {
      const query = { clinicId: where, date: '2026-11-23' };
      return (await app.withKey(key).call(listDay, { query })).status;
    };
    assert.deepEqual([await day(clinicId), await day(otherClinicId)], [200, 404]);
  });

  it('do nothing that only people do', async () => {
    const { create, clinicId } = await givenNetwork();
    const { key } = await create(['patient:search']);
    const program = app.withKey(key);
    const invitation = { clinicId, given: 'Nia', family: 'New', roles: ['scheduler'] };
    for (const answer of [
      await program.call(whoAmI),
      await program.call(signIn, { body: { login: 'any', password: testPassword } }),
      await program.call(inviteStaffMember, { body: invitation }),
    ])
      assert.deepEqual([answer.status, answer.problem.code], [403, 'not-allowed']);
  });

  it('are given nothing that only people do', async () => {
    const { console, clinicId, organizationId } = await givenNetwork();
    for (const permission of ['staff:manage', 'sign-in:configure', 'service-account:manage']) {
      const body = { clinicId, name: 'Any', permissions: [permission], keyLife: 30 };
      const { problem } = await console.call(createServiceAccount, { body });
      assert.deepEqual(
        [problem.code, problem.fields?.[0]?.path],
        ['invalid-input', 'permissions.0'],
      );
    }
    assert.deepEqual(
      await t.owner('service_account').where({ organization_id: organizationId }),
      [],
    );
  });

  it('are given nothing that the giver does not hold', async () => {
    const { organizationId, clinicId, staff, console } = await givenNetwork();
    const grants = [{ clinicId, permission: 'service-account:manage' as const }];
    const wish = {
      clinicId,
      name: 'Any',
      permissions: ['audit:read' as const],
      keyLife: 30 as const,
    };
    await expectNoChange({
      t,
      organizationId,
      snapshot: async () => (await console.call(listServiceAccounts, { query: { clinicId } })).body,
      action: () =>
        t.database.inTransaction({ ...staff.scope, grants }, (ctx) =>
          service.createServiceAccount(ctx, wish),
        ),
      refusal: 'not-allowed',
    });
  });

  it('a key that is unknown, renewed, expired or ended is worth nothing', async () => {
    const { create, console } = await givenNetwork();
    const { account, key } = await create(['patient:search']);
    const answers = async (with_: string) =>
      (await app.withKey(with_).call(searchPatients, search)).status;
    assert.equal(await answers(key), 200);
    for (const wrong of ['', 'dsk_', `${key}x`, key.toLowerCase(), newId()])
      assert.equal(await answers(wrong), 401, wrong);
    const renewed = await console.call(renewServiceKey, about(account, { keyLife: 90 }));
    assert.equal(renewed.status, 200);
    assert.deepEqual([await answers(key), await answers(renewed.body.key)], [401, 200]);
    const ended = await console.call(endServiceAccount, about(renewed.body.account));
    assert.equal(ended.body.endedAt, t.clock.now);
    assert.equal(await answers(renewed.body.key), 401);
    const again = await console.call(endServiceAccount, about(ended.body));
    assert.equal(again.problem.rule, 'account-ended');
    const { key: other } = await create(['patient:search']);
    t.clock.advance({ hours: 30 * 24 });
    assert.equal(await answers(other), 401);
  });

  it('a key beside a cookie counts alone: a console is never let past its own checks', async () => {
    const { console, create } = await givenNetwork();
    const { key } = await create(['patient:search']);
    const post = (headers: Record<string, string>) =>
      console.request('POST', '/api/patients/search', {
        body: JSON.stringify(search.body),
        headers: { 'content-type': 'application/json', ...headers },
      });
    assert.equal((await post({})).status, 403, 'no header of the console');
    assert.equal((await post({ authorization: 'Bearer wrong', [csrfHeader]: '1' })).status, 401);
    assert.equal((await post({ authorization: `bearer ${key}` })).status, 200);
    assert.equal((await post({ authorization: 'Basic YTpi', [csrfHeader]: '1' })).status, 200);
  });

  it('their last use is known to the minute', async () => {
    const { create } = await givenNetwork();
    const { account, key } = await create(['patient:search']);
    const used = async () =>
      (await rowsOf(account.id).first<{ last_used_at: string }>()).last_used_at;
    assert.equal(await used(), null);
    await app.withKey(key).call(searchPatients, search);
    const first = await used();
    assert.equal(first, t.clock.now);
    t.clock.advance({ seconds: 59 });
    await app.withKey(key).call(searchPatients, search);
    assert.equal(await used(), first);
    t.clock.advance({ seconds: 2 });
    await app.withKey(key).call(searchPatients, search);
    assert.equal(await used(), t.clock.now);
  });

  it('permissions change clinic by clinic and count from the next call on', async () => {
    const { create, console, clinicId, otherClinicId } = await givenNetwork();
    const { account, key } = await create(['patient:search']);
    const { body: elsewhere } = await console.call(
      changeServicePermissions,
      about(account, { clinicId: otherClinicId, permissions: ['coverage:read'] }),
    );
    assert.deepEqual(elsewhere.permissions.map(({ permission }) => permission).sort(), [
      'coverage:read',
      'patient:search',
    ]);
    const gone = await console.call(
      changeServicePermissions,
      about(elsewhere, { clinicId, permissions: [] }),
    );
    assert.equal(gone.status, 200);
    assert.equal((await app.withKey(key).call(searchPatients, search)).status, 403);
    const last = await console.call(
      changeServicePermissions,
      about(gone.body, { clinicId: otherClinicId, permissions: [] }),
    );
    assert.equal(last.problem.rule, 'no-permission-left');
  });

  it('of all clinics are renewed and ended by who administers all of them', async () => {
    const { organizationId, create, console, clinicId, otherClinicId } = await givenNetwork();
    const { account } = await create(['patient:search']);
    const { body: wide } = await console.call(
      changeServicePermissions,
      about(account, { clinicId: otherClinicId, permissions: ['patient:search'] }),
    );
    const partly = await app.signedIn(
      await givenStaff(t, { organizationId, clinicIds: [clinicId], role: 'administrator' }),
    );
    const list = async () =>
      (await console.call(listServiceAccounts, { query: { clinicId } })).body.items;
    for (const act of [
      () => partly.call(renewServiceKey, about(wide, { keyLife: 30 })),
      () => partly.call(endServiceAccount, about(wide)),
      () =>
        partly.call(
          changeServicePermissions,
          about(wide, { clinicId: otherClinicId, permissions: ['coverage:read'] }),
        ),
    ]) {
      const before_ = await list();
      const { status } = await act();
      assert.ok(status === 403 || status === 404);
      assert.deepEqual(await list(), before_);
    }
  });

  it('a second administrator with an old version is refused and told what stands', async () => {
    const { create, console } = await givenNetwork();
    const { account, key } = await create(['patient:search']);
    await console.call(renewServiceKey, about(account, { keyLife: 30 }));
    const late = await console.call(endServiceAccount, about(account));
    assert.equal(late.problem.code, 'conflict');
    assert.equal((late.problem.current as { version: number }).version, 2);
    assert.equal((await app.withKey(key).call(searchPatients, search)).status, 401);
  });

  it('of another organization are not there', async () => {
    const { console } = await givenNetwork();
    const other = await givenNetwork();
    const { id } = await givenServiceAccount(t, other);
    const { problem } = await console.call(endServiceAccount, about({ id, version: 1 }));
    assert.equal(problem.code, 'not-found');
    assert.equal((await rowsOf(id)).length, 1);
  });
});
