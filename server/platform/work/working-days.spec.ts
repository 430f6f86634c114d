import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dayBounds } from '../clock/instants.ts';
import { aCalendar, calendars, hour, moments, newYork, text, zones } from './given-calendar.ts';
import { closedDays, closedSpans, isWorkingDay, workingSpans } from './working-days.ts';

const springForward = '2026-03-08';
const fallBack = '2026-11-01';

function sundays(...spans: [from: string, until: string][]) {
  return aCalendar({ hours: spans.map(([from, until]) => ({ weekday: 7, from, until })) });
}

function hoursOn(date: string, zone: string, ...spans: [from: string, until: string][]): number {
  return workingSpans(sundays(...spans), date, zone)
    .map(({ startsAt, endsAt }) => (Date.parse(endsAt) - Date.parse(startsAt)) / hour)
    .reduce((sum, each) => sum + each, 0);
}

describe('a working day', () => {
  it('is a weekday with hours that is neither a holiday nor closed', () => {
    const calendar = aCalendar({ closures: [{ date: '2026-11-24', reason: 'Floor works' }] });
    const worked = (date: string): boolean => isWorkingDay(calendar, date, newYork);
    assert.equal(worked('2026-11-23'), true);
    assert.equal(worked('2026-11-24'), false, 'closed');
    assert.equal(worked('2026-11-26'), false, 'Thanksgiving');
    assert.equal(worked('2026-11-27'), true, 'the day after');
    assert.equal(worked('2026-11-28'), false, 'Saturday');
  });

  it('is not a holiday that the clinic does not observe', () => {
    assert.equal(isWorkingDay(aCalendar({ federalHolidays: [] }), '2026-11-26', newYork), true);
  });

  it('is any date of an extra opening, in its hours', () => {
    const hours = [{ from: '09:00', until: '12:00' }];
    const openings = [{ date: '2026-11-26', reason: 'Vaccination', hours }];
    assert.deepEqual(workingSpans(aCalendar({ openings }), '2026-11-26', newYork), [
      { startsAt: '2026-11-26T14:00:00.000Z', endsAt: '2026-11-26T17:00:00.000Z' },
    ]);
  });

  it('is without its closed hours, also one of an extra opening', () => {
    const closedHours = [
      { date: '2026-11-24', from: '12:00', until: '13:00', reason: 'Staff meeting' },
      { date: '2026-11-24', from: '16:00', until: '24:00', reason: 'Floor works' },
      { date: '2026-11-28', from: '00:00', until: '10:00', reason: 'Floor works' },
    ];
    const hours = [{ from: '09:00', until: '12:00' }];
    const openings = [{ date: '2026-11-28', reason: 'Vaccination', hours }];
    const calendar = aCalendar({ closedHours, openings });
    const spansOn = (date: string): string[] =>
      workingSpans(calendar, date, newYork).map(
        ({ startsAt, endsAt }) => `${startsAt.slice(11, 16)}–${endsAt.slice(11, 16)}`,
      );
    assert.deepEqual(spansOn('2026-11-24'), ['13:00–17:00', '18:00–21:00']);
    assert.deepEqual(spansOn('2026-11-28'), ['15:00–17:00']);
    assert.deepEqual(spansOn('2026-11-25'), ['13:00–22:00']);
    assert.equal(closedSpans(calendar, newYork)[1]?.endsAt, '2026-11-25T05:00:00.000Z');
  });

  it('is not one whose only hours are skipped by a change of time, or that its zone skipped whole', () => {
    const night = sundays(['02:00', '03:00']);
    assert.equal(isWorkingDay(night, springForward, newYork), false);
    assert.equal(isWorkingDay(night, '2026-03-15', newYork), true);
    const always = aCalendar({ hours: [{ weekday: 5, from: '00:00', until: '24:00' }] });
    assert.equal(isWorkingDay(always, '2011-12-30', 'Pacific/Apia'), false);
    assert.equal(isWorkingDay(always, '2011-12-23', 'Pacific/Apia'), true);
  });
});

