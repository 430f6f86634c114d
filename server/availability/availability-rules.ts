// Free time, computed: weekly blocks in a zone → windows of a day → minus what is busy → starts on the grid.
// Within this file instants are epoch milliseconds.
import { mayMeet, type BlockRecurrence } from '#contract/block-recurrence';
import type { BlockTerms } from '#contract/block-terms';
import { Temporal } from '../platform/clock/temporal.ts';
import { countsOn } from './block-recurrence-rules.ts';

const minute = 60_000;
/** Every offset in use today is a multiple of 15 minutes, so that the grid is also one of the wall clock. */
const grid = 15 * minute;

export interface Span {
  from: number;
  until: number;
}

export interface Block {
  weekday: number;
  startsMinute: number;
  endsMinute: number;
  /** Empty = all. */
  visitTypeIds: readonly string[];
  /** `null` = every week. */
  recurrence: BlockRecurrence | null;
  patients: BlockTerms['patients'];
  /** Kept for visits that are booked late before that; `null` = open at any time. */
  opens: { daysBefore: number; minute: number } | null;
}

export interface Window extends Span {
  visitTypeIds: readonly string[];
  patients: BlockTerms['patients'];
  opensAt: number | null;
}

export interface VisitLength {
  minutes: number;
  bufferBefore: number;
  bufferAfter: number;
}

/** A local day, with the moment at which its clock first shows a wall time or a later one. */
export interface LocalDay {
  date: string;
  weekday: number;
  at(wallMinute: number): number;
  /** The same wall time some days earlier. */
  earlier(days: number, wallMinute: number): number;
}

/**
 * A wall time that a change to summer time skips is the moment of the change; one that occurs twice is its first
 * occurrence. So the order of wall times is the order of moments, and blocks that do not overlap never do.
 */
export function localDay(date: string, zone: string): LocalDay {
  const day = Temporal.PlainDate.from(date);
  const known = new Map<number, number>();
  return {
    date,
    weekday: day.dayOfWeek,
    at(wallMinute) {
      const moment = known.get(wallMinute) ?? momentOf(day, wallMinute, zone);
      known.set(wallMinute, moment);
      return moment;
    },
    earlier: (days, wallMinute) => momentOf(day.subtract({ days }), wallMinute, zone),
  };
}

function momentOf(day: Temporal.PlainDate, wallMinute: number, zone: string): number {
  if (wallMinute === 1440) return day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  const wall = day.toPlainDateTime({ hour: Math.floor(wallMinute / 60), minute: wallMinute % 60 });
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const skipped = !first.toPlainDateTime().equals(wall);
  const change = skipped ? first.getTimeZoneTransition('next') : null;
  return (change ?? first).epochMilliseconds;
}

/** The local dates that a stretch of time touches, in order. */
export function datesBetween(span: Span, zone: string): string[] {
  const dateOf = (moment: number): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate();
  const last = dateOf(Math.max(span.from, span.until - 1));
  const dates: string[] = [];
  for (
    let date = dateOf(span.from);
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  )
    dates.push(date.toString());
  return dates;
}

export function windowsOfDay(day: LocalDay, blocks: readonly Block[]): Window[] {
  return blocks
    .filter(({ weekday, recurrence }) => weekday === day.weekday && countsOn(recurrence, day.date))
    .map((block) => ({
      from: day.at(block.startsMinute),
      until: day.at(block.endsMinute),
      visitTypeIds: block.visitTypeIds,
      patients: block.patients,
      opensAt: block.opens && day.earlier(block.opens.daysBefore, block.opens.minute),
    }))
    .filter((window) => window.from < window.until)
    .sort((a, b) => a.from - b.from);
}

export function overlappingBlocks(blocks: readonly Block[]): boolean {
  return blocks.some((block, at) =>
    blocks
      .slice(at + 1)
      .some(
        (other) =>
          other.weekday === block.weekday &&
          other.startsMinute < block.endsMinute &&
          block.startsMinute < other.endsMinute &&
          mayMeet(block.recurrence, other.recurrence),
      ),
  );
}

export function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.until) last.until = Math.max(last.until, span.until);
    else result.push({ from: span.from, until: span.until });
  }
  return result;
}

/** What remains of the first spans without the second; both may be in any order. */
export function without(spans: readonly Span[], busy: readonly Span[]): Span[] {
  const taken = merged(busy);
  return merged(spans).flatMap((span) => {
    const free: Span[] = [];
    let { from } = span;
    for (const { from: start, until: end } of taken) {
      if (end <= from || start >= span.until) continue;
      if (start > from) free.push({ from, until: start });
      from = Math.max(from, end);
    }
    if (from < span.until) free.push({ from, until: span.until });
    return free;
  });
}

/** The same of windows, each with its terms. */
export function windowsWithout(windows: readonly Window[], away: readonly Span[]): Window[] {
  return windows.flatMap((window) =>
    without([window], away).map((left) => ({ ...window, ...left })),
  );
}

export interface FreePlace {
  start: number;
  /** The free stretch in which it lies; a buffer may have it begin before the hours, or end after them. */
  gap: Span;
  /** The visit with its buffers. */
  occupied: Span;
}

/**
 * Where a visit may start on the grid, soonest first. The visit itself lies inside the open spans; its buffers may
 * reach beyond them but never into busy time.
 */
export function freePlaces(
  open: readonly Span[],
  busy: readonly Span[],
  length: VisitLength,
): FreePlace[] {
  const [before, visit, after] = [
    length.bufferBefore * minute,
    length.minutes * minute,
    length.bufferAfter * minute,
  ];
  const places: FreePlace[] = [];
  for (const span of merged(open)) {
    const reach = { from: span.from - before, until: span.until + after };
    for (const gap of without([reach], busy)) {
      const last = gap.until - after - visit;
      for (let start = onGrid(gap.from + before); start <= last; start += grid) {
        const occupied = { from: start - before, until: start + visit + after };
        places.push({ start, gap, occupied });
      }
    }
  }
  return places;
}

function onGrid(moment: number): number {
  return Math.ceil(moment / grid) * grid;
}
