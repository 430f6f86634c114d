import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { laneBeside, type Occupant } from './overbook-rules.ts';

const at = (minute: number): string =>
  new Date(Date.parse('2026-11-23T15:00:00Z') + minute * 60_000).toISOString();

interface Stood {
  from: number;
  minutes: number;
  tolerance: number;
  before: number;
  after: number;
  lane: number;
}

function occupant(stood: Partial<Stood> & { from: number }): Occupant & {
  lane: number;
  visit: { startsAt: string; endsAt: string };
} {
  const { from, minutes = 30, tolerance = 1, before = 0, after = 0, lane = 0 } = stood;
  return {
    span: { startsAt: at(from - before), endsAt: at(from + minutes + after) },
    visit: { startsAt: at(from), endsAt: at(from + minutes) },
    tolerance,
    lane,
  };
}

describe('the lane beside others', () => {
  it('is the second beside one visit that allows it', () => {
    assert.equal(laneBeside(occupant({ from: 10 }), [occupant({ from: 0 })]), 1);
  });

  it('is not there where the strictest of all that stand at once is reached', () => {
    const [first, second] = [occupant({ from: 0, tolerance: 3 }), occupant({ from: 0, lane: 1 })];
    assert.equal(laneBeside(occupant({ from: 0, tolerance: 3 }), [first, second]), null);
    assert.equal(laneBeside(occupant({ from: 0, tolerance: 0 }), [first]), null);
    assert.equal(
      laneBeside(occupant({ from: 0 }), [occupant({ from: 0, tolerance: 0 })]),
      null,
      'also where the other does not allow it',
    );
  });

  it('counts instants, not neighbours: two one after the other crowd nobody', () => {
    const others = [occupant({ from: 0 }), occupant({ from: 30 })];
    assert.equal(laneBeside(occupant({ from: 15 }), others), 1);
  });

  it('is never over a buffer, of this visit or of the other', () => {
    const withBuffer = occupant({ from: 0, after: 15 });
    assert.equal(laneBeside(occupant({ from: 30 }), [withBuffer]), null);
    assert.equal(laneBeside(occupant({ from: 0 }), [withBuffer]), 1);
    assert.equal(laneBeside(occupant({ from: 15, before: 10 }), [occupant({ from: 0 })]), null);
    assert.equal(laneBeside(occupant({ from: 0, after: 15 }), [withBuffer]), 1, 'two buffers may');
  });

  it('is not there beside a visit in another clinic', () => {
    assert.equal(
      laneBeside(occupant({ from: 0 }), [{ ...occupant({ from: 0 }), visit: null }]),
      null,
    );
  });

  it('leaves whatever is placed sound, minute by minute', () => {
    const stood = fc.record({
      from: fc.nat({ max: 60 }),
      minutes: fc.integer({ min: 5, max: 40 }),
      tolerance: fc.nat({ max: 3 }),
      before: fc.constantFrom(0, 0, 5),
      after: fc.constantFrom(0, 0, 10),
    });
    fc.assert(
      fc.property(fc.array(stood, { maxLength: 8 }), (asked) => {
        const placed: ReturnType<typeof occupant>[] = [];
        for (const one of asked) {
          const lane = laneBeside(occupant(one), placed);
          if (lane !== null) placed.push(occupant({ ...one, lane }));
        }
        for (let minute = -10; minute < 120; minute++) requireSoundAt(at(minute), placed);
      }),
    );
  });
});

type Span = Occupant['span'];
const holds = (now: string, { startsAt, endsAt }: Span): boolean => startsAt <= now && now < endsAt;

function requireSoundAt(now: string, placed: readonly ReturnType<typeof occupant>[]): void {
  const there = placed.filter(({ span }) => holds(now, span));
  const visits = there.filter(({ visit }) => holds(now, visit));
  const lanes = there.map(({ lane }) => lane);
  assert.equal(new Set(lanes).size, lanes.length, 'one in a lane');
  for (const { tolerance, lane } of there) {
    assert.ok(there.length - 1 <= tolerance, 'nobody is crowded');
    assert.ok(lane <= tolerance);
  }
  if (visits.length < there.length) assert.equal(visits.length, 0, 'no visit in a buffer');
}
