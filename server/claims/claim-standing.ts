// Where the money of a claim is: a sum over all that payers said and we decided. Sums know no order, so files may come in any.
import {
  adjustmentGroups,
  type AdjustmentClass,
  type AdjustmentGroup,
  type ClaimAdjustment,
  type DenialCause,
  type MoneyStanding,
} from '#contract/claim-money';
import { protectsPatient, rootCause } from '../interop/x12/denial-codes.ts';
import { kindOf, type AdjustmentKind } from '../interop/x12/denial.ts';
import type { ClaimLineRow, DecisionRow, SaidAdjustment } from './claim-rows.ts';

/** One claim of a posted remittance, with its lines as they were matched; line 0 is the claim as a whole. */
export interface PostedClaim {
  chargeCents: number;
  paidCents: number;
  adjustments: readonly SaidAdjustment[];
  remarks: readonly string[];
  lines: readonly PostedLine[];
}

export interface PostedLine {
  line: number;
  chargeCents: number;
  paidCents: number;
  allowedCents: number | null;
  adjustments: readonly SaidAdjustment[];
  remarks: readonly string[];
}

export interface StandingFacts {
  lines: readonly Pick<ClaimLineRow, 'number' | 'charge_cents'>[];
  posted: readonly PostedClaim[];
  decisions: readonly Pick<DecisionRow, 'line' | 'becomes' | 'cents' | 'ended_at'>[];
  /** The patient’s part may not be asked of the patient: another payer’s, or nobody’s. */
  isProtected: boolean;
}

export interface LineStanding extends MoneyStanding {
  number: number;
  allowedCents: number | null;
  /** What payers decided on, net of what was reversed; the charge of the line, or 0. */
  decidedCents: number;
  adjustments: ClaimAdjustment[];
  remarks: string[];
}

export interface ClaimStanding {
  money: MoneyStanding;
  /** By number; line 0 where a payer spoke of the claim as a whole. */
  lines: LineStanding[];
  /** Σ of the charges that were decided on, net of reversals. */
  decidedCents: number;
}

export function standingOf(facts: StandingFacts): ClaimStanding {
  const numbers = new Set(facts.lines.map(({ number }) => number));
  const spoken = facts.posted.flatMap((claim) => spokenOf(claim, numbers));
  const byLine = Map.groupBy(spoken, ({ line }) => line);
  const whole = byLine.has(0) || facts.decisions.some(({ line }) => line === 0);
  const charges = [
    ...(whole ? [{ number: 0, charge_cents: 0 }] : []),
    ...[...facts.lines].sort((a, b) => a.number - b.number),
  ];
  const lines = charges.map((line) =>
    standingOfLine(line, byLine.get(line.number) ?? [], {
      decisions: facts.decisions.filter((each) => each.line === line.number),
      isProtected: facts.isProtected,
    }),
  );
  return {
    money: sumOf(lines),
    lines,
    decidedCents: facts.posted.reduce((sum, { chargeCents }) => sum + chargeCents, 0),
  };
}

/** What is said of the claim beside its lines, and of lines that the claim does not have, is of line 0. */
function spokenOf(claim: PostedClaim, known: ReadonlySet<number>): PostedLine[] {
  const paid = claim.lines.reduce((sum, { paidCents }) => sum + paidCents, 0);
  const charged = claim.lines.reduce((sum, { chargeCents }) => sum + chargeCents, 0);
  const whole: PostedLine = {
    ...{ line: 0, chargeCents: claim.chargeCents - charged, paidCents: claim.paidCents - paid },
    ...{ allowedCents: null, adjustments: claim.adjustments, remarks: claim.remarks },
  };
  const says =
    whole.chargeCents !== 0 || whole.paidCents !== 0 || whole.adjustments.length > 0 ? [whole] : [];
  return [
    ...says,
    ...claim.lines.map((line) => ({
      ...line,
      line: known.has(line.line) ? line.line : 0,
      remarks: [...line.remarks, ...claim.remarks],
    })),
  ];
}

