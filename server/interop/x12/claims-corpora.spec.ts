// Claims and their statuses in files that others wrote, against what an independent reader counted in them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findCorpus } from '../../../scripts/corpora.ts';
import { decodeText } from '../decode-text.ts';
import type { SubmittedClaim } from './claim.ts';
import { readCents } from './element-values.ts';
import { readClaimStatuses } from './read-277.ts';
import { readClaims } from './read-837.ts';
import { readX12, type Transaction } from './read-transactions.ts';

interface Expected {
  type: string;
  claims: number;
  total_charge: string;
  service_lines: number;
  claim_ids: string[];
  freq_codes: Record<string, number>;
  patients: number;
  traces: string[];
  stc: string[];
  rejected: boolean;
}

/** Why nothing of them is taken: levels that name no other, codes without their kind, components cut by another sign. */
const refusals: ReadonlySet<string> = new Set([
  'HL01 repeats a number',
  'HL02 names no level before it',
  'HI holds a diagnosis without its kind or its code',
  'the level names no provider that bills',
  'the level names no subscriber',
  'the other payer has no name',
  'the claim has no line',
  'CLM05 is missing',
  'CLM05 has no frequency of one letter',
]);

function textOf(path: string): string {
  return decodeText(readFileSync(findCorpus(path)!)).text;
}

/** What is known to be broken in a family of samples, made whole: then all of its claims are read. */
function mended(text: string): string {
  let [level, provider] = [0, 0];
  return text
    .replaceAll('HI*BK*8901*BF*87200*BF:5559', 'HI*BK:8901*BF:87200*BF:5559')
    .replaceAll('HI*BK*1987*BF*4134*BF:5559', 'HI*BK:1987*BF:4134*BF:5559')
    .replaceAll(/(ST\*837)|HL\*\d+\*\d*\*(20|22)\*/g, (whole, start?: string, code?: string) => {
      if (start !== undefined) {
        level = 0;
        return whole;
      }
      level += 1;
      if (code === '20') provider = level;
      return `HL*${level}*${code === '20' ? '' : provider}*${code ?? ''}*`;
    });
}

function summaryOf(claims: readonly SubmittedClaim[], of: Expected): unknown {
  return {
    claims: claims.length,
    charge: claims.reduce((sum, { charge }) => sum + charge, 0),
    lines: claims.flatMap(({ lines }) => lines).length,
    // Of a long file the other reader wrote down the first ones only.
    numbers: claims.map(({ control }) => control).slice(0, of.claim_ids.length),
    frequencies: Object.fromEntries(
      Map.groupBy(claims, ({ frequency }) => frequency)
        .entries()
        .map(([frequency, all]) => [frequency, all.length]),
    ),
  };
}

function expectedSummary(of: Expected): unknown {
  return {
    claims: of.claims,
    charge: readCents(of.total_charge),
    lines: of.service_lines,
    numbers: of.claim_ids,
    frequencies: of.freq_codes,
  };
}

/** How many were read; each of the others was refused for a known reason. */
function judge(transactions: readonly Transaction[], expected: readonly Expected[]): number {
  let count = 0;
  for (const [at, transaction] of transactions.entries()) {
    const read = readClaims(transaction);
    if ('problem' in read) {
      assert.ok(refusals.has(read.problem.reason), read.problem.reason);
      assert.ok(read.problem.segment > 0);
    } else {
      const counted = expected[at]!;
      assert.deepEqual(summaryOf(read.claims, counted), expectedSummary(counted));
      count += 1;
    }
  }
  return count;
}

const expectations = findCorpus('expected/x12.json');
if (expectations === null) {
  process.stdout.write('# The X12 corpora are not here: nothing of their claims is tested.\n');
} else {
  const all = JSON.parse(readFileSync(expectations, 'utf8')) as Record<
    string,
    { anomalies: string[]; transactions: Expected[] }
  >;
  const files = Object.entries(all).filter(
    ([path, { anomalies }]) => findCorpus(path) !== null && !anomalies.includes('no ISA'),
  );
  const of = (type: string): typeof files =>
    files.filter(([, { transactions }]) => transactions.some((each) => each.type === type));

  describe('claims in files of others', () => {
    it('are read as they were counted, or refused with a reason', () => {
      let [read, count] = [0, 0];
      for (const [path, { transactions }] of of('837')) {
        const found = readX12(textOf(path)).transactions;
        count += found.length;
        read += judge(found, transactions);
      }
      assert.ok(count >= 360, String(count));
      assert.ok(read >= 25, String(read));
    });

    it('are read by the hundred once their known faults are mended', () => {
      let read = 0;
      for (const [path, { transactions }] of of('837'))
        read += judge(readX12(mended(textOf(path))).transactions, transactions);
      assert.ok(read >= 340, String(read));
    });
  });

  describe('statuses of claims in files of others', () => {
    for (const [path, { transactions }] of of('277'))
      it(`are read as expected: ${path}`, () => {
        const said = readX12(textOf(path)).transactions.flatMap((transaction) => {
          const result = readClaimStatuses(transaction);
          assert.ok('said' in result, JSON.stringify(result));
          return result.said;
        });
        const claims = said.filter(({ batch }) => batch === undefined);
        const [expected] = transactions;
        assert.ok(expected);
        // A subscriber who is named for a dependent is a patient in its count, and has no claim.
        assert.ok(said.length > 0 && claims.length <= expected.patients);
        assert.ok(claims.every(({ claimControl }) => expected.traces.includes(claimControl)));
        assert.equal(
          claims.some(({ standing }) => standing === 'rejected'),
          expected.rejected,
        );
        const codes = claims.flatMap((each) => each.codes).map(({ category }) => category);
        assert.ok(codes.every((code) => expected.stc.some((each) => each.startsWith(code))));
      });
  });
}
