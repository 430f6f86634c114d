// One valid call of every endpoint of imports, for the specs of access and of hostile input.
import type { Endpoint } from '#contract/endpoint';
import {
  addImportLines,
  checkImport,
  commitImport,
  getImport,
  listImportProblems,
  listImports,
  startImport,
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
  const fields = { identifier: 'P-1', family: 'Quill', given: 'Ada', birthOn: '1970-02-28' };
  return {
    reaching: [
      [
        startImport,
        {
          body: { clinicId, subject: 'patients', system: 'old', fileName: 'a.csv', intoDemo: true },
        },
      ],
      [addImportLines, { params: open, body: { lines: [{ line: 2, fields }] } }],
      [checkImport, { params: await given('staging') }],
      [commitImport, { params: checked, body: { expectedVersion: 1 } }],
      [getImport, { params: open }],
      [listImports, { query: { clinicId } }],
      [listImportProblems, { params: open }],
    ],
    secrets: [fileName],
  };
}

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
  });
  return id;
}
