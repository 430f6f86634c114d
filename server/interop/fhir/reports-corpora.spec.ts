// Reports, orders and documents that HL7 published: alone, and together with everything they refer to.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findCorpus } from '../../../scripts/corpora.ts';
import { buildDiagnosticReport } from './build-diagnostic-report.ts';
import type { FhirProblem } from './fhir-problem.ts';
import { aDiagnosticReport } from './given-diagnostic-report.ts';
import type { Observation } from './observations.ts';
import { readDiagnosticReports } from './read-diagnostic-report.ts';
import { readDocumentReferences } from './read-document-reference.ts';
import { readFhir } from './read-fhir.ts';
import { readServiceRequests } from './read-service-request.ts';
import { referencesOf } from './references-of.ts';
import type { Resource } from './resources.ts';
import { bundled, bytesOf } from './test-diagnostic-report.ts';

const folder = findCorpus('fhir');
const summary = findCorpus('expected/fhir.json');
if (folder === null || summary === null) {
  process.stdout.write('# The FHIR corpora are not here: nothing of them is tested.\n');
} else {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.json') && !name.includes('mutated-derived'),
  );
  const published = files.map((name) => readResources(`${folder}/${name}`));
  const resources = published.flat();
  const expected = JSON.parse(readFileSync(summary, 'utf8')) as Record<
    string,
    { type: string | null; status?: string }
  >;

  describe('reports, orders and documents as HL7 published them', () => {
    it('are read with their status, or refused with resource, path and reason', () => {
      let counted = 0;
      for (const [name, { type, status }] of Object.entries(expected)) {
        if (!type || status === undefined || !Object.hasOwn(readers, type)) continue;
        const { said, problems } = readers[type]!(readFileSync(findCorpus(name)!));
        counted += 1;
        if (problems.length === 0) assert.deepEqual(said, [status], name);
        else assertTold(problems, name);
      }
      assert.equal(counted, 5 + 20 + 1);
    });

    it('are read where what they refer to comes along, and refused where it is published nowhere', () => {
      assert.deepEqual(outcomes('DiagnosticReport'), {
        read: ['102', 'f201', 'ultrasound', 'f001', 'f202', 'lipids', 'micro', 'report'],
        refused: [
          'example-pgx: performer[0] refers to what is not in the file',
          'pap: subject.reference refers to what is not in the file',
          'dg2: result[0].reference refers to what is not in the file',
          ': subject.reference refers to what is not in the file',
        ],
      });
      assert.deepEqual(outcomes('ServiceRequest'), {
        read: [
          ...['di', 'do-not-turn', 'example', 'ft4', 'lipid', 'og-example1', 'physical-therapy'],
          ...['subrequest', 'req', 'req', 'req', '1'],
        ],
        refused: [
          'ambulation: requester.reference refers to what is not in the file',
          'appendectomy-narrative: subject names nobody by a reference or a number',
          'benchpress: occurrenceTiming is a schedule of times, which is not read',
          'colon-biopsy: requester.reference refers to what is not in the file',
          'colonoscopy: requester.reference refers to what is not in the file',
          'education: subject names nobody by a reference or a number',
          'example-implant: requester.reference refers to what is not in the file',
          'example-pgx: requester.reference refers to what is not in the file',
          'myringotomy: requester.reference refers to what is not in the file',
          'ob: subject names nobody by a reference or a number',
          'physiotherapy: occurrenceTiming is a schedule of times, which is not read',
          'vent: requester.reference refers to what is not in the file',
        ],
      });
      assert.deepEqual(outcomes('DocumentReference'), { read: ['example', ''], refused: [] });
    });

    it('are the same after they were written and read again', () => {
      for (const report of resources.filter(
        ({ resourceType }) => resourceType === 'DiagnosticReport',
      )) {
        const result = readDiagnosticReports(bytesOf(bundled(together(report))));
        if (!('reports' in result)) continue;
        const [first] = result.reports;
        const built = buildDiagnosticReport(first!, () => crypto.randomUUID());
        assert.ok('text' in built, JSON.stringify(built));
        const again = readDiagnosticReports(bytesOf(built.text));
        assert.ok('reports' in again);
        assert.deepEqual(again.reports[0]?.report, first?.report);
        assert.deepEqual(
          again.reports[0]?.observations.map(({ code, valueExact, status }) => [
            code,
            valueExact,
            status,
          ]),
          first?.observations.map(({ code, valueExact, status }) => [code, valueExact, status]),
        );
      }
    });

    it('hold values that are read each, but for series of samples', () => {
      const refused: string[] = [];
      const observations = resources.filter((each) => each.resourceType === 'Observation');
      for (const observation of observations) {
        const members = together(observation).filter((each) => each.resourceType === 'Observation');
        // Whom each is about is held against the report elsewhere.
        const anonymous = members.map(anonymously);
        const report = aDiagnosticReport({
          subject: { identifier: { value: '7001' } },
          basedOn: [{ display: 'by phone' }],
          performer: [{ display: 'Harbor Laboratory' }],
          result: [{ reference: `Observation/${anonymous[0]!.id}` }],
        });
        const result = readDiagnosticReports(bytesOf(bundled([report, ...anonymous])));
        if (!('problems' in result)) continue;
        assertTold(result.problems, anonymous[0]!.id);
        refused.push(`${anonymous[0]!.id}: ${result.problems[0]!.reason}`);
      }
      // One more is refused as a resource: its performer is of a kind that cannot perform.
      assert.equal(observations.length, 144);
      assert.deepEqual(refused, ['ekg: is a series of samples, which is not read']);
    });
  });

  describe('FHIR that was broken on purpose', () => {
    const broken = `${folder}/mutated-derived`;
    for (const name of readdirSync(broken).filter((each) => each !== 'EXPECTED.json'))
      it(`${name} is no report, no order and no document`, () => {
        for (const read of Object.values(readers)) {
          const { problems } = read(readFileSync(`${broken}/${name}`));
          assert.ok(problems.length > 0);
          assert.ok(problems.every(({ reason }) => reason !== ''));
        }
      });
  });

  /** With whatever it refers to, as far as anybody published it; first what came in the same file. */
  function together(resource: Resource): Resource[] {
    const own = published.find((file) => file.includes(resource)) ?? [];
    const found = new Set<Resource>([resource]);
    for (const each of found)
      for (const { to } of referencesOf(each)) {
        const isMeant = ({ resourceType, id }: Resource) => to.endsWith(`${resourceType}/${id!}`);
        const next = own.find(isMeant) ?? resources.find(isMeant);
        if (next !== undefined) found.add(next);
      }
    return [...found];
  }

  function outcomes(type: string): { read: string[]; refused: string[] } {
    const result = { read: [] as string[], refused: [] as string[] };
    for (const resource of resources.filter(({ resourceType }) => resourceType === type)) {
      const { problems } = readers[type]!(bytesOf(bundled(together(resource))));
      if (problems.length === 0) result.read.push(resource.id ?? '');
      else {
        const { path, reason } = problems[0]!;
        result.refused.push(`${resource.id ?? ''}: ${path} ${reason}`);
      }
    }
    return result;
  }
}

