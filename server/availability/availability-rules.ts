// Free time, computed: weekly blocks in a zone → windows of a day → minus what is busy → starts on the grid.
// Within this file instants are epoch milliseconds.
import type { LimitRule } from '#contract/availability';
import { mayMeet, type BlockRecurrence } from '#contract/block-recurrence';
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
}

export interface Window extends Span {
  visitTypeIds: readonly string[];
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

/** Stretches open to a visit type; windows that touch are one. Without a type: every window. */
export function openTo(windows: readonly Window[], visitTypeId?: string): Span[] {
  const open = windows.filter(
    ({ visitTypeIds }) =>
      visitTypeId === undefined || visitTypeIds.length === 0 || visitTypeIds.includes(visitTypeId),
  );
  return merged(open);
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

export type TemplateFit = 'inside' | 'visit-type-not-allowed' | 'outside-template';

export function templateFit(
  windows: readonly Window[],
  visit: Span & { visitTypeId: string },
): TemplateFit {
  const within = (spans: readonly Span[]): boolean =>
    spans.some((span) => span.from <= visit.from && visit.until <= span.until);
  if (within(openTo(windows, visit.visitTypeId))) return 'inside';
  return within(openTo(windows)) ? 'visit-type-not-allowed' : 'outside-template';
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

/**
 * Possible starts on the grid, soonest first. The visit itself lies inside the open spans; its buffers may reach
 * beyond them but never into busy time.
 */
export function possibleStarts(
  open: readonly Span[],
  busy: readonly Span[],
  length: VisitLength,
): number[] {
  const [before, visit, after] = [
    length.bufferBefore * minute,
    length.minutes * minute,
    length.bufferAfter * minute,
  ];
  const starts: number[] = [];
  for (const span of merged(open)) {
    const reach = { from: span.from - before, until: span.until + after };
    for (const gap of without([reach], busy)) {
      const last = gap.until - after - visit;
      for (let start = onGrid(gap.from + before); start <= last; start += grid) starts.push(start);
    }
  }
  return starts;
}

function onGrid(moment: number): number {
  return Math.ceil(moment / grid) * grid;
}

/** Why a search found nothing, in plain words. */
export function explainNothing(found: {
  providers: number;
  /** Minutes of the longest stretch in which the chosen providers work, and in which the type may be booked. */
  longestWindow: number;
  longestOpen: number;
  visitMinutes: number;
  days: number;
  /** The search begins behind the last day on which the type may be booked. */
  beyondHorizon: boolean;
  horizonDays: number | null;
  /** Why days were passed over: they take no more visits, or no more of new patients; `null` = none was. */
  full: LimitRule | null;
}): string {
  const period = found.days === 1 ? 'on that day' : `in these ${String(found.days)} days`;
  if (found.providers === 0) return 'None of these providers works in this clinic.';
  if (found.beyondHorizon)
    return `This visit type is booked at most ${String(found.horizonDays)} days ahead.`;
  if (found.longestWindow === 0) return `None of these providers has working hours ${period}.`;
  if (found.longestOpen === 0)
    return `The providers work ${period}, but none of their hours are open to this visit type.`;
  if (found.longestOpen < found.visitMinutes)
    return `The visit takes ${String(found.visitMinutes)} minutes; the longest stretch open to it is ${String(found.longestOpen)} minutes.`;
  if (found.full === 'day-full')
    return `Every time for this visit type is taken ${period}, or lies on a day that takes no more visits.`;
  if (found.full === 'new-patients-full')
    return `Every time for this visit type is taken ${period}, or lies on a day that takes no more new patients.`;
  return `Every time for this visit type is taken ${period}.`;
}
