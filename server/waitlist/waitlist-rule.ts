// How a clinic fills freed time; undo of a cancellation is the calendar's own rule.
import * as z from 'zod/mini';
import { waitlistPolicy } from '#contract/waitlist-policy';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

const value = z.omit(waitlistPolicy, { clinicId: true, version: true, undoSeconds: true });

export type WaitlistRule = z.infer<typeof value>;

export const waitlistRule: RuleDefinition<WaitlistRule> = {
  name: 'waitlist.policy',
  schema: value,
  standard: {
    autoOffer: false,
    offerMinutes: 30,
    minLeadMinutes: 90,
    stopMinutes: 60,
    initialDelayMinutes: 0,
    waveSize: 3,
    waveDelayMinutes: 15,
    gainOrder: 'most-first',
    booking: 'auto-confirm',
    quietFrom: '21:00',
    quietUntil: '07:00',
    mostOffers: 4,
    mostOffersDays: 7,
    byVisitType: {},
  },
};
