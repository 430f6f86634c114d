import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { BusinessCalendar } from '#contract/business-calendar';
import { businessCalendar } from './business-calendar.ts';
import { aCalendar, calendars } from './given-calendar.ts';
import type { HolidayRule } from '#contract/holiday';

function faults(changed: Partial<BusinessCalendar>): string[] {
  const result = businessCalendar.schema.safeParse(aCalendar(changed));
  return result.success ? [] : result.error.issues.map(({ message }) => message);
}

const eve: HolidayRule = {
  code: 'christmas-eve',
  title: 'Christmas Eve',
  kind: 'after',
  holiday: 'christmas-day',
  days: -1,
};

describe('the schema of a business calendar', () => {
  it('takes the standard one and every calendar of these tests', () => {
    assert.deepEqual(businessCalendar.schema.parse(aCalendar()), businessCalendar.standard);
    fc.assert(
      fc.property(calendars, (calendar) => {
        assert.deepEqual(businessCalendar.schema.parse(calendar), calendar);
      }),
    );
  });

  it('takes spans that touch, in any order, and the end of the day', () => {
    const hours = [
      { weekday: 1, from: '12:00', until: '24:00' },
      { weekday: 1, from: '00:00', until: '12:00' },
    ];
    assert.deepEqual(faults({ hours }), []);
  });

  it('refuses a week without hours', () => {
    assert.equal(faults({ hours: [] }).length, 1);
  });

  it('refuses spans that cross midnight, are empty, or overlap on one weekday', () => {
    const night = { weekday: 1, from: '22:00', until: '06:00' };
    assert.deepEqual(faults({ hours: [night] }), ['must be later on the same day']);
    assert.deepEqual(faults({ hours: [{ ...night, until: '22:00' }] }), [
      'must be later on the same day',
    ]);
    const long = { weekday: 1, from: '08:00', until: '17:00' };
    const late = { weekday: 1, from: '16:45', until: '20:00' };
    assert.deepEqual(faults({ hours: [late, long] }), ['must not overlap each other']);
    assert.deepEqual(faults({ hours: [{ ...late, weekday: 2 }, long] }), []);
  });

  it('refuses a date that is closed and opened, or closed twice', () => {
    const date = '2026-12-24';
    const closures = [{ date, reason: 'Christmas Eve' }];
    const openings = [{ date, reason: 'Half a day', hours: [{ from: '08:00', until: '12:00' }] }];
    assert.equal(faults({ closures, openings }).length, 1);
    assert.equal(faults({ closures: [...closures, ...closures] }).length, 1);
    assert.deepEqual(faults({ openings }), []);
  });

  it('refuses own holidays with a code in use, or after one that is unknown or itself follows another', () => {
    assert.deepEqual(faults({ ownHolidays: [eve] }), []);
    assert.equal(faults({ ownHolidays: [eve, eve] }).length, 1);
    assert.equal(faults({ ownHolidays: [{ ...eve, code: 'christmas-day' }] }).length, 1);
    assert.equal(faults({ ownHolidays: [{ ...eve, holiday: 'doctors-day' }] }).length, 1);
    const before = { ...eve, code: 'day-before-eve', holiday: eve.code };
    assert.deepEqual(faults({ ownHolidays: [eve, before] }), [
      'follows a holiday that is not known',
    ]);
  });
});
