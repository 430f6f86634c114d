import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isWorkingDay } from '../platform/work/working-days.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { neededBefore, opensNextOn, placeOf, type OrderFacts } from './order-rules.ts';

const zone = 'America/New_York';
const isWorked = (date: string): boolean => isWorkingDay(businessCalendar.standard, date, zone);

function place(over: Partial<OrderFacts>): ReturnType<typeof placeOf> {
  return placeOf({
    ...{ isError: false, neededOn: '2026-11-30', abruptStop: false, isWorked, zone },
    now: '2026-11-23T15:00:00.000Z',
    ...over,
  });
}

describe('the day on which the clinic opens next', () => {
  it('is the next worked day, over a holiday, a weekend and the change of the clocks', () => {
    assert.equal(opensNextOn('2026-11-23', isWorked), '2026-11-24');
    assert.equal(opensNextOn('2026-11-25', isWorked), '2026-11-27');
    assert.equal(opensNextOn('2026-11-27', isWorked), '2026-11-30');
    assert.equal(neededBefore('2026-11-01', zone), '2026-11-02T05:00:00.000Z');
  });
});

describe('the place of a request', () => {
  it('is the start of the day on which it must leave, where the clinic is', () => {
    assert.deepEqual(place({}), { sortAt: '2026-11-30T05:00:00.000Z', pressesAt: null });
  });

  it('is on top for what did not arrive, then for what nobody knows the end of', () => {
    const [error, unknown] = [place({ isError: true }), place({ neededOn: null })];
    const pressing = place({ neededOn: '2026-11-24', abruptStop: true });
    const late = place({ neededOn: '2026-11-20' });
    const order = [error, unknown, pressing, late, place({})].map(({ sortAt }) => sortAt);
    assert.deepEqual(order, [...order].sort());
    assert.equal(new Set(order).size, order.length);
  });

  it('moves to the front for what does harm, on the last open day before it is needed', () => {
    // Thanksgiving is tomorrow: what is needed on it, or on Friday morning, presses on Wednesday.
    const wednesday = '2026-11-25T05:00:00.000Z';
    for (const neededOn of ['2026-11-26', '2026-11-27']) {
      const before = place({ neededOn, abruptStop: true });
      assert.equal(before.pressesAt, wednesday, neededOn);
      const then = place({ neededOn, abruptStop: true, now: wednesday });
      assert.equal(then.pressesAt, null);
      assert.ok(then.sortAt < before.sortAt);
    }
    const monday = place({ neededOn: '2026-11-30', abruptStop: true });
    assert.equal(monday.pressesAt, '2026-11-27T05:00:00.000Z');
  });
});
