// The hours in which nothing leaves to people.
import { instantText } from './instants.ts';
import { Temporal } from './temporal.ts';

export interface QuietHours {
  quietFrom: string;
  quietUntil: string;
}

/** Nobody is woken: the same instant, or the end of the quiet hours that it falls into. */
export function afterQuietHours(at: string, quiet: QuietHours, zone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const minute = local.hour * 60 + local.minute;
  const from = minuteOf(quiet.quietFrom);
  const until = minuteOf(quiet.quietUntil);
  const beforeMidnight = minute >= from && (from > until || minute < until);
  const afterMidnight = from > until && minute < until;
  if (from === until || !(beforeMidnight || afterMidnight)) return at;
  const endsTomorrow = (beforeMidnight && from > until) || until === 1440;
  const day = local.toPlainDate().add({ days: endsTomorrow ? 1 : 0 });
  const time = new Temporal.PlainTime(Math.floor(until / 60) % 24, until % 60);
  return instantText(day.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant());
}

/** Of a wall time `HH:MM`, from midnight. */
export function minuteOf(wallTime: string): number {
  return Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3, 5));
}
