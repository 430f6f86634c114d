// Between instants and what the clocks on the clinic's walls show.

/** The day some days on; a date as such has no zone. */
export function addDays(date: string, days: number): string {
  const noon = new Date(`${date}T12:00:00.000Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  return noon.toISOString().slice(0, 10);
}

/** The first day of the month some months on. */
export function addMonths(date: string, months: number): string {
  const first = new Date(`${date.slice(0, 7)}-01T12:00:00.000Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  return first.toISOString().slice(0, 10);
}

/** The Monday of the week in which a date lies. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T12:00:00.000Z`).getUTCDay();
  return addDays(date, weekday === 0 ? -6 : 1 - weekday);
}

export function isLocalDate(text: string | null): text is string {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const noon = new Date(`${text}T12:00:00.000Z`);
  return !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(text);
}

export function addMinutes(iso: string, minutes: number): string {
  return new Date(Date.parse(iso) + minutes * 60_000).toISOString();
}

export function minutesBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 60_000;
}

/** The local date of an instant, e.g. `2026-11-23`. */
export function localDateOf(iso: string, zone: string): string {
  return wallClock(iso, zone).date;
}

/** The local time of an instant, e.g. `09:40`. */
export function wallTimeOf(iso: string, zone: string): string {
  return wallClock(iso, zone).time;
}

/**
 * The instants at which the clinic's clocks show this: none where they are put forward over it, two where they
 * are put back to it.
 */
export function instantsAt(date: string, time: string, zone: string): string[] {
  const asUtc = `${date}T${time}:00.000Z`;
  if (Number.isNaN(Date.parse(asUtc))) return [];
  const offsets = [-1440, 1440].map((away) => offsetOf(addMinutes(asUtc, away), zone));
  return [...new Set(offsets)]
    .map((offset) => addMinutes(asUtc, -offset))
    .filter((iso) => wallTimeOf(iso, zone) === time && localDateOf(iso, zone) === date)
    .sort();
}

/** Do two zones show different times at that instant? */
export function clocksDiffer(iso: string, zone: string, other: string): boolean {
  return offsetOf(iso, zone) !== offsetOf(iso, other);
}

/** Minutes that the zone is ahead of UTC. */
function offsetOf(iso: string, zone: string): number {
  const { date, time } = wallClock(iso, zone);
  return minutesBetween(`${iso.slice(0, 16)}:00.000Z`, `${date}T${time}:00.000Z`);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(iso: string, zone: string): { date: string; time: string } {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { ...fields, timeZone: zone });
  formats.set(zone, format);
  const parts = Object.fromEntries(
    format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>;
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}`,
  };
}

const fields: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};
