import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ClockRule } from './clock-rule.ts';
import { planClock, type ClockPlan } from './deadline.ts';
import {
  aCalendar,
  aRule,
  calendars,
  hour,
  minute,
  moments,
  newYork,
  text,
  zones,
} from './given-calendar.ts';
import { resumeClock, type ClockPause } from './resume-clock.ts';

type Limit = [amount: number, unit: ClockRule['unit']];

const monday = '2026-11-16T15:00:00.000Z';

/** The deadline of a clock started on Monday 16 November 2026, 10:00 in New York, after pauses. */
function moved([amount, unit]: Limit, ...pauses: [from: string, until: string][]): string {
  const rule = aRule({ amount, unit });
  const plan = planClock(rule, monday, aCalendar(), newYork);
  const clock = {
    startedAt: monday,
    plan,
    pauses: pauses.map(([from, until]) => ({ from, until })),
  };
  return resumeClock(rule, clock, aCalendar(), newYork).deadlineAt;
}

describe('a pause of a clock of hours', () => {
  it('moves it by its length', () => {
    assert.equal(
      moved([72, 'hours'], ['2026-11-17T15:00:00Z', '2026-11-18T16:30:00Z']),
      '2026-11-20T16:30:00.000Z',
    );
  });

  it('counts from the start of the clock, and not once that has run out', () => {
    assert.equal(
      moved([2, 'hours'], ['2026-11-16T10:00:00Z', '2026-11-16T15:30:00Z']),
      '2026-11-16T17:30:00.000Z',
    );
    assert.equal(
      moved([2, 'hours'], ['2026-11-16T17:00:00Z', '2026-11-16T18:00:00Z']),
      '2026-11-16T17:00:00.000Z',
    );
  });

  it('counts when only an earlier one keeps the clock running until then, in whatever order they come', () => {
    const first: [string, string] = ['2026-11-16T16:00:00Z', '2026-11-16T18:00:00Z'];
    const second: [string, string] = ['2026-11-16T18:30:00Z', '2026-11-16T19:00:00Z'];
    assert.equal(moved([2, 'hours'], second, first), '2026-11-16T19:30:00.000Z');
    assert.equal(moved([2, 'hours'], second), '2026-11-16T17:00:00.000Z');
  });

  it('counts once where two overlap', () => {
    assert.equal(
      moved(
        [2, 'hours'],
        ['2026-11-16T16:00:00Z', '2026-11-16T18:00:00Z'],
        ['2026-11-16T17:00:00Z', '2026-11-16T19:00:00Z'],
      ),
      '2026-11-16T20:00:00.000Z',
    );
  });
});

describe('a pause of a clock of business hours', () => {
  it('moves it by the working time in it', () => {
    assert.equal(
      moved([4, 'business-hours'], ['2026-11-16T16:00:00Z', '2026-11-17T14:00:00Z']),
      '2026-11-17T17:00:00.000Z',
    );
  });

  it('moves nothing at night', () => {
    assert.equal(
      moved([9, 'business-hours'], ['2026-11-16T22:00:00Z', '2026-11-17T13:00:00Z']),
      '2026-11-17T15:00:00.000Z',
    );
  });
});

describe('a pause of a clock of days', () => {
  it('moves it by the dates that ended in it', () => {
    assert.equal(
      moved([7, 'days'], ['2026-11-17T21:00:00Z', '2026-11-19T14:00:00Z']),
      '2026-11-26T05:00:00.000Z',
    );
  });

  it('moves nothing within one date', () => {
    assert.equal(
      moved([7, 'days'], ['2026-11-17T05:00:00Z', '2026-11-18T04:59:59Z']),
      '2026-11-24T05:00:00.000Z',
    );
  });

  it('on its last day leaves the day on which it resumes', () => {
    assert.equal(
      moved([1, 'days'], ['2026-11-17T21:00:00Z', '2026-11-18T14:00:00Z']),
      '2026-11-19T05:00:00.000Z',
    );
  });

  it('moves months and years by days', () => {
    assert.equal(
      moved([1, 'months'], ['2026-11-20T15:00:00Z', '2026-11-23T15:00:00Z']),
      '2026-12-20T05:00:00.000Z',
    );
  });
});

describe('a pause of a clock of business days', () => {
  it('moves it by the working days that closed in it', () => {
    assert.equal(
      moved([3, 'business-days'], ['2026-11-17T15:00:00Z', '2026-11-19T15:00:00Z']),
      '2026-11-23T22:00:00.000Z',
    );
  });

  it('moves nothing over a weekend', () => {
    assert.equal(
      moved([5, 'business-days'], ['2026-11-20T22:00:00Z', '2026-11-23T13:00:00Z']),
      '2026-11-23T22:00:00.000Z',
    );
  });

  it('over the close of its last day leaves the next working day', () => {
    assert.equal(
      moved([4, 'business-days'], ['2026-11-20T20:00:00Z', '2026-11-21T15:00:00Z']),
      '2026-11-23T22:00:00.000Z',
    );
  });
});

