// Writes a calendar as other programs subscribe to it (RFC 5545, RFC 7986). Instants are UTC, so that no zone has to
// be described; without a METHOD, DTSTAMP says when an event was last changed, and the same events are the same bytes.
import { escapedText, foldedLine } from './ical-line.ts';

export interface IcalEvent {
  /** The same for as long as the event is known. */
  readonly uid: string;
  /** Grows with each change: who has a greater one keeps it. */
  readonly sequence: number;
  readonly isCancelled: boolean;
  /** UTC instants with milliseconds, which are left out. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly changedAt: string;
  readonly title: string;
}

export interface IcalCalendar {
  readonly name: string;
  /** How often it is worth asking again. */
  readonly refreshMinutes: number;
  readonly events: readonly IcalEvent[];
}

export function writeIcal({ name, refreshMinutes, events }: IcalCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Daysheet//Daysheet//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${escapedText(name)}`,
    `X-WR-CALNAME:${escapedText(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshMinutes}M`,
    `X-PUBLISHED-TTL:PT${refreshMinutes}M`,
    ...(events.length === 0 ? zoneLines : events.flatMap(eventLines)),
    'END:VCALENDAR',
  ];
  return lines.map(foldedLine).join('');
}

function eventLines(event: IcalEvent): string[] {
  const changed = utc(event.changedAt);
  return [
    'BEGIN:VEVENT',
    `UID:${escapedText(event.uid)}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escapedText(event.title)}`,
    `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${event.isCancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
    'CLASS:PRIVATE',
    'END:VEVENT',
  ];
}

/** A calendar has at least one component (RFC 5545, 3.6): one without events describes the zone that it is in. */
const zoneLines = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** `20261127T143000Z` */
function utc(instant: string): string {
  return `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
