import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { notAllowed } from '../problem.ts';
import { toProblemError } from './send-problem.ts';

describe('what was thrown', () => {
  const codeOf = (thrown: unknown): string => toProblemError(thrown).code;

  it('is unavailable when the database is away, whichever way it says so', () => {
    for (const code of ['57P01', '08006', '53300', '55P03', 'ECONNREFUSED', 'ENOENT'])
      assert.equal(codeOf(Object.assign(new Error('connect'), { code })), 'unavailable', code);
    assert.equal(codeOf(new Error('Connection terminated unexpectedly')), 'unavailable');
  });

  it('is not found when a file of the console is missing', () => {
    const missing = Object.assign(new Error('ENOENT'), { code: 'ENOENT', status: 404 });
    assert.equal(codeOf(missing), 'not-found');
  });

  it('is bad input when the request could not be read', () => {
    for (const failure of [
      { type: 'entity.too.large' },
      { type: 'entity.parse.failed' },
      { type: 'charset.unsupported' },
      { status: 400 },
    ])
      assert.equal(codeOf(failure), 'invalid-input');
  });

  it('stays the refusal that it is, and else is unexpected, without its own words', () => {
    const refusal = notAllowed('Not yours.');
    assert.equal(toProblemError(refusal), refusal);
    for (const thrown of [new Error('Ana Díaz'), 'Ana Díaz', null, undefined, { code: '23514' }]) {
      assert.equal(codeOf(thrown), 'unexpected');
      assert.doesNotMatch(toProblemError(thrown).message, /Díaz/);
    }
  });
});