describe('a closed day', () => {
  it('says why: the closure first, then the holiday, observed ones too', () => {
    const closures = [
      { date: '2026-11-24', reason: 'Floor works' },
      { date: '2026-12-25', reason: 'Christmas, and floor works' },
    ];
    const closedOn = closedDays(aCalendar({ closures }));
    assert.equal(closedOn('2026-11-23'), null);
    assert.equal(closedOn('2026-11-24'), 'Floor works');
    assert.match(closedOn('2026-11-26') ?? '', /Thanksgiving/);
    assert.equal(closedOn('2026-12-25'), 'Christmas, and floor works');
    assert.match(closedOn('2026-07-03') ?? '', /Independence/, 'the Friday before a Saturday');
  });

  it('is not one without weekly hours, nor one with an opening', () => {
    const hours = [{ from: '09:00', until: '12:00' }];
    const openings = [{ date: '2026-11-26', reason: 'Vaccination', hours }];
    const closedOn = closedDays(aCalendar({ openings }));
    assert.equal(closedOn('2026-11-26'), null);
    assert.equal(closedOn('2026-11-28'), null, 'Saturday');
  });

  it('is never worked', () => {
    fc.assert(
      fc.property(calendars, moments, (calendar, moment) => {
        const date = text(moment).slice(0, 10);
        if (closedDays(calendar)(date) !== null)
          assert.equal(isWorkingDay(calendar, date, newYork), false);
      }),
    );
  });
});

describe('working spans', () => {
  it('follow the wall clock on both sides of a change of time', () => {
    const startOn = (date: string): string => workingSpans(aCalendar(), date, newYork)[0]!.startsAt;
    assert.equal(startOn('2026-03-06'), '2026-03-06T13:00:00.000Z');
    assert.equal(startOn('2026-03-09'), '2026-03-09T12:00:00.000Z');
    assert.equal(startOn('2026-11-02'), '2026-11-02T13:00:00.000Z');
  });

  it('come in order, in whatever order the calendar has them', () => {
    const spans = workingSpans(
      sundays(['13:00', '17:00'], ['08:00', '12:00']),
      '2026-11-22',
      'UTC',
    );
    assert.deepEqual(
      spans.map(({ startsAt }) => startsAt),
      ['2026-11-22T08:00:00.000Z', '2026-11-22T13:00:00.000Z'],
    );
  });

  it('of a whole day last as long as the day', () => {
    const length = (date: string, zone: string): number => hoursOn(date, zone, ['00:00', '24:00']);
    assert.equal(length(springForward, newYork), 23);
    assert.equal(length(fallBack, newYork), 25);
    assert.equal(length('2026-10-04', 'Australia/Lord_Howe'), 23.5);
    assert.equal(length('2026-04-05', 'Australia/Lord_Howe'), 24.5);
    assert.equal(length(springForward, 'Asia/Kolkata'), 24);
  });

  it('lose what lies in a skipped hour and hold a repeated one twice', () => {
    assert.equal(hoursOn(springForward, newYork, ['01:00', '04:00']), 2);
    assert.equal(hoursOn(springForward, newYork, ['02:30', '04:00']), 1);
    assert.equal(hoursOn(fallBack, newYork, ['01:00', '02:00']), 2);
    assert.equal(hoursOn(fallBack, newYork, ['01:00', '01:30'], ['01:30', '02:00']), 2);
  });

  it('are in order, apart and within their date, on any date of any zone', () => {
    fc.assert(
      fc.property(calendars, moments, fc.constantFrom(...zones), (calendar, moment, zone) => {
        const date = text(moment).slice(0, 10);
        const day = dayBounds(date, zone);
        let last = day.startsAt;
        for (const { startsAt, endsAt } of workingSpans(calendar, date, zone)) {
          assert.ok(last <= startsAt && startsAt < endsAt && endsAt <= day.endsAt);
          last = endsAt;
        }
      }),
      { numRuns: 300 },
    );
  });
});
