import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Temporal } from '../platform/clock/temporal.ts';
import { nextFillFrom, supplyOf, transitOf, type SupplyFacts } from './supply-rules.ts';

function facts(overrides: Partial<SupplyFacts> = {}): SupplyFacts {
  return {
    asNeeded: false,
    countable: true,
    order: { quantity: 30, daysSupply: 30 },
    fills: [fill('2026-11-01')],
    ...overrides,
  };
}

function fill(
  filledOn: string,
  overrides: Partial<SupplyFacts['fills'][number]> = {},
): SupplyFacts['fills'][number] {
  return { filledOn, status: 'completed', quantity: 30, daysSupply: 30, ...overrides };
}

describe('when a patient runs out', () => {
  it('is the last fill and its days, over the ends of months', () => {
    assert.equal(supplyOf(facts()).runsOutOn, '2026-12-01');
    assert.equal(supplyOf(facts({ fills: [fill('2026-01-30')] })).runsOutOn, '2026-03-01');
    assert.equal(supplyOf(facts({ fills: [fill('2028-01-30')] })).runsOutOn, '2028-02-29');
    const ninety = { quantity: 90, daysSupply: 90 };
    const long = facts({ order: ninety, fills: [fill('2026-11-30', ninety)] });
    assert.equal(supplyOf(long).runsOutOn, '2027-02-28');
  });

  it('counts the days left over from before when it was filled early', () => {
    const early = facts({ fills: [fill('2026-11-26'), fill('2026-11-01')] });
    assert.equal(supplyOf(early).runsOutOn, '2026-12-31');
  });

  it('counts no days of a gap in which there was nothing', () => {
    const late = facts({ fills: [fill('2026-09-01'), fill('2026-11-10')] });
    assert.equal(supplyOf(late).runsOutOn, '2026-12-10');
  });

  it('counts a partial fill by what was given out, whatever days were written on it', () => {
    const partial = facts({ fills: [fill('2026-11-20', { quantity: 10, daysSupply: 30 })] });
    assert.equal(supplyOf(partial).runsOutOn, '2026-11-30');
    const rest = [fill('2026-11-20', { quantity: 10 }), fill('2026-11-23', { quantity: 20 })];
    assert.equal(supplyOf(facts({ fills: rest })).runsOutOn, '2026-12-20');
  });

  it('counts nothing that the patient never had', () => {
    for (const status of ['in-progress', 'stopped', 'cancelled', 'entered-in-error'] as const)
      assert.deepEqual(supplyOf(facts({ fills: [fill('2026-11-20', { status })] })), {
        runsOutOn: null,
        unknownBecause: 'no-fill',
      });
  });

  it('is unknown, and says why, where days cannot be counted', () => {
    assert.equal(supplyOf(facts({ asNeeded: true })).unknownBecause, 'as-needed');
    assert.equal(supplyOf(facts({ countable: false })).unknownBecause, 'not-countable');
    assert.equal(supplyOf(facts({ fills: [] })).unknownBecause, 'no-fill');
    const mute = [fill('2026-11-01', { quantity: null, daysSupply: null })];
    assert.equal(supplyOf(facts({ fills: mute })).unknownBecause, 'no-days');
  });

  it('never comes earlier by another fill, and does not hang on their order', () => {
    const day = fc.integer({ min: 0, max: 400 });
    const given = fc.record({ day, quantity: fc.integer({ min: 1, max: 90 }) });
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 12 }), given, (some, more) => {
        const made = ({ day: after, quantity }: { day: number; quantity: number }) =>
          fill(Temporal.PlainDate.from('2026-01-01').add({ days: after }).toString(), {
            quantity,
            daysSupply: null,
          });
        const without = supplyOf(facts({ fills: some.map(made) })).runsOutOn ?? '';
        const withIt = supplyOf(facts({ fills: [more, ...some].map(made) })).runsOutOn ?? '';
        const turned = supplyOf(facts({ fills: [...some, more].map(made) })).runsOutOn;
        assert.ok(withIt >= without);
        assert.equal(turned, withIt);
      }),
    );
  });
});

describe('the earliest next fill', () => {
  it('is counted from the fill and its days, by the percentage of the payer', () => {
    assert.deepEqual(nextFillFrom(facts(), 75), { on: '2026-11-24', days: 30 });
    assert.deepEqual(nextFillFrom(facts(), 100), { on: '2026-12-01', days: 30 });
    const ninety = { quantity: 90, daysSupply: 90 };
    const long = facts({ order: ninety, fills: [fill('2026-09-01', ninety)] });
    assert.deepEqual(nextFillFrom(long, 75), { on: '2026-11-08', days: 90 });
  });

  it('waits for days that were left over from an early fill', () => {
    const early = facts({ fills: [fill('2026-11-01'), fill('2026-11-26')] });
    assert.equal(nextFillFrom(early, 75)?.on, '2026-12-24');
  });

  it('is not known where it is not known when the patient runs out', () => {
    assert.equal(nextFillFrom(facts({ asNeeded: true }), 75), null);
  });
});

describe('the way to the patient', () => {
  it('takes the days of the pharmacy, or cannot be gone', () => {
    const pharmacy = { pickup: true, delivery_days: null, mail_days: 4 };
    assert.equal(transitOf(pharmacy, 'pickup'), 0);
    assert.equal(transitOf(pharmacy, 'mail'), 4);
    assert.equal(transitOf(pharmacy, 'delivery'), null);
  });
});
