// What an event and a service of a 278 have alike, from their level: the item itself, then the loops of its parties.
import type { Delimiters } from './delimiters.ts';
import { readDate } from './element-values.ts';
import type { DatedFact } from './eligibility.ts';
import type {
  Contact,
  ReviewDiagnosis,
  ReviewDocument,
  ReviewItem,
  ReviewProcedure,
  ReviewProvider,
  ReviewTrace,
  ServicePlace,
  ServiceQuantity,
  ServiceTerms,
} from './health-care-review.ts';
import type { Level } from './levels.ts';
import {
  centsAt,
  codeAt,
  codeOrNull,
  countAt,
  datedFact,
  isOneOf,
  Misread,
  onlySegment,
  textAt,
} from './read-element.ts';
import { addressOf, readParty } from './read-subject.ts';
import { certificationTypes, providerRoles, reviewCategories, urgencies } from './review-codes.ts';
import { componentsOf, elementName, elementOf, type Segment } from './segment.ts';

/** What belongs to the item and nowhere else: in the loop of a party it would be lost, and so would what it says. */
const ofItem = ['TRN', 'UM', 'HCR', 'DTP', 'HI', 'HSD', 'SV1', 'SV2', 'SV3', 'PWK', 'MSG'];

export interface SplitLevel {
  /** Before the first NM1. */
  own: readonly Segment[];
  /** Each from its NM1 to the next. */
  parties: readonly (readonly [Segment, ...Segment[]])[];
}

/** @throws Misread where a segment of the item stands after a party. */
export function splitLevel({ segments }: Level): SplitLevel {
  const own: Segment[] = [];
  const parties: [Segment, ...Segment[]][] = [];
  for (const segment of segments) {
    const party = parties.at(-1);
    if (segment.id === 'NM1') parties.push([segment]);
    else if (party === undefined) own.push(segment);
    else if (ofItem.includes(segment.id))
      throw new Misread(segment, `${segment.id} stands in the loop of a party`);
    else party.push(segment);
  }
  return { own, parties };
}

export function readItem({ own, parties }: SplitLevel): ReviewItem {
  const quantity = onlySegment(own, 'HSD');
  return {
    traces: own.filter(({ id }) => id === 'TRN').map(readTrace),
    references: own
      .filter(({ id }) => id === 'REF')
      .map((segment) => ({ kind: textAt(segment, 1), value: textAt(segment, 2) })),
    dates: readDates(own),
    quantity: quantity === null ? null : readQuantity(quantity),
    documents: own.filter(({ id }) => id === 'PWK').map(readDocument),
    messages: own.filter(({ id }) => id === 'MSG').map((segment) => textAt(segment, 1)),
    providers: parties.flatMap((party) => readProvider(party) ?? []),
  };
}

function readTrace(segment: Segment): ReviewTrace {
  return {
    kind: codeAt(segment, 1, { '1': true, '2': true }),
    number: textAt(segment, 2),
    originator: elementOf(segment, 3),
  };
}

function readDates(own: readonly Segment[]): DatedFact[] {
  const dates = new Map<string, DatedFact>();
  for (const segment of own.filter(({ id }) => id === 'DTP')) {
    const fact = datedFact(segment);
    if (dates.has(fact.kind))
      throw new Misread(segment, 'DTP01 is of a kind that was there before');
    dates.set(fact.kind, fact);
  }
  return [...dates.values()];
}

function readDocument(segment: Segment): ReviewDocument {
  return {
    report: textAt(segment, 1),
    by: elementOf(segment, 2),
    control: elementOf(segment, 6),
  };
}

function readQuantity(segment: Segment): ServiceQuantity {
  const [kind, count] = [elementOf(segment, 1), countAt(segment, 2)];
  if ((kind === '') !== (count === ''))
    throw new Misread(segment, 'HSD01 and HSD02 stand together or not at all');
  return {
    kind,
    count,
    per: elementOf(segment, 3),
    every: countAt(segment, 4),
    period: elementOf(segment, 5),
    periods: countAt(segment, 6),
  };
}

export function readTerms(segment: Segment, delimiters: Delimiters): ServiceTerms {
  const urgency = codeOrNull(segment, 6, urgencies);
  return {
    category: codeOrNull(segment, 1, reviewCategories),
    certification: codeOrNull(segment, 2, certificationTypes),
    serviceType: elementOf(segment, 3),
    place: readPlace(segment, delimiters),
    urgency: urgency === null ? null : urgencies[urgency],
  };
}

