import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { mayMeet, nthsOfMonth, type BlockRecurrence } from '#contract/block-recurrence';
import { Temporal } from '../platform/clock/temporal.ts';
import { localDay, overlappingBlocks, windowsOfDay, type Block } from './availability-rules.ts';
import { countsOn } from './block-recurrence-rules.ts';

const byDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

function every(weeks: number, countedFrom: string): BlockRecurrence {
  return { kind: 'every-n-weeks', weeks, countedFrom };
}

function nth(...nths: (typeof nthsOfMonth)[number][]): BlockRecurrence {
  return { kind: 'nth-of-month', nths };
}

/** From a Monday on. */
function datesOf(weekday: number, from: string, weeks: number): string[] {
  const first = Temporal.PlainDate.from(from).add({ days: weekday - 1 });
  return Array.from({ length: weeks }, (_, n) => first.add({ weeks: n }).toString());
}

const dates = fc
  .integer({ min: 0, max: 7300 })
  .map((days) => Temporal.PlainDate.from('2020-01-01').add({ days }).toString());
const recurrences: fc.Arbitrary<BlockRecurrence> = fc.oneof(
  fc.record({
    kind: fc.constant('every-n-weeks' as const),
    weeks: fc.integer({ min: 2, max: 12 }),
    countedFrom: dates,
  }),
  fc.record({
    kind: fc.constant('nth-of-month' as const),
    nths: fc.uniqueArray(fc.constantFrom(...nthsOfMonth), { minLength: 1, maxLength: 3 }),
  }),
);
const weekdays = fc.integer({ min: 1, max: 7 });

describe('the weeks of a block', () => {
  it('are every other one, before the day that they are counted from as after it', () => {
    const counted = datesOf(2, '2026-11-09', 6).filter((date) =>
      countsOn(every(2, '2026-11-25'), date),
    );
    assert.deepEqual(counted, ['2026-11-10', '2026-11-24', '2026-12-08']);
  });

  it('are those of the weekday’s days in a month, the last one included', () => {
    const tuesdays = datesOf(2, '2026-11-30', 9);
    assert.deepEqual(
      tuesdays.filter((date) => countsOn(nth(1, 3), date)),
      ['2026-12-01', '2026-12-15', '2027-01-05', '2027-01-19'],
    );
    assert.deepEqual(
      tuesdays.filter((date) => countsOn(nth(-1), date)),
      ['2026-12-29', '2027-01-26'],
    );
    assert.deepEqual(
      tuesdays.filter((date) => countsOn(nth(5), date)),
      ['2026-12-29'],
    );
  });

  it('are those that iCalendar’s rule of the same words names', () => {
    fc.assert(
      fc.property(recurrences, weekdays, fc.integer({ min: 0, max: 900 }), (one, weekday, skip) => {
        const monday = Temporal.PlainDate.from('2020-01-06').add({ weeks: skip });
        const day = byDay[weekday - 1]!;
        const rule =
          one.kind === 'every-n-weeks'
            ? `FREQ=WEEKLY;INTERVAL=${one.weeks};WKST=MO;BYDAY=${day}`
            : `FREQ=MONTHLY;BYDAY=${one.nths.map((n) => `${n}${day}`).join(',')}`;
        // The rule says nothing of what lies before its beginning: it begins in a week that counts.
        const begins =
          one.kind === 'every-n-weeks' ? monday : monday.subtract({ days: 40 }).with({ day: 1 });
        const counted =
          one.kind === 'every-n-weeks' ? { ...one, countedFrom: begins.toString() } : one;
        const named = new RRuleTemporal({
          rruleString: `RRULE:${rule}`,
          dtstart: begins.toZonedDateTime('UTC'),
          temporal: Temporal,
        })
          .between(
            new Date(monday.toZonedDateTime('UTC').epochMilliseconds),
            new Date(monday.add({ weeks: 40 }).toZonedDateTime('UTC').epochMilliseconds - 1),
            true,
          )
          .map((at) => at.toPlainDate().toString());
        const ours = datesOf(weekday, monday.toString(), 40).filter((date) =>
          countsOn(counted, date),
        );
        assert.deepEqual(ours, named);
      }),
      { numRuns: 150 },
    );
  });
});