describe('the plan of a clock that resumes', () => {
  it('has its target and its warning before the new deadline', () => {
    const rule = aRule({
      amount: 3,
      unit: 'business-days',
      warnBefore: { amount: 4, unit: 'business-hours' },
      targetBefore: { amount: 1, unit: 'business-days' },
    });
    const plan = planClock(rule, monday, aCalendar(), newYork);
    const pauses = [{ from: '2026-11-17T15:00:00Z', until: '2026-11-18T15:00:00Z' }];
    assert.deepEqual(resumeClock(rule, { startedAt: monday, plan, pauses }, aCalendar(), newYork), {
      deadlineAt: '2026-11-20T22:00:00.000Z',
      targetAt: '2026-11-19T22:00:00.000Z',
      warnAt: '2026-11-20T18:00:00.000Z',
    });
  });

  it('is refused when the calendar has no working time left to move it into', () => {
    const rule = aRule({ amount: 4, unit: 'business-hours' });
    const plan = planClock(rule, monday, aCalendar(), newYork);
    const pauses = [{ from: '2026-11-16T16:00:00Z', until: '2026-11-16T17:00:00Z' }];
    const today = {
      date: '2026-11-16',
      reason: 'Last day',
      hours: [{ from: '08:00', until: '12:00' }],
    };
    const closing = aCalendar({ hours: [], openings: [today] });
    assert.throws(() => resumeClock(rule, { startedAt: monday, plan, pauses }, closing, newYork), {
      details: { rule: 'no-working-time' },
    });
  });
});

const rules = fc
  .constantFrom<Limit>(
    [90, 'minutes'],
    [72, 'hours'],
    [8, 'business-hours'],
    [7, 'days'],
    [5, 'business-days'],
    [1, 'months'],
    [1, 'years'],
  )
  .map(([amount, unit]) =>
    aRule({
      amount,
      unit,
      warnBefore: { amount: 1, unit: 'days' },
      targetBefore: { amount: 1, unit: 'business-days' },
    }),
  );
/** Apart and in order, in minutes after the start. */
const pausesAfterStart = fc
  .uniqueArray(fc.integer({ min: -1_000, max: 15_000 }), { maxLength: 8 })
  .map((marks) => marks.toSorted((a, b) => a - b))
  .map((marks) =>
    marks.flatMap((from, n) =>
      n % 2 === 0 && n + 1 < marks.length ? [{ from, until: marks[n + 1]! }] : [],
    ),
  );
const clocks = fc
  .record({
    rule: rules,
    start: moments,
    calendar: calendars,
    zone: fc.constantFrom(...zones),
    marks: pausesAfterStart,
  })
  .map(({ marks, start, ...clock }) => ({
    ...clock,
    startedAt: text(start),
    plan: planClock(clock.rule, text(start), clock.calendar, clock.zone),
    pauses: marks.map(({ from, until }) => ({
      from: text(start + from * minute),
      until: text(start + until * minute),
    })),
  }));
type Clock = typeof clocks extends fc.Arbitrary<infer Each> ? Each : never;

function resumed(clock: Clock, plan: ClockPlan, pauses: ClockPause[]): ClockPlan {
  return resumeClock(
    clock.rule,
    { startedAt: clock.startedAt, plan, pauses },
    clock.calendar,
    clock.zone,
  );
}

function holdsOfClocks(hold: (clock: Clock) => void): void {
  fc.assert(fc.property(clocks, hold), { numRuns: 8000 });
}

describe('any clock', () => {
  it('without pauses keeps its plan', () => {
    holdsOfClocks((clock) => assert.deepEqual(resumed(clock, clock.plan, []), clock.plan));
  });

  it('moves nothing earlier, and ends after every pause that it counts', () => {
    holdsOfClocks((clock) => {
      const { plan, pauses } = clock;
      const after = resumed(clock, plan, pauses);
      assert.ok(after.deadlineAt >= plan.deadlineAt);
      assert.ok(after.targetAt! >= plan.targetAt!);
      assert.ok(after.warnAt! >= plan.warnAt!);
      for (const { from, until } of pauses)
        assert.ok(after.deadlineAt <= from || after.deadlineAt > until || until <= clock.startedAt);
    });
  });

  it('moves as much by pauses one by one as by all together, in whatever order', () => {
    holdsOfClocks((clock) => {
      const { plan, pauses } = clock;
      const together = resumed(clock, plan, pauses.toReversed());
      const oneByOne = pauses.reduce((so, pause) => resumed(clock, so, [pause]), plan);
      assert.deepEqual(together, oneByOne);
    });
  });

  it('of elapsed time runs for its whole time outside of the pauses', () => {
    holdsOfClocks((clock) => {
      const { rule, startedAt, pauses } = clock;
      if (rule.unit !== 'hours' && rule.unit !== 'minutes') return;
      const end = Date.parse(resumed(clock, clock.plan, pauses).deadlineAt);
      const start = Date.parse(startedAt);
      const paused = pauses.reduce((sum, { from, until }) => {
        const length = Math.min(Date.parse(until), end) - Math.max(Date.parse(from), start);
        return sum + Math.max(0, length);
      }, 0);
      assert.equal(end - start - paused, rule.amount * (rule.unit === 'hours' ? hour : minute));
    });
  });
});