function readPlace(segment: Segment, delimiters: Delimiters): ServicePlace | null {
  const parts = componentsOf(segment, 4, delimiters);
  if (parts.length === 0) return null;
  const [code = '', kind] = parts;
  if (code === '' || (kind !== 'A' && kind !== 'B'))
    throw new Misread(segment, 'UM04 is no place of service');
  return { code, kind };
}

export function readDiagnoses(own: readonly Segment[], delimiters: Delimiters): ReviewDiagnosis[] {
  const segment = onlySegment(own, 'HI');
  if (segment === null) return [];
  return segment.elements.map((_, at) => readDiagnosis(segment, at + 1, delimiters));
}

function readDiagnosis(
  segment: Segment,
  position: number,
  delimiters: Delimiters,
): ReviewDiagnosis {
  const [kind = '', code = '', format = '', day = ''] = componentsOf(segment, position, delimiters);
  const name = elementName(segment, position);
  if (kind === '' || code === '') throw new Misread(segment, `${name} is no diagnosis`);
  const on = readDate(day);
  if (format + day !== '' && (format !== 'D8' || on === null))
    throw new Misread(segment, `${name} has a date that is none`);
  return { kind, code, on };
}

/** SV3 is of dentists, who are not asked about here. @throws Misread */
export function readProcedure(
  own: readonly Segment[],
  delimiters: Delimiters,
): ReviewProcedure | null {
  const [segment, second] = own.filter(({ id }) => /^SV\d$/.test(id));
  if (segment === undefined) return null;
  if (second !== undefined) throw new Misread(second, 'the service has more than one procedure');
  if (segment.id === 'SV1')
    return {
      kind: 'professional',
      revenueCode: '',
      ...readCode(segment, 1, delimiters),
      ...readLine(segment, 2),
    };
  if (segment.id !== 'SV2') throw new Misread(segment, `${segment.id} is not read here`);
  return {
    kind: 'institutional',
    revenueCode: elementOf(segment, 1),
    ...readCode(segment, 2, delimiters),
    ...readLine(segment, 3),
  };
}

type ProcedureCode = Pick<
  ReviewProcedure,
  'codeKind' | 'code' | 'modifiers' | 'description' | 'throughCode'
>;

function readCode(segment: Segment, position: number, delimiters: Delimiters): ProcedureCode {
  const parts = componentsOf(segment, position, delimiters);
  const [codeKind = '', code = ''] = parts;
  const isLeftOut = segment.id === 'SV2' && parts.length === 0 && elementOf(segment, 1) !== '';
  if (!isLeftOut && (codeKind === '' || code === ''))
    throw new Misread(segment, `${elementName(segment, position)} is no procedure`);
  const [description = '', throughCode = ''] = parts.slice(6);
  const modifiers = parts.slice(2, 6).filter((modifier) => modifier !== '');
  return { codeKind, code, modifiers, description, throughCode };
}

/** Amount, unit and count stand in this order in both. */
function readLine(
  segment: Segment,
  position: number,
): Pick<ReviewProcedure, 'cents' | 'unit' | 'count'> {
  const line = {
    cents: centsAt(segment, position),
    unit: elementOf(segment, position + 1),
    count: countAt(segment, position + 2),
  };
  if (line.count !== '' && line.unit === '')
    throw new Misread(segment, `${elementName(segment, position + 1)} is missing`);
  return line;
}

/** `null` for a party that takes no part in the care, e.g. whom to call about documents. */
function readProvider([name, ...rest]: readonly [Segment, ...Segment[]]): ReviewProvider | null {
  const role = textAt(name, 1);
  if (!isOneOf(providerRoles, role)) return null;
  const specialty = onlySegment(rest, 'PRV');
  return {
    ...readParty(name),
    role,
    taxonomy: specialty === null ? '' : elementOf(specialty, 3),
    address: addressOf(rest),
    contact: readContact(rest),
  };
}

/** The first, where there are several. */
export function readContact(segments: readonly Segment[]): Contact | null {
  const segment = segments.find(({ id }) => id === 'PER');
  if (segment === undefined) return null;
  const numbers = [3, 5, 7].map((at) => ({
    kind: elementOf(segment, at),
    value: elementOf(segment, at + 1),
  }));
  return {
    name: elementOf(segment, 2),
    numbers: numbers.filter(({ kind, value }) => kind !== '' && value !== ''),
  };
}