function block(over: Partial<Block>): Block {
  const hours = { weekday: 2, startsMinute: 480, endsMinute: 720 };
  return { ...hours, visitTypeIds: [], recurrence: null, patients: 'any', opens: null, ...over };
}

describe('two blocks of one weekday', () => {
  const odd = every(2, '2026-11-24');
  const even = every(2, '2026-12-01');

  it('may have one time where they never count in one week', () => {
    const overlap = (a: BlockRecurrence | null, b: BlockRecurrence | null): boolean =>
      overlappingBlocks([block({ recurrence: a }), block({ recurrence: b, startsMinute: 600 })]);
    assert.equal(overlap(odd, even), false);
    assert.equal(overlap(nth(1, 3), nth(2, -1)), false);
    assert.equal(overlap(odd, null), true);
    assert.equal(overlap(odd, every(4, '2026-12-08')), true);
    assert.equal(overlap(odd, every(3, '2026-12-01')), true);
    assert.equal(overlap(nth(4), nth(-1)), true);
    assert.equal(overlap(odd, nth(1)), true);
  });

  it('meet in some week exactly where it is said that they may', () => {
    fc.assert(
      fc.property(recurrences, recurrences, weekdays, (a, b, weekday) => {
        const meet = datesOf(weekday, '2020-01-06', 1600).some(
          (date) => countsOn(a, date) && countsOn(b, date),
        );
        assert.equal(mayMeet(a, b), meet);
      }),
      { numRuns: 30 },
    );
  });
});

describe('any day of any zone', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const worlds = fc.record({
    zone: fc.constantFrom(...zones, 'America/New_York', 'Australia/Lord_Howe'),
    date: fc.oneof(
      dates,
      fc.constantFrom('2026-03-08', '2026-10-04', '2026-10-25', '2026-11-01', '2027-03-28'),
    ),
    times: fc
      .uniqueArray(fc.nat(96), { minLength: 2, maxLength: 2 })
      .map(([a = 0, b = 0]) => [Math.min(a, b) * 15, Math.max(a, b) * 15] as const),
    recurrence: fc.option(recurrences),
  });

  it('is open in each minute whose clock stands within the block, in a week that counts', () => {
    fc.assert(
      fc.property(worlds, ({ zone, date, times: [startsMinute, endsMinute], recurrence }) => {
        const day = localDay(date, zone);
        const one = block({ weekday: day.weekday, startsMinute, endsMinute, recurrence });
        const windows = windowsOfDay(day, [one]);
        // A clock that is set back shows again what it has shown: what was reached stays reached.
        let shown = 0;
        for (let moment = day.at(0); moment < day.at(1440); moment += 60_000) {
          const wall = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
          shown = Math.max(shown, wall.hour * 60 + wall.minute);
          assert.equal(
            windows.some(({ from, until }) => from <= moment && moment < until),
            startsMinute <= shown && shown < endsMinute && byHand(recurrence, date),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  /** Day by day from where it is counted. */
  function byHand(recurrence: BlockRecurrence | null, date: string): boolean {
    if (recurrence === null) return true;
    const day = Temporal.PlainDate.from(date);
    if (recurrence.kind === 'every-n-weeks') {
      const mondayOf = (of: Temporal.PlainDate): Temporal.PlainDate =>
        of.subtract({ days: of.dayOfWeek - 1 });
      const first = mondayOf(Temporal.PlainDate.from(recurrence.countedFrom));
      return first.until(mondayOf(day), { largestUnit: 'weeks' }).weeks % recurrence.weeks === 0;
    }
    const sameDays = Array.from({ length: day.daysInMonth }, (_, n) => day.with({ day: n + 1 }))
      .filter(({ dayOfWeek }) => dayOfWeek === day.dayOfWeek)
      .map(String);
    return recurrence.nths.some((n) => sameDays.at(n === -1 ? -1 : n - 1) === date);
  }
});
