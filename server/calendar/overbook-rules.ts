// May a visit stand at the same time as others? Pure.
import type { OccupiedSpan } from './calendar-rules.ts';

export interface Occupant {
  /** Of the provider's time, buffers included. */
  span: OccupiedSpan;
  /** The visit itself; `null` where it is in another clinic. */
  visit: OccupiedSpan | null;
  /** How many others may stand at the same time, as it was when the visit was placed. */
  tolerance: number;
}

/**
 * The lane beside these others, or `null` where the visit may not stand. The strictest tolerance of all that stand
 * at an instant counts there; no visit stands in the buffer of another; a provider is not in two clinics at once.
 */
export function laneBeside(
  wanted: Occupant & { visit: OccupiedSpan },
  others: readonly (Occupant & { lane: number })[],
): number | null {
  const near = others.filter(({ span }) => overlaps(span, wanted.span));
  if (near.some((other) => !sharesWith(wanted, other))) return null;
  const starts = [wanted.span.startsAt, ...near.map(({ span }) => span.startsAt)];
  if (starts.some((at) => isCrowded(at, wanted, near))) return null;
  const most = Math.min(wanted.tolerance, ...near.map(({ tolerance }) => tolerance));
  const lanes = Array.from({ length: most + 1 }, (_, lane) => lane);
  return lanes.find((lane) => near.every((other) => other.lane !== lane)) ?? null;
}

function sharesWith(wanted: { span: OccupiedSpan; visit: OccupiedSpan }, other: Occupant): boolean {
  if (other.visit === null) return false;
  return !standsInBufferOf(wanted.visit, other) && !standsInBufferOf(other.visit, wanted);
}

function standsInBufferOf(
  visit: OccupiedSpan,
  of: { span: OccupiedSpan; visit: OccupiedSpan | null },
): boolean {
  if (of.visit === null) return true;
  return (
    overlaps(visit, { startsAt: of.span.startsAt, endsAt: of.visit.startsAt }) ||
    overlaps(visit, { startsAt: of.visit.endsAt, endsAt: of.span.endsAt })
  );
}

function isCrowded(at: string, wanted: Occupant, near: readonly Occupant[]): boolean {
  const there = [wanted, ...near].filter(({ span }) => span.startsAt <= at && at < span.endsAt);
  return there.length - 1 > Math.min(...there.map(({ tolerance }) => tolerance));
}

function overlaps(a: OccupiedSpan, b: OccupiedSpan): boolean {
  return a.startsAt < b.endsAt && a.endsAt > b.startsAt && b.startsAt < b.endsAt;
}
