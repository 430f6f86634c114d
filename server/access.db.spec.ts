// That access is tried for every endpoint of the contract, and that what is refused to others does its work for who may.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allEndpoints } from '#contract/given-endpoints';
import { exportsEndpoints } from '#contract/exports';
import { privacyEndpoints } from '#contract/privacy';
import { aboutNoClinic } from './access-lists.ts';
import { givenApp, type GivenApp } from './given-app.ts';
import { givenTwoClinics, type TwoClinics } from './given-two-clinics.ts';
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

  it('each call does its work for somebody who works there', async () => {
    const answerIn = async (own: TwoClinics, name: string) => {
      const [endpoint, call] = own.reaching.find(([known]) => known.name === name) ?? [];
      if (!endpoint || standsElsewhere.has(name)) return null;
      return (await app.signedIn(own.holder)).call(endpoint, call);
    };
    const shared = await givenTwoClinics(t);
    for (const { name } of allEndpoints) {
      const answer = await answerIn(shared, name);
      if (answer === null || answer.status === 200) continue;
      // A call before it may have used up what it is about: then it gets a world of its own.
      const own = await answerIn(await givenTwoClinics(t), name);
      assert.equal(own?.status, 200, `${name}: ${JSON.stringify(own?.body)}`);
    }
  });
});

/** Somebody else's, of another organization, or of all clinics: not there even for an administrator of one. */
const standsElsewhere = new Set([
  'getPatientHeader',
  'getPatientHistory',
  'getPatientRecord',
  'listPharmacyNetwork',
  'changePatientDetails',
  'endSession',
  'listSignInRules',
  'changeSignInRule',
  ...privacyEndpoints.map(({ name }) => name),
  ...exportsEndpoints.map(({ name }) => name),
]);
