// Days, times and durations as calendars write them (RFC 5545, 3.3.4 to 3.3.6).
import { Temporal } from '../../platform/clock/temporal.ts';
import type { ZoneFinder } from './ical-zone.ts';
import type { IcalLine } from './read-ical-lines.ts';

/** Of an event that cannot be placed in time; caught where the event is read. */
export class Unreadable extends Error {
  readonly line: number;

  constructor(line: number, reason: string) {
    super(reason);
    this.name = 'Unreadable';
    this.line = line;
  }
}

export interface IcalTime {
  /** Without a time of day; `at` is then the beginning of the day where the calendar is read. */
  readonly isDay: boolean;
  readonly at: Temporal.ZonedDateTime;
}

export interface IcalPlace {
  /** Of what says no zone: it is meant where it is read. */
  readonly zone: string;
  readonly zoneOf: ZoneFinder;
}

const shape = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/i;

/** @throws Unreadable */
export function readTime(text: string, line: IcalLine, place: IcalPlace): IcalTime {
  const [, year, month, day, hour, minute, second = '00', utc] = shape.exec(text.trim()) ?? [];
  if (year === undefined) throw new Unreadable(line.line, 'has a day or time that cannot be read');
  const zone = utc ? 'UTC' : zoneOf(line, hour === undefined, place);
  const date = `${year}-${month}-${day}`;
  try {
    if (hour === undefined)
      return { isDay: true, at: Temporal.PlainDate.from(date).toZonedDateTime(zone) };
    const time = `${date}T${hour}:${minute}:${second === '60' ? '59' : second}`;
    return { isDay: false, at: Temporal.PlainDateTime.from(time).toZonedDateTime(zone) };
  } catch {
    // RangeError: 31 February, or 25 o'clock.
    throw new Unreadable(line.line, 'has a day or time that there is not');
  }
}

function zoneOf(line: IcalLine, isDay: boolean, place: IcalPlace): string {
  const tzid = line.params.get('TZID');
  if (tzid === undefined || isDay) return place.zone;
  const zone = place.zoneOf(tzid);
  if (zone === null) throw new Unreadable(line.line, 'is in a time zone that is not known');
  return zone;
}

/** @throws Unreadable */
export function readDuration({ value, line }: IcalLine): Temporal.Duration {
  try {
    return Temporal.Duration.from(value.trim());
  } catch {
    // RangeError: no duration.
    throw new Unreadable(line, 'has a duration that cannot be read');
  }
}