function standingOfLine(
  { number, charge_cents: chargeCents }: { number: number; charge_cents: number },
  spoken: readonly PostedLine[],
  of: { decisions: StandingFacts['decisions']; isProtected: boolean },
): LineStanding {
  const remarks = [...new Set(spoken.flatMap((each) => each.remarks))];
  const adjustments = netOf(spoken.flatMap((each) => each.adjustments)).map((each) => ({
    ...each,
    is: classOf(each, { remarks, isProtected: of.isProtected }),
  }));
  const sum = (is: AdjustmentClass): number =>
    adjustments.reduce((total, each) => total + (each.is === is ? each.cents : 0), 0);
  const decided = (becomes: DecisionRow['becomes']): number =>
    of.decisions.reduce(
      (total, each) =>
        total + (each.becomes === becomes && each.ended_at === null ? each.cents : 0),
      0,
    );
  const paidCents = spoken.reduce((total, each) => total + each.paidCents, 0);
  const writtenOffCents = sum('write-off') + decided('written-off');
  const patientCents = sum('patient') + decided('patient');
  const anotherCents = sum('another');
  const openCents = chargeCents - paidCents - writtenOffCents - patientCents - anotherCents;
  const left = sum('denied') - decided('written-off') - decided('patient');
  return {
    ...{ number, chargeCents, paidCents, writtenOffCents, patientCents, anotherCents, openCents },
    deniedCents: Math.max(0, Math.min(left, openCents)),
    allowedCents: allowedOf(spoken),
    decidedCents: spoken.reduce((total, each) => total + each.chargeCents, 0),
    ...{ adjustments, remarks },
  };
}

/** By group and reason; what was taken back whole is gone. */
function netOf(adjustments: readonly SaidAdjustment[]): SaidAdjustment[] {
  const byCode = Map.groupBy(adjustments, ({ group, reason }) => `${group}-${reason}`);
  return [...byCode.values()]
    .flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : { ...first, cents: others.reduce((total, { cents }) => total + cents, first.cents) },
    )
    .filter(({ cents }) => cents !== 0)
    .sort((a, b) => groupsInOrder.indexOf(a.group) - groupsInOrder.indexOf(b.group));
}
const groupsInOrder = Object.keys(adjustmentGroups) as AdjustmentGroup[];

/** What a remark or a coverage forbids to ask of the patient is another payer’s, or nobody’s. */
function classOf(
  { group, reason, cents }: SaidAdjustment,
  { remarks, isProtected }: { remarks: readonly string[]; isProtected: boolean },
): AdjustmentClass {
  const is = classes[kindOf({ segment: 0, group, reason, amount: cents, quantity: null })];
  const isKept = isProtected || remarks.some((remark) => protectsPatient.has(remark));
  return is === 'patient' && isKept ? 'another' : is;
}

const classes: Record<AdjustmentKind, AdjustmentClass> = {
  ...{ 'write-off': 'write-off', patient: 'patient', denial: 'denied', explanation: 'another' },
};

function allowedOf(spoken: readonly PostedLine[]): number | null {
  const said = spoken.flatMap(({ allowedCents, chargeCents }) =>
    allowedCents === null ? [] : Math.sign(chargeCents || 1) * allowedCents,
  );
  return said.length === 0 ? null : said.reduce((total, each) => total + each, 0);
}

const nothing: MoneyStanding = {
  ...{ chargeCents: 0, paidCents: 0, writtenOffCents: 0, patientCents: 0 },
  ...{ anotherCents: 0, openCents: 0, deniedCents: 0 },
};

function sumOf(lines: readonly MoneyStanding[]): MoneyStanding {
  const keys = Object.keys(nothing) as (keyof MoneyStanding)[];
  return lines.reduce(
    (total, line) => {
      for (const key of keys) total[key] += line[key];
      return total;
    },
    { ...nothing },
  );
}

/** What is denied of a line, by cause: the first denying code that the payer wrote names it. */
export function denialOf(line: LineStanding): { cause: DenialCause; codes: string[] } | null {
  if (line.deniedCents === 0) return null;
  const denying = line.adjustments.filter(({ is, cents }) => is === 'denied' && cents > 0);
  const [first] = [...denying].sort((a, b) => b.cents - a.cents);
  if (!first) return null;
  return {
    cause: rootCause(first.reason, line.remarks),
    codes: [...denying.map(({ group, reason }) => `${group}-${reason}`), ...line.remarks],
  };
}
