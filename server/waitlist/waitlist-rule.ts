// How a clinic fills freed time; undo of a cancellation is the calendar's own rule.
import * as z from 'zod/mini';
import { waitlistPolicy } from '#contract/waitlist-policy';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

const { offerMinutes, minLeadMinutes, autoOffer, quietFrom, quietUntil } = waitlistPolicy.shape;
const value = z.strictObject({ offerMinutes, minLeadMinutes, autoOffer, quietFrom, quietUntil });

export type WaitlistRule = z.infer<typeof value>;

export const waitlistRule: RuleDefinition<WaitlistRule> = {
  name: 'waitlist.policy',
  schema: value,
  standard: {
    offerMinutes: 30,
    minLeadMinutes: 90,
    autoOffer: false,
    quietFrom: '21:00',
    quietUntil: '07:00',
  },
};
