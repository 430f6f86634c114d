// Resources that others published, against an independent validator and the expectations for broken ones.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findCorpus } from '../../../scripts/corpora.ts';
import { isResourceType } from './definitions.ts';
import { readFhir, type FhirRead } from './read-fhir.ts';
import { writeResource } from './write-fhir.ts';

function read(path: string): FhirRead[] {
  const format = path.endsWith('.ndjson') ? 'ndjson' : 'json';
  return [...readFhir(readFileSync(path), { format })];
}

const folder = findCorpus('fhir');
const oracle = findCorpus('expected/fhir_oracle_validator.json');
if (folder === null || oracle === null) {
  process.stdout.write('# The FHIR corpora are not here: nothing of them is tested.\n');
} else {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('json') && !name.includes('mutated-derived'))
    .map((name) => `fhir/${name}`);
  const judged = JSON.parse(readFileSync(oracle, 'utf8')) as Record<string, { valid: boolean }>;

  describe('FHIR resources of others', () => {
    it('are read, each of those that are read at all, or refused with resource, path and reason', () => {
      let taken = 0;
      const refused = new Set<string>();
      for (const name of files)
        for (const each of read(findCorpus(name)!))
          if (each.kind === 'resource') taken += 1;
          else if (isResourceType(each.problem.resource.split('/')[0])) {
            assert.ok(each.problem.reason !== '' && each.problem.path !== '', name);
            refused.add(`${name} ${each.problem.at}`);
          }
      assert.equal(taken, 2467);
      assert.equal(refused.size, 13);
    });

    it('are read, of claims and what payers answered, each that stands in them', () => {
      const types = ['Claim', 'ClaimResponse'];
      const counts = new Map(types.map((type) => [type, 0]));
      for (const name of files)
        for (const each of read(findCorpus(name)!)) {
          const type =
            each.kind === 'resource'
              ? each.read.resource.resourceType
              : each.problem.resource.split('/')[0]!;
          if (!types.includes(type)) continue;
          assert.equal(each.kind, 'resource', name);
          counts.set(type, counts.get(type)! + 1);
        }
      assert.deepEqual([...counts.values()], [33, 14]);
    });

    it('are read, of reports, orders, specimens and documents, each that stands in them', () => {
      const types = ['DiagnosticReport', 'ServiceRequest', 'Specimen', 'DocumentReference'];
      const counts = new Map(types.map((type) => [type, 0]));
      for (const name of files)
        for (const each of read(findCorpus(name)!))
          if (each.kind === 'resource') {
            const { resourceType } = each.read.resource;
            if (types.includes(resourceType))
              counts.set(resourceType, counts.get(resourceType)! + 1);
          } else assert.ok(!types.includes(each.problem.resource.split('/')[0]!), name);
      assert.deepEqual([...counts.values()], [12, 24, 5, 2]);
    });

    it('are refused only where an independent validator finds fault, too', () => {
      for (const name of files) {
        const faults = read(findCorpus(name)!).filter(
          (each) => each.kind === 'problem' && isResourceType(each.problem.resource.split('/')[0]),
        );
        if (judged[name]?.valid === true) assert.deepEqual(faults, [], name);
      }
    });

    it('are written as they were read', () => {
      for (const name of files)
        for (const each of read(findCorpus(name)!))
          if (each.kind === 'resource') {
            const { resource } = each.read;
            const written = writeResource(resource);
            assert.ok('text' in written, name);
            assert.deepEqual(JSON.parse(written.text), resource);
          }
    });
  });

  describe('FHIR resources that were broken on purpose', () => {
    const broken = `${folder}/mutated-derived`;
    const { files: expected } = JSON.parse(readFileSync(`${broken}/EXPECTED.json`, 'utf8')) as {
      files: Record<string, string>;
    };
    for (const [name, why] of Object.entries(expected))
      it(`${name}: ${why}`, () => {
        const reads = read(`${broken}/${name}`);
        const verdict = reads.some(({ kind }) => kind === 'problem') ? 'refused' : 'read';
        const either = /accepted|last wins/.test(why);
        const legal = /^(?:legal|valid)/.test(why);
        if (!either) assert.equal(verdict, legal ? 'read' : 'refused');
        assert.ok(reads.length > 0);
      });
  });
}
