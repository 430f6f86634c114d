// Requests as FHIR: the Bundle that leaves, and answers that are taken line by line.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Authorization } from '#contract/authorization-request';
import type { Claim } from '../../interop/fhir/claims.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import {
  givenAuthorizationClinic,
  givenRequest,
  givenRule,
  givenSubmitted,
  visitLine,
  type AuthorizationClinic,
} from '../given-authorization.ts';
import { authorizationsProof, type AuthorizationsProof } from '../test-authorizations.ts';
import { reachPayer } from '../x12/given-authorization-exchange.ts';
import { getAuthorizationClaim } from './claim-service.ts';
import { aClaimResponse } from './given-claim-response.ts';
import { takeClaimResponse } from './take-claim-response-service.ts';

describe('authorizations by FHIR', () => {
  let t: TestDatabase;
  let proof: AuthorizationsProof;
  let clinic: AuthorizationClinic;
  before(async () => {
    t = await testDatabase();
    proof = authorizationsProof(t);
  });
  beforeEach(async () => {
    t.clock.set('2026-11-23T15:00:00.000Z');
    clinic = await givenAuthorizationClinic(t);
    await givenRule(t, clinic, { payerId: clinic.payerId });
  });
  after(() => t.close());

  const two = () => [
    visitLine(clinic),
    visitLine(clinic, {
      ...{ kind: 'imaging', description: 'MRI', visitTypeId: null, quantity: 1, unit: 'units' },
      code: { system: 'cpt', code: '72148', modifiers: [] },
    }),
  ];
  const lineId = ({ lines }: Authorization, at = 0) => lines[at]?.id ?? '';
  const takes = (item: Authorization, resource: Record<string, unknown>, types = ['answered']) =>
    proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) => takeClaimResponse(ctx, { itemId: item.id, resource }),
      types.map((type) => `authorizations.authorization-${type}`),
    );

  it('hands out the Bundle with every line under its number', async () => {
    await reachPayer(t, clinic);
    const item = await givenRequest(t, clinic, { lines: two() });
    const { bundle } = await t.database.inTransaction(clinic.specialist.scope, (ctx) =>
      getAuthorizationClaim(ctx, item.id),
    );
    const entry = bundle['entry'] as { resource: Claim }[];
    const claim = entry[0]?.resource;
    assert.deepEqual(
      entry.map(({ resource }) => resource.resourceType),
      ['Claim', 'Patient', 'Coverage', 'Organization', 'Organization', 'Practitioner'],
    );
    assert.deepEqual(claim?.identifier, [{ system: 'urn:daysheet:authorization', value: item.id }]);
    assert.deepEqual(
      claim.item?.map(({ sequence, quantity, extension }) => [
        ...[sequence, quantity?.value, quantity?.unit, extension?.[0]?.valueIdentifier?.value],
      ]),
      [
        [1, 12, 'visits', lineId(item)],
        [2, 1, 'units', lineId(item, 1)],
      ],
    );
  });

  it('hands out nothing that a payer could not work with', async () => {
    const claimOf = (item: Authorization, refusal: string) =>
      proof.refuses(
        clinic,
        clinic.specialist.scope,
        (ctx) => getAuthorizationClaim(ctx, item.id),
        refusal,
      );
    const item = await givenRequest(t, clinic);
    await t.owner('staff_member').where({ id: clinic.providerId }).update({ npi: null });
    await claimOf(item, 'rule-broken cannot-be-written');
    await reachPayer(t, clinic);
    const words = visitLine(clinic, { kind: 'referral', code: null, visitTypeId: null });
    const referral = await givenRequest(t, clinic, { lines: [words] });
    await claimOf(referral, 'rule-broken cannot-be-written');
  });

  it('takes answers item by item, by trace number before sequence', async () => {
    const item = await givenSubmitted(t, clinic, { lines: two() });
    const { item: after, entries } = await takes(
      item,
      aClaimResponse([
        { sequence: 1, action: 'A3', lineId: lineId(item, 1), reason: 'Therapy first' },
        {
          ...{ sequence: 2, action: 'A2', number: 'AUTH-9', lineId: lineId(item) },
          ...{ quantity: { value: 6, unit: 'visits' }, period: { end: '2026-12-31' } },
        },
      ]),
    );
    assert.deepEqual(
      entries.map(({ outcome }) => outcome),
      ['applied', 'applied'],
    );
    const [visits, image] = after.lines;
    assert.deepEqual(visits?.grant, {
      ...{ quantity: 6, unit: 'visits', from: '2026-11-23', until: '2026-12-31' },
      ...{ level: 'individual', providerIds: [clinic.providerId], code: null },
    });
    assert.deepEqual(
      [visits.decision?.number, visits.decision?.via, image?.decision?.because],
      ['AUTH-9', 'fhir', 'Therapy first'],
    );
  });

  it('leaves undecided what no review action decides, whatever the outcome says', async () => {
    const item = await givenSubmitted(t, clinic, { lines: two() });
    const { item: after, entries } = await takes(
      item,
      aClaimResponse([
        { sequence: 1 },
        { sequence: 2, action: 'A1' },
        { sequence: 7, action: 'A1' },
      ]),
    );
    assert.deepEqual(
      after.lines.map(({ status }) => status),
      ['submitted', 'approved'],
    );
    assert.deepEqual(
      entries.map(({ outcome, reason }) => [outcome, reason]),
      [
        ['left-aside', 'Nothing is decided about it.'],
        ['applied', ''],
        ['left-aside', 'It names no line.'],
      ],
    );
  });

  it('takes an answer of the whole where one line alone waits', async () => {
    const one = await givenSubmitted(t, clinic);
    const { item: after } = await takes(
      one,
      aClaimResponse([], { whole: 'A1', more: { preAuthRef: 'P-1' } }),
    );
    assert.deepEqual(
      [after.lines[0]?.status, after.lines[0]?.decision?.number],
      ['approved', 'P-1'],
    );
    const later = two().map((line) => ({ ...line, from: '2027-03-01', until: '2027-04-01' }));
    const both = await givenSubmitted(t, clinic, { lines: later });
    const { entries } = await takes(both, aClaimResponse([], { whole: 'A1' }), []);
    assert.equal(entries[0]?.outcome, 'left-aside');
    assert.match(entries[0].reason, /2 lines wait/);
  });

  it('shows what cannot be told, and what contradicts', async () => {
    const item = await givenSubmitted(t, clinic, { lines: two() });
    const { entries } = await takes(
      item,
      aClaimResponse([
        { sequence: 1, action: 'A1', quantity: { value: 30, unit: 'minutes' } },
        { sequence: 2, action: 'A1' },
      ]),
    );
    assert.deepEqual(
      entries.map(({ outcome }) => outcome),
      ['shown', 'applied'],
    );
    const denied = aClaimResponse([{ sequence: 2, action: 'A3' }]);
    const { item: after } = await takes(item, denied, ['contradicted']);
    assert.deepEqual(
      after.lines.map(({ status, contradiction }) => [status, contradiction?.action]),
      [
        ['submitted', 'A1'],
        ['approved', 'A3'],
      ],
    );
    const older = aClaimResponse([{ sequence: 2, action: 'A4' }], {
      on: '2026-11-23T09:00:00-05:00',
    });
    const { entries: left } = await takes(item, older, []);
    assert.equal(left[0]?.reason, 'Something later is known already.');
  });

  it('takes nothing of another request, and nothing that is wrong or no answer', async () => {
    const item = await givenSubmitted(t, clinic);
    const other = '018f4e6e-7b1c-7c1f-8a7b-0000000000ab';
    const foreign = aClaimResponse([{ sequence: 1, action: 'A1', lineId: other }]);
    const { entries } = await takes(item, foreign, []);
    assert.equal(entries[0]?.reason, 'Its trace number is of another request.');
    const cases: [string, Record<string, unknown>][] = [
      ['invalid-input', { resourceType: 'Patient' }],
      ['invalid-input', aClaimResponse([{ sequence: 1, action: 'ZZ' }])],
      ['invalid-input', aClaimResponse([{ sequence: 0, action: 'A1' }])],
      ['invalid-input', aClaimResponse([], { more: { use: 'claim' } })],
      ['rule-broken not-active', aClaimResponse([], { whole: 'A1', more: { status: 'draft' } })],
    ];
    for (const [refusal, resource] of cases)
      await proof.refuses(
        clinic,
        clinic.specialist.scope,
        (ctx) => takeClaimResponse(ctx, { itemId: item.id, resource }),
        refusal,
      );
    await proof.refuses(
      clinic,
      clinic.scheduler.scope,
      (ctx) => takeClaimResponse(ctx, { itemId: item.id, resource: foreign }),
      'not-found',
    );
  });
});
