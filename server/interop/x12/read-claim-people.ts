// Who an 837 speaks of above its claims: the provider that bills, the subscriber, the patient and the payer.
import type { BillingProvider, ClaimPayer, ClaimPerson, PostalAddress } from './claim.ts';
import { LeftSegments, type Loop } from './claim-loops.ts';
import type { Delimiters } from './delimiters.ts';
import { readDate } from './element-values.ts';
import { keep } from './kept-segment.ts';
import { Misread } from './read-element.ts';
import { elementOf, type Segment } from './segment.ts';

/** NM108 of a tax number that stands where the NPI belongs, as before there were any. */
const taxKinds = ['24', '34'];

export function readBilling(
  before: readonly Segment[],
  [provider, ...others]: readonly Loop[],
  delimiters: Delimiters,
): BillingProvider | null {
  if (provider === undefined || elementOf(provider.head, 1) !== '85') return null;
  const { head } = provider;
  const left = new LeftSegments(provider.segments);
  const address = takeAddress(left);
  const [kind, id] = [elementOf(head, 8), elementOf(head, 9)];
  // A person's number stays with what is kept, which says that it is one.
  const tax =
    left.takeFirst((each) => isReference(each, 'EI')) ??
    left.rest().find((each) => isReference(each, 'SY')) ??
    null;
  const specialty = before.find((each) => each.id === 'PRV');
  const given = elementOf(head, 4);
  return {
    name: elementOf(head, 3),
    npi: kind === 'XX' ? id : '',
    taxId: tax !== null ? elementOf(tax, 2) : taxKinds.includes(kind) ? id : '',
    taxonomy: specialty === undefined ? '' : elementOf(specialty, 3),
    address,
    ...(given === '' ? {} : { given }),
    ...keep([...left.rest(), ...flat(others)], delimiters),
  };
}

/** `first` and `others`: what is kept with them, of before and after. @throws Misread for a birth date that is none. */
export function readClaimPerson(
  { head, segments }: Loop,
  delimiters: Delimiters,
  { first = [], others = [] }: { first?: readonly Segment[]; others?: readonly Loop[] } = {},
): ClaimPerson {
  const left = new LeftSegments(segments);
  const address = takeAddress(left);
  const facts = left.takeFirst(({ id }) => id === 'DMG');
  const suffix = elementOf(head, 7);
  return {
    family: elementOf(head, 3),
    given: elementOf(head, 4),
    middle: elementOf(head, 5),
    birthDate: facts && birthDateOf(facts),
    sex: facts === null ? '' : elementOf(facts, 3),
    address,
    ...(suffix === '' ? {} : { suffix }),
    ...keep([...first, ...left.rest(), ...flat(others)], delimiters),
  };
}

export function readClaimPayer(
  { head, segments }: Loop,
  delimiters: Delimiters,
  others: readonly Loop[] = [],
): ClaimPayer {
  return {
    name: elementOf(head, 3),
    id: elementOf(head, 9),
    ...keep([...segments, ...flat(others)], delimiters),
  };
}

export function isReference(segment: Segment, kind: string): boolean {
  return segment.id === 'REF' && elementOf(segment, 1) === kind;
}

function takeAddress(left: LeftSegments): PostalAddress | null {
  const street = left.takeFirst(({ id }) => id === 'N3');
  const place = left.takeFirst(({ id }) => id === 'N4');
  if (street === null && place === null) return null;
  const at = (segment: Segment | null, position: number): string =>
    segment === null ? '' : elementOf(segment, position);
  return {
    lines: [at(street, 1), at(street, 2)].filter((line) => line !== ''),
    city: at(place, 1),
    state: at(place, 2),
    zip: at(place, 3),
  };
}

function birthDateOf(facts: Segment): string | null {
  const text = elementOf(facts, 2);
  if (text === '') return null;
  const day = readDate(text);
  if (day === null) throw new Misread(facts, 'DMG02 is no date');
  return day;
}

function flat(loops: readonly Loop[]): Segment[] {
  return loops.flatMap(({ head, segments }) => [head, ...segments]);
}
