// The hierarchy that HL segments build in 270, 271, 276, 277 and 278: who is asked, who asks, about whom.
import { elementOf, type Segment } from './segment.ts';
import { anomaly, type X12Problem } from './x12-problem.ts';

export interface Level {
  /** HL03: `20` source, `21` receiver, `19` provider, `22` subscriber, `23` dependent, `EV` and `SS` of a 278. */
  code: string;
  /** The HL segment. */
  head: Segment;
  /** What follows it, up to the next HL. */
  segments: readonly Segment[];
  /** The level above; `null` at the top, or where the one that it names is not there. */
  parent: Level | null;
}

export interface Levels {
  /** Between ST and the first HL. */
  preface: readonly Segment[];
  levels: readonly Level[];
  problems: readonly X12Problem[];
}

export function readLevels(segments: readonly Segment[]): Levels {
  const heads = segments.flatMap((segment, at) => (segment.id === 'HL' ? [at] : []));
  const last = segments.at(-1)?.id === 'SE' ? segments.length - 1 : segments.length;
  const byId = new Map<string, Level>();
  const levels: Level[] = [];
  const problems: X12Problem[] = [];
  for (const [order, at] of heads.entries()) {
    const head = segments[at];
    if (head === undefined) continue;
    const [id, above] = [elementOf(head, 1), elementOf(head, 2)];
    const parent = byId.get(above) ?? null;
    if (above !== '' && parent === null)
      problems.push(anomaly(head.number, 'HL02 names no level before it'));
    if (byId.has(id)) problems.push(anomaly(head.number, 'HL01 repeats a number'));
    const content = segments.slice(at + 1, heads[order + 1] ?? last);
    const level = { code: elementOf(head, 3), head, segments: content, parent };
    byId.set(id, level);
    levels.push(level);
  }
  return { preface: segments.slice(1, heads[0] ?? last), levels, problems };
}

/** The level itself or the nearest above it with one of the codes. */
export function levelAbove(level: Level, codes: readonly string[]): Level | null {
  for (let each: Level | null = level; each !== null; each = each.parent)
    if (codes.includes(each.code)) return each;
  return null;
}
