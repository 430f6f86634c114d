import { noShowPolicy, type NoShowPolicy } from '#contract/visit-steps';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

/** A quarter of an hour is at the generous end of what practices write down; a no-show weighs on the patient. */
export const noShowRule: RuleDefinition<NoShowPolicy> = {
  name: 'calendar.no-show',
  schema: noShowPolicy,
  standard: { graceMinutes: 15, reversedBy: 'managers' },
};
