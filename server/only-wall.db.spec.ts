// The whole API with the checks of the application for the clinic switched off: row-level security alone keeps callers
// of other clinics and organizations out.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportsEndpoints } from '#contract/exports';
import { privacyEndpoints } from '#contract/privacy';
import { givenApp } from './given-app.ts';
import { countRows, givenTwoClinics } from './given-two-clinics.ts';
import { testDatabase } from './platform/db/test-database.ts';
import type { TestCall } from './platform/http/test-http.ts';
import { givenOrganization, givenStaff } from './staff/given-organization.ts';

describe('with row-level security as the only wall', () => {
  it('a caller of another clinic still reads and writes nothing there', async (test) => {
    const t = await testDatabase({ policiesOn: false });
    const app = await givenApp(t, { demo: true, policiesOn: false });
    test.after(async () => {
      await app.stop();
      await t.close();
    });
    const world = await givenTwoClinics(t);
    const administrator = await app.signedIn(await world.worksHere('administrator'));
    for (const [endpoint, call] of world.reaching) {
      const before = await countRows(t);
      // Staff and patients are the organization's: their walls stand between organizations.
      if (organizationWide.has(endpoint.name)) continue;
      const answer = await administrator.call(endpoint, call);
      const text = JSON.stringify(answer.body);
      for (const secret of untold(world.secrets, call))
        assert.ok(!text.includes(secret), `${endpoint.name} shows ${secret}`);
      if (findsNothing.has(endpoint.name)) continue;
      if (endpoint.method === 'POST' && endpoint.idempotent)
        assert.notEqual(answer.status, 200, endpoint.name);
      assert.deepEqual(await countRows(t), before, endpoint.name);
    }
  });
});

describe('with row-level security as the only wall between organizations', () => {
  it('a caller of another one reads and writes nothing there, whatever it is', async (test) => {
    const t = await testDatabase({ policiesOn: false });
    const app = await givenApp(t, { demo: true, policiesOn: false });
    test.after(async () => {
      await app.stop();
      await t.close();
    });
    const world = await givenTwoClinics(t);
    const other = await givenOrganization(t, { isDemo: true });
    const outsider = await app.signedIn(
      await givenStaff(t, { ...other, clinicIds: [other.clinicId], role: 'administrator' }),
    );
    for (const [endpoint, call] of world.reaching) {
      if (ownEverywhere.has(endpoint.name)) continue;
      const before = await countRows(t);
      const text = JSON.stringify((await outsider.call(endpoint, call)).body);
      for (const secret of untold([...world.secrets, ...world.organizationSecrets], call))
        assert.ok(!text.includes(secret), `${endpoint.name} shows ${secret}`);
      if (findsNothing.has(endpoint.name) || answersForEach.has(endpoint.name)) continue;
      assert.deepEqual(await countRows(t), before, endpoint.name);
    }
  });
});

/** Answers that there is nothing, where nothing is to be seen; the answer itself is kept for a repetition. */
const findsNothing = new Set([
  'claimNextAuthorization',
  'claimNextCall',
  'claimNextFollowUp',
  'claimNextRefill',
  'claimNextResult',
]);
/** Each resource is answered for, that it is refused: what was asked is kept in one's own organization. */
const answersForEach = new Set(['takeInFhir', 'takeInResults']);
/** Writes in one's own organization, which tells of nothing. */
const ownEverywhere = new Set([
  'registerPatient',
  'addPayer',
  'addPharmacy',
  'changeSignInRule',
  'requestExport',
]);
const organizationWide = new Set([
  'listProviders',
  'addProvider',
  'registerPatient',
  'addPayer',
  'changePayer',
  'listPayers',
  'listCoverages',
  'getCoverageAlert',
  'addCoverage',
  'changeCoverage',
  'verifyCoverage',
  'checkEligibility',
  'endCoverage',
  'listFlags',
  'getPatientAlerts',
  'addFlag',
  'endFlag',
  'listProxies',
  'addProxy',
  'attachProxyPaper',
  'getProxyPaper',
  'removeProxyPaper',
  'revokeProxy',
  'findNearMatches',
  'addPharmacy',
  'changePharmacy',
  'changePharmacyNetwork',
  'linkDuplicate',
  'tellApart',
  'retireChart',
  'addAbsence',
  'endAbsence',
  'inviteStaffMember',
  'changeStaffRoles',
  'changeStaffDetails',
  'endStaffMember',
  'reinstateStaffMember',
  'issueInvitation',
  'issuePasswordReset',
  'revokeStaffLink',
  'removeSecondStepOf',
  'changeSignInRule',
  'changeClinicDetails',
  'createServiceAccount',
  'changeServicePermissions',
  'renewServiceKey',
  'endServiceAccount',
  ...privacyEndpoints.map(({ name }) => name),
  ...exportsEndpoints.map(({ name }) => name),
]);

/** What the caller has said is no secret when it is said back. */
function untold(secrets: readonly string[], call: TestCall): string[] {
  const said = JSON.stringify(call);
  return secrets.filter((secret) => !said.includes(secret));
}
