// When which reminder of a visit is due: pure.
import { plusMinutes } from '../platform/clock/instants.ts';

export interface ReminderStep {
  hoursBefore: number;
  /** Visits that begin after this … */
  from: string;
  /** … and not after this are due. */
  until: string;
  /** No other comes after it. */
  isLast: boolean;
}

/** Nobody is reminded of what begins in less than this: they are on their way. */
const leastHours = 1;

/** Each visit is in the window of one step at most: that of the next reminder behind it is past. */
export function reminderSteps(now: string, remindHours: readonly number[]): ReminderStep[] {
  const hours = [...new Set(remindHours)].sort((a, b) => a - b);
  return hours.map((hoursBefore, at) => ({
    hoursBefore,
    from: plusMinutes(now, 60 * (hours[at - 1] ?? leastHours)),
    until: plusMinutes(now, 60 * hoursBefore),
    isLast: at === 0,
  }));
}
