// How pauses move a clock.
import type { BusinessCalendar } from '#contract/business-calendar';
import type { ClockRule } from './clock-rule.ts';
import { planAround, type ClockPlan } from './deadline.ts';
import { localDateAt, startOfDate, type Span } from './local-moments.ts';
import { workingDays, type WorkingDays } from './working-days.ts';
import { addWorkingTime, closesIn, nthCloseAfter, workingTimeIn } from './working-time.ts';

/** Half-open and over: a pause that still lasts moves nothing yet. Instants. */
export interface ClockPause {
  from: string;
  until: string;
}

/**
 * The plan after pauses, in any order, that it does not count yet. A pause counts if it began while the clock ran:
 * after the start and before the deadline, as earlier pauses have moved it. Time in two pauses counts once. Each
 * moves the deadline
 *
 * - of `minutes` and `hours` by its length;
 * - of `business-hours` by the working time in it;
 * - of `days`, `months` and `years` by as many dates as ended in it: tolled “from the date … until the date”, as
 *   29 CFR 2560.503-1(f)(4) counts. Within one date it moves nothing;
 * - of `business-days` by as many working days as closed in it.
 *
 * So no deadline moves back, none passes during a pause, and pauses that lie apart move as much one by one, in their
 * order, as together.
 * Without any movement the plan is returned as it is, whatever has become of the calendar since.
 */
export function resumeClock(
  rule: ClockRule,
  clock: { startedAt: string; plan: ClockPlan; pauses: readonly ClockPause[] },
  calendar: BusinessCalendar,
  zone: string,
): ClockPlan {
  const days = workingDays(calendar, zone);
  const start = Date.parse(clock.startedAt);
  const planned = Date.parse(clock.plan.deadlineAt);
  let deadline = planned;
  for (const pause of apart(clock.pauses, start))
    if (pause.from < deadline) deadline = movedBy(pause, deadline, rule, days);
  return deadline === planned
    ? clock.plan
    : planAround(rule, { from: start, until: deadline }, days);
}

function movedBy(pause: Span, deadline: number, { unit }: ClockRule, days: WorkingDays): number {
  switch (unit) {
    case 'minutes':
    case 'hours':
      return deadline + pause.until - pause.from;
    case 'business-hours': {
      const missed = workingTimeIn(days, pause);
      return missed === 0 ? deadline : addWorkingTime(days, deadline, missed);
    }
    case 'business-days': {
      const missed = closesIn(days, pause);
      return missed === 0 ? deadline : nthCloseAfter(days, deadline, missed);
    }
    case 'days':
    case 'months':
    case 'years': {
      const missed = localDateAt(pause.from, days.zone).until(localDateAt(pause.until, days.zone));
      return startOfDate(localDateAt(deadline, days.zone).add(missed), days.zone);
    }
  }
}

/** Soonest first, merged, from the clock's start on. */
function apart(pauses: readonly ClockPause[], start: number): Span[] {
  const merged: Span[] = [];
  for (const pause of spansOf(pauses, start)) {
    const last = merged.at(-1);
    if (last && pause.from <= last.until) last.until = Math.max(last.until, pause.until);
    else merged.push(pause);
  }
  return merged;
}

function spansOf(pauses: readonly ClockPause[], start: number): Span[] {
  return pauses
    .map(({ from, until }) => ({
      from: Math.max(start, Date.parse(from)),
      until: Date.parse(until),
    }))
    .filter(({ from, until }) => from < until)
    .sort((a, b) => a.from - b.from);
}
