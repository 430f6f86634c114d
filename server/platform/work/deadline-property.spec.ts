import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { localDateOf } from '../clock/instants.ts';
import { Temporal } from '../clock/temporal.ts';
import type { BusinessCalendar, OpenHours } from '#contract/business-calendar';
import type { ClockRule, LeadTime } from './clock-rule.ts';
import { planClock } from './deadline.ts';
import { federalHolidays } from '#contract/federal-holidays';
import { aRule, calendars, hour, minute, moments, text, zones } from './given-calendar.ts';
import { holidayOn } from './holidays.ts';
import { workingSpans } from './working-days.ts';

const limits = fc.oneof(
  ...(
    [
      ['minutes', 20_000],
      ['hours', 400],
      ['business-hours', 30],
      ['days', 200],
      ['business-days', 12],
      ['months', 30],
      ['years', 5],
    ] as const
  ).map(([unit, max]) =>
    fc.record({ unit: fc.constant(unit), amount: fc.integer({ min: 1, max }) }),
  ),
);
const leads: fc.Arbitrary<LeadTime | null> = fc.option(
  fc.record({
    unit: fc.constantFrom('minutes', 'hours', 'business-hours', 'days', 'business-days'),
    amount: fc.integer({ min: 1, max: 20 }),
  }),
);
const rules: fc.Arbitrary<ClockRule> = fc
  .record({ limit: limits, warnBefore: leads, targetBefore: leads })
  .map(({ limit, warnBefore, targetBefore }) => aRule({ ...limit, warnBefore, targetBefore }));
const anyZone = fc.constantFrom(...zones);

function datesFrom(first: string, last: string): string[] {
  const start = Temporal.PlainDate.from(first);
  const count = start.until(last, { largestUnit: 'days' }).days + 1;
  return Array.from({ length: count }, (_, n) => start.add({ days: n }).toString());
}

/** All that is worked on the dates from one instant to another. */
function spansOver(calendar: BusinessCalendar, zone: string, from: string, until: string) {
  return datesFrom(localDateOf(from, zone), localDateOf(until, zone)).flatMap((date) =>
    workingSpans(calendar, date, zone),
  );
}

describe('any plan', () => {
  it('ends after its start; target and warning lie between the two', () => {
    fc.assert(
      fc.property(rules, moments, calendars, anyZone, (rule, moment, calendar, zone) => {
        const startedAt = text(moment);
        const { deadlineAt, targetAt, warnAt } = planClock(rule, startedAt, calendar, zone);
        assert.ok(startedAt < deadlineAt);
        for (const at of [targetAt, warnAt])
          assert.ok(at === null || (startedAt <= at && at <= deadlineAt));
      }),
      { numRuns: 300 },
    );
  });

  it('ends no earlier when it starts later', () => {
    fc.assert(
      fc.property(
        rules,
        moments,
        fc.integer({ min: 0, max: 72 * 60 }),
        calendars,
        anyZone,
        (rule, moment, later, calendar, zone) => {
          const endOf = (start: number): string =>
            planClock(rule, text(start), calendar, zone).deadlineAt;
          assert.ok(endOf(moment) <= endOf(moment + later * minute));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a plan of business time', () => {
  it('of hours holds exactly that much working time and ends inside a span or at its end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        moments,
        calendars,
        anyZone,
        (amount, moment, calendar, zone) => {
          const startedAt = text(moment);
          const rule = aRule({ amount, unit: 'business-hours' });
          const { deadlineAt } = planClock(rule, startedAt, calendar, zone);
          const [start, end] = [startedAt, deadlineAt].map((at) => Date.parse(at)) as [
            number,
            number,
          ];
          const spans = spansOver(calendar, zone, startedAt, deadlineAt);
          const worked = spans.reduce((sum, { startsAt, endsAt }) => {
            const [from, until] = [Date.parse(startsAt), Date.parse(endsAt)];
            return sum + Math.max(0, Math.min(until, end) - Math.max(from, start));
          }, 0);
          assert.equal(worked, amount * hour);
          assert.ok(
            spans.some(({ startsAt, endsAt }) => startsAt < deadlineAt && deadlineAt <= endsAt),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of days ends with a working day, and holds so many after the date of its start', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 15 }),
        moments,
        calendars,
        anyZone,
        (amount, moment, calendar, zone) => {
          const rule = aRule({ amount, unit: 'business-days' });
          const { deadlineAt } = planClock(rule, text(moment), calendar, zone);
          const [, ...dates] = datesFrom(
            localDateOf(text(moment), zone),
            localDateOf(text(Date.parse(deadlineAt) - 1), zone),
          );
          const closes = dates.flatMap(
            (date) => workingSpans(calendar, date, zone).at(-1)?.endsAt ?? [],
          );
          assert.equal(closes.length, amount);
          assert.equal(closes.at(-1), deadlineAt);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/**
 * The minutes of a local date, each with the latest wall time that a clock on the wall has shown by then: that is
 * what a sign on the door means when an hour comes twice. No zone changes its offset inside a quarter of an hour.
 */
function minutesOf(date: string, zone: string): { at: number; wall: string }[] {
  const day = Temporal.PlainDate.from(date);
  const [start, end] = [day, day.add({ days: 1 })].map(
    (of) => of.toZonedDateTime(zone).epochMilliseconds,
  ) as [number, number];
  const minutes: { at: number; wall: string }[] = [];
  let shown = '';
  for (let quarter = start; quarter < end; quarter += 15 * minute) {
    const local = Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO(zone);
    const offset = local.offsetNanoseconds / 1e6;
    for (let at = quarter; at < quarter + 15 * minute; at += minute) {
      const wall = text(at + offset).slice(11, 16);
      if (wall > shown) shown = wall;
      minutes.push({ at, wall: shown });
    }
  }
  return minutes;
}

function hoursByHand(calendar: BusinessCalendar, date: string) {
  const day = Temporal.PlainDate.from(date);
  const opening = calendar.openings.find((each) => each.date === date);
  if (opening) return opening.hours;
  const observed = federalHolidays.filter(({ code }) => calendar.federalHolidays.includes(code));
  const closed = calendar.closures.some((each) => each.date === date) || holidayOn(day, observed);
  return closed ? [] : calendar.hours.filter(({ weekday }) => weekday === day.dayOfWeek);
}

/** Steps through every minute from the start on, until enough of them were worked. */
function deadlineByStepping(
  calendar: BusinessCalendar,
  zone: string,
  startedAt: string,
  minutes: number,
): string {
  let left = minutes;
  for (const date of datesFrom(localDateOf(startedAt, zone), '2031-12-31')) {
    const hours = hoursByHand(calendar, date);
    if (hours.length === 0) continue;
    const closed = calendar.closedHours.filter((each) => each.date === date);
    for (const { at, wall } of minutesOf(date, zone)) {
      if (at < Date.parse(startedAt)) continue;
      const covers = ({ from, until }: OpenHours): boolean => from <= wall && wall < until;
      if (hours.some(covers) && !closed.some(covers)) left -= 1;
      if (left === 0) return text(at + minute);
    }
  }
  return assert.fail('no end in sight');
}

describe('business hours', () => {
  it('end where stepping through every minute ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        moments,
        calendars,
        anyZone,
        (amount, moment, calendar, zone) => {
          const rule = aRule({ amount, unit: 'business-hours' });
          assert.equal(
            planClock(rule, text(moment), calendar, zone).deadlineAt,
            deadlineByStepping(calendar, zone, text(moment), amount * 60),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});
