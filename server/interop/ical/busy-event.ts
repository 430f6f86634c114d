// When one event takes place: its beginning and end, its rule, and what it adds and leaves out.
import { Temporal } from '../../platform/clock/temporal.ts';
import { recurringStarts, type Window } from './ical-recurrence.ts';
import { readDuration, readTime, Unreadable, type IcalPlace, type IcalTime } from './ical-time.ts';
import type { IcalComponent, IcalLine } from './read-ical-lines.ts';

/** Where it is read, and for which stretch of time. */
export interface EventReader {
  readonly place: IcalPlace;
  readonly window: Window;
}

export function isCancelled(event: IcalComponent): boolean {
  return saying(event, 'STATUS') === 'CANCELLED';
}

export function isFree(event: IcalComponent): boolean {
  return (
    isCancelled(event) ||
    saying(event, 'TRANSP') === 'TRANSPARENT' ||
    saying(event, 'X-MICROSOFT-CDO-BUSYSTATUS') === 'FREE'
  );
}

function saying(event: IcalComponent, name: string): string {
  return lineOf(event, name)?.value.trim().toUpperCase() ?? '';
}

/** Its summary as one line; empty where it has none. */
export function titleOf(event: IcalComponent): string {
  const text = lineOf(event, 'SUMMARY')?.value ?? '';
  return text
    .replace(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? ' ' : escaped))
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
}

export interface Span {
  readonly start: IcalTime;
  readonly end: Temporal.ZonedDateTime;
}

/** Every time of an event: its first one, those of its rule and those it names, without those it excepts. */
export function readEvent(event: IcalComponent, { place, window }: EventReader): Span[] {
  const first = readOnce(event, place);
  const { start } = first;
  const lasts = start.at.until(first.end, { largestUnit: start.isDay ? 'day' : 'millisecond' });
  const reach = { ...window, from: window.from.subtract(hoursOf(first)) };
  const rules = event.lines.filter(({ name }) => name === 'RRULE');
  const again = rules.flatMap((rule) => recurringStarts(rule, { start, place, window: reach }));
  const named = timesOf(event, 'RDATE', place).map(({ at }) => at);
  const spans = [start.at, ...again, ...named].map((at) => ({
    start: { isDay: start.isDay, at },
    end: at.add(lasts),
  }));
  const unique = new Map(spans.map((span) => [span.start.at.epochMilliseconds, span]));
  return withoutReplaced([...unique.values()], timesOf(event, 'EXDATE', place));
}

function hoursOf({ start, end }: Span): { hours: number } {
  const milliseconds = end.epochMilliseconds - start.at.epochMilliseconds;
  return { hours: Math.ceil(Math.max(0, milliseconds) / 3_600_000) };
}

export function readOnce(event: IcalComponent, place: IcalPlace): Span {
  const startLine = lineOf(event, 'DTSTART');
  if (!startLine) throw new Unreadable(event.line, 'has no beginning');
  const start = readTime(startLine.value, startLine, place);
  const end = endOf(event, start, place);
  if (Temporal.ZonedDateTime.compare(end, start.at) < 0)
    throw new Unreadable(event.line, 'ends before it begins');
  return { start, end };
}

/** A day that says no end, or its own, is one day; a time that says none takes no time. */
function endOf(event: IcalComponent, start: IcalTime, place: IcalPlace): Temporal.ZonedDateTime {
  const endLine = lineOf(event, 'DTEND');
  const durationLine = lineOf(event, 'DURATION');
  const end = endLine
    ? readTime(endLine.value, endLine, place).at
    : durationLine
      ? start.at.add(readDuration(durationLine))
      : start.at;
  return start.isDay && Temporal.ZonedDateTime.compare(end, start.at) === 0
    ? start.at.add({ days: 1 })
    : end;
}

/** What names a day means each time of that day. */
export function withoutReplaced(spans: readonly Span[], excepted: readonly IcalTime[]): Span[] {
  if (excepted.length === 0) return [...spans];
  const times = new Set(excepted.map(({ at }) => at.epochMilliseconds));
  const days = new Set(
    excepted.filter(({ isDay }) => isDay).map(({ at }) => at.toPlainDate().toString()),
  );
  return spans.filter(
    ({ start: { at } }) =>
      !times.has(at.epochMilliseconds) && !days.has(at.toPlainDate().toString()),
  );
}

/** Of a period its beginning counts. */
export function timesOf(event: IcalComponent, name: string, place: IcalPlace): IcalTime[] {
  return event.lines
    .filter((line) => line.name === name)
    .flatMap((line) =>
      line.value
        .split(',')
        .filter((text) => text.trim() !== '')
        .map((text) => readTime(text.replace(/\/.*$/, ''), line, place)),
    );
}

export function lineOf({ lines }: IcalComponent, wanted: string): IcalLine | undefined {
  return lines.find(({ name }) => name === wanted);
}
