// For whom a block of a weekly template is, and from when on it is booked.
import * as z from 'zod/mini';
import { wallTime } from './time.ts';
import { typePatients } from './visit-terms.ts';

export const blockTerms = z.strictObject({
  /** As in `visitTerms`; of a visit that is moved too. */
  patients: z.enum(typePatients),
  /** Kept for visits that are booked late: nobody books into it before that wall time, so many days before its day. */
  sameDayHold: z.nullable(
    z.strictObject({
      /** 0 = its own day. */
      daysBefore: z.int().check(z.gte(0), z.lte(14)),
      at: wallTime.check(z.refine((at) => at !== '24:00', 'is a time of the day itself')),
    }),
  ),
});
export type BlockTerms = z.infer<typeof blockTerms>;
export type SameDayHold = NonNullable<BlockTerms['sameDayHold']>;

/** Of a block about which nothing is said. */
export const openToAll: BlockTerms = { patients: 'any', sameDayHold: null };

/** In a request: what is left out is as in `openToAll`. */
export const askedBlockTerms = {
  patients: z._default(blockTerms.shape.patients, openToAll.patients),
  sameDayHold: z._default(blockTerms.shape.sameDayHold, openToAll.sameDayHold),
};

/** What a visit may break that stands in hours which are not for it, or not yet. */
export const blockRules = [
  'hours-for-new-patients',
  'hours-for-established-patients',
  'kept-for-same-day',
] as const;
export type BlockRule = (typeof blockRules)[number];
