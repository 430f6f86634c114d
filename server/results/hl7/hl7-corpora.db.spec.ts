// Reports and orders that others wrote, taken in: each leads to its results or says why not, and nothing ends in a fault of ours.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { findCorpus } from '../../../scripts/corpora.ts';
import { kindOf, looseHeader } from '../../interop/hl7/header.ts';
import { readMessage } from '../../interop/hl7/read-message.ts';
import { splitBatch } from '../../interop/hl7/split-batch.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { MessageRefused } from '../../platform/hl7-inbox/hl7-applier.ts';
import { givenLaboratory, type GivenLaboratory } from '../../platform/hl7-inbox/given-hl7-inbox.ts';
import { resultAppliers } from './hl7-appliers.ts';
import type { Hl7MessageRow } from '../../platform/hl7-inbox/hl7-message-row.ts';

interface Expected {
  messages: { type: string; obr?: { status: string }[] }[];
}

const expectations = findCorpus('expected/hl7v2.json');
if (expectations === null) {
  process.stdout.write('# The HL7 corpora are not here: none of them is taken in.\n');
} else {
  const expected = JSON.parse(readFileSync(expectations, 'utf8')) as Record<string, Expected>;
  const files = Object.keys(expected).filter(
    (path) => path.endsWith('.hl7') && findCorpus(path) !== null,
  );

  describe('reports and orders of others', () => {
    let t: TestDatabase;
    let laboratory: GivenLaboratory;
    before(async () => {
      t = await testDatabase();
      laboratory = await givenLaboratory(t);
    });
    after(() => t.close());

    it('lead to results, or are put aside with a reason; none is released that is not final', async () => {
      const became = { applied: 0, refused: 0 };
      for (const path of files) {
        const parts = splitBatch(readFileSync(findCorpus(path) ?? '')).messages;
        for (const [at, { bytes }] of parts.entries()) {
          const read = readMessage(bytes);
          if (read.kind !== 'message') continue;
          const applier = resultAppliers[kindOf(looseHeader(read.message.segments[0]))];
          if (!applier) continue;
          await t.owner.raw(emptied, [laboratory.organizationId]);
          const row = rowOf(laboratory);
          try {
            await t.database.inTransaction(scopeOf(laboratory), (ctx) =>
              applier(ctx, { row, message: read.message }),
            );
            became.applied += 1;
          } catch (error) {
            assert.ok(error instanceof MessageRefused, `${path}: ${String(error)}`);
            assert.notEqual(error.problems[0].reason, '', path);
            became.refused += 1;
            continue;
          }
          const wanted = expected[path]?.messages[at];
          if (!wanted?.type.startsWith('ORU')) continue;
          const kept = await t
            .owner('result')
            .where({ organization_id: laboratory.organizationId })
            .whereIn('report_status', ['final', 'corrected']);
          const said = wanted.obr?.filter(({ status }) => status === 'F' || status === 'C') ?? [];
          // No more than the first fifteen are listed.
          if ((wanted.obr ?? []).length < 15) assert.equal(kept.length, said.length, path);
          else assert.ok(kept.length >= said.length, path);
        }
      }
      assert.ok(became.applied > 150, JSON.stringify(became));
    });
  });
}

/** Each message is the first of its sender. */
const emptied = `
  with mine as (select id from result where organization_id = ?)
  update result set report_key = null, placer = null, report_status = 'registered' where id in (select id from mine)`;

function scopeOf({ organizationId }: GivenLaboratory) {
  return { kind: 'system', organizationId, reason: 'test' } as const;
}

function rowOf({ organizationId, clinicId, row }: GivenLaboratory): Hl7MessageRow {
  return {
    ...{ organization_id: organizationId, clinic_id: clinicId, interface_id: row.id },
  } as Hl7MessageRow;
}
