// Ages that a state's law sets. Nothing is recomputed backwards when one changes.
import * as z from 'zod/mini';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

export interface AgesRule {
  /** From that birthday on a person is of age. */
  adultAt: number;
}

export const agesRule: RuleDefinition<AgesRule> = {
  name: 'patients.ages',
  schema: z.strictObject({ adultAt: z.int().check(z.gte(12), z.lte(25)) }),
  standard: { adultAt: 18 },
};
