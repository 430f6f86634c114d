// The second step of the sign-in, over the whole server: no way around it, and no code twice.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import {
  beginSecondStep,
  changeSignInRule,
  confirmSecondStep,
  listSignInRules,
  removeSecondStep,
  removeSecondStepOf,
  renewRecoveryCodes,
} from '#contract/second-step';
import { confirmIdentity, extendSession, listColleagues, signIn, whoAmI } from '#contract/staff';
import { issuePasswordReset, usePasswordReset } from '#contract/staff-link';
import type { Role } from '#contract/permission';
import { givenApp, testPassword as password, type GivenApp } from '../given-app.ts';
import { testDatabase, testStart, type TestDatabase } from '../platform/db/test-database.ts';
import type { TestConsole } from '../platform/http/test-http.ts';
import { givenOrganization, givenStaff, type GivenStaff } from './given-organization.ts';
import { codeOf } from './given-second-step.ts';

describe('the second step', () => {
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

  async function givenPerson(role: Role = 'scheduler') {
    const { organizationId, clinicId, clinicIds } = await givenOrganization(t);
    const staff = await givenStaff(t, { organizationId, clinicIds, role });
    return { organizationId, clinicId, clinicIds, staff, console: await app.signedIn(staff) };
  }
  /** With the code of the step before used, so that the one of now is fresh. */
  async function givenSetUp(role?: Role) {
    const person = await givenPerson(role);
    const { secret } = (await person.console.call(beginSecondStep)).body;
    const { body } = await person.console.call(confirmSecondStep, {
      body: { code: codeOf(secret, t.clock.now, -1) },
    });
    return { ...person, secret, recoveryCodes: body.recoveryCodes };
  }
  const comeIn = (staff: GivenStaff, code?: string, console: TestConsole = app.signedOut()) =>
    console.call(signIn, { body: { login: staff.staffId, password, ...(code ? { code } : {}) } });
  const now = (secret: string, away = 0) => codeOf(secret, t.clock.now, away);

  it('is asked for once a first code has proved that the app has the secret, and not before', async () => {
    const { staff, console } = await givenPerson();
    const { secret, uri } = (await console.call(beginSecondStep)).body;
    assert.match(uri, new RegExp(`^otpauth://totp/.+secret=${secret}`));
    assert.equal((await comeIn(staff)).status, 200);
    const wrong = await console.call(confirmSecondStep, { body: { code: '000000' } });
    assert.equal(wrong.problem.rule, 'code-wrong');
    assert.equal((await comeIn(staff)).status, 200);
    const right = await console.call(confirmSecondStep, { body: { code: now(secret) } });
    assert.equal(right.body.recoveryCodes.length, 10);
    assert.equal((await comeIn(staff)).problem.rule, 'code-needed');
    const again = await console.call(beginSecondStep);
    assert.equal(again.problem.rule, 'set-up-already');
  });

  it('keeps neither the secret nor a recovery code as it is', async () => {
    const { staff, secret, recoveryCodes } = await givenSetUp();
    const rows = [
      ...(await t.owner('second_step').where({ staff_id: staff.staffId }).select<object[]>('*')),
      ...(await t.owner('recovery_code').where({ staff_id: staff.staffId }).select<object[]>('*')),
    ];
    const kept = rows.flatMap((row) => Object.values(row) as unknown[]).filter(Buffer.isBuffer);
    assert.equal(kept.length, 11);
    for (const bytes of kept)
      for (const known of [secret, ...recoveryCodes]) assert.ok(!bytes.includes(known));
  });

  it('leaves nobody signed in by password alone', async () => {
    const { staff } = await givenSetUp();
    const console = app.signedOut();
    for (const code of [undefined, '000000', '', 'AAAA-AAAA-AAAA-AAAA'])
      assert.notEqual((await comeIn(staff, code, console)).status, 200, code);
    assert.equal((await console.call(whoAmI)).status, 401);
  });

  it('takes a code once, and none from before the last one', async () => {
    const { staff, secret } = await givenSetUp();
    assert.equal((await comeIn(staff, now(secret, 1))).status, 200);
    for (const away of [1, 0, -1])
      assert.equal((await comeIn(staff, now(secret, away))).problem.rule, 'code-wrong');
  });

  it('lets one in of ten who come with the same code at the same time', async () => {
    const { staff, secret, recoveryCodes } = await givenSetUp();
    for (const code of [now(secret), recoveryCodes[0]]) {
      const came = await Promise.all(Array.from({ length: 5 }, () => comeIn(staff, code)));
      assert.equal(came.filter(({ status }) => status === 200).length, 1);
    }
  });

  it('takes each recovery code once, typed as it comes; new ones end the old ones', async () => {
    const { staff, recoveryCodes, console } = await givenSetUp();
    const [first = '', second = '', third = ''] = recoveryCodes;
    assert.equal((await comeIn(staff, first.toLowerCase().replaceAll('-', ' '))).status, 200);
    assert.equal((await comeIn(staff, first)).problem.rule, 'code-wrong');
    assert.equal((await comeIn(staff, second)).status, 200);
    assert.equal((await console.call(whoAmI)).body.secondStep.codesLeft, 8);
    const renewed = (await console.call(renewRecoveryCodes)).body.recoveryCodes;
    assert.equal((await comeIn(staff, third)).problem.rule, 'code-wrong');
    assert.equal((await comeIn(staff, renewed[0])).status, 200);
  });

  it('cannot be guessed: ten wrong codes, and the right one is locked out too', async () => {
    const { staff, secret } = await givenSetUp();
    for (let tries = 0; tries < 10; tries++)
      assert.equal((await comeIn(staff, '000000')).status, 422);
    assert.equal((await comeIn(staff, now(secret))).status, 429);
  });

  it('cannot be guessed by giving the password alone in between', async () => {
    const { staff, secret } = await givenSetUp();
    for (let tries = 0; tries < 5; tries++) {
      assert.equal((await comeIn(staff, '000000')).problem.rule, 'code-wrong');
      assert.equal((await comeIn(staff)).problem.rule, 'code-needed');
    }
    assert.equal((await comeIn(staff, now(secret))).status, 429);
  });

  it('stays through a new password', async () => {
    const { organizationId, clinicIds, staff, secret } = await givenSetUp();
    const manager = await app.signedIn(
      await givenStaff(t, { organizationId, clinicIds, role: 'clinic-manager' }),
    );
    const link = await manager.call(issuePasswordReset, { params: { staffId: staff.staffId } });
    const token = link.body.path.replace('/new-password#', '');
    const fresh = 'another long enough password';
    await app.signedOut().call(usePasswordReset, { body: { token, password: fresh } });
    const body = { login: staff.staffId, password: fresh };
    assert.equal((await app.signedOut().call(signIn, { body })).problem.rule, 'code-needed');
    const came = await app.signedOut().call(signIn, { body: { ...body, code: now(secret) } });
    assert.equal(came.status, 200);
  });

  it('proves anew who acts, and no code does so twice', async () => {
    const { console, secret } = await givenSetUp();
    for (let passed = 0; passed < 2; passed++) {
      t.clock.advance({ minutes: 10 });
      await console.call(extendSession);
    }
    assert.equal((await console.call(renewRecoveryCodes)).problem.code, 'step-up-required');
    const body = { password: null, code: now(secret) };
    assert.equal((await console.call(confirmIdentity, { body })).status, 200);
    assert.equal((await console.call(renewRecoveryCodes)).status, 200);
    assert.equal((await console.call(confirmIdentity, { body })).problem.rule, 'code-wrong');
  });

  it('is removed by its owner with a code', async () => {
    const { console, staff, secret } = await givenSetUp();
    const wrong = await console.call(removeSecondStep, { body: { code: '000000' } });
    assert.equal(wrong.problem.rule, 'code-wrong');
    assert.equal((await comeIn(staff)).problem.rule, 'code-needed');
    const right = await console.call(removeSecondStep, { body: { code: now(secret) } });
    assert.equal(right.status, 200);
    assert.equal((await comeIn(staff)).status, 200);
    assert.equal((await t.owner('recovery_code').where({ staff_id: staff.staffId })).length, 0);
  });

  it('is removed by who manages the person: sessions end, and the person is told', async () => {
    const { organizationId, clinicIds, console, staff } = await givenSetUp();
    const manager = await app.signedIn(
      await givenStaff(t, { organizationId, clinicIds, role: 'clinic-manager' }),
    );
    const params = { staffId: staff.staffId };
    assert.equal((await manager.call(removeSecondStepOf, { params })).status, 200);
    assert.equal((await console.call(whoAmI)).status, 401);
    assert.equal((await comeIn(staff)).status, 200);
    const told = await t.owner('notification').where({ staff_id: staff.staffId }).pluck('topic');
    assert.deepEqual(told, ['second-step-removed']);
    const again = await manager.call(removeSecondStepOf, { params });
    assert.equal(again.problem.rule, 'not-set-up');
  });

  describe('asked for by a role', () => {
    const require = (administrator: TestConsole, role: Role, expectedVersion = 0) =>
      administrator.call(changeSignInRule, {
        body: { role, expectedVersion, secondStep: true, idleMinutes: null },
      });

    it('leaves whoever has none without any right until it is set up', async () => {
      const { organizationId, clinicId, clinicIds, console } = await givenPerson('biller');
      const administrator = await app.signedIn(
        await givenStaff(t, { organizationId, clinicIds, role: 'administrator' }),
      );
      const reads = () => console.call(listColleagues, { query: { clinicId } });
      assert.equal((await reads()).status, 200);
      assert.equal((await require(administrator, 'biller')).status, 200);
      assert.equal((await reads()).problem.code, 'not-allowed');
      const { secondStep, grants, clinics } = (await console.call(whoAmI)).body;
      assert.deepEqual(
        [secondStep.isRequired, secondStep.isSetUp, grants, clinics],
        [true, false, [], []],
      );
      const { secret } = (await console.call(beginSecondStep)).body;
      assert.equal((await reads()).problem.code, 'not-allowed', 'begun is not set up');
      await console.call(confirmSecondStep, { body: { code: now(secret, -1) } });
      assert.equal((await reads()).status, 200);
      const kept = await console.call(removeSecondStep, { body: { code: now(secret) } });
      assert.equal(kept.problem.rule, 'is-required');
      assert.equal((await require(administrator, 'biller')).problem.code, 'conflict');
      assert.equal((await administrator.call(listSignInRules)).body.items.length, 10);
    });

    it('is decided by who administers all clinics', async () => {
      const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
      const [here = ''] = clinicIds;
      const partly = await app.signedIn(
        await givenStaff(t, { organizationId, clinicIds: [here], role: 'administrator' }),
      );
      assert.equal((await require(partly, 'biller')).status, 403);
      assert.equal(
        (await t.owner('sign_in_rule').where({ organization_id: organizationId })).length,
        0,
      );
    });
  });

  it('an idle time of a role ends its sessions earlier', async () => {
    const { organizationId, clinicIds, console } = await givenPerson('biller');
    const administrator = await app.signedIn(
      await givenStaff(t, { organizationId, clinicIds, role: 'administrator' }),
    );
    await administrator.call(changeSignInRule, {
      body: { role: 'biller', expectedVersion: 0, secondStep: false, idleMinutes: 5 },
    });
    assert.equal((await console.call(whoAmI)).body.idleExpiresAt, '2026-11-23T15:05:00.000Z');
    t.clock.advance({ minutes: 5 });
    assert.equal((await console.call(whoAmI)).status, 401);
    assert.equal((await administrator.call(whoAmI)).status, 200);
  });
});
