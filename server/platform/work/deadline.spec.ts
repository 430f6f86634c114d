import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BusinessCalendar } from '#contract/business-calendar';
import type { ClockRule } from './clock-rule.ts';
import { levelOf, nextLevelAt, planClock } from './deadline.ts';
import { aCalendar, aRule, newYork } from './given-calendar.ts';

type Limit = [amount: number, unit: ClockRule['unit']];

function deadline(
  [amount, unit]: Limit,
  startedAt: string,
  { zone = newYork, calendar = aCalendar() }: { zone?: string; calendar?: BusinessCalendar } = {},
): string {
  return planClock(aRule({ amount, unit }), startedAt, calendar, zone).deadlineAt;
}

const lordHowe = { zone: 'Australia/Lord_Howe' };
const kolkata = { zone: 'Asia/Kolkata' };

describe('a clock of minutes or hours', () => {
  it('counts elapsed time, over weekends and changes of time', () => {
    assert.equal(deadline([72, 'hours'], '2026-03-06T22:00:00Z'), '2026-03-09T22:00:00.000Z');
    assert.equal(deadline([30, 'minutes'], '2026-11-01T05:45:00Z'), '2026-11-01T06:15:00.000Z');
  });

  it('keeps seconds and takes any offset', () => {
    assert.equal(
      deadline([1, 'hours'], '2026-11-23T09:00:01.250-05:00'),
      '2026-11-23T15:00:01.250Z',
    );
  });
});

describe('a clock of days', () => {
  it('runs to the end of the last local date, the first not counted', () => {
    assert.equal(deadline([7, 'days'], '2026-11-23T15:00:00Z'), '2026-12-01T05:00:00.000Z');
  });

  it('takes the date from the clinic, not from UTC', () => {
    assert.equal(deadline([1, 'days'], '2026-11-24T04:59:59Z'), '2026-11-25T05:00:00.000Z');
    assert.equal(deadline([1, 'days'], '2026-11-24T05:00:00Z'), '2026-11-26T05:00:00.000Z');
    assert.equal(
      deadline([1, 'days'], '2026-11-23T19:00:00Z', kolkata),
      '2026-11-25T18:30:00.000Z',
    );
  });

  it('lasts to midnight on days of 23, 25 and 24½ hours', () => {
    assert.equal(deadline([1, 'days'], '2026-03-07T15:00:00Z'), '2026-03-09T04:00:00.000Z');
    assert.equal(deadline([1, 'days'], '2026-10-31T15:00:00Z'), '2026-11-02T05:00:00.000Z');
    assert.equal(
      deadline([1, 'days'], '2026-04-04T00:00:00Z', lordHowe),
      '2026-04-05T13:30:00.000Z',
    );
  });

  it('ends where the next date begins when its midnight is skipped', () => {
    const santiago = { zone: 'America/Santiago' };
    assert.equal(
      deadline([1, 'days'], '2026-09-04T15:00:00Z', santiago),
      '2026-09-06T04:00:00.000Z',
    );
  });
});

describe('a clock of months or years', () => {
  it('ends on the same day of the month, or its last where there is none', () => {
    assert.equal(deadline([1, 'years'], '2026-11-23T15:00:00Z'), '2027-11-24T05:00:00.000Z');
    assert.equal(deadline([4, 'months'], '2026-10-31T15:00:00Z'), '2027-03-01T05:00:00.000Z');
  });

  it('runs through 28 February from a leap day, by years and by months', () => {
    for (const limit of [
      [1, 'years'],
      [12, 'months'],
    ] satisfies Limit[])
      assert.equal(deadline(limit, '2028-02-29T15:00:00Z'), '2029-03-01T05:00:00.000Z');
    assert.equal(deadline([4, 'years'], '2028-02-29T15:00:00Z'), '2032-03-01T05:00:00.000Z');
  });

  it('crosses the end of a year', () => {
    assert.equal(deadline([1, 'months'], '2026-12-31T15:00:00Z'), '2027-02-01T05:00:00.000Z');
    assert.equal(deadline([1, 'days'], '2026-12-31T15:00:00Z'), '2027-01-02T05:00:00.000Z');
  });
});

