import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readCents, readDate } from './element-values.ts';
import { SegmentCursor } from './segment-cursor.ts';
import { elementOf, type Segment } from './segment.ts';

function cursorAt(text: string): SegmentCursor {
  const cursor = new SegmentCursor(20);
  cursor.load(text);
  assert.ok(cursor.take(0, true));
  return cursor;
}

/** As it is read when it is cut into its elements at once. */
function cut(text: string): Segment {
  const [id = '', ...elements] = text.replaceAll(/[\r\n]/g, '').split('*');
  return { number: 0, id: id.trim(), elements };
}

describe('a segment where it stands', () => {
  const character = fc.constantFrom(...Array.from('AZ09.- \n\r*é€\u00a0'));
  const segment = fc.string({ unit: character, minLength: 1, maxLength: 40 });

  it('says what the same segment says when it is cut', () => {
    fc.assert(
      fc.property(segment, (text) => {
        const [cursor, whole] = [cursorAt(`${text}~REST`), cut(text)];
        assert.deepEqual(cursor.segment(), whole);
        for (let at = 1; at <= whole.elements.length + 1; at += 1) {
          const element = elementOf(whole, at);
          assert.equal(cursor.text(at), element);
          assert.equal(cursor.isEmpty(at), element === '');
          assert.ok(cursor.is(at, element));
          assert.ok(!cursor.is(at, `${element}X`));
          assert.equal(cursor.cents(at), readCents(element));
          assert.equal(cursor.date(at), readDate(element));
        }
        assert.equal(cursor.isNamed, /^[A-Z][A-Z0-9]{1,2}$/.test(whole.id));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the names of segments apart, however many there are', () => {
    const names = Array.from({ length: 3000 }, (_, at) => {
      const letter = (by: number): string => String.fromCharCode(65 + (Math.floor(at / by) % 26));
      return `${letter(1)}${letter(26)}${at % 3 === 0 ? '' : letter(676)}`;
    });
    const text = names.map((name) => `${name}*1~`).join('');
    const cursor = new SegmentCursor(20);
    cursor.load(text);
    let next = 0;
    for (const name of [...names, ...names]) {
      if (next === text.length) next = 0;
      assert.ok(cursor.take(next, true));
      assert.equal(cursor.id, name);
      next = cursor.next;
    }
  });

  it('is none yet while its text goes on', () => {
    const cursor = new SegmentCursor(20);
    cursor.load('CLP*A*1');
    assert.ok(!cursor.take(0, false));
    assert.ok(cursor.take(0, true));
    assert.ok(!cursor.isTerminated);
  });
});
