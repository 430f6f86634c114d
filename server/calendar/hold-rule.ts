import * as z from 'zod/mini';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

/** Long enough for a caller to look into a diary; practices set 5 to 15 minutes. */
export const holdRule: RuleDefinition<{ minutes: number }> = {
  name: 'calendar.hold',
  schema: z.strictObject({ minutes: z.int().check(z.gte(1), z.lte(60)) }),
  standard: { minutes: 5 },
};
