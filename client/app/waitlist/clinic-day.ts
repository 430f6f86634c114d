// Days as the clinic's own calendar counts them.
const formats = new Map<string, Intl.DateTimeFormat>();

/** The date of an instant in a zone, e.g. `2026-11-23`. */
export function clinicDate(iso: string, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    // Swedish writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
    formats.set(zone, format);
  }
  return format.format(new Date(iso));
}

/** Whole days of the calendar from one date to another; negative when it lies before. */
export function daysFrom(date: string, other: string): number {
  return Math.round((Date.parse(other) - Date.parse(date)) / 86_400_000);
}

/** Full days that have passed since an instant. */
export function daysSince(iso: string, now: string): number {
  return Math.max(0, Math.floor((Date.parse(now) - Date.parse(iso)) / 86_400_000));
}
