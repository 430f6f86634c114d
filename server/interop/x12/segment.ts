// One segment of an X12 file, kept as it was written: nothing is lost between reading and writing.
import type { Delimiters } from './delimiters.ts';

export interface Segment {
  /** Its place in the file, counted from 1: what a refusal names. */
  number: number;
  /** `NM1`, `EB`, … */
  id: string;
  /** Element 1 first; repetitions and components still joined. */
  elements: readonly string[];
}

/** Element `position` as the standard counts, from 1, without blanks around it; empty where there is none. */
export function elementOf(segment: Segment, position: number): string {
  return (segment.elements[position - 1] ?? '').trim();
}

/** The repetitions of an element; none when it is empty. */
export function repetitionsOf(
  segment: Segment,
  position: number,
  { repetition }: Delimiters,
): string[] {
  const element = elementOf(segment, position);
  const parts = repetition === null ? [element] : element.split(repetition);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The components of an element, each in its place; none when it is empty. */
export function componentsOf(
  segment: Segment,
  position: number,
  { component }: Delimiters,
): string[] {
  const element = elementOf(segment, position);
  return element === '' ? [] : element.split(component).map((part) => part.trim());
}

/** `HCR01`: how the standard calls element `position` of the segment. */
export function elementName({ id }: Pick<Segment, 'id'>, position: number): string {
  return `${id}${String(position).padStart(2, '0')}`;
}

/** The segment as text, without its terminator. */
export function segmentText({ id, elements }: Segment, { element }: Delimiters): string {
  return [id, ...elements].join(element);
}
