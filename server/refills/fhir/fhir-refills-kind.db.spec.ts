import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aMedicationRequest } from '../../interop/fhir/given-fhir-medications.ts';
import { aBundle, aPatient } from '../../interop/fhir/given-fhir.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import {
  givenFolders,
  givenInterface,
  messagesOf,
} from '../../platform/drop-folder/given-drop-folder.ts';
import { givenRefillClinic } from '../given-refill.ts';
import { fhirRefillsKind } from './fhir-refills-kind.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const noParties = {
  ...{ our_qualifier: null, our_id: null, their_qualifier: null, their_id: null },
  ...{ provider_name: null, provider_npi: null },
};

/** A file is taken once two looks have seen it alike. */
async function dropped(content: string) {
  const clinic = await givenRefillClinic(t);
  const { organizationId, clinicId } = clinic;
  const row = await givenInterface(t, organizationId, {
    kind: 'fhir-refills',
    clinic_id: clinicId,
    ...noParties,
  });
  const folders = await givenFolders(t, row);
  const server = folders.server([fhirRefillsKind]);
  await folders.drop('requests.json', content);
  for (let look = 0; look < 2; look += 1) await server.runOnce();
  const [message] = await messagesOf(t, row);
  const requests = await t.owner('refill_request').where({ organization_id: organizationId });
  const end = message?.outcome === 'done' ? 'done' : 'refused';
  const report = await folders.report(end);
  await server.stop();
  await folders.remove();
  return { message, requests, report };
}

const rx = aMedicationRequest();
const wrong = aMedicationRequest({ id: 'rx2', status: 'entered-in-error' });

describe('FHIR in a drop folder', () => {
  it('is taken in, and the report names what was refused by its place', async () => {
    const bundle = aBundle([aPatient(), rx, wrong].map((resource) => ({ resource })));
    const { message, requests, report } = await dropped(JSON.stringify(bundle));
    assert.equal(message?.outcome, 'done');
    assert.deepEqual(message.counts, { part: 1, triage: 1, refused: 1 });
    assert.deepEqual(message.problems, [
      { place: 3, code: 'refused', reason: 'status is entered in error' },
    ]);
    assert.equal(requests.length, 1);
    assert.match(report, /entry 3: refused: status is entered in error/);
    assert.ok(!report.includes('Quill'));
  });

  it('may come line by line', async () => {
    const lines = [aPatient(), rx, wrong].map((each) => JSON.stringify(each)).join('\n');
    const { message, requests } = await dropped(lines);
    assert.deepEqual([message?.outcome, requests.length], ['done', 1]);
  });

  it('is refused whole where nothing of it can be read, or too much', async () => {
    const tries: [string, string][] = [
      ['{"resourceType":', 'not-read'],
      ['[]', 'not-read'],
      [`${JSON.stringify(rx)}\n`.repeat(2001), 'too-many'],
    ];
    for (const [content, code] of tries) {
      const { message, requests } = await dropped(content);
      assert.deepEqual([message?.outcome, message?.problem_code, requests], ['refused', code, []]);
    }
  });
});
