import { refillReminderTerms, type RefillReminderTerms } from '#contract/refill-reminder';
import type { RuleDefinition } from '../../platform/rules/dated-rules.ts';

/** Off until a clinic wants it. */
export const refillReminderRule: RuleDefinition<RefillReminderTerms> = {
  name: 'refills.reminder',
  schema: refillReminderTerms,
  standard: { isOn: false, daysBefore: 7 },
};
