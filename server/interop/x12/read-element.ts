// Elements of which a reader of a 278 makes sure: what is not as it must be ends the reading of the whole transaction.
import { readCents, readCount, readRange } from './element-values.ts';
import type { DatedFact } from './eligibility.ts';
import { elementName, elementOf, type Segment } from './segment.ts';

/** Of a transaction that is not as it must be; caught where the transaction is read. */
export class Misread extends Error {
  /** Counted through the whole file, as in a problem. */
  readonly segment: number;

  constructor({ number }: Pick<Segment, 'number'>, reason: string) {
    super(reason);
    this.name = 'Misread';
    this.segment = number;
  }
}

/** @throws Misread where nothing stands. */
export function textAt(segment: Segment, position: number): string {
  const text = elementOf(segment, position);
  if (text === '') throw new Misread(segment, `${elementName(segment, position)} is missing`);
  return text;
}

/** A code of a closed set. @throws Misread for another one, and for none. */
export function codeAt<T extends string>(
  segment: Segment,
  position: number,
  codes: Readonly<Record<T, unknown>>,
): T {
  const code = textAt(segment, position);
  if (isOneOf(codes, code)) return code;
  throw new Misread(segment, `${elementName(segment, position)} is a code that is not known`);
}

/** The same where it may be left out. @throws Misread for another one. */
export function codeOrNull<T extends string>(
  segment: Segment,
  position: number,
  codes: Readonly<Record<T, unknown>>,
): T | null {
  return elementOf(segment, position) === '' ? null : codeAt(segment, position, codes);
}

export function isOneOf<T extends string>(
  codes: Readonly<Record<T, unknown>>,
  code: string,
): code is T {
  return Object.hasOwn(codes, code);
}

/** Empty where nothing stands. @throws Misread for what is no count. */
export function countAt(segment: Segment, position: number): string {
  const text = elementOf(segment, position);
  if (text === '') return '';
  const count = readCount(text);
  if (count === null) throw new Misread(segment, `${elementName(segment, position)} is no count`);
  return count;
}

/** `null` where nothing stands. @throws Misread for what is no amount, or below zero. */
export function centsAt(segment: Segment, position: number): number | null {
  const text = elementOf(segment, position);
  if (text === '') return null;
  const cents = readCents(text);
  if (cents === null || cents < 0)
    throw new Misread(segment, `${elementName(segment, position)} is no amount`);
  return cents;
}

/** A DTP. @throws Misread for a day that there is not, and for two in the wrong order. */
export function datedFact(segment: Segment): DatedFact {
  const range = readRange(textAt(segment, 2), textAt(segment, 3));
  if (range === null) throw new Misread(segment, 'DTP03 is no date');
  if (range.from > range.to) throw new Misread(segment, 'DTP03 ends before it begins');
  return { kind: textAt(segment, 1), range };
}

/** The one segment of its name. @throws Misread where there are two. */
export function onlySegment(segments: readonly Segment[], id: string): Segment | null {
  const [first, second] = segments.filter((segment) => segment.id === id);
  if (second !== undefined) throw new Misread(second, `there is more than one ${id} where one is`);
  return first ?? null;
}
