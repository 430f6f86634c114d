// A soft rule that the caller overrides, with the reason that goes to the audit log.
import * as z from 'zod/mini';
import { line } from './text.ts';

export const override = z.strictObject({
  rule: z.string().check(z.maxLength(60)),
  reason: line({ max: 200 }),
});
export type Override = z.infer<typeof override>;

export const overrides = z._default(z.array(override).check(z.maxLength(5)), []);
