// When a clinic works: weekly hours, holidays, closures and extra opening days.
import * as z from 'zod/mini';
import { federalHolidays, type FederalHoliday } from './federal-holidays.ts';
import { holidayRule, type HolidayRule } from './holiday.ts';
import { line } from './text.ts';
import { localDate, wallTime, weekday } from './time.ts';

/**
 * Half-open, wall time of one local date, e.g. 08:00–17:00. A span never crosses midnight: a night shift is
 * 22:00–24:00 and 00:00–06:00 of the next weekday.
 */
export interface OpenHours {
  from: string;
  until: string;
}

export interface ClosedHours extends OpenHours {
  date: string;
  reason: string;
}

export interface BusinessCalendar {
  /** ISO weekdays, 1 = Monday … 7 = Sunday; a weekday without hours is not worked. */
  hours: (OpenHours & { weekday: number })[];
  /** Those that the clinic observes. */
  federalHolidays: FederalHoliday[];
  ownHolidays: HolidayRule[];
  /** Local dates that are not worked. */
  closures: { date: string; reason: string }[];
  /** Stretches of local dates that are not worked, e.g. from noon on 24 December; on a date that is closed whole they add nothing. */
  closedHours: ClosedHours[];
  /** Local dates worked in these hours instead of the weekday's, holiday or not. */
  openings: { date: string; reason: string; hours: OpenHours[] }[];
}

const span = { from: wallTime, until: wallTime };
const forward = z.refine<OpenHours>(({ from, until }) => from < until, {
  path: ['until'],
  message: 'must be later on the same day',
});
const apart = z.refine<OpenHours[]>((hours) => !anyOverlap(hours), {
  message: 'must not overlap each other',
});
const dated = { date: localDate, reason: line({ max: 200 }) };
const federalCodes = federalHolidays.map(({ code }) => code);

/** What a clinic sets of it on a page; holidays of its own stay as they are. */
export const hoursShape = {
  hours: z.array(z.strictObject({ ...span, weekday }).check(forward)).check(
    z.minLength(1),
    z.maxLength(56),
    z.refine(
      (hours) => ![...Map.groupBy(hours, (each) => each.weekday).values()].some(anyOverlap),
      {
        message: 'must not overlap each other',
      },
    ),
  ),
  federalHolidays: z
    .array(z.enum(federalCodes))
    .check(
      z.maxLength(federalCodes.length),
      z.refine(areDistinct, { message: 'names a holiday twice' }),
    ),
  closures: z.array(z.strictObject(dated)).check(z.maxLength(400)),
  closedHours: z._default(
    z.array(z.strictObject({ ...dated, ...span }).check(forward)).check(
      z.maxLength(400),
      z.refine(
        (closed) => ![...Map.groupBy(closed, (each) => each.date).values()].some(anyOverlap),
        {
          message: 'must not overlap each other',
        },
      ),
    ),
    [],
  ),
  openings: z
    .array(
      z.strictObject({
        ...dated,
        hours: z
          .array(z.strictObject(span).check(forward))
          .check(z.minLength(1), z.maxLength(8), apart),
      }),
    )
    .check(z.maxLength(200)),
};

/** No date is closed twice, opened twice, or both. */
export const datesApart = z.refine<Pick<BusinessCalendar, 'closures' | 'openings'>>(
  ({ closures, openings }) => areDistinct([...closures, ...openings].map((each) => each.date)),
  { path: ['closures'], message: 'names a date twice, or one that is also an opening' },
);

export const businessCalendar: z.ZodMiniType<BusinessCalendar> = z
  .strictObject({
    ...hoursShape,
    ownHolidays: z
      .array(holidayRule)
      .check(
        z.maxLength(40),
        z.refine(haveOwnCodes, { message: 'uses a code twice, or one of a federal holiday' }),
        z.refine(followKnownHolidays, { message: 'follows a holiday that is not known' }),
      ),
  })
  .check(datesApart);

/** Every holiday that a clinic can name; its own may follow a federal one that it does not observe. */
export function knownHolidays(own: readonly HolidayRule[]): HolidayRule[] {
  return [...federalHolidays, ...own];
}

function anyOverlap(hours: readonly OpenHours[]): boolean {
  const sorted = [...hours].sort((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.some((each, at) => {
    const next = sorted[at + 1];
    return next !== undefined && next.from < each.until;
  });
}

function areDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function haveOwnCodes(own: readonly HolidayRule[]): boolean {
  return areDistinct(knownHolidays(own).map(({ code }) => code));
}

function followKnownHolidays(own: readonly HolidayRule[]): boolean {
  const dates = knownHolidays(own).filter(({ kind }) => kind !== 'after');
  return own.every(
    (rule) => rule.kind !== 'after' || dates.some(({ code }) => code === rule.holiday),
  );
}
