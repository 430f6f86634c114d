// Where a request stands in the queue: pure. What did not arrive comes first, then what nobody knows the end of, then
// what does harm when it ends before the clinic opens next, then the rest by the day on which it must leave.
import { dayBounds } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';

/** Bands before every date that a supply can end on. */
const bands = {
  error: '1801-01-01T00:00:00.000Z',
  unknown: '1802-01-01T00:00:00.000Z',
  abruptStop: '1803-01-01T00:00:00.000Z',
} as const;
export const unknownBand: { from: string; until: string } = {
  from: bands.unknown,
  until: bands.abruptStop,
};

export interface OrderFacts {
  isError: boolean;
  /** The local date on which it must leave; `null` = nobody knows. */
  neededOn: string | null;
  abruptStop: boolean;
  now: string;
  isWorked: IsWorked;
  zone: string;
}

/** Does the clinic work on this local date? */
export type IsWorked = (date: string) => boolean;

/** Its key, and when that key changes by the clock alone; `null` = it does not. */
export function placeOf(facts: OrderFacts): { sortAt: string; pressesAt: string | null } {
  const { isError, neededOn, abruptStop, now, isWorked, zone } = facts;
  if (isError) return { sortAt: bands.error, pressesAt: null };
  if (neededOn === null) return { sortAt: bands.unknown, pressesAt: null };
  const sortAt = dayBounds(neededOn, zone).startsAt;
  if (!abruptStop) return { sortAt, pressesAt: null };
  const pressesAt = pressesFrom(neededOn, isWorked, zone);
  return pressesAt <= now ? { sortAt: bands.abruptStop, pressesAt: null } : { sortAt, pressesAt };
}

/** How far a calendar is looked through for a day that is worked. */
const farthest = 60;

/** From the start of the last worked day before it is needed: the clinic opens next only when it is too late. */
function pressesFrom(neededOn: string, isWorked: IsWorked, zone: string): string {
  const day = stepToWorked({ from: neededOn, by: -1 }, isWorked);
  return dayBounds(day, zone).startsAt;
}

/** The next local date, after that of the instant, on which the clinic works. */
export function opensNextOn(today: string, isWorked: IsWorked): string {
  return stepToWorked({ from: today, by: 1 }, isWorked);
}

function stepToWorked({ from, by }: { from: string; by: 1 | -1 }, isWorked: IsWorked): string {
  const start = Temporal.PlainDate.from(from);
  for (let days = 1; days <= farthest; days += 1) {
    const date = start.add({ days: by * days }).toString();
    if (isWorked(date)) return date;
  }
  return start.add({ days: by }).toString();
}

/** What sorts before this must leave before the clinic opens on that day, or on it. */
export function neededBefore(opensOn: string, zone: string): string {
  return dayBounds(opensOn, zone).endsAt;
}
