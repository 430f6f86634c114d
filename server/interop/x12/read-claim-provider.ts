// 2310 and 2420: who takes part in a claim or in one of its lines.
import type { ClaimProvider } from './claim.ts';
import type { Loop } from './claim-loops.ts';
import type { Delimiters } from './delimiters.ts';
import { keep } from './kept-segment.ts';
import { textAt } from './read-element.ts';
import { elementOf } from './segment.ts';

/** @throws Misread for one without a role. */
export function readClaimProvider({ head, segments }: Loop, delimiters: Delimiters): ClaimProvider {
  return {
    role: textAt(head, 1),
    family: elementOf(head, 3),
    given: elementOf(head, 4),
    npi: elementOf(head, 8) === 'XX' ? elementOf(head, 9) : '',
    ...keep(segments, delimiters),
  };
}
