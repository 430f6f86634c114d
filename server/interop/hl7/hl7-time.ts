// Times of HL7: as exact as they were said, and never with a zone that nobody named.
import { instantText } from '../../platform/clock/instants.ts';
import { Temporal } from '../../platform/clock/temporal.ts';

export interface Hl7Time {
  /** As far as it was said: `2026`, `2026-04`, `2026-04-19`, `2026-04-19T14:30`, `2026-04-19T14:30:00.25`. */
  local: string;
  /** `-05:00`; `null` where the sender leaves it open. */
  offset: string | null;
  /** Where both a time of day and its offset were said. */
  instant: string | null;
}

// Some systems write ISO: what it means is as plain.
const form =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T ]?(\d{2})(?::?(\d{2})(?::?(\d{2})(?:\.(\d{1,9}))?)?)?)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** `null` for what is no time, or one that there is not. */
export function readTime(text: string): Hl7Time | null {
  const match = form.exec(text.trim());
  if (!match) return null;
  const [, year = '', month, day, hour, minute, second, fraction, zone] = match;
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  const time = hour === undefined ? null : timeText({ hour, minute, second, fraction });
  const offset = zone === undefined || hour === undefined ? null : offsetOf(zone);
  if (!isDate(year, month ?? '01', day ?? '01') || (time !== null && !isTime(time))) return null;
  if (offset !== null && !isOffset(offset)) return null;
  const local = time === null ? date : `${date}T${time}`;
  return { local, offset, instant: offset === null ? null : instantAt(local, offset) };
}

function timeText(of: {
  hour: string;
  minute: string | undefined;
  second: string | undefined;
  fraction: string | undefined;
}): string {
  const { hour, minute = '00', second, fraction } = of;
  const seconds = second === undefined ? '' : `:${second === '60' ? '59' : second}`;
  return `${hour}:${minute}${seconds}${fraction === undefined ? '' : `.${fraction}`}`;
}

function offsetOf(zone: string): string {
  if (zone === 'Z') return '+00:00';
  const digits = zone.replace(':', '');
  return `${digits.slice(0, 3)}:${digits.slice(3)}`;
}

function isDate(year: string, month: string, day: string): boolean {
  try {
    Temporal.PlainDate.from(`${year}-${month}-${day}`, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

function isTime(time: string): boolean {
  const [hour = '', minute = '', second = '00'] = time.split(':');
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
}

/** The widest of the world are -12 and +14 hours. */
function isOffset(offset: string): boolean {
  return Number(offset.slice(1, 3)) <= 14 && Number(offset.slice(4)) < 60;
}

function instantAt(local: string, offset: string): string {
  return instantText(Temporal.Instant.from(`${local}${offset}`));
}

/**
 * The instant of a time of day: by its own offset, else on the wall clock of `zone`. Not by that of MSH-7, which the
 * standard allows: a message of the summer tells of times of the winter. `null` where no time of day was said.
 */
export function instantIn({ local, instant }: Hl7Time, zone: string): string | null {
  if (instant !== null || !local.includes('T')) return instant;
  return instantText(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant());
}

/** `2026-04-19`; `null` where no day was said. */
export function dayOf({ local }: Hl7Time): string | null {
  return local.length >= 10 ? local.slice(0, 10) : null;
}
