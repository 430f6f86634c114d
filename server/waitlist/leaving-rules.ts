// When an offer may leave and until when it stands.
import { instantText, minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';

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

export function leavesAt(
  now: string,
  offersLeaveAt: string,
  quiet: QuietHours,
  zone: string,
): string {
  return afterQuietHours(now > offersLeaveAt ? now : offersLeaveAt, quiet, zone);
}

/** So many minutes after it was sent, but never into the notice that the patient or the clinic needs. */
export function expiresAt(options: {
  sentAt: string;
  offerMinutes: number;
  startsAt: string;
  stopMinutes: number;
  minNoticeHours: number;
}): string {
  const stands = plusMinutes(options.sentAt, options.offerMinutes);
  const notice = Math.max(options.stopMinutes, 60 * options.minNoticeHours);
  const latest = plusMinutes(options.startsAt, -notice);
  return stands < latest ? stands : latest;
}

export function isTooLateToOffer(
  leavesAt: string,
  startsAt: string,
  leastMinutes: number,
): boolean {
  return startsAt <= leavesAt || minutesBetween(leavesAt, startsAt) < leastMinutes;
}

export function minuteOf(wallTime: string): number {
  return Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3, 5));
}
