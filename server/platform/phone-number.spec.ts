import assert from 'node:assert/strict';
import { it } from 'node:test';
import { e164Of } from './phone-number.ts';

it('reads phone numbers as people type them', () => {
  for (const typed of ['617 555 0123', '(617) 555-0123', '1-617-555-0123', '+1 617.555.0123'])
    assert.equal(e164Of(typed), '+16175550123', typed);
  assert.equal(e164Of('+44 20 7183 8750'), '+442071838750');
});

it('takes for no number what cannot be one', () => {
  for (const typed of ['555', 'ask her son', '+1 617 055 0123', '617 555 01234', ''])
    assert.equal(e164Of(typed), null, typed);
});
