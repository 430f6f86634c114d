// Busy days of real bookings: the days in a row on which a clinic had most visits. Bookings come when they came; the data
// has neither times of day nor cancellations, which are drawn.
import type { Booking } from '../../scripts/replay-bookings.ts';
import {
  chooseClinic,
  dayEndsMinute,
  dayStartsMinute,
  visitMinutes,
} from '../../scripts/replay-plan.ts';
import { instantText } from '../../server/platform/clock/instants.ts';
import { Temporal } from '../../server/platform/clock/temporal.ts';
import { calledOffShare, noticeHours, waitingFromDays, waitingShare } from './assumptions.ts';
import { draw } from './draw.ts';

export const zone = 'America/New_York';
/** Weekdays stay what they were; no holiday and no change of the clocks lies in the summer they come to. */
const movedByWeeks = 531;
const slotsPerDay = (dayEndsMinute - dayStartsMinute) / visitMinutes;

export interface FillingVisit {
  /** The number of its line. */
  line: number;
  patient: string;
  bookedAt: string;
  startsAt: string;
  endsAt: string;
  provider: number;
  /** `null` = never: it is kept, or missed without a word. */
  calledOffAt: string | null;
  /** Its patient waits for something earlier. */
  waits: boolean;
}

export interface BusyDays {
  clinic: string;
  /** As in the data. */
  days: string[];
  /** When the desk is there. */
  openHours: { from: string; until: string }[];
  providers: number;
  visits: FillingVisit[];
  notKept: number;
  /** Second visits of a patient on a day: nobody can be in two places at once. */
  secondVisits: number;
  /** Booked when no time of their day was left. */
  tooLate: number;
}

export function planBusyDays(
  bookings: readonly Booking[],
  wanted: { clinic: string; days: number },
): BusyDays {
  const clinic = chooseClinic(bookings, wanted.clinic);
  if (clinic === null) throw new Error(`There is no clinic ${wanted.clinic} in the file.`);
  const here = bookings
    .filter((booking) => booking.clinic === clinic)
    .toSorted((a, b) => a.bookedAt.localeCompare(b.bookedAt) || a.line - b.line);
  const byDay = Map.groupBy(here, (booking) => booking.day);
  const days = busiest(byDay, wanted.days);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const openHours = days.map((day) => ({
    from: instantOf(day, dayStartsMinute),
    until: instantOf(day, dayEndsMinute),
  }));
  const [opens = '', closes = ''] = [openHours[0]?.from, openHours.at(-1)?.until];

  const most = Math.max(...days.map((day) => byDay.get(day)?.length ?? 0));
  const providers = Math.ceil(most / slotsPerDay) + 1;
  const waiting = new Set<string>();
  const visits: FillingVisit[] = [];
  let [notKept, secondVisits, tooLate] = [0, 0, 0];
  for (const [day, booked] of byDay) {
    if (day < first) continue;
    const place = placer(day, providers);
    const seen = new Set<string>();
    for (const booking of booked) {
      const bookedAt = instantOfText(booking.bookedAt);
      const isOfTheDays = day <= last;
      if (bookedAt >= closes) continue;
      const waits = isWaiting(booking) && !waiting.has(booking.patient);
      if (!isOfTheDays && !waits) continue;
      if (seen.has(booking.patient)) {
        secondVisits += 1;
        continue;
      }
      const placed = place(bookedAt);
      if (!placed) {
        tooLate += 1;
        continue;
      }
      seen.add(booking.patient);
      if (waits) waiting.add(booking.patient);
      if (isOfTheDays && !booking.kept) notKept += 1;
      const { line, patient } = booking;
      const calledOffAt = isOfTheDays
        ? timeOfCallingOff(booking, { ...placed, bookedAt, opens }, openHours)
        : null;
      visits.push({ line, patient, bookedAt, ...placed, calledOffAt, waits });
    }
  }
  return { clinic, days, openHours, providers, visits, notKept, secondVisits, tooLate };
}

function busiest(byDay: ReadonlyMap<string, Booking[]>, count: number): string[] {
  const days = [...byDay.keys()].toSorted();
  const visitsFrom = (at: number): number =>
    days.slice(at, at + count).reduce((sum, day) => sum + (byDay.get(day)?.length ?? 0), 0);
  const starts = Array.from({ length: Math.max(1, days.length - count + 1) }, (_, at) => at);
  const best = starts.reduce((a, b) => (visitsFrom(b) > visitsFrom(a) ? b : a));
  return days.slice(best, best + count);
}

/** Only those who keep their visit, so that nobody gives up a time that they have just taken. */
function isWaiting({ kept, bookedAt, day, line }: Booking): boolean {
  const ahead = (Date.parse(day) - Date.parse(bookedAt.slice(0, 10))) / 86_400_000;
  return kept && ahead >= waitingFromDays && draw('waits', line) < waitingShare;
}

type Placed = Pick<FillingVisit, 'startsAt' | 'endsAt' | 'provider'>;

/** The first time of the day that is left and still lies ahead when it is booked. */
function placer(day: string, providers: number): (bookedAt: string) => Placed | null {
  const free = Array.from({ length: slotsPerDay * providers }, (_, number) => {
    const minute = dayStartsMinute + Math.floor(number / providers) * visitMinutes;
    return {
      startsAt: instantOf(day, minute),
      endsAt: instantOf(day, minute + visitMinutes),
      provider: number % providers,
    };
  });
  return (bookedAt) => {
    const at = free.findIndex(({ startsAt }) => startsAt > bookedAt);
    return at === -1 ? null : (free.splice(at, 1)[0] ?? null);
  };
}

/** In office hours, after it was booked and within the ten days. */
function timeOfCallingOff(
  { kept, line }: Booking,
  visit: { startsAt: string; bookedAt: string; opens: string },
  openHours: BusyDays['openHours'],
): string | null {
  if (kept || draw('calls off', line) >= calledOffShare) return null;
  const span = noticeHours[Math.floor(draw('notice', line) * noticeHours.length)] ?? [2, 4];
  const hours = span[0] + draw('hours', line) * (span[1] - span[0]);
  const meant = plus(visit.startsAt, -hours * 60);
  if (meant < visit.opens || meant <= visit.bookedAt) return null;
  const open = openHours.find(({ until }) => until > meant);
  if (!open) return null;
  const at = meant >= open.from ? meant : plus(open.from, draw('next morning', line) * 60);
  return at < visit.startsAt ? at : null;
}

export function plus(instant: string, minutes: number): string {
  const seconds = Math.round(minutes * 60);
  return instantText(Temporal.Instant.from(instant).add({ seconds }));
}

function instantOf(day: string, minute: number): string {
  const time = Temporal.PlainTime.from({ hour: 0 }).add({ minutes: minute });
  return moved(Temporal.PlainDate.from(day).toPlainDateTime(time));
}

/** The data says UTC and means the clock on the wall. */
function instantOfText(text: string): string {
  return moved(Temporal.PlainDateTime.from(text.replace(/Z$/, '')));
}

function moved(wall: Temporal.PlainDateTime): string {
  return instantText(wall.add({ weeks: movedByWeeks }).toZonedDateTime(zone).toInstant());
}
