// 2320 and 2330 as segments: what `read-other-payer.ts` reads.
import type { OtherPayer, SubmittedClaim } from './claim.ts';
import { writeCents, writeDate } from './element-values.ts';
import { keptSegments } from './kept-segment.ts';
import { inOrder } from './segment-order.ts';
import { adjustmentSegments } from './write-adjustments.ts';
import { otherInsuredSegments, payerName } from './write-claim-people.ts';
import { newSegment, type NewSegment } from './write-interchange.ts';

export function otherPayerSegments(
  other: OtherPayer,
  { subscriber }: Pick<SubmittedClaim, 'subscriber'>,
): NewSegment[] {
  const { responsibility, filing, paid, adjustments, kept } = other;
  const { relationship = '18', group = '', insuranceType = '' } = other;
  const more = keptSegments(kept);
  const insured = other.insured ?? subscriber;
  return [
    newSegment('SBR', responsibility, relationship, group, '', insuranceType, '', '', '', filing),
    ...inOrder(
      [
        ...adjustmentSegments(adjustments),
        ...(paid === null ? [] : [newSegment('AMT', 'D', writeCents(paid))]),
        ...(more.some(({ id }) => id === 'OI') ? [] : [newSegment('OI', '', '', 'Y', '', '', 'Y')]),
        ...more,
      ],
      ['CAS', 'AMT', 'OI', 'MIA', 'MOA'],
    ),
    ...otherInsuredSegments(insured, other.memberId),
    ...namedSegments(other),
  ];
}

/** Its name, what belongs to it, and who takes part by its numbers. */
function namedSegments({ payer, decidedOn }: OtherPayer): NewSegment[] {
  const more = keptSegments(payer.kept);
  const next = more.findIndex(({ id }) => id === 'NM1');
  const own = next < 0 ? more : more.slice(0, next);
  const day = decidedOn === null ? [] : [decisionSegment(decidedOn)];
  return [
    payerName(payer),
    ...inOrder([...day, ...own], ['N3', 'N4', 'DTP', 'REF']),
    ...(next < 0 ? [] : more.slice(next)),
  ];
}

export function decisionSegment(day: string): NewSegment {
  return newSegment('DTP', '573', 'D8', writeDate(day));
}
