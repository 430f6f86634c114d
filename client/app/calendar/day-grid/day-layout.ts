// Where things lie on the day grid. Time is elapsed time since the first hour on show, so that days of 23 and 25
// hours need no special case.
import type { Span } from '../day-columns';
import { addMinutes, minutesBetween, wallTimeOf } from '../../platform/wall-time';

export const minutesPerRow = 15;
export const rowPixels = 20;

export interface Place {
  top: number;
  height: number;
}

/** A span on the grid, cut at its edges; `null` outside. */
export function placeOf(span: Span, shown: Span): Place | null {
  const startsAt = greater(span.startsAt, shown.startsAt);
  const endsAt = lesser(span.endsAt, shown.endsAt);
  if (endsAt <= startsAt) return null;
  return {
    top: pixelsOf(minutesBetween(shown.startsAt, startsAt)),
    height: pixelsOf(minutesBetween(startsAt, endsAt)),
  };
}

export function pixelsOf(minutes: number): number {
  return (minutes / minutesPerRow) * rowPixels;
}

export function minutesOf(pixels: number): number {
  return (pixels / rowPixels) * minutesPerRow;
}

/** The start of the row under a point of the grid, within the hours on show. */
export function rowAt(pixels: number, shown: Span): string {
  const rows = minutesBetween(shown.startsAt, shown.endsAt) / minutesPerRow;
  const row = Math.min(Math.max(0, Math.floor(pixels / rowPixels)), rows - 1);
  return addMinutes(shown.startsAt, row * minutesPerRow);
}

/** The lines that carry a label: where the clinic's clocks show a full hour. */
export function hourMarks(shown: Span, zone: string): { at: string; top: number }[] {
  const rows = minutesBetween(shown.startsAt, shown.endsAt) / minutesPerRow;
  return Array.from({ length: rows }, (_, row) => addMinutes(shown.startsAt, row * minutesPerRow))
    .filter((at) => wallTimeOf(at, zone).endsWith(':00'))
    .map((at) => ({ at, top: pixelsOf(minutesBetween(shown.startsAt, at)) }));
}

/** What of the hours on show lies outside of every working window. */
export function offHours(windows: readonly Span[], shown: Span): Span[] {
  const sorted = windows.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  const off: Span[] = [];
  let from = shown.startsAt;
  for (const window of sorted) {
    if (window.startsAt > from)
      off.push({ startsAt: from, endsAt: lesser(window.startsAt, shown.endsAt) });
    from = greater(from, window.endsAt);
  }
  if (from < shown.endsAt) off.push({ startsAt: from, endsAt: shown.endsAt });
  return off.filter(({ startsAt, endsAt }) => startsAt < endsAt);
}

export interface Lane {
  lane: number;
  lanes: number;
}

/** Side by side where spans overlap: each takes the first lane that is free, and a cluster shares its width. */
export function lanesOf(spans: readonly (Span & { id: string })[]): Map<string, Lane> {
  const placed = new Map<string, Lane>();
  let cluster: { id: string; lane: number }[] = [];
  let ends: string[] = [];
  const close = (): void => {
    for (const { id, lane } of cluster) placed.set(id, { lane, lanes: ends.length });
    cluster = [];
    ends = [];
  };
  const sorted = spans.toSorted(
    (a, b) => a.startsAt.localeCompare(b.startsAt) || b.endsAt.localeCompare(a.endsAt),
  );
  for (const span of sorted) {
    if (ends.every((end) => end <= span.startsAt)) close();
    const free = ends.findIndex((end) => end <= span.startsAt);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = span.endsAt;
    cluster.push({ id: span.id, lane });
  }
  close();
  return placed;
}

const lesser = (a: string, b: string): string => (a < b ? a : b);
const greater = (a: string, b: string): string => (a > b ? a : b);
