import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isEnoughFor, type Placed } from './resource-plan-rules.ts';

interface Wish {
  from: number;
  length: number;
  count: number;
}

interface Room {
  busy: { from: number; until: number }[];
}

const meets = (a: { from: number; until: number }, b: { from: number; until: number }): boolean =>
  a.from < b.until && a.until > b.from;

function placedAt({ from, length, count }: Wish, rooms: readonly Room[]): Placed {
  const occupied = { from, until: from + length };
  const free = rooms.filter(({ busy }) => !busy.some((span) => meets(span, occupied))).length;
  return { needs: [{ type: 'Exam room', count }], from, occupied, freeOf: () => free };
}

describe('rooms of a plan', () => {
  const none: Room[] = [{ busy: [] }];

  it('are not given to two visits at once, but to one after another', () => {
    const first = placedAt({ from: 0, length: 30, count: 1 }, none);
    assert.equal(isEnoughFor(first, []), true);
    assert.equal(isEnoughFor(placedAt({ from: 15, length: 30, count: 1 }, none), [first]), false);
    assert.equal(isEnoughFor(placedAt({ from: 30, length: 30, count: 1 }, none), [first]), true);
  });

  it('are of one type only where that is asked for, however it is spelled', () => {
    const first = placedAt({ from: 0, length: 30, count: 1 }, none);
    const other = { ...first, needs: [{ type: 'exam ROOM', count: 1 }] };
    assert.equal(isEnoughFor(other, [first]), false);
    assert.equal(
      isEnoughFor({ ...first, needs: [{ type: 'Ultrasound', count: 1 }] }, [first]),
      true,
    );
  });

  it('suffice in whatever order the visits take the first that are free', () => {
    const span = fc
      .tuple(fc.nat(100), fc.integer({ min: 1, max: 40 }))
      .map(([from, length]) => ({ from, until: from + length }));
    const rooms = fc.array(fc.record({ busy: fc.array(span, { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 5,
    });
    const wish = fc.record({
      from: fc.nat(100),
      length: fc.integer({ min: 1, max: 40 }),
      count: fc.integer({ min: 1, max: 2 }),
    });
    fc.assert(
      fc.property(
        rooms,
        fc.array(wish, { maxLength: 8 }),
        fc.array(fc.nat(7), { minLength: 8, maxLength: 8 }),
        (all, wishes, order) => {
          const accepted: Placed[] = [];
          for (const each of wishes) {
            const placed = placedAt(each, all);
            if (isEnoughFor(placed, accepted)) accepted.push(placed);
          }
          const taken = all.map(({ busy }) => [...busy]);
          const inOrder = accepted
            .map((placed, at) => ({ placed, key: order[at] ?? 0 }))
            .sort((a, b) => a.key - b.key);
          for (const { placed } of inOrder) {
            const free = taken.filter((busy) => !busy.some((one) => meets(one, placed.occupied)));
            const count = placed.needs[0]?.count ?? 0;
            assert.ok(free.length >= count);
            for (const room of free.slice(0, count)) room.push(placed.occupied);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
