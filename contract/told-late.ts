// What a patient knows of a late start.
import * as z from 'zod/mini';
import { instant } from './time.ts';

export const delayWays = ['at-the-desk', 'by-call'] as const;
export type DelayWay = (typeof delayWays)[number];

export const toldLate = z.strictObject({
  at: instant,
  /** About when they were told that it begins. */
  beginsAt: instant,
  /** `by-call`: a call was asked for; what came of it stands with the call. */
  way: z.enum(delayWays),
});
