import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { claimFaults, RunningBalance } from './balance.ts';
import {
  given835,
  givenAdjustment,
  givenLine,
  givenRemittedClaim,
  givenVisit,
  read835,
} from './given-835.ts';

describe('the balance of a remittance', () => {
  it('is of each line', () => {
    const line = givenLine({ paid: 10_001, adjustments: [givenAdjustment({ amount: 5000 })] });
    const claim = givenRemittedClaim({ paid: 10_000, lines: [line] });
    assert.deepEqual(claimFaults(claim), [
      { level: 'line', segment: 19, expected: 10_000, found: 10_001 },
    ]);
  });

  it('is of the claim with its own adjustments and those of its lines', () => {
    const line = givenLine({ paid: 10_000, adjustments: [givenAdjustment({ amount: 5000 })] });
    const adjustments = [givenAdjustment({ amount: 1000 })];
    const claim = givenRemittedClaim({ paid: 9000, adjustments, lines: [line] });
    assert.deepEqual(claimFaults(claim), []);
    assert.deepEqual(claimFaults({ ...claim, paid: 9100 }), [
      { level: 'claim', segment: 13, expected: 9000, found: 9100 },
    ]);
  });

  it('is of a reversal as of what it takes back', () => {
    const adjustments = [givenAdjustment({ amount: -5000 })];
    const claim = givenRemittedClaim({ status: '22', charge: -15_000, paid: -10_000, adjustments });
    assert.deepEqual(claimFaults(claim), []);
  });

  it('is of the transaction with what the payer kept or added', () => {
    const balance = new RunningBalance();
    balance.takeClaim(givenRemittedClaim());
    balance.takeProviderAdjustment({
      ...{ segment: 30, provider: '1', fiscalYearEnd: null, reason: 'WO', reference: '' },
      amount: 4000,
    });
    assert.deepEqual(balance.judge({ segment: 4, amount: 11_000 }), { faults: [], count: 0 });
  });

  it('holds what does not add up, with its place and both amounts', () => {
    const { ends } = read835(given835({ amount: '125.01' }));
    assert.deepEqual(ends[0]?.verdict, {
      kind: 'held',
      faults: [{ level: 'transaction', segment: 4, expected: 12_500, found: 12_501 }],
      count: 1,
    });
  });

  it('names a hundred of the claims and counts the others', () => {
    const claim = givenVisit.map((each) => each.replace('*95*', '*94*'));
    const claims = Array.from({ length: 150 }, () => claim);
    const { ends } = read835(given835({ amount: '0', claims }));
    const [end] = ends;
    assert.ok(end?.verdict.kind === 'held');
    assert.equal(end.verdict.count, 151);
    assert.equal(end.verdict.faults.length, 101);
    assert.equal(end.verdict.faults.at(-1)?.level, 'transaction');
  });

  it('trusts no sum that cannot be counted exactly', () => {
    const balance = new RunningBalance();
    const most = Number.MAX_SAFE_INTEGER;
    for (const paid of [most, most]) balance.takeClaim(givenRemittedClaim({ charge: paid, paid }));
    assert.equal(balance.judge({ segment: 4, amount: most + most }).count, 1);
  });
});