function anonymously(observation: Observation, at: number): Observation & { id: string } {
  const copy = { id: `o${at}`, ...observation };
  delete copy.subject;
  return copy;
}

function readResources(path: string): Resource[] {
  return [...readFhir(readFileSync(path), { format: 'json' })].flatMap((each) =>
    each.kind === 'resource' ? each.read.resource : [],
  );
}

function assertTold(problems: readonly FhirProblem[], name: string): void {
  for (const { resource, path, reason } of problems)
    assert.ok(resource !== '' && path !== '' && reason !== '', name);
}

const readers: Readonly<
  Record<string, (bytes: Uint8Array) => { said: string[]; problems: FhirProblem[] }>
> = {
  DiagnosticReport: (bytes) => {
    const result = readDiagnosticReports(bytes);
    return 'reports' in result
      ? { said: result.reports.map(({ report }) => report.status), problems: [] }
      : { said: [], problems: result.problems };
  },
  ServiceRequest: (bytes) => {
    const result = readServiceRequests(bytes);
    return 'orders' in result
      ? { said: result.orders.map(({ status }) => status), problems: [] }
      : { said: [], problems: result.problems };
  },
  DocumentReference: (bytes) => {
    const result = readDocumentReferences(bytes);
    return 'documents' in result
      ? { said: result.documents.map(({ status }) => status), problems: [] }
      : { said: [], problems: result.problems };
  },
};
