// From real bookings to what is replayed: one clinic's day, who waits for something earlier, and how many providers
// that takes. Pure; the people are made up from a number, never taken from the data.
import type { Booking } from './replay-bookings.ts';

export const visitMinutes = 15;
export const dayStartsMinute = 8 * 60;
export const dayEndsMinute = 18 * 60;
const slotsPerDay = (dayEndsMinute - dayStartsMinute) / visitMinutes;

export interface PlannedPerson {
  number: number;
  family: string;
  given: string;
  sex: 'female' | 'male';
  birthYear: number;
}

export interface PlannedVisit {
  person: PlannedPerson;
  /** Days after the replayed day. */
  dayOffset: number;
  provider: number;
  startsMinute: number;
  kept: boolean;
}

export interface ReplayPlan {
  clinic: string;
  day: string;
  providers: number;
  /** The day's visits, in the order in which they were booked. */
  visits: PlannedVisit[];
  /** Booked for a later day before the replayed one: they wait for something earlier. */
  waiting: PlannedVisit[];
  /** A patient's second visit of the day: nobody can be in two places at once. */
  secondVisits: number;
}

const waitingPerGap = 2;
const furthestDays = 13;

/** By name, or by number: 1 is the clinic with the most visits. */
export function chooseClinic(bookings: readonly Booking[], wanted: string): string | null {
  const counts = Map.groupBy(bookings, (booking) => booking.clinic);
  if (counts.has(wanted)) return wanted;
  const byName = [...counts.keys()].find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (byName !== undefined) return byName;
  const ranked = [...counts].sort(
    ([a, visits], [b, others]) => others.length - visits.length || a.localeCompare(b),
  );
  return ranked[Number(wanted) - 1]?.[0] ?? null;
}

export function planDay(
  bookings: readonly Booking[],
  { clinic, day }: { clinic: string; day: string },
): ReplayPlan {
  const here = bookings
    .filter((booking) => booking.clinic === clinic)
    .toSorted((a, b) => a.bookedAt.localeCompare(b.bookedAt) || a.line - b.line);
  const onDay = here.filter((booking) => booking.day === day);
  const today = firstOfEach(onDay);
  const notKept = today.filter((booking) => !booking.kept).length;
  const later = firstOfEach(
    here.filter((booking) => booking.day > day && booking.bookedAt.slice(0, 10) <= day),
  ).filter((booking) => !today.some((visit) => visit.patient === booking.patient));
  const waiting = later
    .filter((booking) => daysBetween(day, booking.day) <= furthestDays)
    .slice(0, Math.max(10, notKept * waitingPerGap));
  const people = new Map<string, PlannedPerson>();
  const place = placer();
  const planned = (booking: Booking): PlannedVisit => ({
    person: personOf(people, booking),
    ...place(daysBetween(day, booking.day)),
    kept: booking.kept,
  });
  const visits = today.map(planned);
  const waits = waiting.map(planned);
  const providers = Math.max(0, ...[...visits, ...waits].map((visit) => visit.provider + 1));
  return {
    clinic,
    day,
    providers,
    visits,
    waiting: waits,
    secondVisits: onDay.length - today.length,
  };
}

function firstOfEach(bookings: readonly Booking[]): Booking[] {
  return [...Map.groupBy(bookings, (booking) => booking.patient).values()].flatMap((visits) =>
    visits.slice(0, 1),
  );
}

/** Fills a day from its morning, provider after provider; the data has no time of day. */
function placer(): (
  dayOffset: number,
) => Pick<PlannedVisit, 'dayOffset' | 'provider' | 'startsMinute'> {
  const taken = new Map<number, number>();
  return (dayOffset) => {
    const number = taken.get(dayOffset) ?? 0;
    taken.set(dayOffset, number + 1);
    return {
      dayOffset,
      provider: Math.floor(number / slotsPerDay),
      startsMinute: dayStartsMinute + (number % slotsPerDay) * visitMinutes,
    };
  };
}

const families = 'Amber Birch Cliff Delta Ember Fjord Grove Heath Inlet Jetty Knoll Ledge'.split(
  ' ',
);
const givens = 'Alpha Bravo Charlie Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike'.split(
  ' ',
);

function personOf(people: Map<string, PlannedPerson>, booking: Booking): PlannedPerson {
  const known = people.get(booking.patient);
  if (known) return known;
  const number = people.size + 1;
  const person: PlannedPerson = {
    number,
    family: `${families[number % families.length] ?? ''}${letters(number)}`,
    given: givens[Math.floor(number / families.length) % givens.length] ?? '',
    sex: booking.female ? 'female' : 'male',
    birthYear: Number(booking.day.slice(0, 4)) - booking.age,
  };
  people.set(booking.patient, person);
  return person;
}

/** Letters for a number, so that made-up names differ. */
function letters(number: number): string {
  return number
    .toString(26)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
