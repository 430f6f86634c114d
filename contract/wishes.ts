// When a patient can come, in the clinic's wall time: of who waits, and of a search for free time.
import * as z from 'zod/mini';
import { wallTime, weekday } from './time.ts';

export const timeWishes = {
  /** Empty = any day. */
  weekdays: z.array(weekday).check(z.maxLength(7)),
  /** The visit must lie between these times of day. */
  earliestTime: z.nullable(wallTime),
  latestTime: z.nullable(wallTime),
};
