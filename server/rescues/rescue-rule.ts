import * as z from 'zod/mini';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

export interface RescueRule {
  /** Minutes: a patient who is expected sooner is called first, and nobody is moved to a time that is sooner. */
  noticeMinutes: number;
  /** Days behind a visit's own in which another time is looked for. */
  daysAhead: number;
  /** Nobody is called about a rescue before it can have been undone. */
  quietSeconds: number;
}

export const rescueRule: RuleDefinition<RescueRule> = {
  name: 'rescues.rescue',
  schema: z.strictObject({
    noticeMinutes: z.int().check(z.gte(0), z.lte(2_880)),
    daysAhead: z.int().check(z.gte(0), z.lte(60)),
    quietSeconds: z.int().check(z.gte(0), z.lte(3_600)),
  }),
  standard: { noticeMinutes: 120, daysAhead: 14, quietSeconds: 60 },
};
