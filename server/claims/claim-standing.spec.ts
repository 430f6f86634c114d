// Money of a claim is conserved, whatever payers say and take back, in any order.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AdjustmentGroup } from '#contract/claim-money';
import { standingOf, type PostedClaim, type StandingFacts } from './claim-standing.ts';

const groups = ['CO', 'PR', 'OA', 'PI'] as const satisfies AdjustmentGroup[];
const reasons = ['1', '2', '3', '45', '23', '50', '97', '197', '253', '16', '96'];

const adjustment = fc.record({
  group: fc.constantFrom<AdjustmentGroup>(...groups),
  reason: fc.constantFrom(...reasons),
  cents: fc.integer({ min: -5000, max: 30_000 }),
});

/** What a payer says of a line: paid is what its adjustments leave. */
const lineOf = (line: number): fc.Arbitrary<PostedClaim['lines'][number]> =>
  fc
    .record({
      chargeCents: fc.integer({ min: 0, max: 100_000 }),
      adjustments: fc.array(adjustment, { maxLength: 4 }),
      remarks: fc.array(fc.constantFrom('N130', 'M51', 'N782'), { maxLength: 2 }),
    })
    .map(({ chargeCents, adjustments, remarks }) => ({
      ...{ line, chargeCents, adjustments, remarks, allowedCents: null },
      paidCents: chargeCents - adjustments.reduce((sum, { cents }) => sum + cents, 0),
    }));

const posted: fc.Arbitrary<PostedClaim> = fc
  .tuple(fc.array(fc.integer({ min: 0, max: 4 }).chain(lineOf), { maxLength: 5 }))
  .map(([lines]) => ({
    ...{ lines, adjustments: [], remarks: [] },
    chargeCents: lines.reduce((sum, { chargeCents }) => sum + chargeCents, 0),
    paidCents: lines.reduce((sum, { paidCents }) => sum + paidCents, 0),
  }));

function negated(claim: PostedClaim): PostedClaim {
  const minus = <T extends { cents: number }>(of: readonly T[]): T[] =>
    of.map((each) => ({ ...each, cents: -each.cents }));
  return {
    ...{ ...claim, chargeCents: -claim.chargeCents, paidCents: -claim.paidCents },
    adjustments: minus(claim.adjustments),
    lines: claim.lines.map((line) => ({
      ...{ ...line, chargeCents: -line.chargeCents, paidCents: -line.paidCents },
      adjustments: minus(line.adjustments),
    })),
  };
}

const lines = [1, 2, 3].map((number) => ({ number, charge_cents: number * 10_000 }));
const facts = (over: Partial<StandingFacts>): StandingFacts => ({
  ...{ lines, posted: [], decisions: [], isProtected: false },
  ...over,
});

describe('the money of a claim', () => {
  it('is conserved on every line and altogether', () => {
    fc.assert(
      fc.property(fc.array(posted, { maxLength: 4 }), fc.boolean(), (all, isProtected) => {
        const { money, lines: each } = standingOf(facts({ posted: all, isProtected }));
        for (const line of [money, ...each])
          assert.equal(
            line.chargeCents,
            line.paidCents +
              line.writtenOffCents +
              line.patientCents +
              line.anotherCents +
              line.openCents,
          );
        assert.equal(money.chargeCents, 60_000);
        assert.equal(
          money.paidCents,
          all.reduce((sum, { paidCents }) => sum + paidCents, 0),
        );
      }),
    );
  });

  it('is the same in whatever order it was said', () => {
    fc.assert(
      fc.property(fc.array(posted, { maxLength: 4 }), (all) => {
        const here = standingOf(facts({ posted: all }));
        const there = standingOf(facts({ posted: [...all].reverse() }));
        assert.deepEqual(there.money, here.money);
        assert.equal(there.decidedCents, here.decidedCents);
      }),
    );
  });

  it('is as if nothing had been said once it was taken back', () => {
    fc.assert(
      fc.property(fc.array(posted, { maxLength: 3 }), posted, (all, taken) => {
        const without = standingOf(facts({ posted: all }));
        const withBoth = standingOf(facts({ posted: [taken, ...all, negated(taken)] }));
        const sums = ({ money }: typeof without): number[] => [
          ...[money.chargeCents, money.paidCents, money.openCents],
          ...[money.patientCents + money.anotherCents, money.writtenOffCents],
        ];
        assert.deepEqual(sums(withBoth), sums(without));
      }),
    );
  });

  it('never becomes the patient’s by a group that is not theirs, nor where they are protected', () => {
    fc.assert(
      fc.property(fc.array(posted, { maxLength: 4 }), (all) => {
        const { lines: each } = standingOf(facts({ posted: all }));
        for (const line of each) {
          const theirs = line.adjustments.filter(({ is }) => is === 'patient');
          assert.ok(theirs.every(({ group }) => group === 'PR'));
          assert.equal(
            line.patientCents,
            theirs.reduce((sum, { cents }) => sum + cents, 0),
          );
          if (line.remarks.includes('N782')) assert.equal(line.patientCents, 0);
        }
        const kept = standingOf(facts({ posted: all, isProtected: true }));
        assert.equal(kept.money.patientCents, 0);
      }),
    );
  });

  it('is denied for no more than what is open', () => {
    fc.assert(
      fc.property(fc.array(posted, { maxLength: 4 }), (all) => {
        for (const line of standingOf(facts({ posted: all })).lines) {
          assert.ok(line.deniedCents >= 0);
          assert.ok(line.deniedCents <= Math.max(0, line.openCents));
        }
      }),
    );
  });
});
