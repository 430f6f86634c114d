import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recordDifferences } from './record-difference-rules.ts';

const row = { id: 'a', version: 1, family: 'Diaz', interpreter: false, phone: null };

describe('differences between two versions of a record', () => {
  it('are none for the first', () => {
    assert.deepEqual(recordDifferences(undefined, row), []);
  });

  it('name what was put in, changed and taken out, in words', () => {
    const after = { ...row, version: 2, family: 'Díaz', interpreter: true, phone: '+16175550123' };
    assert.deepEqual(recordDifferences(row, after), [
      { field: 'family', before: 'Diaz', after: 'Díaz' },
      { field: 'interpreter', before: 'no', after: 'yes' },
      { field: 'phone', before: null, after: '+16175550123' },
    ]);
    assert.deepEqual(recordDifferences(after, { ...after, phone: null }), [
      { field: 'phone', before: '+16175550123', after: null },
    ]);
  });

  it('read lists as lists, and leave out what is empty', () => {
    const after = {
      ...row,
      addresses: [
        { lines: ['1 Elm St'], city: 'Boston', note: null, isGuarantor: true, mayText: false },
      ],
    };
    assert.deepEqual(recordDifferences(row, after), [
      { field: 'addresses', before: null, after: '1 Elm St, Boston, guarantor' },
    ]);
    assert.deepEqual(recordDifferences(row, { ...row, addresses: [] }), []);
  });
});
