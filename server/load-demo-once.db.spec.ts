import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { loadDemoOnce } from './load-demo-once.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { givenOrganization } from './staff/given-organization.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

it('keeps a demo that is there, and turns demo mode off beside a real organization', async () => {
  const never = (): void => assert.fail('nothing may be loaded');
  await givenOrganization(t, { isDemo: true });
  assert.deepEqual(await loadDemoOnce(t.connections.owner, never), {
    on: true,
    loaded: null,
    refusal: null,
  });
  await givenOrganization(t);
  const { on, loaded, refusal } = await loadDemoOnce(t.connections.owner, never);
  assert.deepEqual([on, loaded], [false, null]);
  assert.match(refusal ?? '', /^Demo mode is off, because/);
});
