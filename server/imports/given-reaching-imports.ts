// One valid call of every endpoint of imports, for the specs of access and of hostile input.
import type { Endpoint } from '#contract/endpoint';
import {
  checkImport,
  commitImport,
  countImportProblems,
  discardImport,
  getImport,
  listImportProblems,
  listImports,
  mapImport,
  getImportPreview,
  readImportFile,
} from '#contract/imports';
import type { TestDatabase } from '../platform/db/test-database.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';
import type { ImportRow } from './imports-view.ts';

export async function givenReachingImports(
  t: TestDatabase,
  place: { organizationId: string; clinicId: string; startedById: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const { clinicId } = place;
  const fileName = 'secret-export.csv';
  const given = async (status: ImportRow['status']): Promise<{ importId: string }> => ({
    importId: await givenImportRow(t, { ...place, fileName, status }),
  });
  const [open, checked] = [await given('staging'), await given('checked')];
  const inHand = { body: { expectedVersion: 1 } };
  return {
    reaching: [
      [
        readImportFile,
        {
          query: { clinicId },
          headers: {
            'X-Daysheet-File-Name': 'a.csv',
            'X-Daysheet-Import-System': 'old',
            'X-Daysheet-Into-Demo': 'yes',
          },
          file: Buffer.from('id,family,given,dob\nP-1,Quill,Ada,1970-02-28\n'),
        },
      ],
      [
        mapImport,
        {
          params: await given('staging'),
          body: { expectedVersion: 1, subject: 'visits', mapping: { identifier: 'id' } },
        },
      ],
      [getImportPreview, { params: open }],
      [checkImport, { params: await given('staging') }],
      [commitImport, { params: checked, ...inHand }],
      [discardImport, { params: await given('staging'), ...inHand }],
      [getImport, { params: open }],
      [listImports, { query: { clinicId } }],
      [listImportProblems, { params: open }],
      [countImportProblems, { params: open }],
    ],
    secrets: [fileName],
  };
}

const mapping = { identifier: 'id', family: 'family', given: 'given', birthOn: 'dob' };

export async function givenImportRow(
  t: TestDatabase,
  given: {
    organizationId: string;
    clinicId: string;
    startedById: string;
    fileName: string;
    status: ImportRow['status'];
  },
): Promise<string> {
  const id = newId();
  await t.owner('import_run').insert({
    organization_id: given.organizationId,
    id,
    clinic_id: given.clinicId,
    subject: 'patients',
    system: 'old',
    file_name: given.fileName,
    started_by_id: given.startedById,
    started_at: t.clock.now,
    status: given.status,
    headings: JSON.stringify(Object.values(mapping)),
    mapping: JSON.stringify(mapping),
  });
  return id;
}
