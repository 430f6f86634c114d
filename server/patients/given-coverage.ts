// Builders for tests: payers, coverages, and one valid call of every endpoint about them.
import {
  addCoverage,
  changeCoverage,
  checkEligibility,
  getCoverageAlert,
  endCoverage,
  listCoverages,
  verifyCoverage,
} from '#contract/coverage';
import type { Endpoint } from '#contract/endpoint';
import { addPayer, changePayer, listPayers } from '#contract/payer';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { givenInterface } from '../platform/drop-folder/given-drop-folder.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';
import type { CoverageRow } from './coverage-repository.ts';
import type { PayerRow } from './payer-repository.ts';

export async function givenPayer(
  t: TestDatabase,
  organizationId: string,
  over: Partial<PayerRow> = {},
): Promise<string> {
  const id = newId();
  const row: PayerRow = {
    organization_id: organizationId,
    id,
    name: `Bay State Health ${id.slice(-6)}`,
    payer_identifier: 'BSH01',
    line_of_business: 'commercial',
    kinds: ['medical'],
    active: true,
    created_at: t.clock.now,
    version: 1,
    ...over,
  };
  await t.owner('payer').insert(row);
  await givenVersion(t, 'payer', row);
  return id;
}

export async function givenCoverage(
  t: TestDatabase,
  of: { organizationId: string; patientId: string; payerId: string },
  over: Partial<CoverageRow> = {},
): Promise<string> {
  const id = newId();
  const row: CoverageRow = {
    organization_id: of.organizationId,
    id,
    patient_id: of.patientId,
    payer_id: of.payerId,
    plan_name: 'Gold PPO',
    member_id: 'W1234',
    group_number: null,
    billing_order: 'primary',
    relationship: 'self',
    subscriber_family: null,
    subscriber_given: null,
    subscriber_birth_on: null,
    effective_from: '2026-01-01',
    ends_on: null,
    verified_on: null,
    verified_by: null,
    verified_how: null,
    known_on: null,
    copay_cents: null,
    deductible_cents: null,
    deductible_left_cents: null,
    inactive_on: null,
    valid: true,
    created_at: t.clock.now,
    version: 1,
    ...over,
  };
  await t.owner('coverage').insert(row);
  await givenVersion(t, 'coverage', row);
  return id;
}

export async function givenVersion(
  t: TestDatabase,
  table: string,
  row: { organization_id: string; id: string },
): Promise<void> {
  await t.owner(`${table}_version`).insert({
    organization_id: row.organization_id,
    id: row.id,
    version: 1,
    act: 'added',
    row: JSON.stringify(row),
    actor_id: null,
    valid_from: t.clock.now,
  });
}

const aPayer = {
  name: 'New Payer',
  payerIdentifier: '00999',
  lineOfBusiness: 'medicaid',
  kinds: ['medical'],
};
const aCoverage = {
  planName: 'Gold PPO',
  memberId: 'W1234',
  groupNumber: null,
  order: 'secondary',
  relationship: 'self',
  subscriber: null,
  effectiveFrom: '2026-01-01',
  endsOn: null,
};
const noAmounts = { copayCents: null, deductibleCents: null, deductibleLeftCents: null };

/** Calls that reach for what stands in the organization, from the clinic `there`. */
export async function givenReachingCoverages(
  t: TestDatabase,
  at: { organizationId: string; there: string; patientId: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { there: clinicId, patientId } = at;
  const payerId = await givenPayer(t, at.organizationId, { name: 'Secret payer' });
  const coverageId = await givenCoverage(t, { ...at, payerId });
  await givenInterface(t, at.organizationId, { payer_ids: [payerId] });
  const params = { patientId };
  const ofCoverage = { params: { coverageId } };
  const known = { clinicId, expectedVersion: 1 };
  const query = { clinicId };
  return {
    reaching: [
      [listPayers, { query }],
      [addPayer, { body: { clinicId, ...aPayer } }],
      [changePayer, { params: { payerId }, body: { ...known, ...aPayer, active: false } }],
      [listCoverages, { params, query }],
      [getCoverageAlert, { params, query: { clinicId, date: '2026-12-10' } }],
      [addCoverage, { params, body: { clinicId, payerId, ...aCoverage } }],
      [checkEligibility, { ...ofCoverage, body: { clinicId } }],
      [changeCoverage, { ...ofCoverage, body: { ...known, payerId, ...aCoverage } }],
      [verifyCoverage, { ...ofCoverage, body: { ...known, how: 'card', ...noAmounts } }],
      [endCoverage, { ...ofCoverage, body: { ...known, endsOn: '2026-12-31' } }],
    ],
    secrets: [coverageId, payerId, 'Secret payer'],
  };
}
