import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Temporal } from '../clock/temporal.ts';
import { moments, newYork, text } from './given-calendar.ts';
import { localDateAt, localTimeAt, wallClock } from './local-moments.ts';

const quarter = 15;
const quarters = Array.from({ length: 97 }, (_, n) => n * quarter);

/** Steps through a date and the start of the next, and notes when each quarter, or a later one, is first shown. */
function firstShown(date: Temporal.PlainDate, zone: string): number[] {
  const midnight = Date.parse(`${date.toString()}T00:00Z`);
  const shown: number[] = [];
  let at = date.toZonedDateTime(zone).epochMilliseconds;
  while (shown.length < quarters.length) {
    const read = at + localTimeAt(at, zone).offsetNanoseconds / 1e6;
    while (shown.length < quarters.length && midnight + quarters[shown.length]! * 60_000 <= read)
      shown.push(at);
    at += quarter * 60_000;
  }
  return shown;
}

/** The dates from the day before the next change of a zone's offset on, or from the moment's own. */
function datesNear(moment: number, zone: string): Temporal.PlainDate[] {
  const change = localTimeAt(moment, zone).getTimeZoneTransition('next');
  const first = localDateAt(change?.epochMilliseconds ?? moment, zone);
  return [-1, 0, 1].map((days) => first.add({ days }));
}

describe('a wall clock', () => {
  it('shows each quarter of an hour of any date near a change of any zone when stepping through it does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        moments,
        fc.boolean(),
        (zone, moment, backwards) => {
          const at = wallClock(zone);
          const dates = datesNear(moment, zone);
          for (const date of backwards ? dates.toReversed() : dates)
            assert.deepEqual(
              quarters.map((minutes) => at(date, minutes)),
              firstShown(date, zone),
              `${zone} ${date.toString()}`,
            );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('reaches a skipped time at the moment of the change, and a repeated one the first time', () => {
    const at = wallClock(newYork);
    const shows = (date: string, minutes: number): string =>
      text(at(Temporal.PlainDate.from(date), minutes));
    assert.equal(shows('2026-03-08', 150), '2026-03-08T07:00:00.000Z');
    assert.equal(shows('2026-11-01', 90), '2026-11-01T05:30:00.000Z');
    assert.equal(shows('2026-11-01', 120), '2026-11-01T07:00:00.000Z');
  });

  it('reaches a repeated time the first time also when it has been asked for later ones', () => {
    const at = wallClock(newYork);
    at(Temporal.PlainDate.from('2026-11-03'), 0);
    assert.equal(text(at(Temporal.PlainDate.from('2026-11-01'), 90)), '2026-11-01T05:30:00.000Z');
  });

  it('passes over a date that its zone skipped whole', () => {
    const at = wallClock('Pacific/Apia');
    const skipped = Temporal.PlainDate.from('2011-12-30');
    assert.deepEqual(
      [0, 720, 1440].map((minutes) => text(at(skipped, minutes))),
      Array(3).fill('2011-12-30T10:00:00.000Z'),
    );
  });
});
