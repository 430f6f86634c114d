// When a clock ends, when to warn of it, and how pauses move both.
import { instantText } from '../clock/instants.ts';
import { Temporal } from '../clock/temporal.ts';
import type { BusinessCalendar } from '#contract/business-calendar';
import type { ClockRule, LeadTime } from './clock-rule.ts';
import { localDateAt, localTimeAt, momentOf, startOfDate, type Span } from './local-moments.ts';
import { workingDays, type WorkingDays } from './working-days.ts';
import {
  addWorkingTime,
  nthCloseAfter,
  nthCloseBefore,
  subtractWorkingTime,
} from './working-time.ts';

/** Instants; each says from when on something is so. */
export interface ClockPlan {
  /** Late from here on. For whole days it is the start of the date after the last. */
  deadlineAt: string;
  targetAt: string | null;
  warnAt: string | null;
}

const minute = 60_000;
const hour = 60 * minute;

/**
 * The plan of a clock that starts at an instant, which may lie outside working hours.
 *
 * - `minutes`, `hours`: elapsed time.
 * - `days`, `months`, `years`: the start's local date is not counted; the clock runs to the end of the last date. A
 *   month without that day ends on its last one: a year from 29 February runs through 28 February.
 * - `business-hours`: working time from the start on.
 * - `business-days`: to the close of the nth working day after the start's local date.
 *
 * The target and the warning lie before the deadline by their own units, never before the start: working time back
 * from it, so many local dates earlier at the same wall time, or the close of the nth working day before the date
 * of the deadline's last moment.
 *
 * Refuses with `no-working-time` where the calendar has too little of it.
 */
export function planClock(
  rule: ClockRule,
  startedAt: string,
  calendar: BusinessCalendar,
  zone: string,
): ClockPlan {
  const days = workingDays(calendar, zone);
  const start = Date.parse(startedAt);
  return planAround(rule, { from: start, until: deadlineOf(rule, start, days) }, days);
}

/** The whole plan of a clock whose deadline is known; moments, as everything below. */
export function planAround(rule: ClockRule, running: Span, days: WorkingDays): ClockPlan {
  const before = (lead: LeadTime | null): string | null =>
    lead && textOf(Math.max(running.from, leadStart(lead, running, days)));
  return {
    deadlineAt: textOf(running.until),
    targetAt: before(rule.targetBefore),
    warnAt: before(rule.warnBefore),
  };
}

function deadlineOf({ amount, unit }: ClockRule, start: number, days: WorkingDays): number {
  switch (unit) {
    case 'minutes':
      return start + amount * minute;
    case 'hours':
      return start + amount * hour;
    case 'business-hours':
      return addWorkingTime(days, start, amount * hour);
    case 'business-days':
      return nthCloseAfter(days, endOfDate(localDateAt(start, days.zone), days.zone), amount);
    case 'days':
    case 'months':
    case 'years':
      return endOfDate(localDateAt(start, days.zone).add({ [unit]: amount }), days.zone);
  }
}

function leadStart({ amount, unit }: LeadTime, running: Span, days: WorkingDays): number {
  switch (unit) {
    case 'minutes':
      return running.until - amount * minute;
    case 'hours':
      return running.until - amount * hour;
    case 'business-hours':
      return subtractWorkingTime(days, running, amount * hour);
    case 'days':
      return datesEarlier(running.until, amount, days.zone);
    case 'business-days': {
      const lastDate = startOfDate(localDateAt(running.until - 1, days.zone), days.zone);
      return nthCloseBefore(days, { from: running.from, until: lastDate }, amount);
    }
  }
}

function datesEarlier(moment: number, days: number, zone: string): number {
  const wall = localTimeAt(moment, zone).toPlainDateTime();
  return momentOf(wall.subtract({ days }), zone);
}

function endOfDate(date: Temporal.PlainDate, zone: string): number {
  return startOfDate(date.add({ days: 1 }), zone);
}

function textOf(moment: number): string {
  return instantText(Temporal.Instant.fromEpochMilliseconds(moment));
}

export type ClockLevel = 'on-time' | 'soon' | 'late';

/** `now` is an instant in the one text form of the server. */
export function levelOf({ warnAt, deadlineAt }: ClockPlan, now: string): ClockLevel {
  if (now >= deadlineAt) return 'late';
  return warnAt !== null && now >= warnAt ? 'soon' : 'on-time';
}

/** The instant of the next change of level; null once it is late. */
export function nextLevelAt({ warnAt, deadlineAt }: ClockPlan, now: string): string | null {
  if (now >= deadlineAt) return null;
  return warnAt !== null && now < warnAt ? warnAt : deadlineAt;
}
