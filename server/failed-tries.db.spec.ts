// Tries in vain of nobody in particular: whose login it was is kept, what was typed never is.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { whoIsService } from '#contract/service-account';
import { confirmIdentity, signIn, whoAmI } from '#contract/staff';
import { givenApp, type GivenApp } from './given-app.ts';
import { createFailedTries } from './platform/audit/failed-tries.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { csrfHeader } from './platform/http/same-origin.ts';
import { givenOrganization, givenStaff, type GivenStaff } from './staff/given-organization.ts';

interface Entry {
  act: string;
  entity_id: string | null;
  detail: { code: string; tries: number };
}

describe('a try in vain', () => {
  let t: TestDatabase;
  let app: GivenApp;
  let staff: GivenStaff;
  before(async () => {
    t = await testDatabase();
    app = await givenApp(t);
    const { organizationId, clinicIds } = await givenOrganization(t);
    staff = await givenStaff(t, { organizationId, clinicIds });
  });
  after(async () => {
    await app.stop();
    await t.close();
  });
  afterEach(async () => {
    await t.owner.raw('truncate audit_entry cascade');
  });

  async function written(): Promise<Entry[]> {
    await app.writeFailedTries();
    return t
      .owner('audit_entry')
      .where({ kind: 'denied' })
      .orderBy(['act', 'entity_id'])
      .select<Entry[]>('act', 'entity_id', 'detail');
  }
  const of = ({ act, entity_id, detail }: Entry) => [act, entity_id, detail.code, detail.tries];
  const tryToSignIn = (login: string) =>
    app.signedOut().call(signIn, { body: { login, password: 'the wrong words entirely' } });

  it('to sign in is counted for whose login it was, and without a name for nobody’s', async () => {
    await app.signedIn(staff);
    for (let times = 0; times < 3; times += 1) await tryToSignIn(staff.staffId);
    await tryToSignIn(staff.staffId.toUpperCase());
    await tryToSignIn('hunter2 typed in the wrong field');
    const entries = await written();
    assert.deepEqual(entries.map(of), [
      ['signIn', staff.staffId, 'sign-in-failed', 4],
      ['signIn', null, 'sign-in-failed', 1],
    ]);
    assert.ok(!/hunter|wrong/.test(JSON.stringify(await t.owner('audit_entry').select('*'))));
    assert.deepEqual((await written()).length, 2, 'each is written once');
  });

  it('beyond so many is counted, too, as refused for that', async () => {
    const another = await givenStaff(t, staff);
    await app.signedIn(another);
    for (let times = 0; times < 13; times += 1) await tryToSignIn(another.staffId);
    assert.deepEqual((await written()).map(of).toSorted(), [
      ['signIn', another.staffId, 'sign-in-failed', 10],
      ['signIn', another.staffId, 'too-many-requests', 3],
    ]);
  });

  it('to prove oneself anew, or from another site, is the session’s', async () => {
    const console = await app.signedIn(staff);
    await console.call(confirmIdentity, { body: { password: 'the wrong words entirely' } });
    const foreign = { origin: 'https://evil.example', [csrfHeader]: '1' };
    await console.request('POST', '/api/staff/extend-session', { headers: foreign });
    await app.signedOut().request('POST', '/api/staff/extend-session', { headers: foreign });
    assert.deepEqual((await written()).map(of), [
      ['callFromAnotherSite', staff.staffId, 'not-same-origin', 1],
      ['callFromAnotherSite', null, 'not-same-origin', 1],
      ['proveIdentity', staff.staffId, 'sign-in-failed', 1],
    ]);
    assert.equal((await console.call(whoAmI)).status, 200);
  });

  it('with a key that is unknown is counted, and nothing of the key is kept', async () => {
    for (const key of ['dsk_unknown-one', 'dsk_unknown-two'])
      assert.equal((await app.withKey(key).call(whoIsService)).status, 401);
    assert.deepEqual((await written()).map(of), [['callWithKey', null, 'not-signed-in', 2]]);
    assert.ok(!JSON.stringify(await t.owner('audit_entry').select('*')).includes('unknown-'));
  });

  it('leaves a bounded number of entries, whatever is sent', async () => {
    const people = await Promise.all(
      Array.from({ length: 15 }, async () => {
        const one = await givenStaff(t, staff);
        await t.owner('login').insert({
          organization_id: one.organizationId,
          staff_id: one.staffId,
          name: one.staffId,
          password_hash: 'none',
          changed_at: t.clock.now,
        });
        return one.staffId;
      }),
    );
    const tries = createFailedTries(t.database);
    for (let times = 0; times < 1000; times += 1)
      tries.note({
        act: 'signIn',
        code: 'sign-in-failed',
        requestId: 'some',
        whose: { login: people[times % 50] ?? `nobody ${times}` },
      });
    await tries.flush();
    const entries = await written();
    assert.equal(entries.length, 11);
    assert.equal(
      entries.reduce((sum, { detail }) => sum + detail.tries, 0),
      1000,
      'none is lost from the count',
    );
  });

  it('with a login of nobody’s is left out where it could be meant for several', async () => {
    await givenOrganization(t);
    await tryToSignIn('nobody at all');
    await tryToSignIn(staff.staffId);
    assert.deepEqual((await written()).map(of), [['signIn', staff.staffId, 'sign-in-failed', 1]]);
  });
});
