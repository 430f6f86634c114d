import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freePlaces } from './availability-rules.ts';
import { byFit, wasted } from './fit-rules.ts';

const minute = 60_000;
const at = (text: string): number => Date.parse(`2026-11-23T${text}:00.000Z`);
const length = { minutes: 30, bufferBefore: 0, bufferAfter: 0 };

describe('how well a visit fits', () => {
  const open = [{ from: at('09:00'), until: at('12:00') }];
  const busy = [{ from: at('09:45'), until: at('10:30') }];
  const places = freePlaces(open, busy, length).map((place) => ({ ...place, providerId: 'a' }));
  const order = (of: typeof places, preferred: string[] = []): string[] =>
    of
      .toSorted(byFit(new Set(preferred)))
      .map(
        ({ start, providerId }) => `${providerId} ${new Date(start).toISOString().slice(11, 16)}`,
      );

  it('is the better the less time it leaves that nobody can use', () => {
    const wastedAt = (text: string): number =>
      wasted(places.find(({ start }) => start === at(text))!) / minute;
    assert.deepEqual(
      ['09:00', '09:15', '10:30', '10:45', '11:00', '11:30'].map(wastedAt),
      [15, 15, 0, 15, 0, 0],
    );
  });

  it('puts what leaves no gap first, then what stands beside something, then the soonest', () => {
    assert.deepEqual(order(places), [
      'a 10:30',
      'a 11:30',
      'a 11:00',
      'a 09:00',
      'a 09:15',
      'a 10:45',
      'a 11:15',
    ]);
  });

  it('counts the buffers as part of the visit', () => {
    const [first] = freePlaces(open, [], { minutes: 30, bufferBefore: 15, bufferAfter: 15 });
    assert.deepEqual(first?.occupied, { from: at('08:45'), until: at('09:45') });
    assert.equal(wasted(first), 0);
  });

  it('prefers who knows the patient, and is the same whichever comes first', () => {
    const both = [...places, ...places.map((place) => ({ ...place, providerId: 'b' }))];
    assert.equal(order(both, ['b'])[0], 'b 10:30');
    assert.deepEqual(order(both), order(both.toReversed()));
  });
});
