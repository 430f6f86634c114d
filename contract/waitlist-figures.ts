// How well freed time was filled in a week, and whether everybody was asked alike.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { localDate } from './time.ts';

/** By what people are told apart, to see whether one kind of them is asked or comes less. */
export const fairnessGroups = {
  language: 'Language',
  age: 'Age',
  way: 'How they were asked',
} as const;
export type FairnessGroup = keyof typeof fairnessGroups;

/** Years of age, by the value of the group. */
export const ageBands = ['0-17', '18-39', '40-64', '65+'] as const;

/**
 * What the literature reports of such systems (JMIR 2020;22(6):e16451 and 2024;26:e52071): of the offers that left, so
 * many in a hundred were accepted; of the freed times, so many were filled.
 */
export const published = { acceptedFrom: 8, acceptedTo: 11, filled: 30, daysGained: 14 } as const;

const count = z.int().check(z.gte(0));

const fairnessRow = z.strictObject({
  group: z.enum(Object.keys(fairnessGroups) as [FairnessGroup]),
  /** A BCP 47 tag, a band of `ageBands`, or a way of `offerWays`. */
  value: z.string(),
  /** Entries of the group that waited at the end of the week or were asked in it; `null` for ways. */
  waiting: z.nullable(count),
  offered: count,
  accepted: count,
});
export type FairnessRow = z.infer<typeof fairnessRow>;

export const waitlistFigures = z.strictObject({
  /** Monday. */
  from: localDate,
  /** Sunday. */
  until: localDate,
  /** Freed times that ended in the week. */
  openings: z.strictObject({
    filled: count,
    lapsed: count,
    withdrawn: count,
    passedOver: count,
  }),
  /** Offers that left in the week, by what has become of them. */
  offers: z.strictObject({
    sent: count,
    accepted: count,
    declined: count,
    expired: count,
    unavailable: count,
    withdrawn: count,
  }),
  /** From the freeing to the filling; `null` where none was filled. */
  medianMinutesToFill: z.nullable(count),
  /** Of all patients who came earlier, together. */
  daysGained: count,
  medianDaysGained: z.nullable(count),
  /** Provider time that would have stood empty. */
  minutesFilled: count,
  fairness: z.array(fairnessRow),
});
export type WaitlistFigures = z.infer<typeof waitlistFigures>;

export const getWaitlistFigures = endpoint({
  name: 'getWaitlistFigures',
  method: 'GET',
  path: '/api/waitlist/figures',
  summary: 'How freed time was filled in the week of a day, and who was asked.',
  access: 'waitlist:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid(), date: localDate }),
  answer: waitlistFigures,
});
