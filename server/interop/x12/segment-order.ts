// The guides fix in which order the segments of a loop stand, whoever they come from.
import type { NewSegment } from './write-interchange.ts';

/** Those of `order` first; the others behind them as they came. Of one name the order stays. */
export function inOrder(segments: readonly NewSegment[], order: readonly string[]): NewSegment[] {
  const place = ({ id }: NewSegment): number => {
    const found = order.indexOf(id);
    return found < 0 ? order.length : found;
  };
  return segments.toSorted((a, b) => place(a) - place(b));
}
