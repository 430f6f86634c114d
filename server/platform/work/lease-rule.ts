import * as z from 'zod/mini';
import type { RuleDefinition } from '../rules/dated-rules.ts';

export interface LeaseRule {
  /** A console that is silent for so long gives its item back; an open one renews every minute. */
  minutes: number;
}

export const leaseRule: RuleDefinition<LeaseRule> = {
  name: 'work.lease',
  schema: z.strictObject({ minutes: z.int().check(z.gte(2), z.lte(60)) }),
  standard: { minutes: 5 },
};
