import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openToAll } from '#contract/block-terms';
import * as fc from 'fast-check';
import { Temporal } from '../platform/clock/temporal.ts';
import { clash, weekOf, weeklyHoursOf, type Hours } from './hours-rules.ts';

const hours = (line: number, over: Partial<Hours> = {}): Hours => ({
  line,
  providerId: 'lee',
  weekday: 1,
  startsAt: '08:00',
  endsAt: '12:00',
  visitTypeIds: [],
  recurrence: null,
  ...openToAll,
  firstDay: '2027-01-01',
  lastDay: null,
  ...over,
});

describe('weekly hours of several lines', () => {
  it('are one week for the days on which the same lines hold', () => {
    const found = weeklyHoursOf([
      hours(2),
      hours(3, { weekday: 3, lastDay: '2027-03-31' }),
      hours(4, { weekday: 3, startsAt: '13:00', endsAt: '17:00', firstDay: '2027-04-01' }),
      hours(5, { providerId: 'moss', lastDay: '2027-01-31' }),
    ]);
    assert.deepEqual(
      found.map(({ providerId, effectiveFrom, effectiveTo, blocks, lines }) => [
        `${providerId} ${effectiveFrom} ${effectiveTo}`,
        blocks.map(({ weekday, startsAt, endsAt }) => `${weekday} ${startsAt}-${endsAt}`),
        lines,
      ]),
      [
        ['lee 2027-01-01 2027-03-31', ['1 08:00-12:00', '3 08:00-12:00'], [2, 3]],
        ['lee 2027-04-01 null', ['1 08:00-12:00', '3 13:00-17:00'], [2, 4]],
        ['moss 2027-01-01 2027-01-31', ['1 08:00-12:00'], [5]],
      ],
    );
  });

  it('join times that touch and take the same visits', () => {
    const [found] = weeklyHoursOf([
      hours(2, { startsAt: '12:00', endsAt: '12:30' }),
      hours(3),
      hours(4, { startsAt: '12:30', endsAt: '13:00', visitTypeIds: ['a'] }),
    ]);
    assert.deepEqual(
      found?.blocks.map(({ startsAt, endsAt }) => `${startsAt}-${endsAt}`),
      ['08:00-12:30', '12:30-13:00'],
    );
  });

  it('of free times of single days stand for their weeks, alike ones as one', () => {
    const ofDay = (line: number, day: string): Hours => hours(line, weekOf(day));
    const found = weeklyHoursOf([
      ofDay(2, '2027-01-04'),
      ofDay(3, '2027-01-11'),
      ofDay(4, '2027-01-25'),
      ofDay(5, '2027-01-29'),
    ]);
    assert.deepEqual(
      found.map(({ effectiveFrom, effectiveTo, blocks }) => [
        effectiveFrom,
        effectiveTo,
        blocks.map(({ weekday }) => weekday),
      ]),
      [
        ['2027-01-04', '2027-01-17', [1]],
        ['2027-01-25', '2027-01-31', [1, 5]],
      ],
    );
  });

  it('say of each day exactly what the lines say of it', () => {
    const day = fc
      .integer({ min: 0, max: 60 })
      .map((days) => Temporal.PlainDate.from('2027-01-01').add({ days }).toString());
    const hour = fc.integer({ min: 0, max: 22 });
    const one = fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      from: hour,
      length: fc.integer({ min: 1, max: 6 }),
      firstDay: day,
      lastDay: fc.option(day),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 20 }), (drawn) => {
        const told: Hours[] = [];
        for (const [at, { weekday, from, length, firstDay, lastDay }] of drawn.entries()) {
          const clock = (of: number): string => `${String(of).padStart(2, '0')}:00`;
          const each = hours(at, {
            ...{ weekday, firstDay, lastDay },
            ...{ startsAt: clock(from), endsAt: clock(Math.min(from + length, 24)) },
          });
          const isSound = lastDay === null || lastDay >= firstDay;
          if (isSound && !told.some((other) => clash(other, each))) told.push(each);
        }
        const found = weeklyHoursOf(told);
        for (let days = 0; days < 70; days += 1) {
          const date = Temporal.PlainDate.from('2027-01-01').add({ days });
          const on = date.toString();
          const inForce = found.filter(
            ({ effectiveFrom, effectiveTo }) =>
              effectiveFrom <= on && on <= (effectiveTo ?? '9999-12-31'),
          );
          assert.ok(inForce.length <= 1);
          assert.equal(
            openHours(inForce.flatMap(({ blocks }) => blocks).filter(isOn(date.dayOfWeek))),
            openHours(
              told.filter(
                ({ weekday, firstDay, lastDay }) =>
                  isOn(date.dayOfWeek)({ weekday }) &&
                  firstDay <= on &&
                  on <= (lastDay ?? '9999-12-31'),
              ),
            ),
          );
        }
      }),
    );
  });
});

function isOn(weekday: number): (of: { weekday: number }) => boolean {
  return (of) => of.weekday === weekday;
}

/** Which hours of a day are open. */
function openHours(blocks: readonly { startsAt: string; endsAt: string }[]): string {
  const open = Array.from({ length: 24 }, (_, hour) =>
    blocks.some(
      ({ startsAt, endsAt }) =>
        Number(startsAt.slice(0, 2)) <= hour && hour < Number(endsAt.slice(0, 2)),
    ),
  );
  return open.map((each) => (each ? '█' : '·')).join('');
}
