import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clockRule, type ClockRule } from './clock-rule.ts';
import { aRule } from './given-calendar.ts';

function takes(changed: Partial<Record<keyof ClockRule, unknown>>): boolean {
  return clockRule.safeParse({ ...aRule(), ...changed }).success;
}

describe('the schema of a clock rule', () => {
  it('takes a legal limit with a warning and an earlier target of the clinic', () => {
    const rule = aRule({
      code: 'authorization.standard-decision',
      amount: 7,
      unit: 'days',
      warnBefore: { amount: 8, unit: 'business-hours' },
      targetBefore: { amount: 2, unit: 'business-days' },
      source: '42 CFR 422.568(b)',
    });
    assert.deepEqual(clockRule.parse(rule), rule);
  });

  it('refuses amounts that are not whole, not positive, or too much for their unit', () => {
    for (const amount of [0, -1, 1.5, Number.MAX_SAFE_INTEGER, Number.NaN])
      assert.equal(takes({ amount }), false, String(amount));
    assert.equal(takes({ amount: 500, unit: 'business-days' }), true);
    assert.equal(takes({ amount: 501, unit: 'business-days' }), false);
    assert.equal(takes({ amount: 31, unit: 'years' }), false);
  });

  it('bounds warning and target alike, and knows them no months', () => {
    assert.equal(takes({ warnBefore: { amount: 501, unit: 'business-days' } }), false);
    assert.equal(takes({ targetBefore: { amount: 1, unit: 'months' } }), false);
  });

  it('refuses a rule without its source or with a code of other characters', () => {
    assert.equal(takes({ source: ' ' }), false);
    assert.equal(takes({ code: 'Standard decision' }), false);
    assert.equal(takes({ code: `a${'-a'.repeat(40)}` }), false);
  });
});
