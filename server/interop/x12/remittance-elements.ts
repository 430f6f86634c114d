// Elements of an 835 of which its reader makes sure; what is not as it must be ends the reading of its transaction.
import { readCount } from './element-values.ts';
import type { Party, Reference } from './eligibility.ts';
import { Misread } from './read-element.ts';
import type { RemittedPerson, RemittedProcedure } from './remittance.ts';
import { elementName } from './segment.ts';
import type { SegmentCursor } from './segment-cursor.ts';
import type { SegmentValues } from './segment-values.ts';

/** @throws Misread where nothing stands. */
export function textOf(segment: SegmentValues, position: number): string {
  const text = segment.text(position);
  if (text === '') throw new Misread(segment, `${elementName(segment, position)} is missing`);
  return text;
}

/** In cents. @throws Misread for what is no amount, and for nothing. */
export function amountOf(segment: SegmentValues, position: number): number {
  const cents = segment.cents(position);
  if (cents !== null) return cents;
  const fault = segment.text(position) === '' ? 'is missing' : 'is no amount';
  throw new Misread(segment, `${elementName(segment, position)} ${fault}`);
}

/** 0 where nothing stands. @throws Misread for what is no amount. */
export function amountOrZero(segment: SegmentValues, position: number): number {
  return segment.isEmpty(position) ? 0 : amountOf(segment, position);
}

/** A decimal as text, which a reversal writes below zero; `null` where nothing stands. @throws Misread for another. */
export function countOf(segment: SegmentValues, position: number): string | null {
  const text = segment.text(position);
  if (text === '') return null;
  // What nearly all of them are.
  if (/^[1-9]\d{0,3}$/.test(text)) return text;
  const isNegative = text.startsWith('-');
  const count = readCount(isNegative ? text.slice(1) : text);
  if (count === null) throw new Misread(segment, `${elementName(segment, position)} is no count`);
  return isNegative && count !== '0' ? `-${count}` : count;
}

/** REF. */
export function referenceOf(segment: SegmentCursor): Reference {
  return { kind: segment.text(1), value: segment.text(2) };
}

/** NM1 of somebody insured. */
export function personOf(segment: SegmentCursor): RemittedPerson {
  const id = segment.text(9);
  return {
    family: segment.text(3),
    given: segment.text(4),
    middle: segment.text(5),
    suffix: segment.text(7),
    idKind: id === '' ? '' : segment.text(8),
    id,
  };
}

/** NM1 of a provider or a payer. */
export function partyOf(segment: SegmentCursor): Party {
  const id = segment.text(9);
  return {
    kind: segment.text(2) === '1' ? 'person' : 'organization',
    name: segment.text(3),
    given: segment.text(4),
    idKind: id === '' ? '' : segment.text(8),
    id,
  };
}

const noModifiers: readonly string[] = [];

/** SVC01 or SVC06; `null` where nothing stands. */
export function procedureOf(segment: SegmentCursor, position: number): RemittedProcedure | null {
  const text = segment.text(position);
  if (text === '') return null;
  const parts = text.split(segment.delimiters.component);
  const modifiers =
    parts.length < 3 ? noModifiers : parts.slice(2, 6).filter((each) => each !== '');
  return { kind: parts[0] ?? '', code: parts[1] ?? '', modifiers, text: parts[6] ?? '' };
}
