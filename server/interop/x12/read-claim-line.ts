// 2400: one line of a claim, with what other payers said of it.
import type { Adjustment } from './remittance.ts';
import type { LineDecision, SubmittedLine, SubmittedProcedure } from './claim.ts';
import type { ClaimKind } from './claim-kind.ts';
import { LeftSegments, splitLoops, type Loop } from './claim-loops.ts';
import type { Delimiters } from './delimiters.ts';
import { readCount, readRange } from './element-values.ts';
import { keep } from './kept-segment.ts';
import { readAdjustments } from './read-adjustments.ts';
import { centsAt, countAt, Misread, textAt } from './read-element.ts';
import { isReference } from './read-claim-people.ts';
import { readClaimProvider } from './read-claim-provider.ts';
import { amountOf } from './remittance-elements.ts';
import { valuesOf } from './segment-values.ts';
import { componentsOf, elementOf, type Segment } from './segment.ts';

/** @throws Misread */
export function readClaimLine(
  { head, segments }: Loop,
  { kind, delimiters }: { kind: ClaimKind; delimiters: Delimiters },
): SubmittedLine {
  const { before, loops } = splitLoops(segments, 'NM1', 'SVD', 'LQ');
  const left = new LeftSegments(before);
  const service = left.takeFirst(({ id }) => id === services[kind]);
  if (service === null) throw new Misread(head, `the line has no ${services[kind]}`);
  const day = left.takeFirst((each) => each.id === 'DTP' && elementOf(each, 1) === '472');
  const [control, authorization, note] = [
    left.takeFirst((each) => isReference(each, '6R')),
    left.takeFirst((each) => isReference(each, 'G1')),
    left.takeFirst((each) => each.id === 'NTE' && elementOf(each, 1) === 'ADD'),
  ];
  const of = (id: string): Loop[] => loops.filter((each) => each.head.id === id);
  const remarks = of('LQ').flatMap((each) => [each.head, ...each.segments]);
  return {
    segment: head.number,
    control: control && elementOf(control, 2),
    ...readService[kind](service, delimiters),
    ...(day === null ? { from: null, to: null } : daysOf(day)),
    authorization: authorization === null ? '' : elementOf(authorization, 2),
    note: note === null ? '' : elementOf(note, 2),
    providers: of('NM1').map((each) => readClaimProvider(each, delimiters)),
    decisions: of('SVD').map((each) => readDecision(each, delimiters)),
    ...keep([...left.rest(), ...remarks], delimiters),
  };
}

const services: Record<ClaimKind, string> = {
  professional: 'SV1',
  institutional: 'SV2',
  dental: 'SV3',
};

type Service = Pick<
  SubmittedLine,
  'procedure' | 'revenueCode' | 'charge' | 'unit' | 'units' | 'place' | 'pointers' | 'isEmergency'
>;

const readService: Record<ClaimKind, (segment: Segment, delimiters: Delimiters) => Service> = {
  professional: (segment, delimiters) => ({
    procedure: neededProcedure(segment, 1, delimiters),
    revenueCode: '',
    charge: chargeAt(segment, 2),
    unit: elementOf(segment, 3),
    units: countAt(segment, 4),
    place: elementOf(segment, 5),
    pointers: pointersAt(segment, 7, delimiters),
    ...(elementOf(segment, 9) === 'Y' ? { isEmergency: true as const } : {}),
  }),
  institutional: (segment, delimiters) => ({
    procedure: readClaimProcedure(segment, 2, delimiters),
    revenueCode: textAt(segment, 1),
    charge: chargeAt(segment, 3),
    unit: elementOf(segment, 4),
    units: countAt(segment, 5),
    place: '',
    pointers: [],
  }),
  dental: (segment, delimiters) => ({
    procedure: neededProcedure(segment, 1, delimiters),
    revenueCode: '',
    charge: chargeAt(segment, 2),
    unit: 'UN',
    units: countAt(segment, 6),
    place: elementOf(segment, 3),
    pointers: pointersAt(segment, 11, delimiters),
  }),
};

function neededProcedure(
  segment: Segment,
  position: number,
  delimiters: Delimiters,
): SubmittedProcedure {
  const procedure = readClaimProcedure(segment, position, delimiters);
  if (procedure === null) throw new Misread(segment, `${segment.id}0${position} is missing`);
  return procedure;
}

/** @throws Misread for a procedure without its code. */
function readClaimProcedure(
  segment: Segment,
  position: number,
  delimiters: Delimiters,
): SubmittedProcedure | null {
  const parts = componentsOf(segment, position, delimiters);
  if (parts.length === 0) return null;
  const [kind = '', code = '', ...rest] = parts;
  if (code === '') throw new Misread(segment, `${segment.id}0${position} has no code`);
  const modifiers = rest.slice(0, 4).filter((each) => each !== '');
  return { kind, code, modifiers, text: rest[4] ?? '' };
}

/** @throws Misread for what is no amount, for one below zero, and for none. */
export function chargeAt(segment: Segment, position: number): number {
  textAt(segment, position);
  return centsAt(segment, position) ?? 0;
}

/** @throws Misread for what counts no diagnosis. */
function pointersAt(segment: Segment, position: number, delimiters: Delimiters): number[] {
  return componentsOf(segment, position, delimiters)
    .filter((each) => each !== '')
    .map((each) => {
      const place = Number(readCount(each) ?? 0);
      if (Number.isInteger(place) && place > 0) return place;
      throw new Misread(segment, `${segment.id}0${position} points at no diagnosis`);
    });
}

/** One day has no last one of its own. @throws Misread */
function daysOf(segment: Segment): { from: string; to: string | null } {
  const format = textAt(segment, 2);
  const range = readRange(format, textAt(segment, 3));
  if (range === null) throw new Misread(segment, 'DTP03 is no date');
  if (range.from > range.to) throw new Misread(segment, 'DTP03 ends before it begins');
  return { from: range.from, to: range.from === range.to ? null : range.to };
}

function readDecision({ head, segments }: Loop, delimiters: Delimiters): LineDecision {
  const left = new LeftSegments(segments);
  const values = valuesOf(head);
  return {
    payerId: textAt(head, 1),
    paid: amountOf(values, 2),
    procedure: readClaimProcedure(head, 3, delimiters),
    units: countAt(head, 5),
    adjustments: takeAdjustments(left),
    decidedOn: decisionDay(left.takeFirst(isDecisionDay)),
    ...keep(left.rest(), delimiters),
  };
}

export function isDecisionDay(segment: Segment): boolean {
  return segment.id === 'DTP' && elementOf(segment, 1) === '573';
}

/** @throws Misread */
export function takeAdjustments(left: LeftSegments): Adjustment[] {
  const adjustments: Adjustment[] = [];
  for (const cas of left.takeAll(({ id }) => id === 'CAS'))
    readAdjustments(valuesOf(cas), adjustments);
  return adjustments;
}

/** DTP 573. @throws Misread */
export function decisionDay(segment: Segment | null): string | null {
  return segment && daysOf(segment).from;
}
