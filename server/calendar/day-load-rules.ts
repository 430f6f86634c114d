// How much of a day is worked and how much of that is free. Within this file all times are of one clinic.
import type { ClosedSpan } from '#contract/availability';
import type { DayLoad } from '#contract/calendar';

interface Span {
  startsAt: string;
  endsAt: string;
}

/** What one provider has on one local day. */
export interface Booked {
  date: string;
  providerId: string;
  visits: number;
  minutes: number;
}

export interface Worked extends Span {
  date: string;
  providerId: string;
}

interface MonthHeld {
  dates: readonly string[];
  booked: readonly Booked[];
  worked: readonly Worked[];
  closed: ReadonlyMap<string, string>;
  closedHours: readonly (ClosedSpan & { date: string })[];
}

export function dayLoads(held: MonthHeld): DayLoad[] {
  const { dates, booked, worked, closed, closedHours } = held;
  const bookedOn = Map.groupBy(booked, ({ date }) => date);
  const workedOn = Map.groupBy(worked, ({ date }) => date);
  return dates.map((date) => {
    const visits = bookedOn.get(date) ?? [];
    const taken = new Map(visits.map(({ providerId, minutes }) => [providerId, minutes]));
    const byProvider = Map.groupBy(workedOn.get(date) ?? [], ({ providerId }) => providerId);
    const hours = [...byProvider].map(([providerId, windows]) => {
      const working = minutesCovered(windows);
      return { working, free: Math.max(0, working - (taken.get(providerId) ?? 0)) };
    });
    return {
      date,
      visits: sum(visits.map((one) => one.visits)),
      workingMinutes: sum(hours.map(({ working }) => working)),
      freeMinutes: sum(hours.map(({ free }) => free)),
      closedBecause: closed.get(date) ?? null,
      closedHours: closedHours.flatMap(({ date: on, ...span }) => (on === date ? [span] : [])),
    };
  });
}

/** Extra hours may lie over weekly ones: what both cover counts once. */
function minutesCovered(spans: readonly Span[]): number {
  let [minutes, covered] = [0, 0];
  const sorted = spans.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  for (const span of sorted) {
    const from = Math.max(Date.parse(span.startsAt), covered);
    const until = Date.parse(span.endsAt);
    if (until > from) minutes += (until - from) / 60_000;
    covered = Math.max(covered, until);
  }
  return minutes;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
