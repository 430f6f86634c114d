import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LinkedMode } from '#contract/linked-times';
import fc from 'fast-check';
import {
  freePlaces,
  localDay,
  windowsOfDay,
  type Span,
  type VisitLength,
} from './availability-rules.ts';
import { aBlock } from './given-hours.ts';
import { chainsOf, type PartPlace } from './linked-times-rules.ts';

const minute = 60_000;
const newYork = 'America/New_York';
/** Both changes of the clocks, and a day without one; all of them Sundays. */
const days = ['2027-03-14', '2026-11-01', '2026-11-08'];

interface Hours {
  providerId: string;
  open: Span[];
  busy: Span[];
}

function placesOf(hours: readonly Hours[], length: VisitLength): PartPlace[] {
  return hours
    .flatMap(({ providerId, open, busy }) =>
      freePlaces(open, busy, length).map(({ start, occupied }) => ({
        ...{ providerId, start, occupied },
        end: start + length.minutes * minute,
      })),
    )
    .sort((a, b) => a.start - b.start || a.providerId.localeCompare(b.providerId));
}

/** By minute: may these visits stand there together? */
function stands(
  hours: readonly Hours[],
  lengths: readonly VisitLength[],
  chain: readonly { providerId: string; start: number }[],
  { mode, gap }: { mode: LinkedMode; gap: number },
): boolean {
  const taken = new Set<string>();
  for (const [at, { providerId, start }] of chain.entries()) {
    const { minutes, bufferBefore, bufferAfter } = lengths[at]!;
    const own = hours.find((one) => one.providerId === providerId)!;
    const covers = (spans: readonly Span[], moment: number): boolean =>
      spans.some(({ from, until }) => from <= moment && moment < until);
    const end = start + minutes * minute;
    for (let now = start - bufferBefore * minute; now < end + bufferAfter * minute; now += minute) {
      const isInVisit = now >= start && now < end;
      if (isInVisit && !covers(own.open, now)) return false;
      if (covers(own.busy, now) || taken.has(`${providerId} ${String(now)}`)) return false;
      taken.add(`${providerId} ${String(now)}`);
    }
    const before = chain[at - 1];
    if (!before) continue;
    const wait = start - (before.start + lengths[at - 1]!.minutes * minute);
    if (mode === 'side-by-side' ? start !== before.start : wait < 0 || wait > gap) return false;
  }
  return true;
}

/** Every first start, on the quarters of an hour, at which the rest can be put somewhere. */
function bruteForce(
  hours: readonly Hours[],
  lengths: readonly VisitLength[],
  how: { mode: LinkedMode; gap: number },
  day: Span,
): number[] {
  const quarter = 15 * minute;
  const reaches = (chain: { providerId: string; start: number }[]): boolean => {
    if (chain.length > 0 && !stands(hours, lengths, chain, how)) return false;
    if (chain.length === lengths.length) return true;
    const last = chain.at(-1)!;
    const [from, until] =
      how.mode === 'side-by-side'
        ? [last.start, last.start]
        : [last.start, last.start + lengths[chain.length - 1]!.minutes * minute + how.gap];
    for (let start = Math.ceil(from / quarter) * quarter; start <= until; start += quarter)
      if (hours.some(({ providerId }) => reaches([...chain, { providerId, start }]))) return true;
    return false;
  };
  const starts: number[] = [];
  for (let start = day.from; start < day.until; start += quarter)
    if (hours.some(({ providerId }) => reaches([{ providerId, start }]))) starts.push(start);
  return starts;
}

const length = fc.record({
  minutes: fc.integer({ min: 5, max: 50 }),
  bufferBefore: fc.integer({ min: 0, max: 20 }),
  bufferAfter: fc.integer({ min: 0, max: 20 }),
});
const wallSpan = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 10 }))
  .map(([start, quarters]) => [start * 15, (start + quarters) * 15] as const);

describe('linked times', () => {
  it('are exactly those that a walk through every minute finds, on days of change too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...days),
        fc.array(fc.record({ open: wallSpan, busy: fc.array(wallSpan, { maxLength: 2 }) }), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.array(length, { minLength: 2, maxLength: 3 }),
        fc.constantFrom<LinkedMode>('one-after-another', 'side-by-side'),
        fc.integer({ min: 0, max: 40 }),
        (date, given, lengths, mode, gapMinutes) => {
          const local = localDay(date, newYork);
          const spanOf = ([start, end]: readonly [number, number]): Span => ({
            from: local.at(start),
            until: local.at(end),
          });
          const hours = given.map(({ open, busy }, at) => ({
            providerId: `provider ${String(at)}`,
            open: windowsOfDay(local, [aBlock(open[0], open[1])]),
            busy: busy.map(spanOf).filter(({ from, until }) => from < until),
          }));
          const how = { mode, gap: gapMinutes * minute };
          const parts = lengths.map((one) => placesOf(hours, one));
          const chains = chainsOf(parts, { ...how, limit: 1000 });
          for (const chain of chains) assert.ok(stands(hours, lengths, chain, how));
          const whole = { from: local.at(0), until: local.at(1440) };
          assert.deepEqual(
            chains.map(([first]) => first!.start),
            bruteForce(hours, lengths, how, whole),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('give the next visit as soon as it can be, and no more chains than are asked for', () => {
    const at = (text: string): number => Date.parse(`2026-11-24T${text}:00Z`);
    const hours = [
      { providerId: 'a', open: [{ from: at('14:00'), until: at('16:00') }], busy: [] },
      { providerId: 'b', open: [{ from: at('14:30'), until: at('16:00') }], busy: [] },
    ];
    const visit = { minutes: 30, bufferBefore: 0, bufferAfter: 15 };
    const parts = [placesOf(hours, visit), placesOf(hours, visit)];
    const linking = { mode: 'one-after-another', gap: 30 * minute, limit: 2 } as const;
    assert.deepEqual(
      chainsOf(parts, linking).map((chain) => chain.map((one) => [one.providerId, one.start])),
      [
        [
          ['a', at('14:00')],
          ['b', at('14:30')],
        ],
        [
          ['a', at('14:15')],
          ['b', at('14:45')],
        ],
      ],
    );
  });

  it('are looked for within bounds where nothing fits', () => {
    const many = Array.from({ length: 4000 }, (_, n) => ({
      providerId: `provider ${String(n % 40)}`,
      start: Math.floor(n / 40) * 15 * minute,
      end: (Math.floor(n / 40) * 15 + 15) * minute,
      occupied: { from: Math.floor(n / 40) * 15 * minute, until: Infinity },
    }));
    const parts = [many, many, many, many, many, []];
    const linking = { mode: 'one-after-another', gap: 240 * minute, limit: 8 } as const;
    const began = performance.now();
    assert.deepEqual(chainsOf(parts, linking), []);
    assert.ok(performance.now() - began < 2000);
  });
});
