// 2320 and 2330: another payer of the same claim, with what it said.
import type { OtherPayer } from './claim.ts';
import { LeftSegments, splitLoops, type Loop } from './claim-loops.ts';
import type { Delimiters } from './delimiters.ts';
import { keep } from './kept-segment.ts';
import { decisionDay, isDecisionDay, takeAdjustments } from './read-claim-line.ts';
import { readClaimPayer, readClaimPerson } from './read-claim-people.ts';
import { Misread, textAt } from './read-element.ts';
import { amountOf } from './remittance-elements.ts';
import { valuesOf } from './segment-values.ts';
import { elementOf, type Segment } from './segment.ts';

/** @throws Misread */
export function readOtherPayer({ head, segments }: Loop, delimiters: Delimiters): OtherPayer {
  const { before, loops } = splitLoops(segments, 'NM1');
  const left = new LeftSegments(before);
  const adjustments = takeAdjustments(left);
  const paid = left.takeFirst((each) => each.id === 'AMT' && elementOf(each, 1) === 'D');
  const insured = loops.find((each) => elementOf(each.head, 1) === 'IL');
  const payer = loops.find((each) => elementOf(each.head, 1) === 'PR');
  if (payer === undefined) throw new Misread(head, 'the other payer has no name');
  const others = loops.filter((each) => each !== insured && each !== payer);
  const named = new LeftSegments(payer.segments);
  const decided = named.takeFirst(isDecisionDay);
  const [relationship, group, insuranceType] = [2, 3, 5].map((at) => elementOf(head, at));
  return {
    responsibility: textAt(head, 1),
    filing: elementOf(head, 9),
    payer: readClaimPayer({ head: payer.head, segments: named.rest() }, delimiters, others),
    memberId: insured === undefined ? '' : elementOf(insured.head, 9),
    paid: paid && amountOf(valuesOf(paid), 2),
    decidedOn: decisionDay(decided),
    adjustments,
    ...(insured === undefined ? {} : { insured: readClaimPerson(insured, delimiters) }),
    ...(relationship && relationship !== '18' ? { relationship } : {}),
    ...(group ? { group } : {}),
    ...(insuranceType ? { insuranceType } : {}),
    ...keep(left.rest().filter(saysMore), delimiters),
  };
}

/** An OI that says what we say ourselves is none to keep. */
function saysMore(segment: Segment): boolean {
  return segment.id !== 'OI' || segment.elements.join('') !== 'YY' || segment.elements.length !== 6;
}
