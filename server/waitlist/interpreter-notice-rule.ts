// How long before a visit an interpreter from outside can still be found.
import * as z from 'zod/mini';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

const value = z.strictObject({ hours: z.int().check(z.gte(0), z.lte(336)) });

export const interpreterNoticeRule: RuleDefinition<z.infer<typeof value>> = {
  name: 'waitlist.interpreter-notice',
  schema: value,
  standard: { hours: 24 },
};
