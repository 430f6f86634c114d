// A clinic's calendar on the local dates of its zone: is a date worked, and in which stretches of time.
import { instantText } from '../clock/instants.ts';
import { Temporal } from '../clock/temporal.ts';
import { knownHolidays, type BusinessCalendar, type OpenHours } from '#contract/business-calendar';
import { federalHolidays } from '#contract/federal-holidays';
import { holidayOn } from './holidays.ts';
import { wallClock, type Span, type WallClock } from './local-moments.ts';

export interface WorkingDays {
  readonly zone: string;
  /** In order, apart; empty on a date that is not worked. */
  spansOn(date: Temporal.PlainDate): readonly Span[];
}

/** Each date is worked out once. */
export function workingDays(calendar: BusinessCalendar, zone: string): WorkingDays {
  const hoursOn = hoursOf(calendar);
  const at = wallClock(zone);
  const known = new Map<string, readonly Span[]>();
  return {
    zone,
    spansOn(date) {
      const key = date.toString();
      const spans = known.get(key) ?? spansOf(hoursOn(date, key), date, at);
      known.set(key, spans);
      return spans;
    },
  };
}

/** Is this local date worked? Not if its only hours are skipped by a change of time. */
export function isWorkingDay(calendar: BusinessCalendar, date: string, zone: string): boolean {
  return workingSpans(calendar, date, zone).length > 0;
}

/** The stretches in which a clinic works on a local date, half-open, in order; they follow its wall clock. */
export function workingSpans(
  calendar: BusinessCalendar,
  date: string,
  zone: string,
): { startsAt: string; endsAt: string }[] {
  return workingDays(calendar, zone)
    .spansOn(Temporal.PlainDate.from(date))
    .map(({ from, until }) => ({ startsAt: instantOf(from), endsAt: instantOf(until) }));
}

function instantOf(moment: number): string {
  return instantText(Temporal.Instant.fromEpochMilliseconds(moment));
}

/** Minutes after 00:00. */
type HoursOn = (date: Temporal.PlainDate, text: string) => readonly Span[];

function hoursOf(calendar: BusinessCalendar): HoursOn {
  const openings = new Map(
    calendar.openings.map(({ date, hours }) => [date, hours.map(minutesOf)]),
  );
  const weekly = Map.groupBy(calendar.hours, ({ weekday }) => weekday);
  const closedOn = closedDays(calendar);
  const closedHoursOn = closedHours(calendar);
  const openOn: HoursOn = (date, text) => {
    const opening = openings.get(text);
    if (opening) return opening;
    const hours = weekly.get(date.dayOfWeek);
    return !hours || closedOn(text) !== null ? [] : hours.map(minutesOf);
  };
  return (date, text) => outside(openOn(date, text), closedHoursOn(text));
}

/** Why a clinic is closed on a local date: a closure or a holiday without an opening; `null` when it is not. */
export type ClosedOn = (date: string) => string | null;

/** Each date is worked out once. */
export function closedDays(calendar: BusinessCalendar): ClosedOn {
  const openings = new Set(calendar.openings.map(({ date }) => date));
  const closures = new Map(calendar.closures.map(({ date, reason }) => [date, reason]));
  const known = knownHolidays(calendar.ownHolidays);
  const observed = [
    ...federalHolidays.filter(({ code }) => calendar.federalHolidays.includes(code)),
    ...calendar.ownHolidays,
  ];
  const why = (date: string): string | null =>
    openings.has(date)
      ? null
      : (closures.get(date) ??
        holidayOn(Temporal.PlainDate.from(date), observed, known)?.title ??
        null);
  const answers = new Map<string, string | null>();
  return (date) => {
    const answer = answers.get(date);
    if (answer !== undefined) return answer;
    answers.set(date, why(date));
    return answers.get(date) ?? null;
  };
}

/** When a clinic is closed within a local date, and why; by its wall clock, in minutes after 00:00. */
export type ClosedHoursOn = (date: string) => readonly (Span & { reason: string })[];

export function closedHours(calendar: BusinessCalendar): ClosedHoursOn {
  const onDate = Map.groupBy(calendar.closedHours, ({ date }) => date);
  return (date) =>
    (onDate.get(date) ?? []).map(({ reason, ...hours }) => ({ ...minutesOf(hours), reason }));
}

/** The same in UTC. */
export function closedSpans(
  { closedHours: closed }: Pick<BusinessCalendar, 'closedHours'>,
  zone: string,
): { date: string; startsAt: string; endsAt: string; because: string }[] {
  const at = wallClock(zone);
  return closed.flatMap(({ date, reason, ...hours }) =>
    spansOf([minutesOf(hours)], Temporal.PlainDate.from(date), at).map(({ from, until }) => ({
      date,
      startsAt: instantOf(from),
      endsAt: instantOf(until),
      because: reason,
    })),
  );
}

function outside(spans: readonly Span[], closed: readonly Span[]): readonly Span[] {
  return closed.reduce<readonly Span[]>(
    (open, { from, until }) =>
      open.flatMap((span) =>
        [
          { from: span.from, until: Math.min(span.until, from) },
          { from: Math.max(span.from, until), until: span.until },
        ].filter((left) => left.from < left.until),
      ),
    spans,
  );
}

function minutesOf({ from, until }: OpenHours): Span {
  const minutes = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
  return { from: minutes(from), until: minutes(until) };
}

function spansOf(hours: readonly Span[], date: Temporal.PlainDate, at: WallClock): Span[] {
  return hours
    .map(({ from, until }) => ({ from: at(date, from), until: at(date, until) }))
    .filter((span) => span.from < span.until)
    .sort((a, b) => a.from - b.from);
}
