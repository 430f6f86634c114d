// Practitioners and coverages taken over, and whole FHIR files of others.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ImportRun } from '#contract/import-run';
import { findCorpus } from '../../scripts/corpora.ts';
import { aBundle, aCoverage, anAppointment, aPatient } from '../interop/fhir/given-fhir.ts';
import { readFhir, type FhirRead } from '../interop/fhir/read-fhir.ts';
import { givenPayer } from '../patients/given-coverage.ts';
import { givenRetiredChart } from '../patients/given-retired-chart.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { ProblemError } from '../platform/problem.ts';
import { importProviders } from '../staff/provider-import-service.ts';
import type { ImportFile } from './file/import-file.ts';
import { readImportFile } from './file/read-import-file.ts';
import {
  givenCheckedImport,
  givenImportClinic,
  givenImports,
  problemsOf,
  saidOf,
  takeOver,
  writeRun,
  type GivenFile,
  type ImportClinic,
} from './given-import.ts';

type Row = Record<string, string>;

const aPractitioner = (over: Row = {}): Row => ({
  identifier: 'D-1',
  family: 'Moss',
  given: 'Ida',
  credentials: 'MD',
  specialty: 'Cardiology',
  npi: '1234567893',
  ...over,
});

const aCoverageRow = (over: Row = {}): Row => ({
  identifier: 'C-1',
  patient: 'P-1',
  payer: 'harbor  HEALTH',
  memberId: 'MEM-1',
  effectiveFrom: '01/01/2026',
  ...over,
});

