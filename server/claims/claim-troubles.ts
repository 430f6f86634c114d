// What stands between a claim and its money, told by where its money is: each trouble is one follow-up.
import type { DenialCause } from '#contract/claim-money';
import type { ClaimStatus, FollowUpKind } from '#contract/claim-workflow';
import { denialOf, type ClaimStanding, type LineStanding } from './claim-standing.ts';

export interface Trouble {
  kind: Exclude<FollowUpKind, 'unmatched'>;
  /** Of a denial; else empty. */
  cause: DenialCause | '';
  amountCents: number;
  /** None = the claim as a whole. */
  lines: number[];
  codes: string[];
  isUnprocessable: boolean;
}

export interface TroubleFacts {
  status: ClaimStatus;
  chargeCents: number;
  standing: ClaimStanding;
  /** Expected by the fee schedule, for lines of which it speaks. */
  expected: ReadonlyMap<number, number>;
  underpaidCents: number;
  /** Nobody has answered for longer than the payer's rule allows. */
  isUnanswered: boolean;
  hasPosted: boolean;
  /** By the newest decision that was posted. */
  lastPaidCents: number;
  /** A corrected claim is with the payer: until it answers, the old decision is about another claim. */
  isReplacing: boolean;
}

export function troublesOf(facts: TroubleFacts): Trouble[] {
  const { status, chargeCents, standing, hasPosted } = facts;
  const whole = (kind: Trouble['kind'], amountCents: number): Trouble => ({
    ...{ kind, cause: '', amountCents, lines: [], codes: [], isUnprocessable: false },
  });
  if (status === 'voided') return overpaid(standing, whole);
  if (!hasPosted) {
    if (status === 'rejected') return [whole('rejected', chargeCents)];
    return facts.isUnanswered ? [whole('unanswered', chargeCents)] : [];
  }
  // Reversed and not paid anew yet: what the payer thinks is not known.
  if (standing.decidedCents === 0 && chargeCents !== 0) return overpaid(standing, whole);
  if (standing.decidedCents !== chargeCents && facts.isReplacing) return [];
  if (standing.decidedCents !== chargeCents) return decidedTwice(facts, whole);
  return [...denied(standing.lines), ...underpaid(facts), ...overpaid(standing, whole)];
}

/** Paid twice is money of the payer; anything else that was decided twice is for somebody to look at. */
function decidedTwice(
  { standing, chargeCents, lastPaidCents }: TroubleFacts,
  whole: (kind: Trouble['kind'], amountCents: number) => Trouble,
): Trouble[] {
  const excess = Math.min(lastPaidCents, -standing.money.openCents);
  return standing.decidedCents > chargeCents && excess > 0
    ? [whole('overpaid', excess)]
    : [whole('conflicting', Math.abs(standing.decidedCents - chargeCents))];
}

/** Denied lines with the same cause are one piece of work: one letter, one correction. */
function denied(lines: readonly LineStanding[]): Trouble[] {
  const found = lines.flatMap((line) => {
    const denial = denialOf(line);
    return denial === null ? [] : [{ line, denial }];
  });
  const byCause = Map.groupBy(found, ({ denial }) => denial.cause);
  return [...byCause].map(([cause, of]) => {
    const codes = [...new Set(of.flatMap(({ denial }) => denial.codes))];
    return {
      ...{ kind: 'denied', cause, codes, isUnprocessable: codes.includes('MA130') },
      amountCents: of.reduce((sum, { line }) => sum + line.deniedCents, 0),
      lines: of.map(({ line }) => line.number).filter((number) => number > 0),
    };
  });
}

/** What the contract pays and the payer allows less of hides in what it calls contractual. */
function underpaid({ standing, expected, underpaidCents }: TroubleFacts): Trouble[] {
  const short = standing.lines.flatMap((line) => {
    const due = expected.get(line.number);
    if (due === undefined || line.decidedCents === 0 || line.deniedCents > 0) return [];
    const allowed = line.paidCents + line.patientCents + line.anotherCents;
    const missing = Math.min(due, line.chargeCents) - allowed;
    return missing > underpaidCents ? [{ line, missing }] : [];
  });
  if (short.length === 0) return [];
  const codes = short.flatMap(({ line }) =>
    line.adjustments
      .filter(({ is }) => is === 'write-off')
      .map(({ group, reason }) => `${group}-${reason}`),
  );
  return [
    {
      ...{ kind: 'underpaid', cause: '', codes: [...new Set(codes)], isUnprocessable: false },
      amountCents: short.reduce((sum, { missing }) => sum + missing, 0),
      lines: short.map(({ line }) => line.number),
    },
  ];
}

function overpaid(
  { money }: ClaimStanding,
  whole: (kind: Trouble['kind'], amountCents: number) => Trouble,
): Trouble[] {
  return money.openCents < 0 ? [whole('overpaid', -money.openCents)] : [];
}

/** What its lines have brought so far: what came since a follow-up was raised is what it won. */
export function broughtBy(standing: ClaimStanding, lines: readonly number[]): number {
  return standing.lines
    .filter(({ number }) => lines.length === 0 || lines.includes(number))
    .reduce((sum, each) => sum + each.paidCents + each.patientCents + each.anotherCents, 0);
}
