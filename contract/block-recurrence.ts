// In which weeks a block of a weekly template counts, where it does not in every one.
import * as z from 'zod/mini';
import { localDate } from './time.ts';

/** Which of the weekday's days in a month; -1 = the last. */
export const nthsOfMonth = [1, 2, 3, 4, 5, -1] as const;
export type NthOfMonth = (typeof nthsOfMonth)[number];

export const blockRecurrence = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('every-n-weeks'),
    weeks: z.int().check(z.gte(2), z.lte(12)),
    /** A day of any week that counts: from it every n-th does, before and after. Weeks begin on Monday. */
    countedFrom: localDate,
  }),
  z.strictObject({
    kind: z.literal('nth-of-month'),
    /** E.g. 1 and 3 of a Tuesday: the first and the third Tuesday of each month. */
    nths: z.array(z.literal([...nthsOfMonth])).check(z.minLength(1), z.maxLength(6)),
  }),
]);
export type BlockRecurrence = z.infer<typeof blockRecurrence>;

/** Is there a week in which two blocks of one weekday count both? */
export function mayMeet(a: BlockRecurrence | null, b: BlockRecurrence | null): boolean {
  if (a?.kind === 'every-n-weeks' && b?.kind === 'every-n-weeks')
    return weeksApart(a.countedFrom, b.countedFrom) % commonDivisor(a.weeks, b.weeks) === 0;
  if (a?.kind === 'nth-of-month' && b?.kind === 'nth-of-month')
    return a.nths.some((one) => b.nths.some((other) => mayBeOneDay(one, other)));
  return true;
}

/** The last one is the fourth or the fifth. */
function mayBeOneDay(a: NthOfMonth, b: NthOfMonth): boolean {
  return a === b || (a === -1 && b >= 4) || (b === -1 && a >= 4);
}

/** From the week of one date to that of another. */
export function weeksApart(from: string, to: string): number {
  return weekNumber(to) - weekNumber(from);
}

const dayMs = 86_400_000;
/** 1970 began on a Thursday, the fourth day of its week. */
const daysBefore1970 = 3;

function weekNumber(date: string): number {
  return Math.floor((Date.parse(date) / dayMs + daysBefore1970) / 7);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
