// What a payer decided, read from the adjustments of each line: CLP02 says of a claim that is wholly denied mostly that it was
// processed.
import {
  contractual,
  explanations,
  forbidsAppeal,
  patientShares,
  protectsPatient,
  rootCause,
  type RootCause,
} from './denial-codes.ts';
import type { Adjustment, AdjustmentGroup, RemittedClaim, RemittedLine } from './remittance.ts';

/** What becomes of one adjustment. `explanation`: another payer's part, or nothing that anybody owes. */
export type AdjustmentKind = 'write-off' | 'patient' | 'denial' | 'explanation';

export interface Denial {
  /** Of its CAS. */
  segment: number;
  group: AdjustmentGroup;
  /** CARC. */
  reason: string;
  cause: RootCause;
  /** In cents, above zero: what is not paid because of it. */
  amount: number;
}

/** A line, or the claim itself where its adjustments stand at no line. All sums are in cents; together they are its CAS. */
export interface DecidedItem {
  /** Of its SVC or CLP. */
  segment: number;
  /** `null`: the claim itself. */
  line: RemittedLine | null;
  /** 0 for the claim itself where it has lines: they have the charges. */
  charge: number;
  paid: number;
  writtenOff: number;
  /** What the payer leaves to the patient by the plan; who is `isPatientProtected` is billed nothing of it. */
  patient: number;
  explained: number;
  /** Σ of `denials`. */
  denied: number;
  /** None: nothing of it was denied. */
  denials: readonly Denial[];
  /** RARC of the line, then those of the claim. */
  remarks: readonly string[];
  /** A remark forbids to bill the patient, whatever the group says. */
  isPatientProtected: boolean;
  /** False where a remark says that there is no appeal. */
  canAppeal: boolean;
}

/**
 * `decided`: by this payer, here. `forwarded`: the same, and the payer sent it on to the next one (19, 20, 21): it is not to
 * be billed there again, and what is left is for the next payer to say. `not-ours`: only sent on (23). `reversal`: takes back
 * what was decided before (22). `predetermination`: what would be decided (25).
 */
export type ClaimHandling = 'decided' | 'forwarded' | 'not-ours' | 'reversal' | 'predetermination';

export interface ClaimDecision {
  handling: ClaimHandling;
  /** Of what was decided here; none of the other handlings. */
  items: readonly DecidedItem[];
}

const handlings: ReadonlyMap<string, ClaimHandling> = new Map([
  ['19', 'forwarded'],
  ['20', 'forwarded'],
  ['21', 'forwarded'],
  ['22', 'reversal'],
  ['23', 'not-ours'],
  ['25', 'predetermination'],
]);

export function decisionOf(claim: RemittedClaim): ClaimDecision {
  const handling = handlings.get(claim.status) ?? 'decided';
  if (handling !== 'decided' && handling !== 'forwarded') return { handling, items: [] };
  const lines = claim.lines.map((line) => itemOf(claim, line));
  const isOfClaim = lines.length === 0 || claim.adjustments.length > 0;
  return { handling, items: isOfClaim ? [...lines, itemOf(claim, null)] : lines };
}

/** By reason and by group: what a contract takes off the provider bears, unless the payer says that the patient does. */
export function kindOf({ group, reason, amount }: Adjustment): AdjustmentKind {
  if (group === 'CR' || explanations.has(reason)) return 'explanation';
  if (contractual.has(reason) || patientShares.has(reason)) return bearers[group];
  // Nothing is denied where nothing is taken off.
  return amount > 0 ? 'denial' : 'explanation';
}

const bearers: Readonly<Record<Exclude<AdjustmentGroup, 'CR'>, AdjustmentKind>> = {
  CO: 'write-off',
  PI: 'write-off',
  PR: 'patient',
  OA: 'explanation',
};

function itemOf(claim: RemittedClaim, line: RemittedLine | null): DecidedItem {
  const of = line ?? claim;
  const hasCharge = line !== null || claim.lines.length === 0;
  const remarks = [...new Set([...(line?.remarks ?? []), ...claim.remarks])];
  const kinds = of.adjustments.map((adjustment) => ({ adjustment, kind: kindOf(adjustment) }));
  const sumOf = (wanted: AdjustmentKind): number =>
    kinds.reduce(
      (cents, { adjustment, kind }) => cents + (kind === wanted ? adjustment.amount : 0),
      0,
    );
  const denied = kinds.filter(({ kind }) => kind === 'denial');
  return {
    ...{ segment: of.segment, line },
    ...{ charge: hasCharge ? of.charge : 0, paid: hasCharge ? of.paid : 0 },
    writtenOff: sumOf('write-off'),
    patient: sumOf('patient'),
    explained: sumOf('explanation'),
    denied: sumOf('denial'),
    denials: denied.map(({ adjustment }) => denialOf(adjustment, remarks)),
    remarks,
    isPatientProtected: remarks.some((remark) => protectsPatient.has(remark)),
    canAppeal: !remarks.some((remark) => forbidsAppeal.has(remark)),
  };
}

function denialOf(
  { segment, group, reason, amount }: Adjustment,
  remarks: readonly string[],
): Denial {
  return { segment, group, reason, cause: rootCause(reason, remarks), amount };
}
