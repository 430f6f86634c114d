// That what is refused to others does its work for who may.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Endpoint } from '#contract/endpoint';
import { exportsEndpoints } from '#contract/exports';
import { privacyEndpoints } from '#contract/privacy';
import { givenApp, type GivenApp } from './given-app.ts';
import { givenTwoClinics, type TwoClinics } from './given-two-clinics.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';

/** In their order: some calls go on from what one before them has written. */
export function tryWork(about: string, endpoints: readonly Endpoint[]): void {
  describe(`access that is given to ${about}`, () => {
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

    it('each call does its work for somebody who works there', async () => {
      const answerIn = async (own: TwoClinics, name: string) => {
        const [endpoint, call] = own.reaching.find(([known]) => known.name === name) ?? [];
        if (!endpoint || standsElsewhere.has(name)) return null;
        return (await app.signedIn(own.holder)).call(endpoint, call);
      };
      const shared = await givenTwoClinics(t);
      for (const { name } of endpoints) {
        const answer = await answerIn(shared, name);
        if (answer === null || answer.status === 200) continue;
        // A call before it may have used up what it is about: then it gets a world of its own.
        const own = await answerIn(await givenTwoClinics(t), name);
        assert.equal(own?.status, 200, `${name}: ${JSON.stringify(own?.body)}`);
      }
    });
  });
}

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
