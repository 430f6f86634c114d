import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { adjustmentHelp, helpFor } from './adjustment-help.ts';
import { rootCause } from './denial-codes.ts';
import { kindOf } from './denial.ts';
import { givenAdjustment } from './given-835.ts';

describe('help with codes', () => {
  it('has short words for many, each once', () => {
    assert.ok(adjustmentHelp.length >= 60);
    assert.equal(
      new Set(adjustmentHelp.map(({ kind, code }) => `${kind} ${code}`)).size,
      adjustmentHelp.length,
    );
    for (const { says, next, code } of adjustmentHelp) {
      assert.ok(says.length > 10 && says.length < 100, code);
      assert.ok(next.length > 5 && next.length < 100, code);
    }
  });

  it('finds one by its list and code', () => {
    assert.equal(helpFor('CARC', '253')?.next, 'Write off');
    assert.equal(helpFor('RARC', 'MA130')?.kind, 'RARC');
    assert.equal(helpFor('RARC', '253'), null);
    assert.equal(helpFor('CARC', 'constructor'), null);
  });

  it('says of every reason that it explains what the classes know, too', () => {
    const denials = adjustmentHelp.filter(
      ({ kind, code }) => kind === 'CARC' && kindOf(givenAdjustment({ reason: code })) === 'denial',
    );
    assert.ok(denials.length > 40);
    for (const { code } of denials)
      if (code !== 'A1') assert.notEqual(rootCause(code, []), 'other', code);
  });

  it('tells to write off only what a contract takes off', () => {
    for (const { code, next } of adjustmentHelp)
      if (next === 'Write off')
        assert.equal(kindOf(givenAdjustment({ reason: code })), 'write-off', code);
  });
});
