// The readiness card: each rule of a renewal judged by what is known. Pure; what is not known is unknown, never a pass.
import { groupsOf, type DrugGroup } from '#contract/drug-group';
import { controlledSchedules, fillsLeft, type Prescription } from '#contract/prescription';
import type { CardCriterion, Verdict } from '#contract/refill-card';
import {
  differencesOf,
  type OrderComparison,
  type OrderDifference,
} from '#contract/refill-differences';
import { delegates, type ProtocolCriterion, type RefillProtocol } from '#contract/refill-protocol';
import type { RefillTerms } from '#contract/refill-terms';
import { unitWords } from '#contract/unit-words';
import { dateText } from '../platform/clock/spoken-times.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { nextFillFrom, type SupplyFacts } from './supply-rules.ts';

export interface LaboratoryFact {
  code: string;
  title: string;
  /** `null` = the value is words. */
  number: number | null;
  words: string;
  unit: string;
  interpretation: 'low' | 'normal' | 'high' | 'critical' | null;
  on: string;
}

/** Everything that a card is judged by. */
export interface ReadinessFacts {
  /** The local date of the clinic. */
  today: string;
  birthOn: string | null;
  requested: OrderComparison['requested'];
  prescription: Prescription | null;
  /** Other active prescriptions of the patient, by what they are. */
  beside: readonly { name: string; strength: string; issuedOn: string }[];
  lastSeenOn: string | null;
  /** The newest valid value of each code. */
  laboratory: readonly LaboratoryFact[];
  groups: readonly DrugGroup[];
  protocols: readonly RefillProtocol[];
  terms: RefillTerms;
  /** Payers of coverage in force today; empty = none is known. */
  payerIds: readonly string[];
  /** Drugs that a payer has approved for them by today. */
  approvals: readonly { drugGroup: string | null; description: string; until: string }[];
}

export interface Readiness {
  criteria: CardCriterion[];
  sides: OrderComparison;
  differences: OrderDifference[];
  protocol: RefillProtocol | null;
  notDelegated: string[];
}

export function judgeReadiness(facts: ReadinessFacts): Readiness {
  const { prescription, requested } = facts;
  const drug = prescription?.order.name ?? requested?.name ?? '';
  const groups = groupsOf(facts.groups, drug);
  const protocol = protocolFor(facts, groups);
  const sides = sidesOf(facts);
  const differences = differencesOf(sides);
  const criteria = [
    sameOrder(prescription, differences),
    inForce(facts),
    fillsLeftAt(prescription),
    tooSoon(facts, groups),
    ...(prescription?.schedule ? [controlled(facts, prescription)] : []),
    riskOf(groups, drug),
    duplicate(facts, groups),
    authorization(facts, groups),
    ...(protocol?.terms.criteria ?? []).map((criterion) => ofProtocol(facts, criterion)),
  ];
  const notDelegated = reasonsAgainst(facts, { criteria, protocol });
  return { criteria, sides, differences, protocol, notDelegated };
}

function sidesOf({ prescription, requested }: ReadinessFacts): OrderComparison {
  const last = prescription?.fills.find(
    ({ status }) => status === 'completed' || status === 'in-progress',
  );
  const dispensed = last
    ? {
        ...{ rxnorm: last.rxnorm, name: last.name, form: last.form, strength: last.strength },
        ...{ sig: last.sig, quantity: last.quantity, unit: last.unit },
        daysSupply: last.daysSupply,
        repeats: null,
      }
    : null;
  return { requested, active: prescription?.order ?? null, dispensed };
}

/** The one that covers the drug: one that delegates before one that does not, then the newest. */
function protocolFor(facts: ReadinessFacts, groups: readonly DrugGroup[]): RefillProtocol | null {
  const codes = groups.map(({ code }) => code);
  const covering = facts.protocols.filter(
    ({ terms, endedAt }) => endedAt === null && terms.groups.some((code) => codes.includes(code)),
  );
  return covering.find((one) => delegates(one, facts.today)) ?? covering[0] ?? null;
}

type Found = Pick<CardCriterion, 'verdict' | 'datum' | 'on'>;

function criterion(
  named: Pick<CardCriterion, 'code' | 'title' | 'source'>,
  verdict: Verdict,
  datum = '',
  on: string | null = null,
): CardCriterion {
  return { ...named, verdict, datum, on };
}

