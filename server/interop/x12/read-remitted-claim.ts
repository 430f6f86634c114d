// CLP and what follows it up to its first line: one claim as the payer decided it.
import type { RemittanceDraft } from './remittance-draft.ts';
import { amountOf, amountOrZero, partyOf, personOf, textOf } from './remittance-elements.ts';
import type { SegmentCursor } from './segment-cursor.ts';

/** CLP02 as far as the standard knows it, now and before 5010. */
const statuses: ReadonlySet<string> = new Set(
  '1 2 3 4 5 10 13 15 16 17 19 20 21 22 23 25 27'.split(' '),
);

/** CLP. */
export function takeClaim(draft: RemittanceDraft, clp: SegmentCursor): void {
  const status = textOf(clp, 2);
  if (!statuses.has(status)) draft.note(clp, 'CLP02 is a status that is not known');
  draft.begin({
    segment: clp.number,
    claimControl: textOf(clp, 1),
    status,
    charge: amountOf(clp, 3),
    paid: amountOf(clp, 4),
    patientResponsibility: amountOrZero(clp, 5),
    filing: clp.text(6),
    payerControl: clp.text(7),
    facility: clp.text(8),
    frequency: clp.text(9),
    adjustments: [],
    patient: null,
    insured: null,
    corrected: null,
    rendering: null,
    crossover: null,
    otherPayer: null,
    remarks: [],
    dates: { from: null, to: null, received: null, coverageEnded: null },
    amounts: [],
    quantities: [],
    references: [],
    lines: [],
  });
}

/** NM1; who is not named here says nothing that anybody works with. */
export function takePerson({ claim }: RemittanceDraft, nm1: SegmentCursor): void {
  switch (nm1.text(1)) {
    case 'QC':
      claim.patient = personOf(nm1);
      break;
    case 'IL':
      claim.insured = personOf(nm1);
      break;
    case '74':
      claim.corrected = personOf(nm1);
      break;
    case '82':
      claim.rendering = partyOf(nm1);
      break;
    case 'TT':
      claim.crossover = partyOf(nm1);
      break;
    case 'PR':
      claim.otherPayer = partyOf(nm1);
      break;
  }
}

/** MIA: remark codes stand in 05 and 20 to 23. */
export function takeInpatientRemarks(draft: RemittanceDraft, mia: SegmentCursor): void {
  takeRemarks(draft, mia, [5, 20, 21, 22, 23]);
}

/** MOA: remark codes stand in 03 to 07. */
export function takeOutpatientRemarks(draft: RemittanceDraft, moa: SegmentCursor): void {
  takeRemarks(draft, moa, [3, 4, 5, 6, 7]);
}

function takeRemarks(
  { claim }: RemittanceDraft,
  segment: SegmentCursor,
  positions: readonly number[],
): void {
  for (const position of positions) {
    const remark = segment.text(position);
    if (remark !== '') claim.remarks.push(remark);
  }
}

/** DTM of a claim. */
export function takeClaimDate(draft: RemittanceDraft, dtm: SegmentCursor): void {
  const { dates } = draft.claim;
  if (dtm.is(1, '232')) dates.from = draft.dateOf(dtm, 2);
  else if (dtm.is(1, '233')) dates.to = draft.dateOf(dtm, 2);
  else if (dtm.is(1, '050')) dates.received = draft.dateOf(dtm, 2);
  else if (dtm.is(1, '036')) dates.coverageEnded = draft.dateOf(dtm, 2);
}
