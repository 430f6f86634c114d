// What stands in a field. Every position is counted from 1, as the standard does.
import { unescapeText } from './escapes.ts';
import { Hl7Misread } from './hl7-problem.ts';
import { fieldName, type Hl7Segment, type Hl7Syntax } from './message.ts';

/** More repetitions or components than this are read as one: no list in a message of a clinic is as long. */
const mostParts = 10_000;

/** The field as it was written; empty where there is none. */
export function rawAt(segment: Hl7Segment, position: number): string {
  return segment.fields[position - 1] ?? '';
}

/** `""`: the sender says that what it said before is gone. Unlike an empty field, which says nothing. */
export function isDeleted(raw: string): boolean {
  return raw === '""';
}

/** The repetitions of a field as they were written; none when it is empty. */
export function repetitionsAt(segment: Hl7Segment, position: number): string[] {
  const raw = rawAt(segment, position);
  return raw === '' ? [] : raw.split(segment.syntax.delimiters.repetition, mostParts);
}

/** A component of a repetition as it was written. */
export function rawComponent(raw: string, position: number, { delimiters }: Hl7Syntax): string {
  return raw.split(delimiters.component, mostParts)[position - 1] ?? '';
}

/** One part of one repetition as the text that is meant, without blanks around it; empty also where it is deleted. */
export function partOf(
  raw: string,
  [component, subcomponent]: readonly [component: number, subcomponent: number],
  syntax: Hl7Syntax,
): string {
  const { subcomponent: divider } = syntax.delimiters;
  const whole = rawComponent(raw, component, syntax);
  const part =
    divider === null ? (subcomponent === 1 ? whole : '') : whole.split(divider)[subcomponent - 1];
  return part === undefined || isDeleted(part) ? '' : unescapeText(part, syntax).trim();
}

/** The first part of a component of the first repetition; `null` where nothing is said, or it is deleted. */
export function textAt(segment: Hl7Segment, position: number, component = 1): string | null {
  const [first = ''] = repetitionsAt(segment, position);
  return partOf(first, [component, 1], segment.syntax) || null;
}

/** @throws Hl7Misread where nothing stands. */
export function neededAt(segment: Hl7Segment, position: number, component = 1): string {
  const text = textAt(segment, position, component);
  if (text !== null) return text;
  const field = fieldName(segment, position);
  throw new Hl7Misread({
    ...{ segment: segment.number, field, code: 'missing', reason: `${field} is missing` },
  });
}