/** Quantities of the last fill may differ: it may have been a partial one. */
function isDangerous({ side, field }: OrderDifference): boolean {
  return side === 'requested' || (field !== 'quantity' && field !== 'daysSupply');
}

function sameOrder(
  prescription: Prescription | null,
  differences: readonly OrderDifference[],
): CardCriterion {
  const named = { code: 'same-order', title: 'Asked for as ordered', source: 'Prescription' };
  if (!prescription) return criterion(named, 'unknown', 'No prescription is matched');
  const dangerous = differences.filter(isDangerous);
  if (dangerous.length === 0)
    return criterion(named, 'pass', 'No difference', prescription.issuedOn);
  const datum = dangerous.map(({ words }) => words).join('; ');
  return criterion(named, 'fail', datum, prescription.issuedOn);
}

function inForce({ prescription, today }: ReadinessFacts): CardCriterion {
  const named = { code: 'in-force', title: 'Prescription in force', source: 'Prescription' };
  if (!prescription) return criterion(named, 'unknown', 'No prescription is matched');
  const { status, expiresOn } = prescription;
  if (status !== 'active') return criterion(named, 'fail', `It is ${status.replaceAll('-', ' ')}`);
  if (expiresOn === null) return criterion(named, 'unknown', 'Nobody said when it expires');
  return expiresOn < today
    ? criterion(named, 'fail', 'It has expired', expiresOn)
    : criterion(named, 'pass', 'Valid until then', expiresOn);
}

/** What is left at the pharmacy needs no new prescription. */
function fillsLeftAt(prescription: Prescription | null): CardCriterion {
  const named = { code: 'fills-left', title: 'No fills left', source: 'Prescription' };
  if (!prescription) return criterion(named, 'unknown', 'No prescription is matched');
  const left = fillsLeft(prescription);
  if (left === null) return criterion(named, 'unknown', 'Nobody said how many it has');
  return left === 0
    ? criterion(named, 'pass', 'All fills are used')
    : criterion(named, 'fail', `${left} left at the pharmacy`);
}

function tooSoon(facts: ReadinessFacts, groups: readonly DrugGroup[]): CardCriterion {
  const { prescription, terms, payerIds, today } = facts;
  const payer = terms.payers.find(({ payerId }) => payerIds.includes(payerId));
  const percent = payer?.tooSoonPercent ?? terms.tooSoonPercent;
  const named = {
    code: 'too-soon',
    title: 'Not too soon',
    source: payer?.tooSoonPercent ? 'Payer' : 'Clinic',
  };
  if (!prescription) return criterion(named, 'unknown', 'No prescription is matched');
  const next = nextFillFrom(supplyFactsOf(prescription, groups), percent);
  if (next === null) return criterion(named, 'unknown', 'The days of the last fill are not known');
  const datum = `Next fill from then: ${percent} % of ${next.days} days`;
  return criterion(named, next.on <= today ? 'pass' : 'fail', datum, next.on);
}

export function supplyFactsOf(
  prescription: Pick<Prescription, 'asNeeded' | 'order' | 'fills'>,
  groups: readonly DrugGroup[],
): SupplyFacts {
  const { asNeeded, order, fills } = prescription;
  return { asNeeded, order, fills, countable: groups.every(({ countable }) => countable) };
}

/** C-II has no refills; C-III and C-IV five in six months from issue; C-V none of this by federal law. */
export function controlled(
  { today }: Pick<ReadinessFacts, 'today'>,
  { schedule, issuedOn, fills }: Pick<Prescription, 'schedule' | 'issuedOn' | 'fills'>,
): CardCriterion {
  const word = schedule === null ? '' : controlledSchedules[schedule];
  const title = `Controlled substance, ${word}`;
  const named = { code: 'controlled', title, source: '21 CFR 1306.22' };
  if (schedule === '2' || schedule === '2n') {
    const source = '21 CFR 1306.12';
    return criterion({ ...named, source }, 'fail', `${word} has no refills`, issuedOn);
  }
  if (schedule === '5')
    return criterion(named, 'pass', 'No federal limit of refills; a state may have one', issuedOn);
  const last = Temporal.PlainDate.from(issuedOn).add({ months: 6 }).toString();
  const given = fills.filter(({ status }) => status === 'completed' || status === 'in-progress');
  const refills = Math.max(0, ...given.map(({ number }) => number - 1));
  if (today > last) return criterion(named, 'fail', 'Six months from issue are over', last);
  return refills >= 5
    ? criterion(named, 'fail', 'Five refills have been given', last)
    : criterion(named, 'pass', `${refills} of 5 refills given; until then`, last);
}

