// What readers of values ask of a segment, whether it was cut out of its file or not.
import { readCents } from './element-values.ts';
import { elementOf, type Segment } from './segment.ts';

export interface SegmentValues {
  readonly number: number;
  readonly id: string;
  /** How many elements there are, the name not counted. */
  readonly count: number;
  /** Element `position`, from 1, without blanks around it; empty where there is none. */
  text(position: number): string;
  isEmpty(position: number): boolean;
  /** The same in cents; `null` for what is no amount. */
  cents(position: number): number | null;
}

export function valuesOf(segment: Segment): SegmentValues {
  const text = (position: number): string => elementOf(segment, position);
  const { number, id, elements } = segment;
  return {
    ...{ number, id, count: elements.length, text },
    isEmpty: (position) => text(position) === '',
    cents: (position) => readCents(text(position)),
  };
}
