// Free times for several visits that belong together: a lab before a visit, three siblings.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { slot } from './problem.ts';
import { instant } from './time.ts';
import { timeWishes } from './wishes.ts';

export const mostLinked = 6;

export const linkedModes = {
  /** Each begins when the one before has ended, or soon after. */
  'one-after-another': 'One after another',
  /** All begin at the same time, each with another provider. */
  'side-by-side': 'Side by side',
} as const;
export type LinkedMode = keyof typeof linkedModes;

export const linkedPart = {
  patientId: z.uuid(),
  visitTypeId: z.uuid(),
};

export const findLinkedTimes = endpoint({
  name: 'findLinkedTimes',
  method: 'POST',
  path: '/api/availability/linked-times/find',
  summary:
    'Times at which visits that belong together are all free, soonest first; an empty answer says why.',
  access: 'availability:read',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    /** In the order in which they are to be. */
    parts: z
      .array(
        z.strictObject({
          ...linkedPart,
          /** Empty = any provider of the clinic. */
          providerIds: z._default(z.array(z.uuid()).check(z.maxLength(50)), []),
        }),
      )
      .check(z.minLength(2), z.maxLength(mostLinked)),
    mode: z._default(
      z.enum(Object.keys(linkedModes) as [LinkedMode, ...LinkedMode[]]),
      'one-after-another',
    ),
    /** The longest wait between the end of one and the start of the next. */
    gapMinutes: z._default(z.int().check(z.gte(0), z.lte(240)), 15),
    fromAt: instant,
    /** Days to look ahead. */
    days: z._default(z.int().check(z.gte(1), z.lte(31)), 14),
    weekdays: z._default(timeWishes.weekdays, []),
    earliestTime: z._default(timeWishes.earliestTime, null),
    latestTime: z._default(timeWishes.latestTime, null),
    limit: z._default(z.int().check(z.gte(1), z.lte(20)), 8),
  }),
  answer: z.strictObject({
    /** Each with one time for every part, in their order. */
    items: z.array(z.strictObject({ slots: z.array(slot) })),
    /** Why nothing was found, in plain words; `null` when something was. */
    explanation: z.nullable(z.string()),
    /** Which part has no time of its own, from 1 on; `null` where each has. */
    lackingPart: z.nullable(z.int()),
  }),
  idempotent: false,
});
