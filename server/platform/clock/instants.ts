// Instants as text: always UTC with milliseconds, so that they compare as strings on both sides.
import { Temporal } from './temporal.ts';

export function instantText(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 });
}

/** Any ISO instant → the one form that is stored, compared and sent. */
export function normalInstant(text: string): string {
  return instantText(Temporal.Instant.from(text));
}

export function plusSeconds(instant: string, seconds: number): string {
  return instantText(Temporal.Instant.from(instant).add({ seconds }));
}

export function plusMinutes(instant: string, minutes: number): string {
  return plusSeconds(instant, minutes * 60);
}

/** Whole minutes from one instant to another, rounded towards earlier. */
export function minutesBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 60_000);
}

/** Start and end of a local day in a zone: 23, 24 or 25 hours. */
export function dayBounds(date: string, zone: string): { startsAt: string; endsAt: string } {
  const day = Temporal.PlainDate.from(date);
  const start = (of: Temporal.PlainDate): string =>
    instantText(of.toZonedDateTime({ timeZone: zone }).toInstant());
  return { startsAt: start(day), endsAt: start(day.add({ days: 1 })) };
}

/** The weeks that the month of a date touches, from a Monday to a Sunday: 28 to 42 local dates. */
export function weeksOfMonth(date: string): string[] {
  const first = Temporal.PlainDate.from(date).with({ day: 1 });
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  const count = monday.until(last.add({ days: 7 - last.dayOfWeek })).days + 1;
  return Array.from({ length: count }, (_, days) => monday.add({ days }).toString());
}

/** The seven local dates from a Monday on, of which the date is one. */
export function weekOf(date: string): [string, ...string[]] {
  const day = Temporal.PlainDate.from(date);
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  const rest = [1, 2, 3, 4, 5, 6].map((days) => monday.add({ days }).toString());
  return [monday.toString(), ...rest];
}

export function localDateOf(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** `14:05`, as a clock on the wall there. */
export function localTimeOf(instant: string, zone: string): string {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainTime();
  return time.toString({ smallestUnit: 'minute' });
}

/** This process's time, for timers that a person does not depend on; what is stored takes the database's. */
export function systemTime(): string {
  return instantText(Temporal.Now.instant());
}
