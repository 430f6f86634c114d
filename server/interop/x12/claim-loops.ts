// The loops of an 837 below its levels: each begins with a segment of its own.
import type { Segment } from './segment.ts';

export interface Loop {
  head: Segment;
  /** What follows it, up to the head of the next. */
  segments: readonly Segment[];
}

/** What stands before the first loop, and the loops. */
export function splitLoops(
  segments: readonly Segment[],
  ...heads: readonly string[]
): { before: readonly Segment[]; loops: readonly Loop[] } {
  const starts = segments.flatMap(({ id }, at) => (heads.includes(id) ? [at] : []));
  const loops = starts.flatMap((start, order) => {
    const head = segments[start];
    const rest = segments.slice(start + 1, starts[order + 1] ?? segments.length);
    return head === undefined ? [] : [{ head, segments: rest }];
  });
  return { before: segments.slice(0, starts[0] ?? segments.length), loops };
}

/** Segments that give up the ones that a field takes; what is left in the end is kept. */
export class LeftSegments {
  private left: readonly Segment[];

  constructor(segments: readonly Segment[]) {
    this.left = segments;
  }

  /** The first one that fits. */
  takeFirst(fits: (segment: Segment) => boolean): Segment | null {
    const found = this.left.find(fits);
    this.left = this.left.filter((each) => each !== found);
    return found ?? null;
  }

  takeAll(fits: (segment: Segment) => boolean): readonly Segment[] {
    const found = this.left.filter(fits);
    this.left = this.left.filter((each) => !found.includes(each));
    return found;
  }

  rest(): readonly Segment[] {
    return this.left;
  }
}
