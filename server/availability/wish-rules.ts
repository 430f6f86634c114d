// What a patient wishes of a time, held against a local day: pure. Instants are epoch milliseconds.
import type { LocalDay, Span } from './availability-rules.ts';

/** Times of day in minutes since midnight; `null` = any. */
export interface TimeWishes {
  /** 1 = Monday; empty = any. */
  weekdays: readonly number[];
  earliestMinute: number | null;
  latestMinute: number | null;
}

/** The stretch of the day in which the whole visit is to lie; `null` = not on that day. */
export function wishedOn(day: LocalDay, wishes: TimeWishes): Span | null {
  if (wishes.weekdays.length > 0 && !wishes.weekdays.includes(day.weekday)) return null;
  const span = {
    from: day.at(wishes.earliestMinute ?? 0),
    until: day.at(wishes.latestMinute ?? 1440),
  };
  return span.from < span.until ? span : null;
}

/** What of the spans lies in the stretch. */
export function within(spans: readonly Span[], bounds: Span | null): Span[] {
  if (bounds === null) return [];
  return spans
    .map(({ from, until }) => ({
      from: Math.max(from, bounds.from),
      until: Math.min(until, bounds.until),
    }))
    .filter(({ from, until }) => from < until);
}
