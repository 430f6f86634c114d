// 2300: one claim of an 837, from its CLM to the last of its lines.
import type { ClaimDiagnosis, SubmittedClaim } from './claim.ts';
import type { ClaimKind } from './claim-kind.ts';
import { LeftSegments, splitLoops, type Loop } from './claim-loops.ts';
import type { Delimiters } from './delimiters.ts';
import { readRange } from './element-values.ts';
import { keep } from './kept-segment.ts';
import { chargeAt, readClaimLine } from './read-claim-line.ts';
import { isReference } from './read-claim-people.ts';
import { readClaimProvider } from './read-claim-provider.ts';
import { Misread, textAt } from './read-element.ts';
import { readOtherPayer } from './read-other-payer.ts';
import { componentsOf, elementOf, type Segment } from './segment.ts';

/** What stands above it. */
export type ClaimPlace = Pick<
  SubmittedClaim,
  | 'billing'
  | 'subscriber'
  | 'patient'
  | 'relationship'
  | 'payer'
  | 'payerResponsibility'
  | 'filing'
  | 'insuranceType'
>;

/** @throws Misread */
export function readClaim(
  { head, segments }: Loop,
  of: { place: ClaimPlace; kind: ClaimKind; delimiters: Delimiters },
): SubmittedClaim {
  const { kind, delimiters, place } = of;
  const { before: claim, loops: lines } = splitLoops(segments, 'LX');
  if (lines.length === 0) throw new Misread(head, 'the claim has no line');
  const { before: whole, loops: payers } = splitLoops(claim, 'SBR');
  const { before: own, loops: providers } = splitLoops(whole, 'NM1');
  const left = new LeftSegments(own);
  const reference = (which: string): string => {
    const found = left.takeFirst((each) => isReference(each, which));
    return found === null ? '' : elementOf(found, 2);
  };
  const note = left.takeFirst((each) => each.id === 'NTE' && elementOf(each, 1) === 'ADD');
  return {
    segment: head.number,
    kind,
    ...readHead(head, delimiters),
    ...place,
    originalReference: reference('F8'),
    authorization: reference('G1'),
    referral: reference('9F'),
    note: note === null ? '' : elementOf(note, 2),
    diagnoses: left
      .takeAll((each) => isDiagnoses(each, delimiters))
      .flatMap((each) => diagnosesOf(each, delimiters)),
    dates: left.takeAll(isDay).map(dayOf),
    providers: providers.map((each) => readClaimProvider(each, delimiters)),
    otherPayers: payers.map((each) => readOtherPayer(each, delimiters)),
    lines: lines.map((each) => readClaimLine(each, { kind, delimiters })),
    ...keep(left.rest(), delimiters),
  };
}

type ClaimHead = Pick<
  SubmittedClaim,
  'control' | 'charge' | 'facility' | 'frequency' | 'assignment' | 'benefitsAssigned' | 'related'
>;

function readHead(clm: Segment, delimiters: Delimiters): ClaimHead {
  textAt(clm, 5);
  const [facility = '', , frequency = ''] = componentsOf(clm, 5, delimiters);
  if (!/^[A-Z0-9]$/.test(frequency)) throw new Misread(clm, 'CLM05 has no frequency of one letter');
  const related = componentsOf(clm, 11, delimiters);
  return {
    control: textAt(clm, 1),
    charge: chargeAt(clm, 2),
    facility,
    frequency,
    assignment: elementOf(clm, 7),
    benefitsAssigned: elementOf(clm, 8),
    ...(related.length === 0 ? {} : { related }),
  };
}

/** Of ICD-10, and of ICD-9 before it. */
const diagnosisKinds = ['ABK', 'ABF', 'ABJ', 'APR', 'ABN', 'BK', 'BF', 'BJ', 'PR', 'BN'];

function isDiagnoses(segment: Segment, delimiters: Delimiters): boolean {
  const [kind = ''] = componentsOf(segment, 1, delimiters);
  return segment.id === 'HI' && diagnosisKinds.includes(kind);
}

/** @throws Misread for one that has no kind or no code. */
function diagnosesOf(segment: Segment, delimiters: Delimiters): ClaimDiagnosis[] {
  return segment.elements.flatMap((_, at) => {
    const parts = componentsOf(segment, at + 1, delimiters);
    if (parts.every((each) => each === '')) return [];
    const [qualifier = '', code = ''] = parts;
    if (!diagnosisKinds.includes(qualifier) || code === '')
      throw new Misread(segment, 'HI holds a diagnosis without its kind or its code');
    const onAdmission = parts[8] ?? '';
    const plain = { qualifier, code: code.replace('.', '') };
    return [onAdmission === '' ? plain : { ...plain, onAdmission }];
  });
}

/** An hour is no day: such a segment is kept as it is. */
function isDay(segment: Segment): boolean {
  return segment.id === 'DTP' && ['D8', 'RD8'].includes(elementOf(segment, 2));
}

function dayOf(segment: Segment): SubmittedClaim['dates'][number] {
  const range = readRange(textAt(segment, 2), textAt(segment, 3));
  if (range === null) throw new Misread(segment, 'DTP03 is no date');
  if (range.from > range.to) throw new Misread(segment, 'DTP03 ends before it begins');
  return { qualifier: textAt(segment, 1), ...range };
}
