// How long anybody waits before the list is asked anew whether they still do.
import * as z from 'zod/mini';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

const value = z.strictObject({ days: z.int().check(z.gte(30), z.lte(1095)) });

export const longestWaitRule: RuleDefinition<z.infer<typeof value>> = {
  name: 'waitlist.longest-wait',
  schema: value,
  standard: { days: 180 },
};
