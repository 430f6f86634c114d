// How a clinic fills freed time.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { wallTime } from './time.ts';

/** Who is asked first among those who are equally urgent and have waited equally long. */
export const gainOrders = {
  'most-first': 'Who gains most days',
  'least-first': 'Who gains fewest days',
} as const;

/** What a patient's yes does. */
export const bookingWays = {
  'auto-confirm': 'Books the visit at once',
  'needs-staff': 'Holds the time until the desk confirms',
  'call-to-book': 'Everybody is called; no message leaves',
} as const;

/** How freed time is offered: of a clinic, and of single visit types that differ from it. */
export const offerTerms = z.strictObject({
  /** Waves leave by themselves; otherwise somebody asks for each. */
  autoOffer: z.boolean(),
  /** Minutes an offer stands, 1–1440. */
  offerMinutes: minutes(1, 1440),
  /** Freed time that starts sooner than this many minutes is passed over, 0–4320. */
  minLeadMinutes: minutes(0, 4320),
  /** No offer leaves and none stands later than this many minutes before the visit, 0–4320. */
  stopMinutes: minutes(0, 4320),
  /** Minutes between the freeing of the time and the first wave, 0–1440. */
  initialDelayMinutes: minutes(0, 1440),
  /** How many are asked at once, 1–20. */
  waveSize: minutes(1, 20),
  /** The next wave follows so many minutes after the last one left, whoever has not answered by then; 1–1440. */
  waveDelayMinutes: minutes(1, 1440),
  gainOrder: z.enum(Object.keys(gainOrders) as [keyof typeof gainOrders]),
  booking: z.enum(Object.keys(bookingWays) as [keyof typeof bookingWays]),
});
export type OfferTerms = z.infer<typeof offerTerms>;

/** What holds for everything that a clinic offers. */
const offerBounds = {
  /** No offer leaves at night where the patient is. */
  quietFrom: wallTime,
  quietUntil: wallTime,
  /** Nobody gets more offers than these, 1–50, in so many days, 1–60. */
  mostOffers: minutes(1, 50),
  mostOffersDays: minutes(1, 60),
  /** By visit type, where it differs from the clinic; the keys are ids. */
  byVisitType: z.record(z.uuid(), offerTerms),
};

/** Dated rules of one clinic; changing them never reaches back. */
export const waitlistPolicy = z.strictObject({
  clinicId: z.uuid(),
  /** Seconds in which a cancellation can be undone and no offer leaves, 0–300. */
  undoSeconds: minutes(0, 300),
  ...offerTerms.shape,
  ...offerBounds,
  version: z.int(),
});
export type WaitlistPolicy = z.infer<typeof waitlistPolicy>;

/** The terms by which time of this visit type is offered. */
export function termsFor(
  policy: OfferTerms & Pick<WaitlistPolicy, 'byVisitType'>,
  visitTypeId: string,
): OfferTerms {
  return policy.byVisitType[visitTypeId] ?? policy;
}

/** The clinic's own terms, out of all its rules. */
export function ownTerms(policy: OfferTerms): OfferTerms {
  const names = Object.keys(offerTerms.shape) as (keyof OfferTerms)[];
  return Object.fromEntries(names.map((name) => [name, policy[name]])) as OfferTerms;
}

function minutes(least: number, most: number): z.ZodMiniNumberFormat {
  return z.int().check(z.gte(least), z.lte(most));
}

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
    ...offerTerms.shape,
    ...offerBounds,
  }),
  answer: waitlistPolicy,
});