function riskOf(groups: readonly DrugGroup[], drug: string): CardCriterion {
  const named = { code: 'high-risk', title: 'Not a high-risk drug', source: 'List of the clinic' };
  const risky = groups.find(({ highRisk }) => highRisk);
  if (risky) return criterion(named, 'fail', risky.title);
  const [known] = groups;
  return known
    ? criterion(named, 'pass', known.title)
    : criterion(named, 'unknown', `${drug || 'The drug'} is in no list`);
}

function duplicate(facts: ReadinessFacts, groups: readonly DrugGroup[]): CardCriterion {
  const named = { code: 'duplicate', title: 'No duplicate therapy', source: 'Prescriptions' };
  if (groups.length === 0) return criterion(named, 'unknown', 'The drug is in no list');
  const codes = new Set(groups.map(({ code }) => code));
  const same = facts.beside.filter(({ name }) =>
    groupsOf(facts.groups, name).some(({ code }) => codes.has(code)),
  );
  const [newest] = same;
  return newest
    ? criterion(
        named,
        'fail',
        same.map(({ name, strength }) => `${name} ${strength}`.trim()).join(', '),
        newest.issuedOn,
      )
    : criterion(named, 'pass', 'None of the same group is active');
}

function authorization(facts: ReadinessFacts, groups: readonly DrugGroup[]): CardCriterion {
  const named = { code: 'authorization', title: 'Needs no authorization', source: 'Payer' };
  if (facts.payerIds.length === 0) return criterion(named, 'unknown', 'No coverage is in force');
  const approval = approvalOf(facts, groups);
  if (approval)
    return criterion(
      { ...named, title: 'Authorized' },
      'pass',
      `Until ${dateText(approval.until)}`,
    );
  const known = facts.terms.payers.filter(({ payerId }) => facts.payerIds.includes(payerId));
  if (known.length === 0) return criterion(named, 'unknown', 'The payer’s list is not known');
  if (groups.length === 0) return criterion(named, 'unknown', 'The drug is in no list');
  const codes = groups.map(({ code }) => code);
  const asked = known.find(({ authorizationFor }) =>
    authorizationFor.some((code) => codes.includes(code)),
  );
  return asked
    ? criterion({ ...named, source: asked.source || named.source }, 'fail', 'The payer asks for it')
    : criterion(named, 'pass', 'Not on the payer’s list');
}

/** By its group, or in the same words. */
function approvalOf(
  { approvals, requested }: ReadinessFacts,
  groups: readonly DrugGroup[],
): ReadinessFacts['approvals'][number] | undefined {
  const words = requested ? `${requested.name} ${requested.strength}`.trim().toLowerCase() : '';
  return approvals.find(
    ({ drugGroup, description }) =>
      groups.some(({ code }) => code === drugGroup) ||
      (words !== '' && description.toLowerCase() === words),
  );
}

function ofProtocol(facts: ReadinessFacts, asked: ProtocolCriterion): CardCriterion {
  switch (asked.kind) {
    case 'seen': {
      const named = {
        code: 'seen',
        title: `Seen within ${asked.months} months`,
        source: 'Visit',
      };
      const { lastSeenOn } = facts;
      if (lastSeenOn === null) return criterion(named, 'unknown', 'No visit here is known');
      return criterion(named, isWithin(facts, lastSeenOn, asked.months), 'Seen', lastSeenOn);
    }
    case 'laboratory':
      return laboratory(facts, asked);
    case 'age': {
      const named = { code: 'age', title: `At least ${asked.years} years old`, source: 'Chart' };
      if (facts.birthOn === null) return criterion(named, 'unknown', 'No birth date is known');
      const years = yearsBetween(facts.birthOn, facts.today);
      return criterion(named, years >= asked.years ? 'pass' : 'fail', `${years} years`);
    }
    case 'established': {
      const named = {
        code: 'established',
        title: `Taken for at least ${asked.months} months`,
        source: 'Prescription',
      };
      const startedOn = facts.prescription?.startedOn ?? null;
      if (startedOn === null) return criterion(named, 'unknown', 'Nobody said since when');
      const since = Temporal.PlainDate.from(startedOn).add({ months: asked.months }).toString();
      return criterion(named, since <= facts.today ? 'pass' : 'fail', 'Taken since', startedOn);
    }
  }
}

