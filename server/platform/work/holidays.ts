// Which dates are holidays, from rules as data: the federal ones of the United States and a clinic's own.
import * as z from 'zod/mini';
import { line } from '#contract/text';
import { weekday } from '#contract/time';
import { Temporal } from '../clock/temporal.ts';

interface Named {
  /** e.g. `thanksgiving-day`. */
  code: string;
  title: string;
}

/** The same date every year; 29 February only in leap years. */
interface DateRule extends Named {
  kind: 'date';
  month: number;
  day: number;
  /** `nearest-weekday`: one on a Saturday is observed on the Friday before, one on a Sunday on the Monday after. */
  observed: 'nearest-weekday' | 'same-day';
}

interface WeekdayRule extends Named {
  kind: 'weekday';
  month: number;
  /** ISO: 1 = Monday … 7 = Sunday. */
  weekday: number;
  nth: 1 | 2 | 3 | 4 | 'last';
}

/** So many days after (or, negative, before) the date itself of another holiday, wherever that one is observed. */
interface AfterRule extends Named {
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
  return day <= Temporal.PlainDate.from({ year: 2024, month, day: 1 }).daysInMonth;
}

export interface Holiday extends Named {
  /** True on a weekday that stands in for the date itself. */
  observed: boolean;
}

/**
 * The holiday on a date, or null. Where a holiday is observed on another day, both are holidays: a clinic that works
 * on Saturdays is closed on a Christmas Saturday as well.
 */
export function holidayOn(
  date: Temporal.PlainDate,
  rules: readonly HolidayRule[],
  known: readonly HolidayRule[] = rules,
): Holiday | null {
  const itself = rules.find((rule) => fallsOn(rule, date, known));
  if (itself) return { code: itself.code, title: itself.title, observed: false };
  const original = standsInFor(date);
  const rule = original && rules.find((each) => isShifted(each) && fallsOn(each, original, known));
  return rule ? { code: rule.code, title: rule.title, observed: true } : null;
}

function fallsOn(
  rule: HolidayRule,
  date: Temporal.PlainDate,
  known: readonly HolidayRule[],
): boolean {
  switch (rule.kind) {
    case 'date':
      return date.day === rule.day && date.month === rule.month;
    case 'weekday':
      return date.dayOfWeek === rule.weekday && date.month === rule.month && isNth(rule.nth, date);
    case 'after': {
      const other = known.find(({ code }) => code === rule.holiday);
      if (!other || other.kind === 'after') return false;
      return fallsOn(other, date.subtract({ days: rule.days }), known);
    }
  }
}

function isNth(nth: WeekdayRule['nth'], date: Temporal.PlainDate): boolean {
  return nth === 'last' ? date.day + 7 > date.daysInMonth : Math.ceil(date.day / 7) === nth;
}

function isShifted(rule: HolidayRule): boolean {
  return rule.kind === 'date' && rule.observed === 'nearest-weekday';
}

/** The weekend day whose holiday would be observed on this date. */
function standsInFor(date: Temporal.PlainDate): Temporal.PlainDate | null {
  if (date.dayOfWeek === 5) return date.add({ days: 1 });
  return date.dayOfWeek === 1 ? date.subtract({ days: 1 }) : null;
}