describe('a clock of business hours', () => {
  it('runs in working spans only', () => {
    assert.equal(
      deadline([4, 'business-hours'], '2026-11-23T14:00:00Z'),
      '2026-11-23T18:00:00.000Z',
    );
    assert.equal(
      deadline([4, 'business-hours'], '2026-11-23T20:00:00Z'),
      '2026-11-24T15:00:00.000Z',
    );
  });

  it('waits for opening, over a weekend and a change of time', () => {
    assert.equal(
      deadline([4, 'business-hours'], '2026-03-06T21:00:00Z'),
      '2026-03-09T15:00:00.000Z',
    );
    assert.equal(
      deadline([1, 'business-hours'], '2026-11-01T05:30:00Z'),
      '2026-11-02T14:00:00.000Z',
    );
  });

  it('ends at the end of a span rather than at the start of the next', () => {
    assert.equal(
      deadline([9, 'business-hours'], '2026-11-23T13:00:00Z'),
      '2026-11-23T22:00:00.000Z',
    );
  });

  it('follows the hours of an extra opening and skips a closure', () => {
    const calendar = aCalendar({
      closures: [{ date: '2026-11-27', reason: 'Long weekend' }],
      openings: [
        { date: '2026-11-28', reason: 'Flu day', hours: [{ from: '09:00', until: '10:00' }] },
      ],
    });
    assert.equal(
      deadline([2, 'business-hours'], '2026-11-25T22:00:00Z', { calendar }),
      '2026-11-30T14:00:00.000Z',
    );
  });
});

describe('a clock of business days', () => {
  it('starts on the next working day and ends with it', () => {
    assert.equal(
      deadline([1, 'business-days'], '2026-11-23T12:00:00Z'),
      '2026-11-24T22:00:00.000Z',
    );
    assert.equal(
      deadline([1, 'business-days'], '2026-11-21T15:00:00Z'),
      '2026-11-23T22:00:00.000Z',
    );
  });

  it('skips holidays, observed ones too, and closed days', () => {
    const calendar = aCalendar({ closures: [{ date: '2026-11-27', reason: 'Long weekend' }] });
    assert.equal(
      deadline([1, 'business-days'], '2026-11-25T15:00:00Z', { calendar }),
      '2026-11-30T22:00:00.000Z',
    );
    assert.equal(
      deadline([1, 'business-days'], '2021-12-30T15:00:00Z'),
      '2022-01-03T22:00:00.000Z',
    );
    assert.equal(
      deadline([10, 'business-days'], '2026-12-18T15:00:00Z'),
      '2027-01-05T22:00:00.000Z',
    );
  });

  it('ends at midnight where the clinic works until then', () => {
    const hours = [1, 2].map((weekday) => ({ weekday, from: '00:00', until: '24:00' }));
    assert.equal(
      deadline([2, 'business-days'], '2026-11-22T15:00:00Z', { calendar: aCalendar({ hours }) }),
      '2026-11-25T05:00:00.000Z',
    );
  });
});

describe('a calendar without enough working time', () => {
  const none = { calendar: aCalendar({ hours: [] }) };
  const refusal = {
    name: 'ProblemError',
    code: 'rule-broken',
    details: { rule: 'no-working-time' },
  };

  it('is refused by the clocks that follow it', () => {
    assert.throws(() => deadline([1, 'business-hours'], '2026-11-23T15:00:00Z', none), refusal);
    assert.throws(() => deadline([1, 'business-days'], '2026-11-23T15:00:00Z', none), refusal);
    const hours = [{ weekday: 7, from: '02:00', until: '02:15' }];
    const little = { calendar: aCalendar({ hours }) };
    assert.throws(
      () => deadline([2000, 'business-hours'], '2026-11-23T15:00:00Z', little),
      refusal,
    );
  });

  it('does not matter to elapsed time and calendar dates', () => {
    assert.equal(deadline([1, 'hours'], '2026-11-23T15:00:00Z', none), '2026-11-23T16:00:00.000Z');
    assert.equal(deadline([1, 'days'], '2026-11-23T15:00:00Z', none), '2026-11-25T05:00:00.000Z');
  });
});

