import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Temporal } from '../clock/temporal.ts';
import { federalHolidays } from '#contract/federal-holidays';
import { holidayRule, type HolidayRule } from '#contract/holiday';
import { holidayOn } from './holidays.ts';

function datesFrom(first: string, last: string): Temporal.PlainDate[] {
  const start = Temporal.PlainDate.from(first);
  const count = start.until(last, { largestUnit: 'days' }).days + 1;
  return Array.from({ length: count }, (_, n) => start.add({ days: n }));
}

/** As the Office of Personnel Management publishes them: the weekdays on which federal offices are closed. */
const published = `
  2021 01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31
  2022       01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26
  2023 01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25
  2024 01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25
  2025 01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25
  2026 01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25
  2027 01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31
  2028       01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25
  2029 01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25
  2030 01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25`;

function publishedDates(): string[] {
  return published
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [year, ...days] = line.trim().split(/\s+/);
      return days.map((day) => `${year!}-${day}`);
    });
}

function on(date: string, rules: readonly HolidayRule[] = federalHolidays) {
  return holidayOn(Temporal.PlainDate.from(date), rules, [...federalHolidays, ...rules]);
}

describe('federal holidays', () => {
  it('close the weekdays that are published, from 2021 to 2030, and no other', () => {
    const found = datesFrom('2021-01-01', '2030-12-31')
      .filter((date) => date.dayOfWeek <= 5 && holidayOn(date, federalHolidays))
      .map(String);
    assert.deepEqual(found, publishedDates());
  });

  it('are eleven, and Inauguration Day is none of them', () => {
    assert.equal(new Set(federalHolidays.map(({ code }) => code)).size, 11);
    assert.equal(on('2021-01-20'), null);
    assert.equal(on('2029-01-20'), null);
  });

  it('name the day and whether it stands in for another, also across the end of a year', () => {
    assert.deepEqual(on('2021-12-31'), {
      code: 'new-years-day',
      title: 'New Year’s Day',
      observed: true,
    });
    assert.deepEqual(on('2026-06-19'), {
      code: 'juneteenth',
      title: 'Juneteenth National Independence Day',
      observed: false,
    });
  });

  it('close the weekend day itself as well', () => {
    assert.equal(on('2027-12-25')?.observed, false);
    assert.equal(on('2023-01-01')?.observed, false);
  });
});

describe('a holiday of the clinic', () => {
  const dayAfterThanksgiving: HolidayRule = {
    code: 'day-after-thanksgiving',
    title: 'Day after Thanksgiving',
    kind: 'after',
    holiday: 'thanksgiving-day',
    days: 1,
  };
  const fixed = (month: number, day: number): HolidayRule => ({
    code: 'own',
    title: 'Own',
    kind: 'date',
    month,
    day,
    observed: 'same-day',
  });

  it('follows another one, observed by the clinic or not', () => {
    assert.equal(on('2026-11-27', [dayAfterThanksgiving])?.code, 'day-after-thanksgiving');
    assert.equal(on('2029-11-23', [dayAfterThanksgiving])?.code, 'day-after-thanksgiving');
    assert.equal(on('2026-11-26', [dayAfterThanksgiving]), null);
  });

  it('follows the date itself, not the day on which that is observed', () => {
    const eve: HolidayRule = { ...dayAfterThanksgiving, holiday: 'new-years-day', days: -1 };
    assert.equal(on('2021-12-31', [eve])?.code, 'day-after-thanksgiving');
    assert.equal(on('2021-12-30', [eve]), null);
  });

  it('may stay where it is on a weekend', () => {
    assert.equal(on('2026-12-26', [fixed(12, 26)])?.observed, false);
    assert.equal(on('2026-12-25', [fixed(12, 26)]), null);
    assert.equal(on('2027-12-27', [fixed(12, 26)]), null);
  });

  it('on 29 February is one in leap years only', () => {
    assert.equal(on('2028-02-29', [fixed(2, 29)])?.code, 'own');
    assert.equal(on('2027-02-28', [fixed(2, 29)]), null);
    assert.equal(on('2027-03-01', [fixed(2, 29)]), null);
  });

  it('is the last weekday of its month in months of four and of five', () => {
    const last: HolidayRule = {
      code: 'own',
      title: 'Own',
      kind: 'weekday',
      month: 5,
      weekday: 1,
      nth: 'last',
    };
    assert.equal(on('2026-05-25', [last])?.code, 'own');
    assert.equal(on('2027-05-31', [last])?.code, 'own');
    assert.equal(on('2027-05-24', [last]), null);
  });
});

describe('the schema of a holiday', () => {
  const takes = (rule: object): boolean =>
    holidayRule.safeParse({ code: 'own-day', title: 'Own day', ...rule }).success;

  it('takes each kind, and no day that no year has', () => {
    const fixed = { kind: 'date', observed: 'same-day' };
    assert.equal(takes({ ...fixed, month: 2, day: 29 }), true);
    assert.equal(takes({ ...fixed, month: 2, day: 30 }), false);
    assert.equal(takes({ ...fixed, month: 13, day: 1 }), false);
    assert.equal(takes({ kind: 'weekday', month: 11, weekday: 4, nth: 4 }), true);
    assert.equal(takes({ kind: 'weekday', month: 11, weekday: 4, nth: 5 }), false);
    assert.equal(takes({ kind: 'after', holiday: 'thanksgiving-day', days: 1 }), true);
    assert.equal(takes({ kind: 'after', holiday: 'thanksgiving-day', days: 0 }), false);
  });
});
