// A claim with what somebody changed of it. Money is added up anew: a claim's charge is the sum of its lines.
import type { ClaimChange } from '#contract/claim-decisions';
import type { SubmittedClaim, SubmittedLine } from '../interop/x12/claim.ts';

/** The numbers of lines that the claim does not have. */
export function unknownLines(claim: SubmittedClaim, change: ClaimChange): number[] {
  return change.lines.map(({ number }) => number).filter((number) => number > claim.lines.length);
}

/** Diagnoses that a line points to and the claim does not have. */
export function lostPointers(claim: SubmittedClaim): number[] {
  return claim.lines
    .flatMap(({ pointers }) => pointers)
    .filter((pointer) => pointer > claim.diagnoses.length);
}

export function changedClaim(claim: SubmittedClaim, change: ClaimChange): SubmittedClaim {
  const lines = claim.lines.map((line, at) =>
    changedLine(
      line,
      change.lines.find(({ number }) => number === at + 1),
    ),
  );
  return {
    ...claim,
    lines,
    charge: lines.reduce((sum, { charge }) => sum + charge, 0),
    ...(change.authorization === undefined ? {} : { authorization: change.authorization }),
    ...(change.memberId === undefined
      ? {}
      : { subscriber: { ...claim.subscriber, memberId: change.memberId } }),
    ...(change.diagnoses === undefined
      ? {}
      : {
          diagnoses: change.diagnoses.map((code, at) => ({
            ...{ qualifier: at === 0 ? 'ABK' : 'ABF', code },
          })),
        }),
  };
}

function changedLine(
  line: SubmittedLine,
  change: ClaimChange['lines'][number] | undefined,
): SubmittedLine {
  if (change === undefined) return line;
  const { procedure, modifiers, units, chargeCents, diagnosisPointers } = change;
  const former = line.procedure ?? { kind: 'HC', code: '', modifiers: [], text: '' };
  return {
    ...line,
    procedure:
      procedure === undefined && modifiers === undefined
        ? line.procedure
        : {
            ...former,
            ...(procedure === undefined ? {} : { code: procedure, text: '' }),
            ...(modifiers === undefined ? {} : { modifiers }),
          },
    ...(units === undefined ? {} : { units }),
    ...(chargeCents === undefined ? {} : { charge: chargeCents }),
    ...(diagnosisPointers === undefined ? {} : { pointers: diagnosisPointers }),
  };
}

export function isSameClaim(one: SubmittedClaim, other: SubmittedClaim): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** JSON of PostgreSQL keeps no order of keys; and where it stood in the file is nothing of the claim. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'segment')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
