// Which segment may stand in which loop of an 835, into which loop it leads, and what is read of it.
import { readAdjustments } from './read-adjustments.ts';
import { Misread } from './read-element.ts';
import { takeProviderAdjustments } from './read-provider-adjustments.ts';
import {
  takeCurrency,
  takeHeadingReference,
  takeParty,
  takePartyReference,
  takePayment,
  takeProductionDate,
  takeTrace,
} from './read-remittance-heading.ts';
import {
  takeClaim,
  takeClaimDate,
  takeInpatientRemarks,
  takeOutpatientRemarks,
  takePerson,
} from './read-remitted-claim.ts';
import {
  takeLine,
  takeLineAmount,
  takeLineDate,
  takeLineReference,
  takeLineRemark,
} from './read-remitted-line.ts';
import type { RemittanceDraft } from './remittance-draft.ts';
import { amountOf, countOf, referenceOf } from './remittance-elements.ts';
import type { SegmentCursor } from './segment-cursor.ts';

/** `party` is 1000A and 1000B, `number` 2000, `claim` 2100, `line` 2110. */
export type Loop = 'heading' | 'party' | 'number' | 'claim' | 'line' | 'summary';
type Take = (draft: RemittanceDraft, segment: SegmentCursor) => void;

interface Step {
  /** Where the reading is after it. */
  to: Loop;
  take: Take;
}

/** Its place is right and it says nothing that is kept. */
const pass: Take = () => undefined;

const beginNumber: Take = (draft) => {
  draft.finish();
};

const takeClaimWithoutNumber: Take = (draft, clp) => {
  draft.note(clp, 'the claim stands under no LX');
  takeClaim(draft, clp);
};

const beginSummary: Take = (draft, plb) => {
  draft.finish();
  takeProviderAdjustments(draft, plb);
};

const takeAdjustments: Take = (draft, cas) => {
  if (cas.text(1) === 'CR' && !draft.isBefore5010)
    draft.note(cas, 'CAS01 is CR, which ended with 4010');
  readAdjustments(cas, draft.item.adjustments);
};

const takeQuantity: Take = ({ item }, qty) => {
  item.quantities.push({ kind: qty.text(1), count: countOf(qty, 2) ?? '' });
};

const takeAmount: Take = ({ claim }, amt) => {
  claim.amounts.push({ kind: amt.text(1), amount: amountOf(amt, 2) });
};

const takeClaimReference: Take = ({ claim }, ref) => {
  claim.references.push(referenceOf(ref));
};

/** What may follow a heading, wherever it ends. */
const afterHeading = {
  N1: { to: 'party', take: takeParty },
  LX: { to: 'number', take: beginNumber },
  CLP: { to: 'claim', take: takeClaimWithoutNumber },
  PLB: { to: 'summary', take: beginSummary },
} as const satisfies Record<string, Step>;

/** What may follow a claim, wherever it ends. */
const afterClaim = {
  SVC: { to: 'line', take: takeLine },
  CLP: { to: 'claim', take: takeClaim },
  LX: { to: 'number', take: beginNumber },
  PLB: { to: 'summary', take: beginSummary },
} as const satisfies Record<string, Step>;

function loop(
  to: Loop,
  within: Readonly<Record<string, Take>>,
  after: Readonly<Record<string, Step>>,
): ReadonlyMap<string, Step> {
  const inside = Object.entries(within).map(([id, take]) => [id, { to, take }] as const);
  return new Map([...inside, ...Object.entries(after)]);
}

const loops: Readonly<Record<Loop, ReadonlyMap<string, Step>>> = {
  heading: loop(
    'heading',
    {
      BPR: takePayment,
      TRN: takeTrace,
      CUR: takeCurrency,
      REF: takeHeadingReference,
      DTM: takeProductionDate,
      NTE: pass,
    },
    afterHeading,
  ),
  party: loop(
    'party',
    { N2: pass, N3: pass, N4: pass, REF: takePartyReference, PER: pass, RDM: pass },
    afterHeading,
  ),
  number: loop(
    'number',
    { TS3: pass, TS2: pass, LX: beginNumber },
    { CLP: afterClaim.CLP, PLB: afterClaim.PLB },
  ),
  claim: loop(
    'claim',
    {
      CAS: takeAdjustments,
      NM1: takePerson,
      MIA: takeInpatientRemarks,
      MOA: takeOutpatientRemarks,
      REF: takeClaimReference,
      DTM: takeClaimDate,
      PER: pass,
      AMT: takeAmount,
      QTY: takeQuantity,
    },
    afterClaim,
  ),
  line: loop(
    'line',
    {
      DTM: takeLineDate,
      CAS: takeAdjustments,
      REF: takeLineReference,
      AMT: takeLineAmount,
      QTY: takeQuantity,
      LQ: takeLineRemark,
    },
    afterClaim,
  ),
  summary: loop('summary', { PLB: takeProviderAdjustments }, {}),
};

/** Money that stands in a wrong place would be counted where it does not belong, or nowhere. */
const money: ReadonlySet<string> = new Set(['BPR', 'CLP', 'CAS', 'SVC', 'PLB']);

/** Reads a segment of `loop` into the draft and says in which loop the next one stands. @throws Misread */
export function takeSegment(draft: RemittanceDraft, loop: Loop, segment: SegmentCursor): Loop {
  const step = loops[loop].get(segment.id);
  if (step === undefined) {
    const reason = 'stands where it does not belong';
    if (money.has(segment.id)) throw new Misread(segment, `${segment.id} ${reason}`);
    draft.note(segment, reason);
    return loop;
  }
  draft.hold(segment);
  step.take(draft, segment);
  return step.to;
}
