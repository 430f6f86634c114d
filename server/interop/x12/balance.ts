// Whether the amounts of a remittance add up. What does not is held and never posted: somebody has to ask the payer.
import type { Adjustment, ProviderAdjustment, RemittedClaim, RemittedLine } from './remittance.ts';

export interface BalanceFault {
  /**
   * `line`: SVC02 less its CAS is SVC03. `claim`: CLP03 less its CAS and those of its lines is CLP04. `transaction`: the
   * CLP04 less the PLB is BPR02.
   */
  level: 'line' | 'claim' | 'transaction';
  /** Of its SVC, CLP or BPR. */
  segment: number;
  /** In cents: what its parts come to, and what stands there. */
  expected: number;
  found: number;
}

/** The line and claim faults of one claim. */
export function claimFaults(claim: RemittedClaim): BalanceFault[] {
  const faults = claim.lines.flatMap(lineFault);
  const adjusted = claim.lines.reduce(
    (cents, line) => cents + sumOf(line.adjustments),
    sumOf(claim.adjustments),
  );
  const expected = claim.charge - adjusted;
  if (expected !== claim.paid)
    faults.push({ level: 'claim', segment: claim.segment, expected, found: claim.paid });
  return faults;
}

function lineFault({ segment, charge, paid, adjustments }: RemittedLine): BalanceFault[] {
  const expected = charge - sumOf(adjustments);
  return expected === paid ? [] : [{ level: 'line', segment, expected, found: paid }];
}

/** The charges of its lines are those of the claim. Some payers leave lines out: that is reported, and holds nothing. */
export function linesMissCharge({ charge, lines }: RemittedClaim): boolean {
  return lines.length > 0 && lines.reduce((cents, line) => cents + line.charge, 0) !== charge;
}

function sumOf(adjustments: readonly Adjustment[]): number {
  let cents = 0;
  for (const { amount } of adjustments) cents += amount;
  return cents;
}

/** As many faults as somebody can look at; the others are counted. */
const mostFaults = 100;

export interface Balance {
  /** In the order of the file, that of the transaction last; at most a hundred. */
  faults: readonly BalanceFault[];
  /** How many there are. */
  count: number;
}

/** Adds a transaction up while it is read, so that it need not be held. */
export class RunningBalance {
  /** Σ CLP04 in cents. */
  paid = 0;
  /** Σ PLB in cents. */
  adjusted = 0;
  claims = 0;
  private readonly faults: BalanceFault[] = [];
  private count = 0;

  /** Its own faults. */
  takeClaim(claim: RemittedClaim): readonly BalanceFault[] {
    this.claims += 1;
    this.paid += claim.paid;
    const faults = claimFaults(claim);
    for (const fault of faults) this.take(fault);
    return faults;
  }

  takeProviderAdjustment({ amount }: ProviderAdjustment): void {
    this.adjusted += amount;
  }

  /** Against BPR02, below zero for a debit. Nothing may be taken after it. */
  judge({ segment, amount }: { segment: number; amount: number }): Balance {
    const expected = this.paid - this.adjusted;
    // Beyond what can be counted exactly, two sums that seem alike say nothing.
    const isExact = Number.isSafeInteger(this.paid) && Number.isSafeInteger(this.adjusted);
    if (expected !== amount || !isExact)
      this.take({ level: 'transaction', segment, expected, found: amount });
    return { faults: this.faults, count: this.count };
  }

  private take(fault: BalanceFault): void {
    this.count += 1;
    if (this.faults.length < mostFaults || fault.level === 'transaction') this.faults.push(fault);
  }
}
