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

type Take = (draft: RemittanceDraft, segment: SegmentCursor) => void;

/** A loop of the standard: which segment may stand in it, and which leads out of it. */
export type Loop = ReadonlyMap<string, Step>;

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
  if (cas.is(1, 'CR') && !draft.isBefore5010) draft.note(cas, 'CAS01 is CR, which ended with 4010');
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

type Takes = Readonly<Record<string, Take>>;

/** Loops lead to each other: each is there before the steps are put into it. */
const heading = new Map<string, Step>();
/** 1000A and 1000B. */
const party = new Map<string, Step>();
/** 2000. */
const number = new Map<string, Step>();
/** 2100. */
const claim = new Map<string, Step>();
/** 2110. */
const line = new Map<string, Step>();
const summary = new Map<string, Step>();

function lead(from: readonly Map<string, Step>[], to: Loop, takes: Takes): void {
  for (const loop of from)
    for (const [id, take] of Object.entries(takes)) loop.set(id, { to, take });
}

lead([heading], heading, {
  BPR: takePayment,
  TRN: takeTrace,
  CUR: takeCurrency,
  REF: takeHeadingReference,
  DTM: takeProductionDate,
  NTE: pass,
});
lead([heading, party], party, { N1: takeParty });
lead([party], party, {
  N2: pass,
  N3: pass,
  N4: pass,
  REF: takePartyReference,
  PER: pass,
  RDM: pass,
});
lead([heading, party, number, claim, line], number, { LX: beginNumber });
lead([number], number, { TS3: pass, TS2: pass });
lead([heading, party], claim, { CLP: takeClaimWithoutNumber });
lead([number, claim, line], claim, { CLP: takeClaim });
lead([claim], claim, {
  CAS: takeAdjustments,
  NM1: takePerson,
  MIA: takeInpatientRemarks,
  MOA: takeOutpatientRemarks,
  REF: takeClaimReference,
  DTM: takeClaimDate,
  PER: pass,
  AMT: takeAmount,
  QTY: takeQuantity,
});
lead([claim, line], line, { SVC: takeLine });
lead([line], line, {
  DTM: takeLineDate,
  CAS: takeAdjustments,
  REF: takeLineReference,
  AMT: takeLineAmount,
  QTY: takeQuantity,
  LQ: takeLineRemark,
});
lead([heading, party, number, claim, line], summary, { PLB: beginSummary });
lead([summary], summary, { PLB: takeProviderAdjustments });

/** Where a transaction begins. */
export const firstLoop: Loop = heading;

/** Money that stands in a wrong place would be counted where it does not belong, or nowhere. */
const money: ReadonlySet<string> = new Set(['BPR', 'CLP', 'CAS', 'SVC', 'PLB']);

/** Reads a segment of `loop` into the draft and says in which loop the next one stands. @throws Misread */
export function takeSegment(draft: RemittanceDraft, loop: Loop, segment: SegmentCursor): Loop {
  const step = loop.get(segment.id);
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
