// From BPR to the last word about the payee: what is paid, how, by whom and to whom.
import type { Reference } from './eligibility.ts';
import { Misread } from './read-element.ts';
import type { RemittanceDraft } from './remittance-draft.ts';
import { amountOf, referenceOf, textOf } from './remittance-elements.ts';
import type { SegmentCursor } from './segment-cursor.ts';

/** BPR. */
export function takePayment(draft: RemittanceDraft, bpr: SegmentCursor): void {
  const { heading } = draft;
  if (heading.payment !== null) throw new Misread(bpr, 'there is more than one BPR where one is');
  const [amount, direction] = [amountOf(bpr, 2), textOf(bpr, 3)];
  if (direction !== 'C' && direction !== 'D') throw new Misread(bpr, 'BPR03 is neither C nor D');
  if (amount < 0) draft.note(bpr, 'BPR02 is below zero');
  heading.payment = {
    segment: bpr.number,
    amount: direction === 'D' && amount !== 0 ? -amount : amount,
    handling: bpr.text(1),
    method: bpr.text(4),
    date: draft.dateOf(bpr, 16),
  };
}

/** TRN. */
export function takeTrace({ heading }: RemittanceDraft, trn: SegmentCursor): void {
  if (heading.trace !== null) throw new Misread(trn, 'there is more than one TRN where one is');
  heading.trace = { number: textOf(trn, 2), payer: trn.text(3) };
}

/** CUR: amounts of another currency would be read as dollars. */
export function takeCurrency(_: RemittanceDraft, cur: SegmentCursor): void {
  if (textOf(cur, 2) !== 'USD') throw new Misread(cur, 'CUR02 is not USD');
}

export function takeHeadingReference({ heading }: RemittanceDraft, ref: SegmentCursor): void {
  heading.references.push(referenceOf(ref));
}

export function takeProductionDate(draft: RemittanceDraft, dtm: SegmentCursor): void {
  if (dtm.text(1) === '405') draft.heading.productionDate = draft.dateOf(dtm, 2);
}

/** N1 of a payer or a payee. */
export function takeParty({ heading }: RemittanceDraft, n1: SegmentCursor): void {
  const role = n1.text(1);
  const references: Reference[] = [];
  const [name, idKind, id] = [n1.text(2), n1.text(3), n1.text(4)];
  if (role === 'PR' && heading.payer === null)
    heading.payer = { name, id: idKind === '' ? '' : id, references };
  else if (role === 'PE' && heading.payee === null) {
    const ofKind = (kind: string): string | null => (idKind === kind && id !== '' ? id : null);
    heading.payee = { name, npi: ofKind('XX'), taxId: ofKind('FI'), references };
  } else throw new Misread(n1, 'N101 is neither the payer nor the payee, or is there twice');
  heading.partyReferences = references;
}

export function takePartyReference({ heading }: RemittanceDraft, ref: SegmentCursor): void {
  heading.partyReferences.push(referenceOf(ref));
}
