// Which dates are holidays, from rules as data: the federal ones of the United States and a clinic's own.
import * as z from 'zod/mini';
import { line } from './text.ts';
import { weekday } from './time.ts';

export interface NamedHoliday {
  /** e.g. `thanksgiving-day`. */
  code: string;
  title: string;
}

/** The same date every year; 29 February only in leap years. */
interface DateRule extends NamedHoliday {
  kind: 'date';
  month: number;
  day: number;
  /** `nearest-weekday`: one on a Saturday is observed on the Friday before, one on a Sunday on the Monday after. */
  observed: 'nearest-weekday' | 'same-day';
}

export interface WeekdayRule extends NamedHoliday {
  kind: 'weekday';
  month: number;
  /** ISO: 1 = Monday … 7 = Sunday. */
  weekday: number;
  nth: 1 | 2 | 3 | 4 | 'last';
}

/** So many days after (or, negative, before) the date itself of another holiday, wherever that one is observed. */
interface AfterRule extends NamedHoliday {
  kind: 'after';
  /** Code of a federal holiday or of one of the same clinic; not of another `after`. */
  holiday: string;
  days: number;
}

export type HolidayRule = DateRule | WeekdayRule | AfterRule;

const named = {
  code: z.string().check(z.maxLength(64), z.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)),
  title: line({ max: 120 }),
};
const month = z.int().check(z.gte(1), z.lte(12));

export const holidayRule: z.ZodMiniType<HolidayRule> = z.discriminatedUnion('kind', [
  z
    .strictObject({
      ...named,
      kind: z.literal('date'),
      month,
      day: z.int().check(z.gte(1), z.lte(31)),
      observed: z.enum(['nearest-weekday', 'same-day']),
    })
    .check(z.refine(isInSomeYear, { path: ['day'], message: 'is not a day of this month' })),
  z.strictObject({
    ...named,
    kind: z.literal('weekday'),
    month,
    weekday,
    nth: z.literal([1, 2, 3, 4, 'last']),
  }),
  z.strictObject({
    ...named,
    kind: z.literal('after'),
    holiday: named.code,
    days: z.int().check(
      z.gte(-7),
      z.lte(7),
      z.refine((days) => days !== 0, { message: 'is the holiday itself' }),
    ),
  }),
]);

function isInSomeYear({ month, day }: { month: number; day: number }): boolean {
  return day <= (longestMonths[month - 1] ?? 0);
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
