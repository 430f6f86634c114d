// SVC and what follows it: one line of a claim as the payer decided it.
import { Misread } from './read-element.ts';
import type { RemittanceDraft } from './remittance-draft.ts';
import { amountOf, countOf, procedureOf, referenceOf } from './remittance-elements.ts';
import type { SegmentCursor } from './segment-cursor.ts';

/** SVC. */
export function takeLine(draft: RemittanceDraft, svc: SegmentCursor): void {
  const procedure = procedureOf(svc, 1);
  if (procedure === null) throw new Misread(svc, 'SVC01 is missing');
  draft.beginLine({
    segment: svc.number,
    procedure,
    submitted: procedureOf(svc, 6),
    revenueCode: svc.text(4),
    charge: amountOf(svc, 2),
    paid: amountOf(svc, 3),
    units: countOf(svc, 5) ?? '1',
    submittedUnits: countOf(svc, 7),
    from: null,
    to: null,
    control: null,
    allowed: null,
    adjustments: [],
    references: [],
    amounts: [],
    quantities: [],
    remarks: [],
  });
}

/** DTM of a line: 472 is one day, 150 and 151 are the first and the last. */
export function takeLineDate(draft: RemittanceDraft, dtm: SegmentCursor): void {
  const { line } = draft;
  if (dtm.is(1, '472')) line.from = line.to = draft.dateOf(dtm, 2);
  else if (dtm.is(1, '150')) line.from = draft.dateOf(dtm, 2);
  else if (dtm.is(1, '151')) line.to = draft.dateOf(dtm, 2);
}

/** REF of a line. */
export function takeLineReference({ line }: RemittanceDraft, ref: SegmentCursor): void {
  if (ref.is(1, '6R')) line.control = ref.text(2);
  else line.references.push(referenceOf(ref));
}

/** AMT of a line. */
export function takeLineAmount({ line }: RemittanceDraft, amt: SegmentCursor): void {
  const amount = amountOf(amt, 2);
  if (amt.is(1, 'B6')) line.allowed = amount;
  else line.amounts.push({ kind: amt.text(1), amount });
}

/** LQ. */
export function takeLineRemark({ line }: RemittanceDraft, lq: SegmentCursor): void {
  if (lq.is(1, 'HE') && !lq.isEmpty(2)) line.remarks.push(lq.text(2));
}
