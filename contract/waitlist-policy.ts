// How a clinic fills freed time.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { wallTime } from './time.ts';

/** Dated rules of one clinic; changing them never reaches back. */
export const waitlistPolicy = z.strictObject({
  clinicId: z.uuid(),
  /** Seconds in which a cancellation can be undone and no offer leaves, 0–300. */
  undoSeconds: z.int().check(z.gte(0), z.lte(300)),
  /** Minutes an offer stands, 1–1440. */
  offerMinutes: z.int().check(z.gte(1), z.lte(1440)),
  /** An opening that starts sooner than this many minutes raises no offer, 0–4320. */
  minLeadMinutes: z.int().check(z.gte(0), z.lte(4320)),
  /** Offer to the next best by itself. */
  autoOffer: z.boolean(),
  /** No offer leaves at night in the clinic's zone. */
  quietFrom: wallTime,
  quietUntil: wallTime,
  version: z.int(),
});
export type WaitlistPolicy = z.infer<typeof waitlistPolicy>;

export const getWaitlistPolicy = endpoint({
  name: 'getWaitlistPolicy',
  method: 'GET',
  path: '/api/waitlist/policy',
  summary: "The clinic's waitlist rules in force.",
  access: 'waitlist:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: waitlistPolicy,
});

export const changeWaitlistPolicy = endpoint({
  name: 'changeWaitlistPolicy',
  method: 'POST',
  path: '/api/waitlist/policy/change',
  summary: "Change the clinic's waitlist rules from now on.",
  access: 'waitlist:configure',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    expectedVersion: z.int32().check(z.positive()),
    undoSeconds: waitlistPolicy.shape.undoSeconds,
    offerMinutes: waitlistPolicy.shape.offerMinutes,
    minLeadMinutes: waitlistPolicy.shape.minLeadMinutes,
    autoOffer: z.boolean(),
    quietFrom: wallTime,
    quietUntil: wallTime,
  }),
  answer: waitlistPolicy,
});
