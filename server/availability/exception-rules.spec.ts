import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ExceptionKind } from '#contract/schedule-exception';
import {
  localDay,
  windowsOfDay,
  type Block,
  type LocalDay,
  type Span,
} from './availability-rules.ts';
import { withExceptions, type Exception } from './exception-rules.ts';
import { aBlock, aWindow, startsOf } from './given-hours.ts';
import { openTo } from './open-hours-rules.ts';

const minute = 60_000;
const newYork = 'America/New_York';

function exception(kind: ExceptionKind, from: number, until: number): Exception {
  return { ...aWindow({ from, until }), id: 'x', kind };
}

function block(startsMinute: number, endsMinute: number): Block {
  return aBlock(startsMinute, endsMinute, { weekday: 2, visitTypeIds: ['follow-up'] });
}

const tuesday = localDay('2026-11-24', newYork);

describe('a day with exceptions', () => {
  const weekly = windowsOfDay(tuesday, [block(480, 720)]);

  it('loses what time off covers, whatever it covers beside', () => {
    const off = exception('time-off', tuesday.at(0) - 5 * 1440 * minute, tuesday.at(600));
    assert.deepEqual(withExceptions(tuesday, weekly, [off]), [
      aWindow({ from: tuesday.at(600), until: tuesday.at(720) }, { visitTypeIds: ['follow-up'] }),
    ]);
  });

  it('is cut in two by a meeting, each part with the visit types of the whole', () => {
    const meeting = exception('meeting', tuesday.at(540), tuesday.at(570));
    const windows = withExceptions(tuesday, weekly, [meeting]);
    assert.deepEqual(
      windows.map(({ from, until }) => [from, until]),
      [
        [tuesday.at(480), tuesday.at(540)],
        [tuesday.at(570), tuesday.at(720)],
      ],
    );
    assert.ok(windows.every(({ visitTypeIds }) => visitTypeIds[0] === 'follow-up'));
  });

  it('gains extra hours with their own visit types, as far as they are of this day', () => {
    const extra = exception('extra-hours', tuesday.at(1380), tuesday.at(1440) + 60 * minute);
    assert.deepEqual(withExceptions(tuesday, weekly, [extra]).at(-1), {
      ...aWindow({ from: tuesday.at(1380), until: tuesday.at(1440) }),
    });
  });

  it('is away where time off lies over extra hours, whichever was entered first', () => {
    const both = [
      exception('time-off', tuesday.at(0), tuesday.at(1440)),
      exception('extra-hours', tuesday.at(1080), tuesday.at(1200)),
    ];
    assert.deepEqual(withExceptions(tuesday, weekly, both), []);
    assert.deepEqual(withExceptions(tuesday, weekly, both.toReversed()), []);
  });
});

const zones = Intl.supportedValuesOf('timeZone');
/** Three years of dates, half of them near a change of time somewhere. */
const days = fc
  .tuple(fc.constantFrom(...zones, newYork, 'Australia/Lord_Howe'), fc.nat(1095), fc.boolean())
  .map(([zone, offset, near]): LocalDay => {
    const start = near
      ? Date.parse('2026-10-20') + (offset % 20) * 1440 * minute
      : Date.parse('2025-01-01');
    const moment = near ? start : start + offset * 1440 * minute;
    return localDay(new Date(moment).toISOString().slice(0, 10), zone);
  });
const blocksOf = (day: LocalDay): fc.Arbitrary<Block[]> =>
  fc
    .uniqueArray(fc.nat(96), { maxLength: 6 })
    .map((quarters) => quarters.toSorted((a, b) => a - b).map((quarter) => quarter * 15))
    .map((marks) =>
      marks.flatMap((mark, n) =>
        n % 2 === 0 && marks[n + 1] !== undefined
          ? [{ ...block(mark, marks[n + 1]!), weekday: day.weekday, visitTypeIds: [] }]
          : [],
      ),
    );
const spanOn = (day: LocalDay): fc.Arbitrary<Span> =>
  fc
    .tuple(fc.integer({ min: -300, max: 1500 }), fc.integer({ min: 1, max: 900 }))
    .map(([start, length]) => ({
      from: day.at(0) + start * minute,
      until: day.at(0) + (start + length) * minute,
    }));
const exceptionsOf = (day: LocalDay): fc.Arbitrary<Exception[]> =>
  fc.array(
    fc
      .tuple(
        spanOn(day),
        fc.constantFrom<ExceptionKind>('time-off', 'meeting', 'blocked', 'extra-hours'),
      )
      .map(([{ from, until }, kind]) => exception(kind, from, until)),
    { maxLength: 5 },
  );
const worlds = days.chain((day) =>
  fc.record({
    day: fc.constant(day),
    blocks: blocksOf(day),
    exceptions: exceptionsOf(day),
    busy: fc.array(spanOn(day), { maxLength: 4 }),
    away: spanOn(day),
    length: fc.record({
      minutes: fc.integer({ min: 5, max: 90 }),
      bufferBefore: fc.nat(20),
      bufferAfter: fc.nat(20),
    }),
  }),
);
const covers = (spans: readonly Span[], moment: number): boolean =>
  spans.some(({ from, until }) => from <= moment && moment < until);

describe('any day of any zone', () => {
  it('is open in exactly the minutes of weekly or extra hours that nothing takes away', () => {
    fc.assert(
      fc.property(worlds, ({ day, blocks, exceptions }) => {
        const weekly = windowsOfDay(day, blocks);
        const windows = withExceptions(day, weekly, exceptions);
        const extra = exceptions.filter(({ kind }) => kind === 'extra-hours');
        const off = exceptions.filter(({ kind }) => kind !== 'extra-hours');
        for (let moment = day.at(0); moment < day.at(1440); moment += minute)
          assert.equal(
            covers(windows, moment),
            (covers(weekly, moment) || covers(extra, moment)) && !covers(off, moment),
          );
        assert.ok(windows.every(({ from, until }) => day.at(0) <= from && until <= day.at(1440)));
      }),
      { numRuns: 150 },
    );
  });

  it('offers a start exactly where each minute of the visit is open and each with its buffers free', () => {
    fc.assert(
      fc.property(worlds, ({ day, blocks, exceptions, busy, length }) => {
        const windows = withExceptions(day, windowsOfDay(day, blocks), exceptions);
        const expected: number[] = [];
        const [before, after] = [length.bufferBefore * minute, length.bufferAfter * minute];
        const grid = 15 * minute;
        for (let start = Math.ceil(day.at(0) / grid) * grid; start < day.at(1440); start += grid) {
          const end = start + length.minutes * minute;
          let possible = true;
          for (let moment = start - before; possible && moment < end + after; moment += minute)
            possible =
              !covers(busy, moment) && (moment < start || moment >= end || covers(windows, moment));
          if (possible) expected.push(start);
        }
        assert.deepEqual(startsOf(openTo(windows), busy, length), expected);
      }),
      { numRuns: 150 },
    );
  });

  it('never gains a start by time off', () => {
    fc.assert(
      fc.property(worlds, ({ day, blocks, exceptions, busy, away, length }) => {
        const weekly = windowsOfDay(day, blocks);
        const startsWith = (all: Exception[]): number[] =>
          startsOf(openTo(withExceptions(day, weekly, all)), busy, length);
        const before = new Set(startsWith(exceptions));
        const off = exception('time-off', away.from, away.until);
        for (const start of startsWith([...exceptions, off])) {
          assert.ok(before.has(start));
          assert.ok(start + length.minutes * minute <= off.from || off.until <= start);
        }
      }),
      { numRuns: 300 },
    );
  });
});
