// PLB: money between payer and provider that belongs to no claim, in up to six pairs.
import { Misread } from './read-element.ts';
import type { RemittanceDraft } from './remittance-draft.ts';
import { amountOf, textOf } from './remittance-elements.ts';
import type { SegmentCursor } from './segment-cursor.ts';

/** PLB03 and 04, … PLB13 and 14. */
const places = [3, 5, 7, 9, 11, 13] as const;

/** @throws Misread for a pair of which a half is missing, and for a seventh pair. */
export function takeProviderAdjustments(draft: RemittanceDraft, plb: SegmentCursor): void {
  const [provider, fiscalYearEnd] = [textOf(plb, 1), draft.dateOf(plb, 2)];
  textOf(plb, 3);
  for (const at of places) {
    if (plb.isEmpty(at) && plb.isEmpty(at + 1)) continue;
    const [reason = '', reference = ''] = textOf(plb, at).split(plb.delimiters.component);
    const { number: segment } = plb;
    draft.adjust({
      ...{ segment, provider, fiscalYearEnd },
      ...{ reason, reference, amount: amountOf(plb, at + 1) },
    });
  }
  for (let at = 15; at <= plb.count; at += 1)
    if (!plb.isEmpty(at)) throw new Misread(plb, 'PLB has more than six pairs');
}
