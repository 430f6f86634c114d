// The time in which a provider is out, between what is typed and instants.
import type { TimeFormat } from '../platform/time-format';
import { addDays, addMinutes, instantsAt, localDateOf } from '../platform/wall-time';

export interface TypedOut {
  wholeDays: boolean;
  fromDate: string;
  fromTime: string;
  untilDate: string;
  untilTime: string;
}

export interface OutSpan {
  startsAt: string;
  endsAt: string;
}

/** `null` where there is no such time, or it ends before it starts. */
export function outSpan(typed: TypedOut, zone: string): OutSpan | null {
  const { wholeDays, fromDate, fromTime, untilDate, untilTime } = typed;
  if (!fromDate || !untilDate) return null;
  const from = wholeDays ? startOfDay(fromDate, zone) : instantsAt(fromDate, fromTime, zone)[0];
  const until = wholeDays
    ? startOfDay(addDays(untilDate, 1), zone)
    : instantsAt(untilDate, untilTime, zone).at(-1);
  return from !== undefined && until !== undefined && from < until
    ? { startsAt: from, endsAt: until }
    : null;
}

/** Where the clocks skip midnight the day begins at one. */
function startOfDay(date: string, zone: string): string | undefined {
  return instantsAt(date, '00:00', zone)[0] ?? instantsAt(date, '01:00', zone)[0];
}

/** Whole days as days, anything else with its times. */
export function outWords(
  { startsAt, endsAt }: OutSpan,
  { zone, format }: { zone: string; format: Pick<TimeFormat, 'date' | 'dayAndTime'> },
): string {
  const [first, last] = [localDateOf(startsAt, zone), localDateOf(addMinutes(endsAt, -1), zone)];
  const isWhole =
    startOfDay(first, zone) === startsAt && startOfDay(addDays(last, 1), zone) === endsAt;
  if (!isWhole) return `${format.dayAndTime(startsAt)} – ${format.dayAndTime(endsAt)}`;
  return first === last ? format.date(first) : `${format.date(first)} – ${format.date(last)}`;
}
