import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSearchText } from './search-text.ts';

const today = '2026-11-23';
const nothing = { names: '', birthDates: [], mrnStart: null, digits: null };

describe('what was typed into the patient search', () => {
  it('is a name when it is neither number nor date', () => {
    assert.deepEqual(parseSearchText("  o'Neil-Díaz   Ana ", today), {
      ...nothing,
      names: "o'Neil-Díaz Ana",
    });
  });

  const spellings = [
    '3/14/1962',
    '03/14/1962',
    '03-14-1962',
    '3.14.1962',
    '14/3/1962',
    '1962-03-14',
    '1962/3/14',
    '14 Mar 1962',
    '14 march 1962',
    '14-Mar-1962',
    '14th Mar. 1962',
    'Mar 14, 1962',
    'March 14 1962',
    'march 14th, 1962',
    'dob: 3/14/1962',
  ];
  for (const spelling of spellings) {
    it(`is a birth date when written ${spelling}`, () => {
      assert.deepEqual(parseSearchText(spelling, today), {
        ...nothing,
        birthDates: ['1962-03-14'],
      });
    });
  }

  it('may mean two birth dates when the century is left out', () => {
    assert.deepEqual(parseSearchText('3/14/12', today).birthDates, ['2012-03-14', '1912-03-14']);
    assert.deepEqual(parseSearchText('3/14/62', today).birthDates, ['1962-03-14']);
  });

  it('is no birth date when there is no such day or it is yet to come', () => {
    for (const text of ['2/30/1962', '13/13/1962', '2027-01-01', '0000-01-01', '1/1/0000'])
      assert.deepEqual(parseSearchText(text, today).birthDates, [], text);
  });

  it('is a record number when letters stand before digits', () => {
    assert.deepEqual(parseSearchText('demo-000123', today), {
      ...nothing,
      mrnStart: 'DEMO-000123',
    });
    assert.deepEqual(parseSearchText('MRN: DEMO-0001', today), {
      ...nothing,
      mrnStart: 'DEMO-0001',
    });
  });

  it('is digits when it is a phone number in any spelling', () => {
    for (const text of ['617 555 0123', '(617) 555-0123', '617.555.0123', '617-555-0123'])
      assert.deepEqual(parseSearchText(text, today), { ...nothing, digits: '6175550123' }, text);
    assert.equal(parseSearchText('+1 617 555 0123', today).digits, '16175550123');
  });

  it('tells names, a date and digits apart in any order', () => {
    const expected = {
      names: 'ana diaz',
      birthDates: ['1962-03-14'],
      mrnStart: null,
      digits: '0123',
    };
    for (const text of ['ana diaz 3/14/1962 0123', '0123 ana 14 Mar 1962 diaz'])
      assert.deepEqual(parseSearchText(text, today), expected, text);
  });

  it('leaves names alone that begin like a month', () => {
    assert.deepEqual(parseSearchText('marcia mayer', today), { ...nothing, names: 'marcia mayer' });
  });

  it('survives text that is no search at all', () => {
    for (const text of ['--', '%_', "'; drop table patient", '\\', '((((', '…'])
      assert.doesNotThrow(() => parseSearchText(text, today), text);
  });
});
