import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unkeepable } from './unkeepable.ts';

describe('what a file says', () => {
  it('can be kept up to the largest amount, and not beyond it, wherever it stands', () => {
    assert.equal(unkeepable({ claims: [{ charge: 2_147_483_647, patient: null }] }), null);
    assert.match(unkeepable({ claims: [{ lines: [{ paid: -2_147_483_648 }] }] }) ?? '', /amount/);
  });

  it('can hold no character and no day that the database does not know', () => {
    assert.match(unkeepable(['A\u0000B']) ?? '', /character/);
    assert.match(unkeepable({ from: '0000-11-02' }) ?? '', /day/);
    assert.equal(unkeepable({ from: '2026-11-02', note: '0000' }), null);
  });
});
