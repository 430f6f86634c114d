// What stands against the visits of a series, and which times are near: pure. Instants are epoch milliseconds.
import type { SeriesProblem } from '#contract/visit-series';

export interface Span {
  from: number;
  until: number;
}

/** A visit with its buffers. */
export interface WantedSpan {
  visit: Span;
  withBuffers: Span;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.until && b.from < a.until;
}

export function takenProblem(
  wanted: WantedSpan,
  taken: readonly Span[],
  others: readonly WantedSpan[],
): SeriesProblem[] {
  if (taken.some((span) => overlaps(span, wanted.withBuffers)))
    return [unliftable('time-taken', 'Another visit stands at that time.')];
  if (others.some(({ withBuffers }) => overlaps(withBuffers, wanted.withBuffers)))
    return [unliftable('time-taken', 'Another visit of the series would stand at that time.')];
  return [];
}

export function skippedProblem(isSkipped: boolean): SeriesProblem[] {
  return isSkipped
    ? [unliftable('no-such-time', 'The clocks skip that time on that day: choose another.')]
    : [];
}

export function pastProblem(startsAt: string, now: string): SeriesProblem[] {
  return startsAt < now ? [unliftable('in-the-past', 'That time has passed.')] : [];
}

export function resourceProblem(lacking: string | null): SeriesProblem[] {
  return lacking === null
    ? []
    : [unliftable('resource-taken', `No “${lacking}” is free at that time.`)];
}

function unliftable(rule: string, message: string): SeriesProblem {
  return { rule, message, permission: null };
}

/** On the wall of the clinic. */
export interface WallPlace {
  start: number;
  /** Days since an epoch. */
  day: number;
  minute: number;
}

/** The same day first, then the days beside it; on each what is nearest by the clock. */
export function nearest(wished: WallPlace, free: readonly WallPlace[], most: number): number[] {
  const distance = ({ day, minute }: WallPlace): [number, number] => [
    Math.abs(day - wished.day),
    Math.abs(minute - wished.minute),
  ];
  return free
    .filter(({ start }) => start !== wished.start)
    .map((place) => ({ place, far: distance(place) }))
    .sort((a, b) => a.far[0] - b.far[0] || a.far[1] - b.far[1] || a.place.start - b.place.start)
    .slice(0, most)
    .map(({ place }) => place.start)
    .sort((a, b) => a - b);
}
