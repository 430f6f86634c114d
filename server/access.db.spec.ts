// That access is tried for every endpoint of the contract.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allEndpoints } from '#contract/given-endpoints';
import { aboutNoClinic } from './access-lists.ts';
import { givenApp, type GivenApp } from './given-app.ts';
import { givenTwoClinics } from './given-two-clinics.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';

describe('access to every endpoint', () => {
  let t: TestDatabase;
  let app: GivenApp;
  before(async () => {
    t = await testDatabase();
    app = await givenApp(t, { demo: true });
  });
  after(async () => {
    await app.stop();
    await t.close();
  });

  it('is tried for every endpoint that the server has, all of them in the contract', async () => {
    const { body } = await app.signedOut().request('GET', '/api/openapi.json');
    const { paths } = body as unknown as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const served = Object.values(paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    assert.deepEqual(served.sort(), allEndpoints.map(({ name }) => name).sort());
    const world = await givenTwoClinics(t);
    const tried = new Set(world.reaching.map(([{ name }]) => name));
    const missing = allEndpoints.filter(({ name }) => !tried.has(name) && !aboutNoClinic.has(name));
    assert.deepEqual(missing, []);
  });
});
