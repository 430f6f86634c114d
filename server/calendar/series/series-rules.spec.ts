import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { SeriesRhythm } from '#contract/visit-series';
import { instantText } from '../../platform/clock/instants.ts';
import { Temporal } from '../../platform/clock/temporal.ts';
import { movedBy, plannedVisits, wallChange } from './series-rules.ts';

const newYork = 'America/New_York';
const zones = [
  newYork,
  'America/Phoenix',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/St_Johns',
];
const units = ['day', 'week', 'month', 'month-weekday'] as const;

const wallIn = (at: string, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone);
const dates = (startsAt: string, rhythm: SeriesRhythm): string[] =>
  plannedVisits(startsAt, rhythm, newYork).map((one) =>
    wallIn(one.startsAt, newYork).toPlainDate().toString(),
  );

const series = fc.record({
  zone: fc.constantFrom(...zones),
  day: fc.nat({ max: 3650 }),
  minute: fc.nat({ max: 1439 }),
  unit: fc.constantFrom(...units),
  every: fc.integer({ min: 1, max: 6 }),
  count: fc.integer({ min: 2, max: 52 }),
});

/** Day by day from the first: whether each belongs to the rhythm is asked of the calendar alone. */
function bruteForce(
  first: Temporal.PlainDate,
  { unit, every }: Pick<SeriesRhythm, 'unit' | 'every'>,
  count: number,
): string[] {
  const found: string[] = [];
  for (let date = first; found.length < count; date = date.add({ days: 1 }))
    if (isIn(first, date, { unit, every })) found.push(date.toString());
  return found;
}

function isIn(
  first: Temporal.PlainDate,
  date: Temporal.PlainDate,
  { unit, every }: Pick<SeriesRhythm, 'unit' | 'every'>,
): boolean {
  const days = first.until(date, { largestUnit: 'days' }).days;
  if (unit === 'day') return days % every === 0;
  if (unit === 'week') return days % (every * 7) === 0;
  const months = (date.year - first.year) * 12 + date.month - first.month;
  if (months % every !== 0) return false;
  if (unit === 'month') return date.day === Math.min(first.day, date.daysInMonth);
  const nth = Math.ceil(first.day / 7);
  const isLast = date.day + 7 > date.daysInMonth;
  const own = Math.ceil(date.day / 7);
  return date.dayOfWeek === first.dayOfWeek && (own === nth || (isLast && own < nth));
}

describe('the visits of a series', () => {
  it('are those that the calendar has, at one time on the wall, none lost and none twice', () => {
    fc.assert(
      fc.property(series, ({ zone, day, minute, unit, every, count }) => {
        const date = Temporal.PlainDate.from('2024-01-01').add({ days: day });
        const wall = date.toPlainDateTime().add({ minutes: minute });
        const first = instantText(wall.toZonedDateTime(zone).toInstant());
        const start = wallIn(first, zone);
        const planned = plannedVisits(first, { unit, every, ends: { count } }, zone);
        const expected = bruteForce(start.toPlainDate(), { unit, every }, count);
        assert.deepEqual(
          planned.map((one) => wallIn(one.startsAt, zone).toPlainDate().toString()),
          expected,
        );
        for (const { startsAt, isSkipped } of planned) {
          const isKept = wallIn(startsAt, zone).toPlainTime().equals(start.toPlainTime());
          assert.equal(isKept, !isSkipped, `${startsAt} in ${zone}`);
        }
        const starts = planned.map(({ startsAt }) => startsAt);
        assert.deepEqual(starts, [...new Set(starts)].sort());
      }),
      { numRuns: 60 },
    );
  });

  it('end on a day as if they were counted', () => {
    fc.assert(
      fc.property(series, fc.nat({ max: 60 }), ({ zone, day, unit, every, count }, later) => {
        const date = Temporal.PlainDate.from('2024-01-01').add({ days: day });
        const first = instantText(
          date.toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).toInstant(),
        );
        const counted = plannedVisits(first, { unit, every, ends: { count } }, zone);
        const last = wallIn(counted.at(-1)?.startsAt ?? first, zone).toPlainDate();
        const until = last.add({ days: later }).toString();
        const ended = plannedVisits(first, { unit, every, ends: { until } }, zone);
        assert.deepEqual(ended.slice(0, count), counted);
        for (const one of ended)
          assert.ok(wallIn(one.startsAt, zone).toPlainDate().toString() <= until);
      }),
    );
  });

  it('keep 9 o’clock over the end of summer time, and say which time the clocks skip', () => {
    const autumn = plannedVisits(
      '2026-10-25T13:00:00.000Z',
      { unit: 'week', every: 1, ends: { count: 2 } },
      newYork,
    );
    assert.deepEqual(autumn[1], { startsAt: '2026-11-01T14:00:00.000Z', isSkipped: false });
    const spring = plannedVisits(
      '2027-03-07T07:30:00.000Z',
      { unit: 'week', every: 1, ends: { count: 3 } },
      newYork,
    );
    assert.deepEqual(
      spring.map(({ isSkipped }) => isSkipped),
      [false, true, false],
    );
  });

  it('take the last day of a month that has no such day, and go back to it after', () => {
    const ends = { count: 4 };
    const from = '2026-12-31T14:00:00.000Z';
    assert.deepEqual(dates(from, { unit: 'month', every: 1, ends }), [
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
    ]);
    assert.deepEqual(dates(from, { unit: 'month-weekday', every: 1, ends }), [
      '2026-12-31',
      '2027-01-28',
      '2027-02-25',
      '2027-03-25',
    ]);
  });
});

describe('a move of several visits', () => {
  it('is the same on the wall for each of them, over the change of the clocks too', () => {
    const change = wallChange('2026-10-27T13:00:00.000Z', '2026-10-28T14:30:00.000Z', newYork);
    assert.deepEqual(change, { days: 1, minutes: 90 });
    assert.equal(
      movedBy('2026-11-03T14:00:00.000Z', change, newYork).startsAt,
      '2026-11-04T15:30:00.000Z',
    );
  });

  it('that is taken back on the wall leads back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.nat({ max: 500 }),
        fc.nat({ max: 500 }),
        fc.nat({ max: 500 }),
        (zone, one, other, third) => {
          const at = (days: number): string =>
            instantText(
              Temporal.PlainDate.from('2026-01-01')
                .add({ days })
                .toZonedDateTime({ timeZone: zone, plainTime: '10:00' })
                .toInstant(),
            );
          const there = wallChange(at(one), at(other), zone);
          const back = wallChange(at(other), at(one), zone);
          assert.equal(
            movedBy(movedBy(at(third), there, zone).startsAt, back, zone).startsAt,
            at(third),
          );
        },
      ),
    );
  });
});
