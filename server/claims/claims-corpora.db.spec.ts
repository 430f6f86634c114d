// Files that payers and billing systems wrote, taken in: each counts once, or says why not, and no cent is lost.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { findCorpus } from '../../scripts/corpora.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { readClaimFile } from './file/read-claim-file.ts';
import { givenClaimClinic, type ClaimClinic } from './given-claim.ts';
import { importClaimFile, previewClaimFile } from './import-service.ts';

interface Expected {
  transactions: { type: string; claims: number; total_paid_claims: string; balances: boolean }[];
}

const found = findCorpus('expected/x12.json');
if (found === null) {
  process.stdout.write('# The X12 corpora are not here: none of their files is taken in.\n');
} else {
  const expected = JSON.parse(readFileSync(found, 'utf8')) as Record<string, Expected>;
  const paths = Object.entries(expected).filter(
    ([path, { transactions }]) =>
      findCorpus(path) !== null &&
      transactions.some(({ type }) => type === '835' || type === '837'),
  );

  describe('claims and remittances of others', () => {
    let t: TestDatabase;
    let clinic: ClaimClinic;
    before(async () => {
      t = await testDatabase();
    });
    after(() => t.close());

    it('are taken in as they were shown, each payment once, every cent kept', async () => {
      assert.ok(paths.length > 20);
      for (const [path, { transactions }] of paths) {
        clinic = await givenClaimClinic(t);
        const file = await readClaimFile(readFileSync(findCorpus(path)!));
        const { clinicId } = clinic;
        const seen = await t.database.inTransaction(clinic.system, (ctx) =>
          previewClaimFile(ctx, { clinicId, file }),
        );
        const isTakable = seen.parts.some(({ fate }) => fate === 'take' || fate === 'hold');
        if (!isTakable) {
          const said = [...seen.problems, ...seen.parts.flatMap(({ problems }) => problems)];
          assert.ok(said.length > 0, path);
          continue;
        }
        const taken = await t.database.inTransaction(clinic.system, (ctx) =>
          importClaimFile(ctx, { clinicId, file, fileName: 'corpus.x12', hash: file.hash }),
        );
        assert.deepEqual(
          taken.parts.map(({ fate }) => fate),
          seen.parts.map(({ fate }) => fate),
          path,
        );
        const rows = await t
          .owner('remittance')
          .where({ clinic_id: clinicId })
          .select<{ id: string; claims_cents: number; claim_count: number; state: string }[]>('*');
        for (const row of rows) {
          const said = await t
            .owner('remitted_claim')
            .where({ remittance_id: row.id })
            .select<{ paid_cents: number; is_posted: boolean }[]>('paid_cents', 'is_posted');
          assert.equal(said.length, row.claim_count, path);
          const paid = said.reduce((sum, { paid_cents }) => sum + paid_cents, 0);
          assert.equal(paid, row.claims_cents, path);
          if (row.state === 'held')
            assert.ok(
              said.every(({ is_posted }) => !is_posted),
              path,
            );
        }
        const remitted = seen.parts.filter(({ type, fate }) => type === '835' && fate === 'take');
        const balanced = transactions.filter(({ type, balances }) => type === '835' && balances);
        assert.ok(remitted.length <= balanced.length, path);
      }
    });
  });
}
