// Numbers that a clinic may change: how soon somebody is called, and when after no answer it is tried again.
import * as z from 'zod/mini';
import type { WorkPriority } from '#contract/work';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import { clockRule, type ClockRule } from '../platform/work/clock-rule.ts';

const answerWithin: Record<WorkPriority, Pick<ClockRule, 'amount' | 'unit' | 'warnBefore'>> = {
  stat: { amount: 30, unit: 'minutes', warnBefore: { amount: 15, unit: 'minutes' } },
  asap: { amount: 1, unit: 'business-hours', warnBefore: { amount: 20, unit: 'minutes' } },
  urgent: { amount: 4, unit: 'business-hours', warnBefore: { amount: 1, unit: 'business-hours' } },
  routine: { amount: 1, unit: 'business-days', warnBefore: { amount: 2, unit: 'business-hours' } },
};

/** One rule a priority, so that a clinic changes one without the others. */
export function callClock(priority: WorkPriority): RuleDefinition<ClockRule> {
  const code = `calls.${priority}`;
  return {
    name: code,
    schema: clockRule,
    standard: {
      code,
      title: 'Call made',
      ...answerWithin[priority],
      targetBefore: null,
      jurisdiction: 'clinic',
      source: 'Our own standard; a clinic writes down its own.',
    },
  };
}

export interface RetryRule {
  /** After no answer. */
  missedMinutes: number;
  /** After a message: time to call back. */
  messageMinutes: number;
}

export const retryRule: RuleDefinition<RetryRule> = {
  name: 'calls.retry',
  schema: z.strictObject({
    missedMinutes: z.int().check(z.gte(5), z.lte(20_160)),
    messageMinutes: z.int().check(z.gte(5), z.lte(20_160)),
  }),
  standard: { missedMinutes: 60, messageMinutes: 240 },
};
