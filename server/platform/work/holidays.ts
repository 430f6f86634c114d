// Which dates are holidays, from rules as data.
import type { HolidayRule, NamedHoliday, WeekdayRule } from '#contract/holiday';
import type { Temporal } from '../clock/temporal.ts';

export interface Holiday extends NamedHoliday {
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