describe('taking over practitioners and coverages', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  const write = (clinic: ImportClinic, run: ImportRun): Promise<ImportRun> =>
    writeRun(t, clinic, run);
  const take = (clinic: ImportClinic, file: GivenFile): Promise<ImportRun> =>
    takeOver(t, clinic, file);
  const rowsOf = (table: string, { organizationId }: ImportClinic): Promise<Row[]> =>
    t.owner(table).where({ organization_id: organizationId }).select<Row[]>('*');

  async function givenPatientAndPayer(): Promise<ImportClinic> {
    const clinic = await givenImportClinic(t);
    await givenPayer(t, clinic.organizationId, { name: 'Harbor Health' });
    const person = { identifier: 'P-1', family: 'Quill', given: 'Ada', birthOn: '1970-02-28' };
    await take(clinic, { subject: 'patients', rows: [person] });
    return clinic;
  }

  it('makes practitioners providers of the clinic, known from then on by their identifier', async () => {
    const clinic = await givenImportClinic(t);
    const rows = [
      aPractitioner(),
      aPractitioner({ family: 'Other' }),
      aPractitioner({ identifier: 'D-2' }),
      aPractitioner({ identifier: 'D-6', npi: '' }),
      aPractitioner({ identifier: 'D-3', family: 'Lee', given: 'HANNAH', npi: '' }),
      aPractitioner({ identifier: 'D-4', family: 'Nib', npi: '1234567890' }),
      aPractitioner({ identifier: 'D-5', family: '' }),
    ];
    const run = await givenCheckedImport(clinic, { subject: 'practitioners', rows });
    assert.deepEqual(await saidOf(clinic, run), [
      '3 identifier duplicate-in-file',
      '5  provider-exists',
      '6  provider-exists',
      '7 npi value-left-out',
      '8 family missing-value',
    ]);
    const ended = await write(clinic, run);
    assert.deepEqual([ended.done, ended.refused, ended.warned], [3, 4, 1]);
    const [moss, ...more] = (await rowsOf('staff_member', clinic)).filter(
      ({ family }) => family === 'Moss',
    );
    assert.deepEqual(
      [moss?.['given'], moss?.['credentials'], moss?.['specialty'], moss?.['npi']],
      ['Ida', 'MD', 'Cardiology', '1234567893'],
    );
    assert.equal(more.length, 0, 'one NPI is one person, by however many identifiers');
    assert.equal((await rowsOf('login', clinic)).length, 0, 'nobody of them can sign in');
    const again = await givenCheckedImport(clinic, { subject: 'practitioners', rows });
    assert.deepEqual([again.ready, again.unchanged], [0, 3]);
  });

  it('knows somebody who works here by their NPI, and adds nobody', async () => {
    const clinic = await givenImportClinic(t);
    await t
      .owner('staff_member')
      .where({ organization_id: clinic.organizationId, id: clinic.providerId })
      .update({ npi: '1234567893' });
    const before = await rowsOf('staff_member', clinic);
    const rows = [aPractitioner({ family: 'Lee', given: 'H.' })];
    assert.equal((await take(clinic, { subject: 'practitioners', rows })).done, 1);
    assert.deepEqual(await rowsOf('staff_member', clinic), before);
    const [known] = (await rowsOf('external_identifier', clinic)).filter(
      ({ kind }) => kind === 'practitioner',
    );
    assert.equal(known?.['record_id'], clinic.providerId);
  });

  it('lets nobody bring providers who does not manage staff', async () => {
    const clinic = await givenImportClinic(t);
    const { organizationId, clinicId } = clinic;
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => rowsOf('staff_member', clinic),
      action: () => clinic.act((ctx) => importProviders(ctx, { clinicId, providers: [] })),
      refusal: 'not-allowed',
    });
  });

  it('lists every problem of a file of coverages, and writes the others once', async () => {
    const clinic = await givenPatientAndPayer();
    const rows = [
      aCoverageRow(),
      aCoverageRow({ identifier: 'C-2' }),
      aCoverageRow({ identifier: 'C-3', order: '2', relationship: 'spouse' }),
      aCoverageRow({ identifier: 'C-4', order: 'fourth', payer: 'Nobody', patient: 'P-9' }),
      aCoverageRow({ identifier: 'C-5', endsOn: '2025-12-31', memberId: '' }),
      aCoverageRow({ identifier: 'C-1', order: '3' }),
      aCoverageRow({
        identifier: 'C-6',
        order: 'Secondary',
        relationship: 'Child',
        subscriberFamily: 'Quill',
        subscriberGiven: 'Bo',
        subscriberBirthOn: '1950-01-02',
        plan: 'Gold',
      }),
    ];
    const run = await givenCheckedImport(clinic, { subject: 'coverages', rows });
    assert.deepEqual(await saidOf(clinic, run), [
      '3 order order-taken',
      '4 subscriberFamily missing-value',
      '4 subscriberGiven missing-value',
      '4 subscriberBirthOn missing-value',
      '5 patient unknown-patient',
      '5 payer unknown-payer',
      '5 order bad-value',
      '6 memberId missing-value',
      '6 endsOn bad-value',
      '7 identifier duplicate-in-file',
    ]);
    assert.equal((await rowsOf('coverage', clinic)).length, 0);
    assert.equal((await write(clinic, run)).done, 2);
    const kept = await rowsOf('coverage', clinic);
    assert.deepEqual(
      kept.map((row) => [row['billing_order'], row['plan_name'], row['subscriber_given']]).sort(),
      [
        ['primary', 'Harbor Health', null],
        ['secondary', 'Gold', 'Bo'],
      ],
    );
    const again = await givenCheckedImport(clinic, { subject: 'coverages', rows });
    assert.deepEqual([again.ready, again.unchanged], [0, 2]);
    assert.deepEqual(await rowsOf('coverage', clinic), kept);
  });

  it('refuses a coverage alone whose order was taken since the check', async () => {
    const clinic = await givenPatientAndPayer();
    const file = (identifier: string, more: Row[] = []): GivenFile => ({
      subject: 'coverages',
      rows: [aCoverageRow({ identifier }), ...more],
    });
    const second = aCoverageRow({ identifier: 'C-3', order: '2' });
    const late = await givenCheckedImport(clinic, file('C-2', [second]));
    await take(clinic, file('C-1'));
    const ended = await write(clinic, late);
    assert.deepEqual([ended.done, ended.refused], [1, 1]);
    assert.deepEqual(await saidOf(clinic, ended), ['2 order order-taken']);
    assert.equal((await rowsOf('coverage', clinic)).length, 2);
  });

  it('refuses alone what is of a retired chart, or of a payer who left the choice, since the check', async () => {
    const clinic = await givenPatientAndPayer();
    const { organizationId } = clinic;
    const person = { identifier: 'P-2', family: 'Nib', given: 'Cy', birthOn: '1950-01-02' };
    await take(clinic, { subject: 'patients', rows: [person] });
    await givenPayer(t, organizationId, { name: 'Other Health' });
    const rows = [
      aCoverageRow(),
      aCoverageRow({ identifier: 'C-2', patient: 'P-2' }),
      aCoverageRow({ identifier: 'C-3', order: '2', payer: 'Other Health' }),
    ];
    const run = await givenCheckedImport(clinic, { subject: 'coverages', rows });
    const [nib] = (await rowsOf('patient', clinic)).filter(({ family }) => family === 'Nib');
    const survivorId = clinic.patientId;
    await givenRetiredChart(t, { organizationId, patientId: nib!['id']!, survivorId });
    await t.owner('payer').where({ name: 'Other Health' }).update({ active: false });
    const ended = await write(clinic, run);
    assert.deepEqual([ended.done, ended.refused], [1, 2]);
    assert.deepEqual(await saidOf(clinic, ended), ['3  chart-retired', '4 payer unknown-payer']);
    const kept = await rowsOf('coverage', clinic);
    assert.equal(kept.length, 1);
    const versions = await rowsOf('coverage_version', clinic);
    assert.deepEqual(
      versions.map(({ id, version, act }) => [id, version, act]),
      [[kept[0]!['id'], 1, 'added']],
    );
  });

  it('takes a whole FHIR file over in order, each record by the ids of the others', async () => {
    const clinic = await givenImportClinic(t);
    const { organizationId, visitTypeId } = clinic;
    await givenPayer(t, organizationId, { name: 'Harbor Health' });
    const [type] = await t.owner('visit_type').where({ id: visitTypeId }).select<Row[]>('name');
    const bundle = aBundle([
      {
        resource: anAppointment({
          appointmentType: { text: type!['name']! },
          participant: [
            { actor: { reference: 'Patient/p1' }, status: 'accepted' },
            { actor: { reference: 'Practitioner/d1' }, status: 'accepted' },
          ],
        }),
      },
      { resource: aCoverage({ period: { start: '2026-01-01' } }) },
      { resource: aPatient() },
      {
        resource: {
          resourceType: 'Practitioner',
          id: 'd1',
          name: [{ family: 'Moss', given: ['Ida'], suffix: ['MD'] }],
        },
      },
      {
        resource: {
          resourceType: 'PractitionerRole',
          id: 'r1',
          practitioner: { reference: 'Practitioner/d1' },
          specialty: [{ text: 'Cardiology' }],
        },
      },
    ]);
    const file = await readImportFile(Buffer.from(JSON.stringify(bundle)), 'all.json');
    const done = await takeAll(clinic, file);
    assert.deepEqual(
      done.map(({ subject, done: written }) => [subject, written]),
      [
        ['practitioners', 1],
        ['patients', 1],
        ['coverages', 1],
        ['visits', 1],
      ],
    );
    const [moss] = (await rowsOf('staff_member', clinic)).filter(({ family }) => family === 'Moss');
    assert.equal(moss?.['specialty'], 'Cardiology');
    const [visit] = await rowsOf('appointment', clinic);
    assert.equal(visit?.['provider_id'], moss['id']);
  });

  async function takeAll(clinic: ImportClinic, file: ImportFile): Promise<ImportRun[]> {
    const done: ImportRun[] = [];
    for (const { id } of await givenImports(clinic, file))
      done.push(await write(clinic, await clinic.check(id)));
    return done;
  }

  const folder = findCorpus('fhir');
  if (folder === null) {
    process.stdout.write('# The FHIR corpora are not here: nothing of them is taken over.\n');
    return;
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('json') && !name.endsWith('EXPECTED.json'))
    .sort();

  /** `null` = refused as a whole, with a sentence. */
  async function readOr(name: string): Promise<ImportFile | null> {
    try {
      return await readImportFile(readFileSync(`${folder}/${name}`), basename(name));
    } catch (error) {
      assert.ok(error instanceof ProblemError && error.details.rule === 'unreadable-file', name);
      return null;
    }
  }

  it('knows of every resource of others what becomes of it', async () => {
    let known = 0;
    for (const name of files) {
      const file = await readOr(name);
      if (file === null) continue;
      const format = name.endsWith('.ndjson') ? 'ndjson' : 'json';
      const reads: FhirRead[] = [...readFhir(readFileSync(`${folder}/${name}`), { format })];
      const places = reads.map((each) =>
        each.kind === 'resource' ? each.read.at : each.problem.at,
      );
      const lines = file.parts.reduce((sum, part) => sum + part.lines.length, 0);
      const leftOut = file.leftOut.reduce((sum, { count }) => sum + count, 0);
      assert.equal(lines + leftOut, new Set(places).size, name);
      known += lines + leftOut;
    }
    assert.ok(known > 400, `${known} are known`);
  });

  it('takes over, refuses with a reason or leaves out every resource of others, and changes nothing again', async () => {
    const clinic = await givenImportClinic(t);
    const [first, second] = [await takeCorpus(clinic), await takeCorpus(clinic)];
    assert.ok(first.done > 20, `${first.done} were written`);
    assert.deepEqual([second.done, second.unchanged], [0, first.done + first.unchanged]);
  });

  async function takeCorpus(clinic: ImportClinic): Promise<{ done: number; unchanged: number }> {
    const sum = { done: 0, unchanged: 0 };
    for (const name of files) {
      const file = await readOr(name);
      if (file === null || file.parts.length === 0) continue;
      for (const run of await takeAll(clinic, file)) {
        assert.equal(run.done + run.unchanged + run.refused, run.total, `${name} ${run.subject}`);
        const refused = (await problemsOf(clinic, run)).filter(
          ({ weight }) => weight === 'refused',
        );
        assert.equal(new Set(refused.map(({ line }) => line)).size, run.refused, name);
        sum.done += run.done;
        sum.unchanged += run.unchanged;
      }
    }
    return sum;
  }
});
