import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  aDiagnosticReport,
  aPotassium,
  aServiceRequest,
} from '../../interop/fhir/given-diagnostic-report.ts';
import { aBundle, aPatient } from '../../interop/fhir/given-fhir.ts';
import { readDiagnosticReports } from '../../interop/fhir/read-diagnostic-report.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { givenResultClinic, type ResultClinic } from '../given-result.ts';
import { resultsProof, type ResultsProof } from '../test-results.ts';
import { takeInResults } from './fhir-intake-service.ts';
import { openReleasedReport } from './released-report-service.ts';

describe('results by FHIR', () => {
  let t: TestDatabase;
  let proof: ResultsProof;
  let clinic: ResultClinic;
  before(async () => {
    t = await testDatabase();
    proof = resultsProof(t);
    clinic = await givenResultClinic(t);
  });
  after(() => t.close());

  const ours = () =>
    aPatient({
      identifier: [{ value: clinic.person.numbers[0] ?? '' }],
      name: [{ family: clinic.person.family, given: clinic.person.given }],
      birthDate: clinic.person.birthOn ?? '',
    });
  const without = <T extends object>(from: T, ...keys: (keyof T & string)[]): T =>
    Object.fromEntries(
      Object.entries(from).filter(([name]) => !(keys as string[]).includes(name)),
    ) as T;
  const report = (over = {}) => without(aDiagnosticReport(over), 'basedOn', 'performer');
  const bundle = (...resources: object[]) =>
    aBundle(resources.map((resource) => ({ resource }))) as Record<string, unknown>;

  it('are taken with their values, known when they come again, and leave as they came', async () => {
    const sent = bundle(ours(), aPotassium(), report());
    const taken = await proof.proves(
      clinic,
      clinic.clerk.scope,
      (ctx) => takeInResults(ctx, { clinicId: clinic.clinicId, resource: sent }),
      ['results.observation-recorded', 'results.result-arrived'],
    );
    const [entry] = taken.entries;
    assert.deepEqual([entry?.outcome, entry?.resource], ['taken', 'DiagnosticReport/r1']);
    const again = await proof.proves(
      clinic,
      clinic.clerk.scope,
      (ctx) => takeInResults(ctx, { clinicId: clinic.clinicId, resource: sent }),
      [],
    );
    assert.deepEqual(
      [again.entries[0]?.outcome, again.entries[0]?.itemId],
      ['same', entry?.itemId],
    );
    const { bundle: left } = await t.database.inTransaction(clinic.system, (ctx) =>
      openReleasedReport(ctx, {
        ...{ itemId: entry?.itemId ?? '', clinicId: clinic.clinicId, show: 'outside' },
        name: 'Dr. Kim',
      }),
    );
    const read = readDiagnosticReports(new TextEncoder().encode(JSON.stringify(left)));
    assert.ok('reports' in read, JSON.stringify(read));
    const [leaving] = read.reports;
    assert.deepEqual(
      [
        leaving?.report.status,
        leaving?.observations[0]?.valueNumber,
        leaving?.observations[0]?.status,
      ],
      ['final', 6.3, 'final'],
    );
  });

  it('answer the order that came before', async () => {
    const placed = await t.database.inTransaction(clinic.clerk.scope, (ctx) =>
      takeInResults(ctx, {
        clinicId: clinic.clinicId,
        resource: bundle(ours(), without(aServiceRequest(), 'requester')),
      }),
    );
    assert.equal(placed.entries[0]?.outcome, 'ordered', JSON.stringify(placed));
    const order = without(aServiceRequest(), 'requester');
    const answered = await t.database.inTransaction(clinic.clerk.scope, (ctx) =>
      takeInResults(ctx, {
        clinicId: clinic.clinicId,
        resource: bundle(
          ours(),
          order,
          aPotassium(),
          without(aDiagnosticReport({ identifier: [{ value: 'R-2' }] }), 'performer'),
        ),
      }),
    );
    assert.deepEqual(
      [answered.entries[0]?.outcome, answered.entries[0]?.itemId],
      ['taken', placed.entries[0].itemId],
    );
  });

  it('are refused with the path where something is wrong, and nothing is kept', async () => {
    await proof.proves(
      clinic,
      clinic.clerk.scope,
      async (ctx) => {
        const { entries } = await takeInResults(ctx, {
          clinicId: clinic.clinicId,
          resource: bundle(ours(), report({ status: 'done' })),
        });
        assert.ok(entries.length > 0 && entries.every(({ outcome }) => outcome === 'refused'));
        assert.ok(entries.some(({ path }) => path.includes('status')));
      },
      [],
    );
    await proof.refuses(
      clinic,
      clinic.scheduler.scope,
      (ctx) =>
        takeInResults(ctx, { clinicId: clinic.clinicId, resource: bundle(ours(), report()) }),
      'not-allowed',
    );
  });
});
