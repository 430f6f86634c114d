import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { instantOf, readDay, readSex, readTime } from './field-rules.ts';
import { TakenTime } from './taken-time.ts';

describe('the text of a field', () => {
  it('is a day as files write it, and only one of the calendar', () => {
    for (const text of ['2026-11-03', '11/3/2026', '11-03-2026', '20261103'])
      assert.equal(readDay(text), '2026-11-03', text);
    for (const text of ['2026-02-30', '13/01/2026', '3.11.2026', '11/3/26', 'today', ''])
      assert.equal(readDay(text), null, text);
  });

  it('is a time as files write it', () => {
    const times = {
      '14:05': '14:05',
      '2:05 PM': '14:05',
      '2pm': '14:00',
      '12:00 am': '00:00',
      '12 p.m.': '12:00',
      '0905': '09:05',
      '9:05:00': '09:05',
    };
    for (const [text, time] of Object.entries(times)) assert.equal(readTime(text), time, text);
    for (const text of ['24:00', '9:60', '13:00 PM', '9', '9:05:30', 'noon'])
      assert.equal(readTime(text), null, text);
  });

  it('is an instant in the zone, unless the clocks skip it or show it twice', () => {
    const zone = 'America/New_York';
    assert.deepEqual(instantOf({ date: '2026-11-25', time: '09:00' }, zone), {
      instant: '2026-11-25T14:00:00.000Z',
    });
    assert.deepEqual(instantOf({ date: '2027-03-14', time: '02:30' }, zone), {
      fault: 'time-in-gap',
    });
    assert.deepEqual(instantOf({ date: '2027-11-07', time: '01:30' }, zone), {
      fault: 'time-twice',
    });
    assert.deepEqual(instantOf({ date: '2027-03-14', time: '02:30' }, 'America/Phoenix'), {
      instant: '2027-03-14T09:30:00.000Z',
    });
  });

  it('is a sex of the standard', () => {
    assert.deepEqual(['F', 'male', 'X', 'U', 'toString', ''].map(readSex), [
      'female',
      'male',
      'other',
      'unknown',
      null,
      null,
    ]);
  });
});

describe('time taken line by line', () => {
  it('is what comparing every pair finds', () => {
    const at = (minutes: number): string => new Date(minutes * 60_000).toISOString();
    const span = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 8 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 40 }), (spans) => {
        const taken = new TakenTime();
        const kept: [number, number][] = [];
        for (const [line, [start, length]] of spans.entries()) {
          const free = kept.every(([from, to]) => to <= start || from >= start + length);
          const clash = taken.take('p', { startsAt: at(start), endsAt: at(start + length) }, line);
          assert.equal(clash === null, free);
          if (free) kept.push([start, start + length]);
        }
      }),
    );
  });
});
