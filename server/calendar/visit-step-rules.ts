// When a visit may take a step, and what stays on it when it goes back: pure.
import type { TimedStep } from '#contract/appointment-workflow';
import { minutesBetween, plusMinutes } from '../platform/clock/instants.ts';

/** When a visit reached its steps. */
export interface StepTimes {
  arrived_at: string | null;
  checked_in_at: string | null;
  roomed_at: string | null;
  seen_at: string | null;
  /** Done, left, missed or struck out. */
  closed_at: string | null;
  entered_late: readonly TimedStep[];
}

export const notBegun = {
  stage: null,
  arrived_at: null,
  checked_in_at: null,
  roomed_at: null,
  seen_at: null,
  closed_at: null,
  closed_because: null,
  entered_late: [],
} as const;

export interface Refused {
  rule: 'in-the-future' | 'not-on-the-day' | 'before-last-step' | 'too-early';
  message: string;
}

/** `day` is from the beginning of the visit's first local day to the end of its last. */
export function refuseStepTime(facts: {
  at: string;
  now: string;
  day: { startsAt: string; endsAt: string };
  last: string | null;
}): Refused | null {
  const { at, now, day, last } = facts;
  if (at > now)
    return { rule: 'in-the-future', message: 'That time is yet to come; nothing was changed.' };
  if (at < day.startsAt || at >= day.endsAt)
    return {
      rule: 'not-on-the-day',
      message: 'That is not the day of the visit: give the time at which it really was.',
    };
  if (last !== null && at < last)
    return {
      rule: 'before-last-step',
      message: 'The step before was later than that; nothing was changed.',
    };
  return null;
}

/** Written down in another minute than it happened. */
export function isLateEntry(at: string, now: string): boolean {
  return minutesBetween(at, now) >= 1;
}

export function lastStepAt(times: StepTimes): string | null {
  return (
    times.closed_at ?? times.seen_at ?? times.roomed_at ?? times.checked_in_at ?? times.arrived_at
  );
}

export function noShowFrom(startsAt: string, graceMinutes: number): string {
  return plusMinutes(startsAt, graceMinutes);
}

const kept = { booked: 0, arrived: 1, 'checked-in': 2 } as const;

/** What a visit keeps of its times when it goes back to that step. */
export function timesAtReset(times: StepTimes, to: keyof typeof kept): StepTimes {
  const steps: readonly TimedStep[] = (['arrived', 'checked-in'] as const).slice(0, kept[to]);
  return {
    arrived_at: steps.includes('arrived') ? times.arrived_at : null,
    checked_in_at: steps.includes('checked-in') ? times.checked_in_at : null,
    roomed_at: null,
    seen_at: null,
    closed_at: null,
    entered_late: times.entered_late.filter((step) => steps.includes(step)),
  };
}
