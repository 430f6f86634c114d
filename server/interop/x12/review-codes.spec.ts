import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { followUps, rejectReasons, reviewActions, wordsOf } from './review-codes.ts';

describe('the words of a review', () => {
  it('are ours for what is known, and the code for what is not', () => {
    assert.equal(wordsOf(reviewActions, 'A1'), 'Certified in total');
    assert.equal(wordsOf(rejectReasons, '72'), 'Member number missing or wrong');
    assert.equal(wordsOf(followUps, 'C'), 'Correct it and send it again');
    for (const code of ['ZZ', '', 'constructor', '__proto__'])
      assert.equal(wordsOf(rejectReasons, code), code);
  });

  it('differ from code to code', () => {
    for (const words of [reviewActions, rejectReasons, followUps])
      assert.equal(new Set(Object.values(words)).size, Object.keys(words).length);
  });
});
