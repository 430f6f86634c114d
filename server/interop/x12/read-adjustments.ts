// CAS: why a payer pays less than the charge, in up to six reasons of one group.
import { Misread } from './read-element.ts';
import type { Adjustment, AdjustmentGroup } from './remittance.ts';
import { amountOf, countOf, textOf } from './remittance-elements.ts';
import { elementName } from './segment.ts';
import type { SegmentValues } from './segment-values.ts';

const groups: ReadonlySet<string> = new Set<AdjustmentGroup>(['CO', 'PR', 'OA', 'PI', 'CR']);

/** CAS02–04, CAS05–07, … CAS17–19. */
const places = [2, 5, 8, 11, 14, 17] as const;

/** Added to `into`. @throws Misread for a group, a reason or an amount that is none, and for a seventh reason. */
export function readAdjustments(cas: SegmentValues, into: Adjustment[]): void {
  const group = cas.text(1);
  if (!isGroup(group)) throw new Misread(cas, 'CAS01 is no group of adjustments');
  const before = into.length;
  const { number: segment, count } = cas;
  for (const at of places) {
    if (at > count || isVoid(cas, at)) continue;
    const reason = textOf(cas, at);
    if (reason.length > 5) throw new Misread(cas, `${elementName(cas, at)} is no reason`);
    const [amount, quantity] = [
      amountOf(cas, at + 1),
      at + 2 > count ? null : countOf(cas, at + 2),
    ];
    into.push({ segment, group, reason, amount, quantity });
  }
  for (let at = 20; at <= count; at += 1)
    if (!cas.isEmpty(at)) throw new Misread(cas, 'CAS has more than six reasons');
  if (into.length === before) throw new Misread(cas, 'CAS has no reason');
}

/** Of three elements that are all empty nothing is said. */
function isVoid(cas: SegmentValues, at: number): boolean {
  return cas.isEmpty(at) && cas.isEmpty(at + 1) && cas.isEmpty(at + 2);
}

function isGroup(text: string): text is AdjustmentGroup {
  return groups.has(text);
}
