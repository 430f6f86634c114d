// From the bytes of somebody's calendar to the times that it says are taken. What cannot be placed in time is a problem with
// its line; the other events are read. Nothing throws, and whatever a file asks for is bounded.
import { Temporal } from '../../platform/clock/temporal.ts';
import { instantText } from '../../platform/clock/instants.ts';
import { decodeText } from '../decode-text.ts';
import {
  isCancelled,
  isFree,
  lineOf,
  readEvent,
  readOnce,
  timesOf,
  titleOf,
  withoutReplaced,
  type EventReader,
  type Span,
} from './busy-event.ts';
import { stepsOf, TooOften, type Window } from './ical-recurrence.ts';
import { Unreadable } from './ical-time.ts';
import { zoneFinder } from './ical-zone.ts';
import { readIcalLines, type IcalComponent, type IcalProblem } from './read-ical-lines.ts';

export interface BusySpan {
  readonly uid: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** It was written as days, without times. */
  readonly isAllDay: boolean;
  /** What it is called; `null` unless it was asked for. */
  readonly title: string | null;
}

export interface BusyWindow {
  /** Of what says no zone, and of whole days. */
  readonly zone: string;
  readonly fromAt: string;
  readonly untilAt: string;
  /**
   * `closings`: also what is shown as free, as holidays are, and what it is called. Left out = what takes time, without a word
   * of what for.
   */
  readonly reads?: 'closings';
}

export type BusyReading =
  | {
      /** By beginning; those that only reach into the window are whole. */
      readonly spans: readonly BusySpan[];
      readonly problems: readonly IcalProblem[];
      /** Events that are cancelled or take no time. */
      readonly free: number;
    }
  | { readonly refused: IcalProblem };

const mostBytes = 5 * 1024 * 1024;
const mostEvents = 20_000;
const mostRules = 500;
/** Of all rules that are counted. */
const mostCounted = 20_000;
const mostTimes = 20_000;
/** Each costs about a second. */
const mostTooOften = 3;

export function readBusyTime(bytes: Uint8Array, window: BusyWindow): BusyReading {
  if (bytes.length > mostBytes) return refused(1, `is larger than ${mostBytes / 1024 / 1024} MB`);
  const read = readIcalLines(decodeText(bytes).text);
  if ('refused' in read) return read;
  const refusal = tooMuch(read.calendars);
  if (refusal) return { refused: refusal };
  const found: Found = { spans: [], problems: [], free: 0, times: 0, tooOften: 0 };
  for (const calendar of read.calendars) {
    const place = { zone: window.zone, zoneOf: zoneFinder(calendar) };
    const reader = { place, window: windowOf(window), isForClosings: window.reads === 'closings' };
    const refusal = readCalendar(calendar, reader, found);
    if (refusal) return { refused: refusal };
  }
  const { spans, problems, free } = found;
  spans.sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.uid.localeCompare(b.uid));
  return { spans, problems, free };
}

interface SpanReader extends EventReader {
  readonly isForClosings: boolean;
}

interface Found {
  spans: BusySpan[];
  problems: IcalProblem[];
  free: number;
  /** Of all events, also those outside the window. */
  times: number;
  tooOften: number;
}

function tooMuch(calendars: readonly IcalComponent[]): IcalProblem | null {
  const events = calendars.flatMap(eventsOf);
  const rules = events.flatMap(({ lines }) => lines.filter(({ name }) => name === 'RRULE'));
  const [event, rule] = [events[mostEvents], rules[mostRules]];
  if (event) return { line: event.line, reason: `is one of more than ${mostEvents} events` };
  if (rule) return { line: rule.line, reason: `is one of more than ${mostRules} rules` };
  const counted = rules.reduce((sum, each) => sum + stepsOf(each), 0);
  return counted > mostCounted
    ? { line: rules[0]?.line ?? 1, reason: `is one of rules that count beyond ${mostCounted}` }
    : null;
}

function eventsOf({ parts }: IcalComponent): IcalComponent[] {
  return parts.filter(({ name }) => name === 'VEVENT');
}

function readCalendar(
  calendar: IcalComponent,
  reader: SpanReader,
  found: Found,
): IcalProblem | null {
  for (const [uid, series] of seriesOf(eventsOf(calendar)))
    try {
      readSeries({ uid, series }, reader, found);
      if (found.times > mostTimes) return tooManyOf(series, `${mostTimes} times`);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      found.problems.push({ line: error.line, reason: error.message });
      found.tooOften += error instanceof TooOften ? 1 : 0;
      if (found.tooOften > mostTooOften)
        return tooManyOf(series, `${mostTooOften} events that recur too often`);
    }
  return null;
}

function tooManyOf([event]: readonly IcalComponent[], what: string): IcalProblem {
  return { line: event?.line ?? 1, reason: `is where there are more than ${what}` };
}

/** An event that recurs, and the times of it that were changed, have one UID; what has none stands alone. */
function seriesOf(events: readonly IcalComponent[]): Map<string, IcalComponent[]> {
  return Map.groupBy(events, (event) => {
    const uid = lineOf(event, 'UID')?.value.trim() ?? '';
    return uid === '' ? `line-${event.line}` : uid;
  });
}

function readSeries(
  { uid, series }: { uid: string; series: readonly IcalComponent[] },
  reader: SpanReader,
  found: Found,
): void {
  const changed = series.filter((event) => lineOf(event, 'RECURRENCE-ID'));
  const [event] = series.filter((each) => !changed.includes(each)).sort(byNewest);
  const replaced = changed.flatMap((each) => timesOf(each, 'RECURRENCE-ID', reader.place));
  const isLeftOut = reader.isForClosings ? isCancelled : isFree;
  if (event && isLeftOut(event)) found.free += 1;
  else if (event)
    addSpans(found, { uid, event, reader }, withoutReplaced(readEvent(event, reader), replaced));
  for (const each of changed) {
    if (isLeftOut(each)) found.free += 1;
    else addSpans(found, { uid, event: each, reader }, [readOnce(each, reader.place)]);
  }
}

function byNewest(a: IcalComponent, b: IcalComponent): number {
  const sequence = (event: IcalComponent): number => Number(lineOf(event, 'SEQUENCE')?.value) || 0;
  return sequence(b) - sequence(a);
}

function addSpans(
  found: Found,
  { uid, event, reader }: { uid: string; event: IcalComponent; reader: SpanReader },
  spans: readonly Span[],
): void {
  const { from, until } = reader.window;
  const title = reader.isForClosings ? titleOf(event) : null;
  found.times += spans.length;
  for (const { start, end } of spans) {
    const [startsAt, endsAt] = [start.at.toInstant(), end.toInstant()];
    const isLong = Temporal.Instant.compare(startsAt, endsAt) < 0;
    const isInside =
      Temporal.Instant.compare(startsAt, until) < 0 && Temporal.Instant.compare(endsAt, from) > 0;
    if (isLong && isInside)
      found.spans.push({
        uid,
        startsAt: instantText(startsAt),
        endsAt: instantText(endsAt),
        isAllDay: start.isDay,
        title,
      });
  }
}

function windowOf({ fromAt, untilAt }: BusyWindow): Window {
  return { from: Temporal.Instant.from(fromAt), until: Temporal.Instant.from(untilAt) };
}

function refused(line: number, reason: string): BusyReading {
  return { refused: { line, reason } };
}
