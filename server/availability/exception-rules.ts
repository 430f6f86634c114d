// Weekly hours and extra hours without time off: what a provider's day is in the end. Instants are epoch milliseconds.
import type { ExceptionKind } from '#contract/schedule-exception';
import { windowsWithout, type LocalDay, type Window } from './availability-rules.ts';

export interface Exception extends Window {
  id: string;
  kind: ExceptionKind | 'outside-calendar';
}

export function takesAway({ kind }: { kind: Exception['kind'] }): boolean {
  return kind !== 'extra-hours';
}

/** Time off wins over extra hours, whichever was entered first. */
export function withExceptions(
  day: LocalDay,
  weekly: readonly Window[],
  exceptions: readonly Exception[],
): Window[] {
  if (exceptions.length === 0) return [...weekly];
  const [begins, ends] = [day.at(0), day.at(1440)];
  const extra = exceptions
    .filter((one) => !takesAway(one))
    .map(({ from, until, visitTypeIds, patients, opensAt }) => ({
      from: Math.max(from, begins),
      until: Math.min(until, ends),
      visitTypeIds,
      patients,
      opensAt,
    }))
    .filter(({ from, until }) => from < until);
  const away = exceptions.filter(takesAway);
  return windowsWithout([...weekly, ...extra], away).sort(
    (a, b) => a.from - b.from || a.until - b.until,
  );
}
