// Rules tried on freed times of the past before they are switched on: a model, and said to be one.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { localDate } from './time.ts';
import { fairnessGroups, type FairnessGroup } from './waitlist-figures.ts';
import { waitlistPolicy } from './waitlist-policy.ts';

/** So far back, in days. */
export const replayedDays = 90;

const amount = z.number().check(z.gte(0));
/** What the model expects with its lower, and with its higher chance of a yes. */
const range = z.strictObject({ low: amount, high: amount });
export type ReplayRange = z.infer<typeof range>;

const group = z.enum(Object.keys(fairnessGroups) as [FairnessGroup]);

export const replayOutcome = z.strictObject({
  /** Freed times filled. */
  filled: range,
  offers: range,
  /** From the freeing to the yes, in the mean of those filled; `null` where none would be. */
  minutesToFill: z.nullable(range),
  /** Offers by group, as in the figures of a week. */
  fairness: z.array(z.strictObject({ group, value: z.string(), offered: range })),
});
export type ReplayOutcome = z.infer<typeof replayOutcome>;

export const policyReplay = z.strictObject({
  from: localDate,
  until: localDate,
  /** Freed times that were replayed: the newest 500 at most. */
  openings: z.int(),
  model: z.strictObject({
    /** Chance that somebody who is asked says yes, in percent. */
    acceptedLow: amount,
    acceptedHigh: amount,
    /** Where the chance comes from: the clinic's own offers of these days, or what others published. */
    source: z.enum(['own', 'published']),
    /** Minutes that a yes takes. */
    answerMinutes: z.int(),
  }),
  /** What was done in truth. */
  measured: z.strictObject({ filled: z.int(), offers: z.int() }),
  inForce: replayOutcome,
  draft: replayOutcome,
});
export type PolicyReplay = z.infer<typeof policyReplay>;

export const replayWaitlistPolicy = endpoint({
  name: 'replayWaitlistPolicy',
  method: 'POST',
  path: '/api/waitlist/policy/replay',
  summary:
    'Try rules on the freed times of the last 90 days beside those in force; changes nothing.',
  access: 'waitlist:configure',
  clinic: 'body',
  body: z.omit(waitlistPolicy, { version: true, undoSeconds: true }),
  answer: policyReplay,
  idempotent: false,
});
