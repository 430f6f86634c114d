// Builders for tests: blocks, and the starts that free places have.
import {
  freePlaces,
  type Block,
  type Span,
  type VisitLength,
  type Window,
} from './availability-rules.ts';

/** Open to everybody for everything at any time, unless told otherwise. */
export function aBlock(startsMinute: number, endsMinute: number, over: Partial<Block> = {}): Block {
  return {
    ...{ weekday: 7, startsMinute, endsMinute, visitTypeIds: [], recurrence: null },
    ...{ patients: 'any', opens: null },
    ...over,
  };
}

export function aWindow(span: Span, over: Partial<Window> = {}): Window {
  return { ...span, visitTypeIds: [], patients: 'any', opensAt: null, ...over };
}

export function startsOf(
  open: readonly Span[],
  busy: readonly Span[],
  length: VisitLength,
): number[] {
  return freePlaces(open, busy, length).map(({ start }) => start);
}
