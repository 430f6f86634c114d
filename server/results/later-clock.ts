// The end of a day that the laboratory named.
import { Temporal } from '../platform/clock/temporal.ts';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import { clockRule, type ClockRule } from '../platform/work/clock-rule.ts';
import { expectedClock, laterClockName } from './results-rule.ts';

export function laterClock(today: string, on: string): RuleDefinition<ClockRule> {
  const { days } = Temporal.PlainDate.from(today).until(on);
  return {
    name: laterClockName,
    schema: clockRule,
    standard: {
      ...{ ...expectedClock.standard, code: laterClockName, amount: days, unit: 'days' },
      ...{ jurisdiction: 'laboratory', source: 'As the laboratory said it.' },
    },
  };
}
