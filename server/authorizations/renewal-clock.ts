// When an approval comes up to be renewed, and by when it has to be.
import { dayBounds } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import type { ClockRule } from '../platform/work/clock-rule.ts';
import { renewalClock, untilDayClock } from './authorizations-rule.ts';

export interface Ending {
  /** The last day of the approval. */
  until: string;
  zone: string;
  /** So many days before its last one it comes up. */
  renewDays: number;
}

/** Until then it is out of the way. */
export function comesUpAt({ until, zone, renewDays }: Ending): string {
  const day = Temporal.PlainDate.from(until).subtract({ days: renewDays });
  return dayBounds(day.toString(), zone).startsAt;
}

/** Warns from when it comes up: the last day counts besides. */
export function renewalRule(from: string, ending: Ending): RuleDefinition<ClockRule> {
  const { until: day, zone, renewDays } = ending;
  const of = { title: 'Renewed', from, day, zone, warnDays: renewDays + 1 };
  return untilDayClock(renewalClock, of);
}
