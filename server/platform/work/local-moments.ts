// Between a clinic's wall clock and moments. Within this folder's arithmetic moments are epoch milliseconds.
import { Temporal } from '../clock/temporal.ts';

export interface Span {
  from: number;
  until: number;
}

export function localTimeAt(moment: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
}

export function localDateAt(moment: number, zone: string): Temporal.PlainDate {
  return localTimeAt(moment, zone).toPlainDate();
}

/** The first moment of a local date, which is not 00:00 where a change of time skips that. */
export function startOfDate(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

/**
 * When the wall clock first shows this time or a later one: a time that a change skips is the moment of the change,
 * one that occurs twice is its first occurrence. So the order of wall times is the order of moments.
 */
export function momentOf(wall: Temporal.PlainDateTime, zone: string): number {
  const first = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const skipped =
    first.hour !== wall.hour || first.minute !== wall.minute || first.day !== wall.day;
  const change = skipped ? first.getTimeZoneTransition('next') : null;
  return (change ?? first).epochMilliseconds;
}

/** When the wall clock of a zone first shows so many minutes after 00:00 of a local date, or a later time. */
export type WallClock = (date: Temporal.PlainDate, minutes: number) => number;

const day = 86_400_000;

/** Looks a time up in the zone only near a change of its offset: 40 µs that counting days would pay for each. */
export function wallClock(zone: string): WallClock {
  let steady = { from: 0, until: 0, offset: 0 };
  return (date, minutes) => {
    const read = Date.UTC(date.year, date.month - 1, date.day, 0, minutes);
    const moment = read - steady.offset;
    if (steady.from <= moment && moment < steady.until) return moment;
    const found = momentOf(date.toPlainDateTime().add({ minutes }), zone);
    steady = steadyAround(localTimeAt(found, zone));
    return found;
  };
}

/** A day after one change of offset, when no wall time comes for the second time any more, until the next. */
function steadyAround(local: Temporal.ZonedDateTime): Span & { offset: number } {
  const last = local.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  const next = local.getTimeZoneTransition('next');
  return {
    from: last ? last.epochMilliseconds + day : -Infinity,
    until: next ? next.epochMilliseconds : Infinity,
    offset: local.offsetNanoseconds / 1e6,
  };
}
