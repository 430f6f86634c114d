import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { givenRemittedClaim } from './given-835.ts';
import type { RemittedClaim } from './remittance.ts';
import { pairReversals } from './reversals.ts';

const paid = (cents: number, over: Partial<RemittedClaim> = {}): RemittedClaim =>
  givenRemittedClaim({ paid: cents, ...over });
const takenBack = (cents: number, over: Partial<RemittedClaim> = {}): RemittedClaim =>
  givenRemittedClaim({ status: '22', charge: -15_000, paid: -cents, ...over });

describe('reversals', () => {
  it('take back a payment, and a correction takes its place', () => {
    const list = [paid(10_000), takenBack(10_000), paid(12_000, { payerControl: 'PCN-2' })];
    const [original, reversal, correction] = list;
    const { claims, nets } = pairReversals(list);
    assert.deepEqual(
      claims.map(({ role, counterpart, isReversed }) => [role, counterpart, isReversed]),
      [
        ['original', null, true],
        ['reversal', original, false],
        ['correction', reversal, false],
      ],
    );
    assert.deepEqual(nets, [
      { claimControl: 'CL-1001', paid: 12_000, standing: [correction], unpaired: [] },
    ]);
  });

  it('of payments in an earlier file have no counterpart, and what they move is the difference', () => {
    const list = [takenBack(10_000), paid(12_000)];
    const { claims, nets } = pairReversals(list);
    assert.deepEqual(
      claims.map(({ role, counterpart }) => [role, counterpart]),
      [
        ['reversal', null],
        ['correction', list[0]],
      ],
    );
    assert.deepEqual(nets, [
      { claimControl: 'CL-1001', paid: 2000, standing: [list[1]], unpaired: [list[0]] },
    ]);
  });

  it('may come twice', () => {
    const list = [paid(1), takenBack(1), paid(2), takenBack(2), paid(3)];
    const { claims, nets } = pairReversals(list);
    assert.deepEqual(
      claims.map(({ role }) => role),
      ['original', 'reversal', 'correction', 'reversal', 'correction'],
    );
    assert.equal(claims[4]?.counterpart, list[3]);
    assert.deepEqual(nets[0]?.standing, [list[4]]);
    assert.equal(nets[0].paid, 3);
  });

  it('go to the payment with their payer number, or with the one that they name', () => {
    const list = [
      paid(100, { payerControl: 'A' }),
      paid(100, { payerControl: 'B' }),
      takenBack(100, { payerControl: 'A' }),
      paid(100, { payerControl: 'C' }),
      takenBack(100, { payerControl: 'X', references: [{ kind: 'F8', value: 'B' }] }),
      takenBack(100, { payerControl: 'Y' }),
    ];
    const { claims, nets } = pairReversals(list);
    const reversals = claims.filter(({ role }) => role === 'reversal');
    assert.deepEqual(
      reversals.map(({ counterpart }) => counterpart?.payerControl),
      ['A', 'B', 'C'],
    );
    assert.deepEqual(nets[0]?.standing, []);
  });

  it('take back nothing that they do not negate, and nothing of another claim', () => {
    const list = [paid(100), takenBack(99), takenBack(100, { claimControl: 'CL-2' })];
    const { claims, nets } = pairReversals(list);
    assert.deepEqual(
      claims.map(({ counterpart, isReversed }) => [counterpart, isReversed]),
      [
        [null, false],
        [null, false],
        [null, false],
      ],
    );
    assert.deepEqual(
      nets.map(({ paid: cents, unpaired }) => [cents, unpaired.length]),
      [
        [1, 1],
        [-100, 1],
      ],
    );
  });

  it('are none where claims of one number are simply paid twice', () => {
    const { claims } = pairReversals([paid(100), paid(100)]);
    assert.deepEqual(
      claims.map(({ role }) => role),
      ['original', 'original'],
    );
  });
});
