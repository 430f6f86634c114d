import * as z from 'zod/mini';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

export interface CancellationRule {
  /** Less notice than this is a late cancellation; 24 hours is what most practices write down. */
  lateMinutes: number;
  /** How long a cancellation can be undone before an offer for its time leaves. */
  undoSeconds: number;
}

export const cancellationRule: RuleDefinition<CancellationRule> = {
  name: 'calendar.cancellation',
  schema: z.strictObject({
    lateMinutes: z.int().check(z.gte(0), z.lte(20_160)),
    undoSeconds: z.int().check(z.gte(0), z.lte(3_600)),
  }),
  standard: { lateMinutes: 1440, undoSeconds: 60 },
};