function laboratory(
  facts: ReadinessFacts,
  asked: Extract<ProtocolCriterion, { kind: 'laboratory' }>,
): CardCriterion {
  const named = {
    code: `laboratory:${asked.codes.join('+')}`,
    title: `${asked.title} within ${asked.months} months${limitWords(asked)}`,
    source: 'Laboratory',
  };
  const found = facts.laboratory
    .filter(({ code }) => asked.codes.includes(code))
    .reduce<LaboratoryFact | null>((last, one) => (last && last.on >= one.on ? last : one), null);
  if (!found) return criterion(named, 'unknown', 'No value is known');
  const datum = `${found.title} ${found.words} ${unitWords(found.unit)}`.trim();
  const judged = (verdict: Verdict): CardCriterion => criterion(named, verdict, datum, found.on);
  if (isWithin(facts, found.on, asked.months) === 'fail') return judged('fail');
  if (found.interpretation === 'critical') return judged('fail');
  if (asked.low === null && asked.high === null) return judged('pass');
  if (found.number === null || !sameUnit(found.unit, asked.unit)) return judged('unknown');
  const isLow = asked.low !== null && found.number < asked.low;
  const isHigh = asked.high !== null && found.number > asked.high;
  return judged(isLow || isHigh ? 'fail' : 'pass');
}

/** A number in another unit says nothing about a limit. */
function sameUnit(a: string, b: string): boolean {
  const plain = (unit: string): string => unit.toLowerCase().replaceAll(/\s/g, '');
  return plain(a) === plain(b);
}

function limitWords({
  low,
  high,
  unit,
}: Extract<ProtocolCriterion, { kind: 'laboratory' }>): string {
  if (low === null && high === null) return '';
  const range =
    low === null ? `at most ${high}` : high === null ? `at least ${low}` : `${low} to ${high}`;
  return `, ${range} ${unitWords(unit)}`.trimEnd();
}

/** So many months after the date are not over; 31 August and six months end with February. */
function isWithin(
  { today }: Pick<ReadinessFacts, 'today'>,
  on: string,
  months: number,
): Found['verdict'] {
  const last = Temporal.PlainDate.from(on).add({ months }).toString();
  return today <= last ? 'pass' : 'fail';
}

function yearsBetween(birthOn: string, today: string): number {
  return Temporal.PlainDate.from(birthOn).until(Temporal.PlainDate.from(today), {
    largestUnit: 'years',
  }).years;
}

/** Why a pharmacist or nurse may not approve as asked; empty = they may. */
function reasonsAgainst(
  facts: ReadinessFacts,
  { criteria, protocol }: Pick<Readiness, 'criteria' | 'protocol'>,
): string[] {
  const against: string[] = [];
  if (protocol === null) against.push('No protocol covers this drug.');
  else if (protocol.signedAt === null) against.push('The protocol is not signed.');
  else if (!delegates(protocol, facts.today)) against.push('The protocol has expired.');
  else against.push(...beyond(facts, protocol));
  if (facts.prescription?.schedule) against.push('Controlled substances are never delegated.');
  for (const { verdict, title } of criteria)
    if (verdict !== 'pass')
      against.push(verdict === 'fail' ? `Not met: ${title}.` : `Not known: ${title}.`);
  return against;
}

/** More than the protocol lets anybody grant. */
export function beyond(
  { requested, prescription }: Pick<ReadinessFacts, 'requested' | 'prescription'>,
  { terms }: RefillProtocol,
): string[] {
  const days = requested?.daysSupply ?? prescription?.order.daysSupply ?? null;
  const repeats = requested?.repeats ?? 0;
  const against: string[] = [];
  if (days === null) against.push('Nobody said for how long a fill lasts.');
  else if (days > terms.mostDays)
    against.push(`The protocol grants ${terms.mostDays} days at most.`);
  if (repeats > terms.mostRepeats)
    against.push(`The protocol grants ${terms.mostRepeats} more fills at most.`);
  return against;
}
