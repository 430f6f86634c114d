// Numbers that a clinic may change about coverages.
import * as z from 'zod/mini';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

export interface CoverageRule {
  /** A coverage that was verified longer ago is out of date at check-in. */
  verifyWithinDays: number;
}

export const coverageRule: RuleDefinition<CoverageRule> = {
  name: 'patients.coverage',
  schema: z.strictObject({ verifyWithinDays: z.int().check(z.gte(1), z.lte(366)) }),
  standard: { verifyWithinDays: 30 },
};
