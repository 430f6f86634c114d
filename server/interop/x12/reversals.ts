// What was paid, taken back and paid again: which claim of a list is which, so that nothing is counted twice.
import type { RemittedClaim } from './remittance.ts';

export type Reversible = Pick<
  RemittedClaim,
  'claimControl' | 'payerControl' | 'status' | 'charge' | 'paid' | 'references'
>;

export interface PairedClaim<T extends Reversible> {
  claim: T;
  /** A `correction` is what the payer decided anew, after a reversal of the same claim. */
  role: 'original' | 'reversal' | 'correction';
  /**
   * Of a reversal what it takes back, of a correction the reversal before it. `null` of an original, and of a reversal
   * whose payment is not in the list: that came in an earlier file.
   */
  counterpart: T | null;
  /** Taken back later in the list. */
  isReversed: boolean;
}

/** What is left of one claim number after all that was taken back. */
export interface ClaimNet<T extends Reversible> {
  claimControl: string;
  /** Σ CLP04 in cents: what the list moves. */
  paid: number;
  /** What still counts. Only its adjustments may be summed; those of a pair cancel each other and say nothing. */
  standing: readonly T[];
  /** Reversals of payments that came in an earlier file. */
  unpaired: readonly T[];
}

export interface PairedClaims<T extends Reversible> {
  /** In the order of the list. */
  claims: readonly PairedClaim<T>[];
  /** One for each claim number, in the order in which they first came. */
  nets: readonly ClaimNet<T>[];
}

/** `claims` in the order in which they came, those of earlier files first. CLP02 22 is a reversal. */
export function pairReversals<T extends Reversible>(claims: readonly T[]): PairedClaims<T> {
  const byNumber = new Map<string, PairedClaim<T>[]>();
  const paired = claims.map((claim) => {
    const earlier = byNumber.get(claim.claimControl) ?? [];
    const pair = claim.status === '22' ? reversalOf(claim, earlier) : paymentOf(claim, earlier);
    byNumber.set(claim.claimControl, [...earlier, pair]);
    return pair;
  });
  return { claims: paired, nets: [...byNumber].map(([number, of]) => netOf(number, of)) };
}

function reversalOf<T extends Reversible>(
  claim: T,
  earlier: readonly PairedClaim<T>[],
): PairedClaim<T> {
  const standing = earlier.filter((each) => isStanding(each) && negates(claim, each.claim));
  // Payers that give a reversal a number of its own name the old one in REF F8, or not at all.
  const taken =
    standing.findLast((each) => each.claim.payerControl === claim.payerControl) ??
    standing.findLast((each) => names(claim, each.claim.payerControl)) ??
    standing.at(-1);
  if (taken !== undefined) taken.isReversed = true;
  return { claim, role: 'reversal', counterpart: taken?.claim ?? null, isReversed: false };
}

function paymentOf<T extends Reversible>(
  claim: T,
  earlier: readonly PairedClaim<T>[],
): PairedClaim<T> {
  const answered = new Set(
    earlier.map(({ role, counterpart }) => role === 'correction' && counterpart),
  );
  const reversal = earlier.find((each) => each.role === 'reversal' && !answered.has(each.claim));
  return {
    ...{ claim, role: reversal ? 'correction' : 'original' },
    ...{ counterpart: reversal?.claim ?? null, isReversed: false },
  };
}

function netOf<T extends Reversible>(
  claimControl: string,
  pairs: readonly PairedClaim<T>[],
): ClaimNet<T> {
  const unpaired = pairs.filter(({ role, counterpart }) => role === 'reversal' && !counterpart);
  return {
    claimControl,
    paid: pairs.reduce((cents, { claim }) => cents + claim.paid, 0),
    standing: pairs.filter(isStanding).map(({ claim }) => claim),
    unpaired: unpaired.map(({ claim }) => claim),
  };
}

function isStanding<T extends Reversible>({ role, isReversed }: PairedClaim<T>): boolean {
  return role !== 'reversal' && !isReversed;
}

function negates(reversal: Reversible, claim: Reversible): boolean {
  return reversal.charge + claim.charge === 0 && reversal.paid + claim.paid === 0;
}

function names(reversal: Reversible, payerControl: string): boolean {
  return reversal.references.some(({ kind, value }) => kind === 'F8' && value === payerControl);
}
