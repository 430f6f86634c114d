// 2300 as segments: what `read-claim.ts` reads.
import type { ClaimDiagnosis, SubmittedClaim } from './claim.ts';
import { writeCents, writeRange } from './element-values.ts';
import { keptSegments } from './kept-segment.ts';
import { inOrder } from './segment-order.ts';
import { lineSegments, type WrittenKind } from './write-claim-line.ts';
import { claimProviderSegments } from './write-claim-people.ts';
import { composite, newSegment, type NewSegment } from './write-interchange.ts';
import { otherPayerSegments } from './write-other-payer.ts';

const ownOrder = [
  ...['DTP', 'CL1', 'PWK', 'CN1', 'AMT', 'REF', 'K3', 'NTE', 'CR1', 'CR2', 'CR3', 'CRC', 'HI'],
  ...['QTY', 'HCP', 'CR7', 'HSD'],
];

export function claimSegments(claim: SubmittedClaim, kind: WrittenKind): NewSegment[] {
  return [
    headSegment(claim, kind),
    ...inOrder([...factSegments(claim, kind), ...keptSegments(claim.kept)], ownOrder),
    ...claim.providers.flatMap(claimProviderSegments),
    ...claim.otherPayers.flatMap((each) => otherPayerSegments(each, claim)),
    ...claim.lines.flatMap((line, at) => lineSegments(line, { number: at + 1, kind })),
  ];
}

/** CLM05-2: `A` type of bill, `B` place of service. The provider has signed, and may pass on what the payer needs. */
function headSegment(claim: SubmittedClaim, kind: WrittenKind): NewSegment {
  const {
    control,
    charge,
    facility,
    frequency,
    assignment,
    benefitsAssigned,
    related = [],
  } = claim;
  const isProfessional = kind === 'professional';
  return newSegment(
    'CLM',
    ...[control, writeCents(charge), '', ''],
    composite(facility, isProfessional ? 'B' : 'A', frequency),
    ...[isProfessional ? 'Y' : '', assignment, benefitsAssigned, 'Y', ''],
    composite(...related),
  );
}

function factSegments(claim: SubmittedClaim, kind: WrittenKind): NewSegment[] {
  const { originalReference, authorization, referral, note } = claim;
  const references = { F8: originalReference, G1: authorization, '9F': referral };
  return [
    ...claim.dates.map(({ qualifier, from, to }) =>
      newSegment('DTP', qualifier, ...writeRange({ from, to })),
    ),
    ...Object.entries(references).flatMap(([which, number]) =>
      number === '' ? [] : [newSegment('REF', which, number)],
    ),
    ...(note === '' ? [] : [newSegment('NTE', 'ADD', note)]),
    ...diagnosisSegments(claim.diagnoses, kind),
  ];
}

/** An institution has a segment for each kind, and the principal one alone in the first. */
const kindsOfHi = [
  ['ABK', 'BK'],
  ['ABJ', 'BJ'],
  ['APR', 'PR'],
  ['ABN', 'BN'],
  ['ABF', 'BF'],
];

function diagnosisSegments(diagnoses: readonly ClaimDiagnosis[], kind: WrittenKind): NewSegment[] {
  const groups =
    kind === 'professional'
      ? [diagnoses]
      : kindsOfHi.map((kinds) => diagnoses.filter(({ qualifier }) => kinds.includes(qualifier)));
  return groups.flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / 12) }, (_, at) =>
      newSegment('HI', ...all.slice(at * 12, at * 12 + 12).map(diagnosisElement)),
    ),
  );
}

function diagnosisElement({
  qualifier,
  code,
  onAdmission = '',
}: ClaimDiagnosis): ReturnType<typeof composite> {
  return composite(qualifier, code, '', '', '', '', '', '', onAdmission);
}
