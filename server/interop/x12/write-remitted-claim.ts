// One claim of an 835 as segments: what `read-remitted-claim.ts` and `read-remitted-line.ts` read.
import { writeCents, writeDate } from './element-values.ts';
import type { Reference } from './eligibility.ts';
import type {
  Adjustment,
  RemittedAmount,
  RemittedClaim,
  RemittedLine,
  RemittedPerson,
  RemittedProcedure,
  RemittedQuantity,
} from './remittance.ts';
import { composite, newSegment, type NewElement, type NewSegment } from './write-interchange.ts';
import { partySegment } from './write-subject.ts';

export function claimSegments(claim: RemittedClaim): NewSegment[] {
  const { patient, insured, corrected, rendering, crossover, otherPayer } = claim;
  return [
    newSegment(
      'CLP',
      claim.claimControl,
      claim.status,
      writeCents(claim.charge),
      writeCents(claim.paid),
      writeCents(claim.patientResponsibility),
      claim.filing,
      claim.payerControl,
      claim.facility,
      claim.frequency,
    ),
    ...adjustmentSegments(claim.adjustments),
    ...(patient ? [personSegment('QC', patient)] : []),
    ...(insured ? [personSegment('IL', insured)] : []),
    ...(corrected ? [personSegment('74', corrected)] : []),
    ...(rendering ? [partySegment('82', rendering)] : []),
    ...(crossover ? [partySegment('TT', crossover)] : []),
    ...(otherPayer ? [partySegment('PR', otherPayer)] : []),
    ...remarkSegments(claim.remarks),
    ...claim.references.map(referenceSegment),
    ...claimDates(claim),
    ...claim.amounts.map(amountSegment),
    ...claim.quantities.map(quantitySegment),
    ...claim.lines.flatMap(lineSegments),
  ];
}

function lineSegments(line: RemittedLine): NewSegment[] {
  const { procedure, submitted, revenueCode, units, submittedUnits } = line;
  return [
    newSegment(
      'SVC',
      procedureElement(procedure),
      writeCents(line.charge),
      writeCents(line.paid),
      revenueCode,
      units,
      submitted === null ? '' : procedureElement(submitted),
      submittedUnits ?? '',
    ),
    ...lineDates(line),
    ...adjustmentSegments(line.adjustments),
    ...(line.control === null ? [] : [newSegment('REF', '6R', line.control)]),
    ...line.references.map(referenceSegment),
    ...(line.allowed === null ? [] : [newSegment('AMT', 'B6', writeCents(line.allowed))]),
    ...line.amounts.map(amountSegment),
    ...line.quantities.map(quantitySegment),
    ...line.remarks.map((remark) => newSegment('LQ', 'HE', remark)),
  ];
}

function procedureElement({ kind, code, modifiers, text }: RemittedProcedure): NewElement {
  const places = Array.from({ length: 4 }, (_, at) => modifiers[at] ?? '');
  return composite(kind, code, ...places, text);
}

function claimDates({ dates }: RemittedClaim): NewSegment[] {
  return [
    ...dateSegments('232', dates.from),
    ...(dates.to === dates.from ? [] : dateSegments('233', dates.to)),
    ...dateSegments('050', dates.received),
    ...dateSegments('036', dates.coverageEnded),
  ];
}

function lineDates({ from, to }: RemittedLine): NewSegment[] {
  return from === to
    ? dateSegments('472', from)
    : [...dateSegments('150', from), ...dateSegments('151', to)];
}

function dateSegments(kind: string, date: string | null): NewSegment[] {
  return date === null ? [] : [newSegment('DTM', kind, writeDate(date))];
}

const mostOfSegment = 6;

/** Neighbours of one group share a CAS, up to six. */
function adjustmentSegments(adjustments: readonly Adjustment[]): NewSegment[] {
  const together: Adjustment[][] = [];
  for (const adjustment of adjustments) {
    const last = together.at(-1);
    if (last?.[0]?.group === adjustment.group && last.length < mostOfSegment) last.push(adjustment);
    else together.push([adjustment]);
  }
  return together.map((each) =>
    newSegment(
      'CAS',
      each[0]?.group ?? '',
      ...each.flatMap(({ reason, amount, quantity }) => [
        ...[reason, writeCents(amount), quantity ?? ''],
      ]),
    ),
  );
}

/** MIA has room for five, MOA for the next five. */
function remarkSegments(remarks: readonly string[]): NewSegment[] {
  const [inMia, inMoa] =
    remarks.length > 5 ? [remarks.slice(0, 5), remarks.slice(5)] : [[], remarks];
  const [first = '', ...others] = inMia;
  const blanks = Array.from({ length: 14 }, () => '');
  return [
    ...(inMia.length === 0
      ? []
      : [newSegment('MIA', '0', '', '', '', first, ...blanks, ...others)]),
    ...(inMoa.length === 0 ? [] : [newSegment('MOA', '', '', ...inMoa)]),
  ];
}

function personSegment(role: string, person: RemittedPerson): NewSegment {
  const { family, given, middle, suffix, idKind, id } = person;
  return newSegment('NM1', role, '1', family, given, middle, '', suffix, idKind, id);
}

export function referenceSegment({ kind, value }: Reference): NewSegment {
  return newSegment('REF', kind, value);
}

function amountSegment({ kind, amount }: RemittedAmount): NewSegment {
  return newSegment('AMT', kind, writeCents(amount));
}

function quantitySegment({ kind, count }: RemittedQuantity): NewSegment {
  return newSegment('QTY', kind, count);
}
