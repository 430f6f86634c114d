// When an offer may leave and until when it stands.
import { minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import { afterQuietHours, type QuietHours } from '../platform/clock/quiet-hours.ts';

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
