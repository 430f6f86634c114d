// Whether what visits need beside their providers is there for all of them: pure. Instants are epoch milliseconds.
import { isOfType, type ResourceNeed } from '#contract/resources';

/** A visit at a start that it may get. */
export interface Placed {
  needs: readonly ResourceNeed[];
  from: number;
  /** With its buffers. */
  occupied: { from: number; until: number };
  /** How many of a type are free for it there, but for what the plan gives away. */
  freeOf: (type: string) => number;
}

/**
 * Is there enough of each type for one more, whichever of them each takes? Counted, not given out: what a visit gets is
 * decided when it is moved.
 */
export function isEnoughFor(one: Placed, placed: readonly Placed[]): boolean {
  return one.needs.every(({ type }) => {
    const beside = placed.filter((other) => asksFor(other, type) > 0 && meet(one, other));
    return [one, ...beside].every((each) => {
      const others = [one, ...beside, ...placed].filter(
        (other, at, all) => other !== each && all.indexOf(other) === at && meet(each, other),
      );
      const asked = others.reduce((sum, other) => sum + asksFor(other, type), 0);
      return each.freeOf(type) >= asked + asksFor(each, type);
    });
  });
}

function asksFor({ needs }: Placed, type: string): number {
  return needs.find((need) => isOfType(need, type))?.count ?? 0;
}

function meet(a: Placed, b: Placed): boolean {
  return a.occupied.from < b.occupied.until && a.occupied.until > b.occupied.from;
}
