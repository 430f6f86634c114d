// 2400 as segments: what `read-claim-line.ts` reads.
import type { LineDecision, SubmittedLine, SubmittedProcedure } from './claim.ts';
import { writeCents, writeRange } from './element-values.ts';
import { keptSegments } from './kept-segment.ts';
import { inOrder } from './segment-order.ts';
import { adjustmentSegments } from './write-adjustments.ts';
import { claimProviderSegments } from './write-claim-people.ts';
import { composite, newSegment, type NewElement, type NewSegment } from './write-interchange.ts';
import { decisionSegment } from './write-other-payer.ts';

const ownOrder = [
  ...['SV5', 'PWK', 'CR1', 'CR2', 'CR3', 'CR5', 'CRC', 'DTP', 'QTY', 'MEA', 'CN1', 'REF'],
  ...['AMT', 'K3', 'NTE', 'PS1', 'HCP'],
];

export type WrittenKind = 'professional' | 'institutional';

export function lineSegments(
  line: SubmittedLine,
  { number, kind }: { number: number; kind: WrittenKind },
): NewSegment[] {
  const { own, drugs, remarks } = partsOf(keptSegments(line.kept));
  return [
    newSegment('LX', String(number)),
    service[kind](line),
    ...inOrder([...factSegments(line), ...own], ownOrder),
    ...drugs,
    ...line.providers.flatMap(claimProviderSegments),
    ...line.decisions.flatMap((each) => decisionSegments(each, line)),
    ...remarks,
  ];
}

const service: Record<WrittenKind, (line: SubmittedLine) => NewSegment> = {
  professional: ({ procedure, charge, unit, units, place, pointers, isEmergency = false }) =>
    newSegment(
      'SV1',
      procedureElement(procedure),
      ...[writeCents(charge), unit, units, place, ''],
      composite(...pointers.map(String)),
      ...['', isEmergency ? 'Y' : ''],
    ),
  institutional: ({ revenueCode, procedure, charge, unit, units }) =>
    newSegment('SV2', revenueCode, procedureElement(procedure), writeCents(charge), unit, units),
};

function procedureElement(procedure: SubmittedProcedure | null): NewElement {
  if (procedure === null) return '';
  const { kind, code, modifiers, text } = procedure;
  const [first = '', second = '', third = '', fourth = ''] = modifiers;
  return composite(kind, code, first, second, third, fourth, text);
}

function factSegments({ from, to, control, authorization, note }: SubmittedLine): NewSegment[] {
  return [
    ...(from === null ? [] : [newSegment('DTP', '472', ...writeRange({ from, to: to ?? from }))]),
    ...(authorization === '' ? [] : [newSegment('REF', 'G1', authorization)]),
    ...(control === null ? [] : [newSegment('REF', '6R', control)]),
    ...(note === '' ? [] : [newSegment('NTE', 'ADD', note)]),
  ];
}

/** A drug stands behind the line itself, remarks and forms at its end. */
function partsOf(kept: readonly NewSegment[]): Record<'own' | 'drugs' | 'remarks', NewSegment[]> {
  const at = (id: string, fallback: number): number => {
    const found = kept.findIndex((each) => each.id === id);
    return found < 0 ? fallback : found;
  };
  const remark = at('LQ', kept.length);
  const drug = Math.min(at('LIN', remark), remark);
  return {
    own: kept.slice(0, drug),
    drugs: kept.slice(drug, remark),
    remarks: kept.slice(remark),
  };
}

function decisionSegments(decision: LineDecision, { revenueCode }: SubmittedLine): NewSegment[] {
  const { payerId, paid, procedure, units, adjustments, decidedOn, kept } = decision;
  return [
    newSegment('SVD', payerId, writeCents(paid), procedureElement(procedure), revenueCode, units),
    ...adjustmentSegments(adjustments),
    ...(decidedOn === null ? [] : [decisionSegment(decidedOn)]),
    ...keptSegments(kept),
  ];
}
