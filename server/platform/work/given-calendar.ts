// Calendars, rules and moments for the specs of the clock engine.
import fc from 'fast-check';
import type { BusinessCalendar, OpenHours } from '#contract/business-calendar';
import { businessCalendar } from './business-calendar.ts';
import type { ClockRule } from './clock-rule.ts';
import { federalHolidays } from '#contract/federal-holidays';

export const minute = 60_000;
export const hour = 60 * minute;
const day = 24 * hour;

export const newYork = 'America/New_York';

/** Changes of an hour and of half an hour, at night and at midnight, in both halves of the year; and none. */
export const zones = [
  newYork,
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Kolkata',
  'UTC',
];

export function aCalendar(changed: Partial<BusinessCalendar> = {}): BusinessCalendar {
  return { ...businessCalendar.standard, ...changed };
}

export function aRule(changed: Partial<ClockRule> = {}): ClockRule {
  return {
    code: 'test.answer',
    title: 'Answer',
    amount: 1,
    unit: 'hours',
    warnBefore: null,
    targetBefore: null,
    jurisdiction: 'clinic',
    source: 'Written policy',
    ...changed,
  };
}

export function text(moment: number): string {
  return new Date(moment).toISOString();
}

const spring2026 = Date.parse('2026-03-07T00:00:00Z');
const autumn2026 = Date.parse('2026-10-31T00:00:00Z');

/** Epoch milliseconds on whole minutes, many of them near a change of time. */
export const moments = fc
  .oneof(
    fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2029-12-31') }),
    fc.integer({ min: spring2026 - day, max: spring2026 + 40 * day }),
    fc.integer({ min: autumn2026 - 40 * day, max: autumn2026 + 3 * day }),
  )
  .map((moment) => moment - (moment % minute));

/** Spans of one date that end on quarters of an hour and do not overlap; some touch, some end at 24:00. */
const openHours = (minSpans: number): fc.Arbitrary<OpenHours[]> =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2 * minSpans, maxLength: 6 })
    .map((quarters) => {
      const marks = quarters.toSorted((a, b) => a - b).map(wallText);
      return marks.flatMap((from, n) =>
        n % 2 === 0 && marks[n + 1] ? [{ from, until: marks[n + 1]! }] : [],
      );
    });

function wallText(quarter: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`;
}

const week = fc
  .tuple(openHours(1), fc.array(openHours(0), { minLength: 6, maxLength: 6 }), fc.nat(6))
  .map(([worked, others, turn]) =>
    [worked, ...others].flatMap((hours, n) =>
      hours.map((each) => ({ ...each, weekday: ((n + turn) % 7) + 1 })),
    ),
  );
const dates = fc
  .uniqueArray(
    fc.oneof(
      fc.integer({ min: spring2026, max: spring2026 + 40 * day }),
      fc.integer({ min: autumn2026 - 40 * day, max: autumn2026 + 10 * day }),
    ),
    { maxLength: 12, selector: (moment) => text(moment).slice(0, 10) },
  )
  .map((found) => found.map((moment) => text(moment).slice(0, 10)));

/** Calendars that their schema takes, with at least one weekday worked. */
export const calendars: fc.Arbitrary<BusinessCalendar> = fc
  .record({
    hours: week,
    federal: fc.subarray(federalHolidays.map(({ code }) => code)),
    dates,
    openingHours: openHours(1),
    closedHours: openHours(0),
  })
  .map(({ hours, federal, dates, openingHours, closedHours }) =>
    aCalendar({
      hours,
      federalHolidays: federal,
      closures: dates
        .filter((_, n) => n % 2 === 0)
        .map((date) => ({ date, reason: 'Floor works' })),
      closedHours: dates
        .filter((_, n) => n % 3 === 1)
        .flatMap((date) => closedHours.map((span) => ({ ...span, date, reason: 'Staff meeting' }))),
      openings: dates
        .filter((_, n) => n % 2 === 1)
        .map((date) => ({ date, reason: 'Vaccination', hours: openingHours })),
    }),
  );
