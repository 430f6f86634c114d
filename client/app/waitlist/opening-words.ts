// How a freed time and its offers are told; the numbers come from the page's clock.
import type { Clinic } from '#contract/staff';
import type { Offer, Opening } from '#contract/waitlist-opening';
import type { TimeFormat } from '../platform/time-format';
import type { Tone } from '../ui/status-chip/status-chip';
import { clinicDate, daysFrom } from './clinic-day';

export const offerTones: Record<Offer['status'], Tone> = {
  queued: 'held',
  sent: 'info',
  wanted: 'soon',
  accepted: 'ok',
  declined: 'neutral',
  expired: 'late',
  unavailable: 'neutral',
  withdrawn: 'neutral',
};

type When = Pick<Opening, 'startsAt' | 'endsAt'>;
type Words = Pick<TimeFormat, 'time' | 'dayAndTime'>;

/** `Today, 9:40 – 10:00 am`, `Tomorrow, 11:40 am – 12:00 pm`, `Mon, Nov 23, …`. */
export function timeSpan(
  { startsAt, endsAt }: When,
  now: string,
  zone: string,
  format: Words,
): string {
  const [from, until] = [dayAndTime(startsAt, now, zone, format), format.time(endsAt)];
  const half = until.slice(-3);
  // `8:00 – 8:30 am`: the half of the day is said once.
  const start = / [ap]m$/.test(half) && from.endsWith(half) ? from.slice(0, -3) : from;
  return `${start} – ${until}`;
}

export function dayAndTime(iso: string, now: string, zone: string, format: Words): string {
  const away = daysFrom(clinicDate(now, zone), clinicDate(iso, zone));
  if (away === 0) return `Today, ${format.time(iso)}`;
  if (away === 1) return `Tomorrow, ${format.time(iso)}`;
  return format.dayAndTime(iso);
}

export function zoneOf(clinic: Clinic | null): string {
  return clinic?.zone ?? 'UTC';
}

export function isLive(offer: Offer): boolean {
  return offer.status === 'queued' || offer.status === 'sent' || offer.status === 'wanted';
}

/** `in 43 s` until it leaves, `due in 28 min` after; `null` when there is nothing to wait for. */
export function waitsFor(
  offer: Offer,
  now: string,
  relative: (iso: string, now: string) => string,
): string | null {
  if (offer.status === 'queued') {
    return offer.leavesAt > now ? relative(offer.leavesAt, now) : null;
  }
  if (offer.status !== 'sent' || !offer.expiresAt) return null;
  return offer.expiresAt > now ? `due ${relative(offer.expiresAt, now)}` : 'time is up';
}

/** How pressing it is: less than two hours left is soon, less than one is late. */
export function urgencyOf(startsAt: string, now: string): Tone {
  const minutes = (Date.parse(startsAt) - Date.parse(now)) / 60_000;
  if (minutes <= 60) return 'late';
  return minutes <= 120 ? 'soon' : 'neutral';
}

export function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