describe('target and warning', () => {
  const startedAt = '2026-11-20T15:00:00Z';
  const plan = (changed: Partial<ClockRule>) =>
    planClock(aRule({ amount: 7, unit: 'days', ...changed }), startedAt, aCalendar(), newYork);

  it('are none where the rule has none', () => {
    const { targetAt, warnAt } = plan({});
    assert.deepEqual([targetAt, warnAt], [null, null]);
  });

  it('lie before the deadline by their own units', () => {
    const warnAt = (
      amount: number,
      unit: 'minutes' | 'hours' | 'days' | 'business-hours',
    ): string => plan({ warnBefore: { amount, unit } }).warnAt!;
    assert.equal(warnAt(90, 'minutes'), '2026-11-28T03:30:00.000Z');
    assert.equal(warnAt(12, 'hours'), '2026-11-27T17:00:00.000Z');
    assert.equal(warnAt(2, 'days'), '2026-11-26T05:00:00.000Z');
    assert.equal(warnAt(10, 'business-hours'), '2026-11-25T21:00:00.000Z');
  });

  it('of business days lie at the close of a working day before the last date', () => {
    const targetAt = (amount: number): string =>
      plan({ targetBefore: { amount, unit: 'business-days' } }).targetAt!;
    assert.equal(targetAt(1), '2026-11-25T22:00:00.000Z');
    assert.equal(targetAt(2), '2026-11-24T22:00:00.000Z');
  });

  it('of business hours lie in working time, at opening rather than at the close before', () => {
    const { targetAt } = plan({
      amount: 9,
      unit: 'business-hours',
      targetBefore: { amount: 2, unit: 'business-hours' },
    });
    assert.equal(targetAt, '2026-11-23T13:00:00.000Z');
  });

  it('of business hours skip a lunch break on the way back', () => {
    const hours = [
      { weekday: 1, from: '08:00', until: '12:00' },
      { weekday: 1, from: '13:00', until: '17:00' },
    ];
    const rule = aRule({
      amount: 7,
      unit: 'business-hours',
      warnBefore: { amount: 4, unit: 'business-hours' },
    });
    const noonOff = planClock(rule, '2026-11-23T13:00:00Z', aCalendar({ hours }), newYork);
    assert.deepEqual(
      [noonOff.deadlineAt, noonOff.warnAt],
      ['2026-11-23T21:00:00.000Z', '2026-11-23T16:00:00.000Z'],
    );
  });

  it('of business days find a close at midnight', () => {
    const hours = [1, 2].map((weekday) => ({ weekday, from: '00:00', until: '24:00' }));
    const rule = aRule({
      amount: 48,
      unit: 'hours',
      warnBefore: { amount: 1, unit: 'business-days' },
    });
    const { warnAt } = planClock(rule, '2026-11-22T17:00:00Z', aCalendar({ hours }), newYork);
    assert.equal(warnAt, '2026-11-24T05:00:00.000Z');
  });

  it('keep the wall time over a change of time', () => {
    const rule = aRule({ amount: 48, unit: 'hours', warnBefore: { amount: 1, unit: 'days' } });
    const { warnAt } = planClock(rule, '2026-03-07T15:00:00Z', aCalendar(), newYork);
    assert.equal(warnAt, '2026-03-08T15:00:00.000Z');
    const late = planClock(rule, '2026-03-06T15:00:00Z', aCalendar(), newYork);
    assert.equal(late.warnAt, '2026-03-07T16:00:00.000Z');
  });

  it('never lie before the start', () => {
    const lead = { amount: 300, unit: 'business-days' } as const;
    const { warnAt: early } = plan({ warnBefore: { amount: 400, unit: 'hours' } });
    assert.equal(early, '2026-11-20T15:00:00.000Z');
    const { targetAt, warnAt } = plan({
      warnBefore: lead,
      targetBefore: { amount: 2_000, unit: 'business-hours' },
    });
    assert.deepEqual([targetAt, warnAt], ['2026-11-20T15:00:00.000Z', '2026-11-20T15:00:00.000Z']);
  });
});

describe('the level of a clock', () => {
  const plan = {
    deadlineAt: '2026-11-23T15:00:00.000Z',
    targetAt: '2026-11-23T12:00:00.000Z',
    warnAt: '2026-11-23T14:00:00.000Z',
  };
  const steps: [now: string, level: string, next: string | null][] = [
    ['2026-11-23T13:59:59.999Z', 'on-time', plan.warnAt],
    ['2026-11-23T14:00:00.000Z', 'soon', plan.deadlineAt],
    ['2026-11-23T14:59:59.999Z', 'soon', plan.deadlineAt],
    ['2026-11-23T15:00:00.000Z', 'late', null],
    ['2026-11-23T16:00:00.000Z', 'late', null],
  ];

  for (const [now, level, next] of steps)
    it(`is ${level} at ${now}`, () => {
      assert.deepEqual([levelOf(plan, now), nextLevelAt(plan, now)], [level, next]);
    });

  it('goes from on-time to late where nothing warns', () => {
    const silent = { ...plan, warnAt: null };
    assert.equal(levelOf(silent, '2026-11-23T14:30:00.000Z'), 'on-time');
    assert.equal(nextLevelAt(silent, '2026-11-23T14:30:00.000Z'), plan.deadlineAt);
    assert.equal(levelOf(silent, plan.deadlineAt), 'late');
  });
});
