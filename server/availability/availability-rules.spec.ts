import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  datesBetween,
  localDay,
  merged,
  overlappingBlocks,
  windowsOfDay,
  without,
  type Block,
  type Span,
} from './availability-rules.ts';
import { aBlock, startsOf } from './given-hours.ts';

const minute = 60_000;
const newYork = 'America/New_York';
const springForward = '2027-03-14';
const fallBack = '2026-11-01';

const at = (text: string): number => Date.parse(text);
const text = (moment: number): string => new Date(moment).toISOString();
const hours = ({ from, until }: Span): number => (until - from) / (60 * minute);

function block(startsMinute: number, endsMinute: number, weekday = 7): Block {
  return aBlock(startsMinute, endsMinute, { weekday });
}

describe('windows of a local day', () => {
  it('follow the wall clock on both sides of a change of time', () => {
    const day = [block(8 * 60, 17 * 60, 1), block(8 * 60, 17 * 60, 7)];
    const startOn = (date: string): string =>
      text(windowsOfDay(localDay(date, newYork), day)[0]!.from);
    assert.equal(startOn('2027-03-08'), '2027-03-08T13:00:00.000Z');
    assert.equal(startOn(springForward), '2027-03-14T12:00:00.000Z');
  });

  it('make a whole day 23 hours long in spring and 25 in autumn', () => {
    const whole = [block(0, 1440)];
    const lengthOn = (date: string): number =>
      hours(windowsOfDay(localDay(date, newYork), whole)[0]!);
    assert.equal(lengthOn(springForward), 23);
    assert.equal(lengthOn(fallBack), 25);
    assert.equal(lengthOn('2026-11-08'), 24);
  });

  it('begin at the moment of the change where their wall time is skipped', () => {
    const [window] = windowsOfDay(localDay(springForward, newYork), [block(150, 240)]);
    assert.equal(text(window!.from), '2027-03-14T07:00:00.000Z');
    assert.equal(hours(window!), 1);
  });

  it('vanish when they lie in the skipped hour altogether', () => {
    assert.deepEqual(windowsOfDay(localDay(springForward, newYork), [block(120, 180)]), []);
  });

  it('hold a repeated hour once, both times round', () => {
    const [window] = windowsOfDay(localDay(fallBack, newYork), [block(60, 120)]);
    assert.equal(hours(window!), 2);
    const starts = startsOf([window!], [], visit(60));
    assert.equal(new Set(starts).size, starts.length);
    assert.equal(starts.length, 5);
  });

  it('are in order and never overlap, on any day of any zone, when the blocks do not', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 3650 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 12 }),
        (zone, offset, quarters) => {
          const date = text(at('2024-01-01') + offset * 1440 * minute).slice(0, 10);
          const day = localDay(date, zone);
          const marks = quarters.toSorted((a, b) => a - b).map((quarter) => quarter * 15);
          const blocks = marks.slice(1).map((mark, n) => block(marks[n]!, mark, day.weekday));
          const windows = windowsOfDay(day, blocks);
          for (const [n, window] of windows.entries()) {
            assert.ok(window.from < window.until);
            if (n > 0) assert.ok(windows[n - 1]!.until <= window.from);
            assert.deepEqual(datesBetween(window, zone), [date]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

function visit(minutes: number, bufferBefore = 0, bufferAfter = 0) {
  return { minutes, bufferBefore, bufferAfter };
}

const spans = (max: number) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 1, max: 240 }))
      .map(([start, length]) => ({ from: start * minute, until: (start + length) * minute })),
    { maxLength: max },
  );
const lengths = fc.record({
  minutes: fc.integer({ min: 5, max: 120 }),
  bufferBefore: fc.integer({ min: 0, max: 30 }),
  bufferAfter: fc.integer({ min: 0, max: 30 }),
});

describe('possible starts', () => {
  it('are exactly the grid points at which the visit lies inside and its buffers touch nothing busy', () => {
    fc.assert(
      fc.property(spans(4), spans(8), lengths, (open, busy, length) => {
        const found = startsOf(open, busy, length);
        const inside = merged(open);
        const expected: number[] = [];
        for (let start = 0; start <= 1440 + 240; start += 15) {
          const [from, until] = [start * minute, (start + length.minutes) * minute];
          const occupied = {
            from: from - length.bufferBefore * minute,
            until: until + length.bufferAfter * minute,
          };
          const fits = inside.some((span) => span.from <= from && until <= span.until);
          const clear = busy.every(
            (span) => span.until <= occupied.from || occupied.until <= span.from,
          );
          if (fits && clear) expected.push(from);
        }
        assert.deepEqual(found, expected);
      }),
      { numRuns: 500 },
    );
  });

  it('find the times of a morning around a visit with buffers', () => {
    const open = [{ from: at('2026-11-23T13:00:00Z'), until: at('2026-11-23T15:00:00Z') }];
    const busy = [{ from: at('2026-11-23T13:30:00Z'), until: at('2026-11-23T14:00:00Z') }];
    assert.deepEqual(startsOf(open, busy, visit(30, 0, 15)).map(text), [
      '2026-11-23T14:00:00.000Z',
      '2026-11-23T14:15:00.000Z',
      '2026-11-23T14:30:00.000Z',
    ]);
  });
});

describe('subtraction of busy time', () => {
  it('leaves what neither overlaps it nor lies outside, and nothing else', () => {
    fc.assert(
      fc.property(spans(4), spans(8), (open, busy) => {
        const free = without(open, busy);
        const covers = (of: readonly Span[], moment: number): boolean =>
          of.some(({ from, until }) => from <= moment && moment < until);
        for (let moment = 0; moment < 1700; moment += 7) {
          const ms = moment * minute;
          assert.equal(covers(free, ms), covers(open, ms) && !covers(busy, ms));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('blocks', () => {
  it('overlap only within one weekday', () => {
    assert.equal(overlappingBlocks([block(60, 120, 1), block(119, 180, 1)]), true);
    assert.equal(overlappingBlocks([block(120, 180, 1), block(60, 120, 1)]), false);
    assert.equal(overlappingBlocks([block(60, 120, 1), block(90, 180, 2)]), false);
  });
});
