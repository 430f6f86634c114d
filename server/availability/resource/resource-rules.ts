// When a room, a device or an interpreter could be taken: pure.
import type { OutOfUse } from '#contract/resources';
import {
  datesBetween,
  freePlaces,
  localDay,
  merged,
  windowsOfDay,
  type Block,
  type Span,
  type VisitLength,
} from '../availability-rules.ts';

/** When it can be used at all, and what is taken of that. */
export interface Usable {
  /** Weekly; none = always. */
  blocks: readonly Block[];
  outOfUse: readonly OutOfUse[];
  /** Of its own clinic, whose clocks its hours follow. */
  zone: string;
  busy: readonly Span[];
}

/** Its hours must hold the visit itself; its buffers may reach beyond them, but never into what is taken. */
export function isFreeFor(
  usable: Usable,
  { visit, withBuffers }: { visit: Span; withBuffers: Span },
): boolean {
  const taken = [...usable.busy, ...spansOf(usable.outOfUse)];
  return (
    taken.every(({ from, until }) => until <= withBuffers.from || from >= withBuffers.until) &&
    openIn(usable, visit).some(({ from, until }) => from <= visit.from && visit.until <= until)
  );
}

const dayMs = 86_400_000;

/** Starts on the grid within the stretch at which a visit could take it. */
export function startsWithin(usable: Usable, within: Span, length: VisitLength): Set<number> {
  const around = { from: within.from - dayMs, until: within.until + dayMs };
  const busy = [...usable.busy, ...spansOf(usable.outOfUse)];
  return new Set(freePlaces(openIn(usable, around), busy, length).map(({ start }) => start));
}

function openIn({ blocks, zone }: Usable, span: Span): Span[] {
  if (blocks.length === 0) return [span];
  const days = datesBetween(span, zone).map((date) => localDay(date, zone));
  return merged(days.flatMap((day) => windowsOfDay(day, blocks)));
}

function spansOf(outOfUse: readonly OutOfUse[]): Span[] {
  return outOfUse.map(({ startsAt, endsAt }) => ({
    from: Date.parse(startsAt),
    until: Date.parse(endsAt),
  }));
}
