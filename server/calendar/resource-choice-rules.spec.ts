import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseResources, type Candidate } from './resource-choice-rules.ts';

const exam = (id: string, isFree = true): Candidate => ({
  ...{ id, name: `Exam ${id}` },
  ...{ type: 'Exam room', isFree },
});
const echo: Candidate = { id: 'e', name: 'Echo', type: 'Ultrasound', isFree: true };
const one = [{ type: 'Exam room', count: 1 }];

describe('the choice of rooms', () => {
  it('takes the first that are free, as many as are needed', () => {
    const rooms = [exam('1', false), exam('2'), exam('3'), exam('4')];
    assert.deepEqual(chooseResources(one, rooms, []).ids, ['2']);
    assert.deepEqual(chooseResources([{ type: 'EXAM room', count: 2 }], rooms, []).ids, ['2', '3']);
  });

  it('takes preferred ones before others, and others where those are taken', () => {
    assert.deepEqual(chooseResources(one, [exam('1'), exam('2')], ['2']).ids, ['2']);
    assert.deepEqual(chooseResources(one, [exam('1'), exam('2', false)], ['2']).ids, ['1']);
  });

  it('keeps what was given by hand beyond the needs, or names it', () => {
    assert.deepEqual(chooseResources(one, [exam('1'), echo], ['e']).ids, ['1', 'e']);
    const taken = { ...echo, isFree: false };
    assert.deepEqual(chooseResources(one, [exam('1'), taken], ['e']), {
      ...{ ids: null, lacking: 'Echo' },
    });
  });

  it('is all or nothing, in the name of what is lacking', () => {
    const needs = [...one, { type: 'Ultrasound', count: 2 }];
    const choice = chooseResources(needs, [exam('1'), echo], []);
    assert.deepEqual([choice.ids, choice.lacking], [null, 'Ultrasound']);
  });
});
