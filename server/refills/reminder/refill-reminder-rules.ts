// Whose medicine runs out soon enough to be told today: pure.
import { Temporal } from '../../platform/clock/temporal.ts';
import { opensNextOn, type IsWorked } from '../order-rules.ts';

/**
 * The run-out dates of which is told today, both included; `null` on a day on which nobody is there to be called. What
 * would be due on closed days is told before them.
 */
export function toldToday(
  today: string,
  { daysBefore, isWorked }: { daysBefore: number; isWorked: IsWorked },
): { from: string; until: string } | null {
  if (!isWorked(today)) return null;
  const day = (date: string, days: number): string =>
    Temporal.PlainDate.from(date).add({ days }).toString();
  const lastBeforeOpening = day(opensNextOn(today, isWorked), -1);
  return { from: day(today, 1), until: day(lastBeforeOpening, daysBefore) };
}
