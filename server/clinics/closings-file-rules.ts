// Pure: which days and hours of a clinic a calendar file would close, beyond those that are closed already.
import type { BusinessCalendar, ClosedHours } from '#contract/business-calendar';
import type { FoundClosings } from '#contract/closings-file';
import { Temporal } from '../platform/clock/temporal.ts';

export interface FileSpan {
  startsAt: string;
  endsAt: string;
  title: string | null;
}

export interface ClosedAlready {
  zone: string;
  calendar: Pick<BusinessCalendar, 'closedHours' | 'openings'>;
  /** Why the clinic is closed on a date; `null` when it is not. */
  closedOn(date: string): string | null;
}

interface Part {
  date: string;
  /** Minutes after 00:00, by the wall clock. */
  from: number;
  until: number;
  reason: string;
}

const wholeDay = 1440;
const longestReason = 200;

/** Whole days first, so that hours of theirs are not closed besides. */
export function newClosings(
  spans: readonly FileSpan[],
  held: ClosedAlready,
): Pick<FoundClosings, 'closures' | 'closedHours' | 'known'> {
  const parts = spans.flatMap((span) => partsOf(span, held.zone));
  const openings = new Set(held.calendar.openings.map(({ date }) => date));
  const isKnown = ({ date }: Part): boolean => openings.has(date) || held.closedOn(date) !== null;
  const closures = new Map<string, string>();
  let known = 0;
  for (const part of parts.filter(isWhole)) {
    if (isKnown(part) || closures.has(part.date)) known += 1;
    else closures.set(part.date, part.reason);
  }
  const taken: Part[] = held.calendar.closedHours.map((closed) => ({
    ...closed,
    from: minuteOf(closed.from),
    until: minuteOf(closed.until),
  }));
  const hours: Part[] = [];
  for (const part of parts.filter((each) => !isWhole(each))) {
    const isClosed = closures.has(part.date) || held.closedOn(part.date) !== null;
    const left = isClosed ? [] : outside(part, taken);
    if (left.length === 0) known += 1;
    hours.push(...left);
    taken.push(...left);
  }
  return {
    closures: [...closures]
      .map(([date, reason]) => ({ date, reason }))
      .sort((a, b) => a.date.localeCompare(b.date)),
    closedHours: hours
      .map(closedHoursOf)
      .sort((a, b) => a.date.localeCompare(b.date) || a.from.localeCompare(b.from)),
    known,
  };
}

function isWhole({ from, until }: Part): boolean {
  return from === 0 && until === wholeDay;
}

/** What a stretch of time has of each local date. */
function partsOf({ startsAt, endsAt, title }: FileSpan, zone: string): Part[] {
  const local = (at: string): Temporal.ZonedDateTime =>
    Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const [start, end] = [local(startsAt), local(endsAt)];
  const parts: Part[] = [];
  for (
    let date = start.toPlainDate();
    Temporal.PlainDate.compare(date, end.toPlainDate()) <= 0;
    date = date.add({ days: 1 })
  ) {
    const from = date.equals(start.toPlainDate()) ? minutesInto(start, Math.floor) : 0;
    const until = date.equals(end.toPlainDate()) ? minutesInto(end, Math.ceil) : wholeDay;
    if (from < until) parts.push({ date: date.toString(), from, until, reason: reasonOf(title) });
  }
  return parts;
}

function minutesInto(at: Temporal.ZonedDateTime, round: (minutes: number) => number): number {
  return at.hour * 60 + at.minute + round((at.second * 1000 + at.millisecond) / 60_000);
}

function reasonOf(title: string | null): string {
  // Neither half of a character, nor what stands for one that could not be read.
  const cut = (title ?? '')
    .replaceAll('\uFFFD', '')
    .slice(0, longestReason)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
  return cut === '' ? 'Closed' : cut;
}

function outside(part: Part, taken: readonly Part[]): Part[] {
  return taken
    .filter(({ date }) => date === part.date)
    .reduce<Part[]>(
      (left, { from, until }) =>
        left.flatMap((each) =>
          [
            { ...each, until: Math.min(each.until, from) },
            { ...each, from: Math.max(each.from, until) },
          ].filter((piece) => piece.from < piece.until),
        ),
      [part],
    );
}

function minuteOf(wall: string): number {
  return Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
}

function closedHoursOf({ date, from, until, reason }: Part): ClosedHours {
  const two = (value: number): string => String(value).padStart(2, '0');
  const wall = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return { date, from: wall(from), until: wall(until), reason };
}
