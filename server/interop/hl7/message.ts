// A message as it was written: fields stay raw, so that nothing is lost between reading and writing.
import type { Hl7Charset } from './charsets.ts';
import type { Hl7Delimiters } from './delimiters.ts';

/** What the whole message has in common. */
export interface Hl7Syntax {
  delimiters: Hl7Delimiters;
  charset: Hl7Charset;
}

export interface Hl7Segment {
  /** Its place, counted from 1: what a problem names. */
  number: number;
  /** `PID`, `OBX`, `ZPD`, … as it was written. */
  id: string;
  /** Field 1 first, as the standard counts; repetitions, components and escapes as they were written. */
  fields: readonly string[];
  syntax: Hl7Syntax;
}

export interface Hl7Message {
  /** MSH first; those that nobody knows are among them. */
  segments: readonly [Hl7Segment, ...Hl7Segment[]];
  syntax: Hl7Syntax;
}

/** Some systems write `pid`. */
export function isNamed(segment: Hl7Segment, id: string): boolean {
  return segment.id.toUpperCase() === id;
}

export function segmentsNamed({ segments }: Hl7Message, id: string): Hl7Segment[] {
  return segments.filter((segment) => isNamed(segment, id));
}

/** `PID-3`: how the standard calls a field. */
export function fieldName({ id }: Pick<Hl7Segment, 'id'>, position: number): string {
  return `${id.toUpperCase()}-${position}`;
}
