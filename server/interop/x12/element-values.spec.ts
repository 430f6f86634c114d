import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  readCents,
  readCount,
  readDate,
  readRange,
  readTime,
  writeCents,
  writeRange,
} from './element-values.ts';

describe('amounts', () => {
  it('are read to the cent', () => {
    const amounts = { '10': 1000, '10.5': 1050, '.5': 50, '-0.07': -7, '8.': 800, '1.500': 150 };
    for (const [text, cents] of Object.entries(amounts)) assert.equal(readCents(text), cents, text);
    assert.equal(readCents('0.29'), 29);
    assert.equal(readCents('-0'), 0);
    // The last that can be counted exactly, and the first that cannot.
    assert.equal(readCents('90071992547409.91'), Number.MAX_SAFE_INTEGER);
    assert.equal(readCents('90071992547409.92'), null);
  });

  it('are none when they are not', () => {
    for (const text of ['', '.', '-', '1O.00', '1.005', '1e3', ' 1', '1,000.00', '9'.repeat(20)])
      assert.equal(readCents(text), null, text);
  });

  it('are written so that they are read back', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (cents) => {
        assert.equal(readCents(writeCents(cents)), cents === 0 ? 0 : cents);
      }),
    );
    assert.equal(writeCents(1000), '10');
    assert.equal(writeCents(-7), '-0.07');
  });
});

describe('counts', () => {
  it('are decimals that lose nothing', () => {
    const counts = { '12': '12', '012': '12', '.50': '0.5', '1.': '1', '0': '0', '000': '0' };
    for (const [text, count] of Object.entries(counts)) assert.equal(readCount(text), count, text);
    assert.equal(readCount('999999999999999'), '999999999999999');
  });

  it('are none when they are not', () => {
    for (const text of ['', '.', '-1', '+1', '1e3', '1,5', 'TEN', '1'.repeat(16)])
      assert.equal(readCount(text), null, text);
  });
});

describe('times of day', () => {
  it('come with seconds or without', () => {
    const times = { '1405': '14:05:00', '140559': '14:05:59', '14055999': '14:05:59' };
    for (const [text, time] of Object.entries(times)) assert.equal(readTime(text), time, text);
    for (const text of ['', '2400', '1460', '140560', '14:05', '140', '14055'])
      assert.equal(readTime(text), null, text);
  });
});

describe('dates', () => {
  it('are those of the calendar', () => {
    assert.equal(readDate('20280229'), '2028-02-29');
    for (const text of ['20270229', '20261301', '261123', '2026112', 'TODAY', ''])
      assert.equal(readDate(text), null, text);
  });

  it('come as a day or as two', () => {
    assert.deepEqual(readRange('D8', '20261123'), { from: '2026-11-23', to: '2026-11-23' });
    assert.deepEqual(readRange('RD8', '20260101-20261231'), {
      from: '2026-01-01',
      to: '2026-12-31',
    });
    assert.equal(readRange('RD8', '20260101-20261331'), null);
    assert.equal(readRange('TM', '1405'), null);
    assert.deepEqual(writeRange({ from: '2026-11-23', to: '2026-11-23' }), ['D8', '20261123']);
    assert.deepEqual(writeRange({ from: '2026-11-23', to: '2026-11-30' }), [
      'RD8',
      '20261123-20261130',
    ]);
  });
});
