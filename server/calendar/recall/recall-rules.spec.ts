import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refuseDueDay } from './recall-rules.ts';

describe('the day around which somebody is to come back', () => {
  const today = '2026-11-23';
  const ruleOf = (dueOn: string) => refuseDueDay(dueOn, today)?.rule ?? null;

  it('may be today, and five years ahead at most', () => {
    assert.equal(ruleOf(today), null);
    assert.equal(ruleOf('2031-11-23'), null);
    assert.equal(ruleOf('2031-11-24'), 'too-far-ahead');
  });

  it('is not in the past', () => {
    assert.equal(ruleOf('2026-11-22'), 'in-the-past');
  });
});
