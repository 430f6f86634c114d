// An 837 (005010X222A1, X223A2, X224A2, and 4010 before them): all of its claims, or why none of them is taken.
import type { BillingProvider, ClaimPerson, InsuredPerson, SubmittedClaim } from './claim.ts';
import { claimKindOf, type ClaimKind } from './claim-kind.ts';
import { splitLoops, type Loop } from './claim-loops.ts';
import type { Delimiters } from './delimiters.ts';
import { readLevels, type Level } from './levels.ts';
import { readBilling, readClaimPayer, readClaimPerson } from './read-claim-people.ts';
import { readClaim, type ClaimPlace } from './read-claim.ts';
import { Misread, onlySegment, textAt } from './read-element.ts';
import type { Transaction } from './read-transactions.ts';
import { headOf } from './review-levels.ts';
import { elementOf, type Segment } from './segment.ts';
import { refusal, type X12Problem } from './x12-problem.ts';

export type ReadClaims = { claims: SubmittedClaim[] } | { problem: X12Problem };

/** One claim that is not as it must be refuses its transaction: who sent it has to send all of it again. */
export function readClaims(transaction: Transaction): ReadClaims {
  try {
    const claims = [...claimsOf(transaction)];
    if (claims.length === 0) throw new Misread(headOf(transaction), 'there is no claim');
    return { claims };
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return { problem: refusal(error.segment, error.message) };
  }
}

function* claimsOf(transaction: Transaction): Generator<SubmittedClaim, void, undefined> {
  const kind = kindOf(transaction);
  const { preface, levels, problems } = readLevels(transaction.segments);
  const [problem] = problems;
  if (problem !== undefined) throw new Misread({ number: problem.segment }, problem.reason);
  const heading = onlySegment(preface, 'BHT');
  if (heading === null)
    throw new Misread(headOf(transaction), 'there is no BHT before the first HL');
  if (textAt(heading, 1) !== '0019') throw new Misread(heading, 'BHT01 is not 0019');
  const { delimiters } = transaction.envelope;
  const reader = new PlaceReader(delimiters);
  for (const level of levels) {
    reader.take(level);
    for (const loop of splitLoops(level.segments, 'CLM').loops)
      yield readClaim(loop, { place: reader.placeOf(level), kind, delimiters });
  }
}

function kindOf(transaction: Transaction): ClaimKind {
  const start = headOf(transaction);
  if (transaction.type !== '837') throw new Misread(start, 'ST01 is not 837');
  const kind = claimKindOf(transaction.version);
  if (kind === null) throw new Misread(start, 'the version is none of an 837 that we read');
  return kind;
}

type SubscriberPlace = Omit<ClaimPlace, 'billing' | 'patient'>;

/** Which level each may stand under. */
const parents: Readonly<Record<string, string | null>> = { 20: null, 22: '20', 23: '22' };

/** Who each level speaks of, read once for all the claims under it. */
class PlaceReader {
  private readonly delimiters: Delimiters;
  private readonly providers = new Map<Level, BillingProvider>();
  private readonly subscribers = new Map<Level, SubscriberPlace>();
  private readonly patients = new Map<Level, { patient: ClaimPerson; relationship: string }>();

  constructor(delimiters: Delimiters) {
    this.delimiters = delimiters;
  }

  /** @throws Misread */
  take(level: Level): void {
    const { code, head, parent } = level;
    const above = Object.hasOwn(parents, code) ? parents[code] : undefined;
    if (above === undefined) throw new Misread(head, 'HL03 is a code that is not known');
    if ((parent?.code ?? null) !== above)
      throw new Misread(head, `HL03 says ${code}, which cannot stand there`);
    const { before, loops } = splitLoops(splitLoops(level.segments, 'CLM').before, 'NM1');
    if (code === '20') this.providers.set(level, this.provider(level, before, loops));
    else if (code === '22') this.subscribers.set(level, this.subscriber(level, before, loops));
    else this.patients.set(level, this.patient(level, before, loops));
  }

  /** @throws Misread where a claim has no person above it. */
  placeOf(level: Level): ClaimPlace {
    const below = this.patients.get(level) ?? null;
    const own = below === null ? level : level.parent;
    const subscriber = own && this.subscribers.get(own);
    const billing = own?.parent && this.providers.get(own.parent);
    if (!subscriber || !billing) throw new Misread(level.head, 'the claim has no person above it');
    const { relationship } = below ?? subscriber;
    return { ...subscriber, billing, patient: below?.patient ?? null, relationship };
  }

  private provider(
    { head }: Level,
    before: readonly Segment[],
    loops: readonly Loop[],
  ): BillingProvider {
    const currency = before.find(({ id }) => id === 'CUR');
    if (currency !== undefined && elementOf(currency, 2) !== 'USD')
      throw new Misread(currency, 'CUR02 is another currency than US dollars');
    const provider = readBilling(before, loops, this.delimiters);
    if (provider === null) throw new Misread(head, 'the level names no provider that bills');
    return provider;
  }

  private subscriber(
    { head }: Level,
    before: readonly Segment[],
    loops: readonly Loop[],
  ): SubscriberPlace {
    const sbr = onlySegment(before, 'SBR');
    if (sbr === null) throw new Misread(head, 'the level has no SBR');
    const [insured, payer] = ['IL', 'PR'].map((role) => onlyNamed(loops, role));
    if (!insured) throw new Misread(head, 'the level names no subscriber');
    if (!payer) throw new Misread(head, 'the level names no payer');
    const others = loops.filter((each) => each !== insured && each !== payer);
    const insuranceType = elementOf(sbr, 5);
    const subscriber: InsuredPerson = {
      ...readClaimPerson(insured, this.delimiters, { first: before.filter(isPatientFact) }),
      memberId: elementOf(insured.head, 9),
      group: elementOf(sbr, 3),
      ...(elementOf(insured.head, 2) === '2' ? { isOrganization: true as const } : {}),
    };
    return {
      subscriber,
      relationship: elementOf(sbr, 2),
      payer: readClaimPayer(payer, this.delimiters, others),
      payerResponsibility: textAt(sbr, 1),
      filing: elementOf(sbr, 9),
      ...(insuranceType === '' ? {} : { insuranceType }),
    };
  }

  private patient(
    { head }: Level,
    before: readonly Segment[],
    loops: readonly Loop[],
  ): { patient: ClaimPerson; relationship: string } {
    const relation = onlySegment(before, 'PAT');
    const named = onlyNamed(loops, 'QC');
    if (named === null) throw new Misread(head, 'the level names no patient');
    const others = loops.filter((each) => each !== named);
    const first = before.filter((each) => isPatientFact(each) && each.elements.length > 1);
    return {
      patient: readClaimPerson(named, this.delimiters, { first, others }),
      relationship: relation === null ? '' : elementOf(relation, 1),
    };
  }
}

/** PAT: what of the patient no field speaks of, as their weight. */
function isPatientFact({ id }: Segment): boolean {
  return id === 'PAT';
}

/** @throws Misread where two have the role. */
function onlyNamed(loops: readonly Loop[], role: string): Loop | null {
  const [first, second] = loops.filter(({ head }) => elementOf(head, 1) === role);
  if (second !== undefined) throw new Misread(second.head, `there is more than one NM1 ${role}`);
  return first ?? null;
}
