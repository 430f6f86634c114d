import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idOfTrace, traceOf } from './trace-number.ts';

describe('a trace number', () => {
  const id = '018f4e6e-7b1c-7c1f-8a7b-0000000000ab';

  it('is the id of what is asked without hyphens, and leads back to it in whatever case', () => {
    assert.equal(traceOf(id), '018F4E6E7B1C7C1F8A7B0000000000AB');
    assert.equal(idOfTrace(traceOf(id)), id);
    assert.equal(idOfTrace(` ${traceOf(id).toLowerCase()} `), id);
  });

  it('of somebody else leads nowhere', () => {
    for (const trace of ['', 'ASK-7-1', id, `${traceOf(id)}0`, 'Z18F4E6E7B1C7C1F8A7B0000000000AB'])
      assert.equal(idOfTrace(trace), null);
  });
});
