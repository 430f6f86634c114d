// Files that were changed anywhere: each is read or refused, and nothing throws.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { given277ca, givenStatuses } from './given-277.ts';
import { given837, givenClaimBody } from './given-837.ts';
import { readClaimStatuses } from './read-277.ts';
import { readClaims } from './read-837.ts';
import { readX12 } from './read-transactions.ts';

/** Some segments gone, twice, elsewhere, or with another text somewhere in them. */
const mutation = fc.tuple(
  fc.constantFrom('drop', 'repeat', 'move', 'write', 'cut'),
  fc.nat(99),
  fc.nat(99),
  fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('', '*', ':', '*:*', '9'.repeat(30), '-1')),
);

function mutated(
  body: readonly string[],
  mutations: readonly [string, number, number, string][],
): string[] {
  const segments = [...body];
  for (const [kind, at, to, text] of mutations) {
    const place = at % Math.max(segments.length, 1);
    const segment = segments[place] ?? '';
    if (kind === 'drop') segments.splice(place, 1);
    else if (kind === 'repeat') segments.splice(place, 0, segment);
    else if (kind === 'move') segments.splice(to, 0, ...segments.splice(place, 1));
    else if (kind === 'cut') segments[place] = segment.slice(0, to % (segment.length + 1));
    else {
      const elements = segment.split('*');
      elements[to % elements.length] = text;
      segments[place] = elements.join('*');
    }
  }
  return segments;
}

function isJudged(result: object): boolean {
  if (!('problem' in result)) return true;
  const { problem } = result as { problem: { segment: number; reason: string } };
  return Number.isInteger(problem.segment) && problem.reason !== '';
}

describe('a file that was damaged on its way', () => {
  it('is read or refused, whatever happened to its claims', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
        const { transactions } = readX12(given837(mutated(givenClaimBody, mutations)));
        assert.ok(transactions.map(readClaims).every(isJudged));
      }),
      { numRuns: 400 },
    );
  });

  it('is read or refused, whatever happened to its statuses', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
        const { transactions } = readX12(given277ca(mutated(givenStatuses, mutations)));
        assert.ok(transactions.map(readClaimStatuses).every(isJudged));
      }),
      { numRuns: 400 },
    );
  });
});
