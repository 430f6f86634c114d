import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { whoAmI } from '#contract/staff';
import { givenApp, type GivenApp } from '../../given-app.ts';
import { givenOrganization, givenStaff } from '../../staff/given-organization.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';

describe('how much one caller may ask', () => {
  let t: TestDatabase;
  let app: GivenApp;

  before(async () => {
    t = await testDatabase();
    app = await givenApp(t, { requestsInTenSeconds: 20 });
  });
  after(async () => {
    await app.stop();
    await t.close();
  });

  it('is bounded for one console, and a colleague beside it goes on', async () => {
    const { organizationId } = await givenOrganization(t);
    const someone = () => givenStaff(t, { organizationId, clinicIds: [], role: 'scheduler' });
    const hasty = await app.signedIn(await someone());
    const colleague = await app.signedIn(await someone());
    const answers = await Promise.all(Array.from({ length: 30 }, () => hasty.call(whoAmI)));

    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(refused.length, 10);
    for (const { problem } of refused) {
      assert.equal(problem.code, 'too-many-requests');
      assert.ok((problem.retryAfter ?? 0) >= 1, 'says when to try again');
    }
    assert.equal((await colleague.call(whoAmI)).status, 200);
  });
});
