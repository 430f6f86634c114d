// Numbers that a clinic may change about checks of eligibility.
import * as z from 'zod/mini';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

export interface EligibilityRule {
  /** Coverages of visits on so many days from tomorrow on are checked by themselves; 0 = none. */
  checkAheadDays: number;
}

export const eligibilityRule: RuleDefinition<EligibilityRule> = {
  name: 'patients.eligibility',
  schema: z.strictObject({ checkAheadDays: z.int().check(z.gte(0), z.lte(14)) }),
  standard: { checkAheadDays: 1 },
};
