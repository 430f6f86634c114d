// People beside patients, taken over as contacts of the chart: never as somebody who may be told.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aBundle } from '../interop/fhir/given-fhir.ts';
import { importContacts } from '../patients/contact-import-service.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { givenRetiredChart } from '../patients/given-retired-chart.ts';
import { changePatientDetails, getPatientRecord } from '../patients/record-service.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenStaff } from '../staff/given-organization.ts';
import { readImportFile } from './file/read-import-file.ts';
import {
  givenCheckedImport,
  givenImport,
  givenImportClinic,
  rowsOf,
  saidOf,
  takeOver,
  writeRun,
  type ImportClinic,
} from './given-import.ts';

type Row = Record<string, string>;

const aContact = (over: Row = {}): Row => ({
  identifier: 'R-1',
  patient: 'P-1',
  name: 'Bo Quill',
  relationship: 'brother',
  phone: '617 555 0142',
  emergency: 'Y',
  ...over,
});

describe('taking over contacts of patients', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  /** Ada and Cy, by the identifiers P-1 and P-2. */
  async function givenTwo(): Promise<ImportClinic & { ada: string; cy: string }> {
    const clinic = await givenImportClinic(t);
    const person = (identifier: string, given: string): Row => ({
      ...{ identifier, given, family: 'Quill', birthOn: '1970-02-28' },
    });
    const rows = [person('P-1', 'Ada'), person('P-2', 'Cy')];
    await takeOver(t, clinic, { subject: 'patients', rows });
    const people = await rowsOf(t, 'patient', clinic);
    const idOf = (name: string): string =>
      String(people.find(({ given }) => given === name)?.['id']);
    return { ...clinic, ada: idOf('Ada'), cy: idOf('Cy') };
  }
  const contactsOf = async (clinic: ImportClinic, patientId: string): Promise<unknown[]> =>
    (await clinic.asAdministrator((ctx) => getPatientRecord(ctx, patientId))).contacts;
  const worldOf = (clinic: ImportClinic): Promise<unknown> =>
    Promise.all(
      ['patient', 'patient_version', 'patient_contact', 'patient_proxy', 'external_identifier'].map(
        (table) => rowsOf(t, table, clinic),
      ),
    );

  it('adds them to the charts, and names every problem', async () => {
    const clinic = await givenTwo();
    const rows = [
      aContact(),
      aContact({ identifier: 'R-2', name: 'Di Quill', emergency: '', phone: '12' }),
      aContact({ identifier: 'R-3', name: 'bo  quill' }),
      aContact({ identifier: 'R-4', patient: 'P-2', emergency: 'maybe', relationship: '' }),
      aContact({ identifier: 'R-5', patient: 'P-9', name: '' }),
      aContact({ identifier: 'R-1', name: 'Other' }),
      aContact({ identifier: 'R-6', name: 'Ex', endsOn: '2020-01-01' }),
    ];
    const run = await givenCheckedImport(clinic, { subject: 'contacts', rows });
    assert.deepEqual(await saidOf(clinic, run), [
      '3 phone value-left-out',
      '4  contact-there',
      '5 emergency value-left-out',
      '6 patient unknown-patient',
      '6 name missing-value',
      '7 identifier duplicate-in-file',
      '8 endsOn in-the-past',
    ]);
    const ended = await writeRun(t, clinic, run);
    assert.deepEqual([ended.done, ended.refused, ended.warned], [3, 4, 2]);
    const bo = { name: 'Bo Quill', relationship: 'brother', phone: '+16175550142' };
    assert.deepEqual(await contactsOf(clinic, clinic.ada), [
      { ...bo, isEmergency: true, isGuarantor: false },
      {
        ...{ name: 'Di Quill', relationship: 'brother', phone: null },
        ...{ isEmergency: false, isGuarantor: false },
      },
    ]);
    assert.deepEqual(await contactsOf(clinic, clinic.cy), [
      { ...bo, relationship: '', isEmergency: false, isGuarantor: false },
    ]);
    assert.deepEqual(await rowsOf(t, 'patient_proxy', clinic), [], 'nobody may be told by it');

    const before = await worldOf(clinic);
    const again = await takeOver(t, clinic, { subject: 'contacts', rows });
    assert.deepEqual([again.done, again.unchanged], [0, 3]);
    assert.deepEqual(await worldOf(clinic), before);
  });

  it('keeps each chart as it was and as it is, and says that it changed', async () => {
    const clinic = await givenTwo();
    const rows = [aContact(), aContact({ identifier: 'R-2', name: 'Di Quill' })];
    await takeOver(t, clinic, { subject: 'contacts', rows });
    const versions = (await rowsOf(t, 'patient_version', clinic))
      .filter(({ id }) => id === clinic.ada)
      .map(({ version, act, row, valid_to: ends, actor_id: by }) => [
        ...[version, act, (row as { contacts?: unknown[] }).contacts?.length],
        ...[ends === null, by],
      ]);
    const by = clinic.administrator.staffId;
    assert.deepEqual(versions, [
      [1, 'register', undefined, false, by],
      [2, 'change', 2, true, by],
    ]);
    const changes = await t
      .owner('change_log')
      .where({ organization_id: clinic.organizationId, entity_id: clinic.ada })
      .orderBy('seq')
      .select<Row[]>('type', 'version', 'payload');
    assert.deepEqual(changes.at(-1), {
      ...{ type: 'patients.patient-changed', version: 2, payload: null },
    });
    const { version } = await clinic.asAdministrator((ctx) => getPatientRecord(ctx, clinic.ada));
    assert.equal(version, 2);
  });

  it('of FHIR reads what somebody is to the patient, and leaves out who is it no longer', async () => {
    const clinic = await givenTwo();
    const coded = (...codes: [system: string, code: string][]): object => ({
      relationship: [
        {
          coding: codes.map(([system, code]) => ({
            system: `http://terminology.hl7.org/CodeSystem/${system}`,
            code,
          })),
        },
      ],
    });
    const person = (id: string, over: object): object => ({
      ...{ resourceType: 'RelatedPerson', id, patient: { reference: 'Patient/P-1' } },
      ...over,
    });
    const phone = { telecom: [{ system: 'phone', value: '617 555 0142' }] };
    const bundle = aBundle(
      [
        person('a', {
          ...coded(['v2-0131', 'C']),
          ...phone,
          name: [{ use: 'official', family: 'Chalmers', given: ['Peter', 'James'] }],
        }),
        person('b', {
          ...coded(['v2-0131', 'N'], ['v3-RoleCode', 'WIFE']),
          name: [{ family: 'du Marché', given: ['Bénédicte'] }],
        }),
        person('c', { name: [{ text: 'Ariadne Bor' }], relationship: [{ text: 'Aunt' }] }),
        person('d', { active: false, name: [{ family: 'Gone' }] }),
        person('e', { period: { end: '2020-01-01' }, name: [{ family: 'Former' }] }),
        person('f', {}),
      ].map((resource) => ({ resource })),
    );
    const file = await readImportFile(Buffer.from(JSON.stringify(bundle)), 'people.json');
    assert.deepEqual(file.leftOut, [{ type: 'RelatedPerson', reason: 'state', count: 1 }]);
    const { id } = await givenImport(clinic, file);
    const run = await clinic.check(id);
    assert.deepEqual(await saidOf(clinic, run), ['5 endsOn in-the-past', '6 name missing-value']);
    await writeRun(t, clinic, run);
    const more = { phone: null, isEmergency: false, isGuarantor: false };
    assert.deepEqual(await contactsOf(clinic, clinic.ada), [
      {
        ...{ name: 'Peter James Chalmers', relationship: '', phone: '+16175550142' },
        ...{ isEmergency: true, isGuarantor: false },
      },
      { name: 'Bénédicte du Marché', relationship: 'next of kin, wife', ...more },
      { name: 'Ariadne Bor', relationship: 'Aunt', ...more },
    ]);
  });

  it('refuses alone what no longer fits when it is written', async () => {
    const clinic = await givenTwo();
    const other = await givenPatient(t, clinic);
    const rows = [aContact(), aContact({ identifier: 'R-2', patient: 'P-2' })];
    const run = await givenCheckedImport(clinic, { subject: 'contacts', rows });
    const full = Array.from({ length: 8 }, (_, at) => ({
      ...{ name: `Somebody ${at}`, relationship: '', phone: null },
      ...{ isEmergency: false, isGuarantor: false },
    }));
    await clinic.asAdministrator((ctx) =>
      changePatientDetails(ctx, {
        ...{ patientId: clinic.ada, expectedVersion: 1, seenMatches: [] },
        details: { contacts: full },
      }),
    );
    await givenRetiredChart(t, { ...clinic, patientId: clinic.cy, survivorId: other });
    const ended = await writeRun(t, clinic, run);
    assert.deepEqual([ended.done, ended.refused], [0, 2]);
    assert.deepEqual(await saidOf(clinic, ended), ['2  contacts-full', '3  chart-retired']);
    assert.deepEqual(await contactsOf(clinic, clinic.ada), full);
  });

  it('lets nobody bring them who does not change charts', async () => {
    const clinic = await givenTwo();
    const { organizationId, clinicId, clinicIds, ada } = clinic;
    const clerk = await givenStaff(t, { organizationId, clinicIds, role: 'billing-lead' });
    const contact = { patientId: ada, name: 'Bo', relationship: '', phone: null };
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => worldOf(clinic),
      action: () =>
        clinic.actAs(clerk, (ctx) =>
          importContacts(ctx, { clinicId, contacts: [{ ...contact, isEmergency: false }] }),
        ),
      refusal: 'not-allowed',
    });
  });
});
