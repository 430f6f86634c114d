// The composite types that the messages of laboratories share: codes, identifiers, names, people.
import { partOf, rawAt, rawComponent, repetitionsAt, textAt } from './field-values.ts';
import { readTime, type Hl7Time } from './hl7-time.ts';
import type { Hl7Segment, Hl7Syntax } from './message.ts';

/** CE, CWE and their kin. */
export interface Coded {
  /** Component 1; empty where only words are said. */
  id: string;
  text: string;
  /** Component 3 as sent: `LN` LOINC, `SCT`, `L` local, … */
  system: string;
  /** Components 4 to 6: the same thing in another system. */
  alternate: { id: string; text: string; system: string } | null;
  /** Component 9. */
  originalText: string | null;
}

/** EI: the number of an order or a result, and whose number it is. */
export interface EntityId {
  id: string;
  namespace: string;
  universalId: string | null;
}

/** XCN: a person of the other side. */
export interface SentProvider {
  /** Component 1; empty where only a name is said. */
  id: string;
  /** Component 13: `NPI`, `DN`, … */
  idType: string;
  /** Component 9: who gave the id. */
  authority: string;
  family: string;
  given: string;
  middle: string;
  suffix: string;
  /** Component 7, or 21. */
  credentials: string;
}

/** CX: a number by which the other side knows a patient. */
export interface SentIdentifier {
  value: string;
  /** Component 4: who gave the number. */
  authority: string;
  authorityId: string | null;
  /** Component 5: `MR`, `PI`, `AN`, … */
  type: string;
}

export interface SentName {
  family: string;
  given: string;
  middle: string;
  suffix: string;
}

export interface SentAddress {
  line1: string;
  line2: string;
  city: string;
  state: string;
  postalCode: string;
  country: string;
}

/** `null` where neither a code nor words are said. */
export function codedIn(raw: string, syntax: Hl7Syntax): Coded | null {
  const part = (component: number): string => partOf(raw, [component, 1], syntax);
  const alternate = { id: part(4), text: part(5), system: part(6) };
  const coded = {
    id: part(1),
    text: part(2),
    system: part(3),
    alternate: alternate.id === '' && alternate.text === '' ? null : alternate,
    originalText: part(9) || null,
  };
  const saysNothing = coded.id === '' && coded.text === '' && coded.originalText === null;
  return saysNothing && coded.alternate === null ? null : coded;
}

export function codedAt(segment: Hl7Segment, position: number): Coded | null {
  return codedIn(repetitionsAt(segment, position)[0] ?? '', segment.syntax);
}

export function allCodedAt(segment: Hl7Segment, position: number): Coded[] {
  return repetitionsAt(segment, position).flatMap((raw) => codedIn(raw, segment.syntax) ?? []);
}

export function entityAt(segment: Hl7Segment, position: number): EntityId | null {
  const id = textAt(segment, position);
  if (id === null) return null;
  return {
    id,
    namespace: textAt(segment, position, 2) ?? '',
    universalId: textAt(segment, position, 3),
  };
}

export function providersAt(segment: Hl7Segment, position: number): SentProvider[] {
  return repetitionsAt(segment, position).flatMap((raw) => providerIn(raw, segment.syntax) ?? []);
}

function providerIn(raw: string, syntax: Hl7Syntax): SentProvider | null {
  const part = (component: number): string => partOf(raw, [component, 1], syntax);
  const provider = {
    id: part(1),
    idType: part(13),
    authority: part(9),
    family: part(2),
    given: part(3),
    middle: part(4),
    suffix: part(5),
    credentials: part(7) || part(21),
  };
  return provider.id === '' && provider.family === '' && provider.given === '' ? null : provider;
}

export function identifiersAt(segment: Hl7Segment, position: number): SentIdentifier[] {
  return repetitionsAt(segment, position).flatMap((raw) => {
    const part = (component: number, subcomponent = 1): string =>
      partOf(raw, [component, subcomponent], segment.syntax);
    const value = part(1);
    if (value === '') return [];
    return [{ value, authority: part(4), authorityId: part(4, 2) || null, type: part(5) }];
  });
}

/** The legal name where names are of several kinds, otherwise the first. */
export function nameAt(segment: Hl7Segment, position: number): SentName | null {
  const { syntax } = segment;
  const names = repetitionsAt(segment, position);
  const legal = names.find((raw) => partOf(raw, [7, 1], syntax) === 'L') ?? names[0] ?? '';
  const part = (component: number): string => partOf(legal, [component, 1], syntax);
  const name = { family: part(1), given: part(2), middle: part(3), suffix: part(4) };
  return name.family === '' && name.given === '' ? null : name;
}

export function addressAt(segment: Hl7Segment, position: number): SentAddress | null {
  const [raw = ''] = repetitionsAt(segment, position);
  const part = (component: number): string => partOf(raw, [component, 1], segment.syntax);
  const address = {
    line1: part(1),
    line2: part(2),
    city: part(3),
    state: part(4),
    postalCode: part(5),
    country: part(6),
  };
  return Object.values(address).every((text) => text === '') ? null : address;
}

/** XTN: as one number, from its parts where it is divided. */
export function phoneAt(segment: Hl7Segment, position: number): string | null {
  const [raw = ''] = repetitionsAt(segment, position);
  const part = (component: number): string => partOf(raw, [component, 1], segment.syntax);
  return part(12) || part(1) || `${part(6)}${part(7)}` || null;
}

/** TS, DTM and DT. */
export function timeAt(segment: Hl7Segment, position: number): Hl7Time | null {
  const text = textAt(segment, position);
  return text === null ? null : readTime(text);
}

/** True where something stands that is no time. */
export function isMisreadTime(segment: Hl7Segment, position: number): boolean {
  return textAt(segment, position) !== null && timeAt(segment, position) === null;
}

export function placeNameAt(
  segment: Hl7Segment,
  position: number,
): { name: string; id: string } | null {
  const { syntax } = segment;
  const raw = rawAt(segment, position);
  const name = partOf(raw, [1, 1], syntax);
  // XON-10, and XON-3 of older versions.
  const id = partOf(raw, [10, 1], syntax) || partOf(rawComponent(raw, 3, syntax), [1, 1], syntax);
  return name === '' && id === '' ? null : { name, id };
}
