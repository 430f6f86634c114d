import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readCents, readDate, readRange, writeCents } from './element-values.ts';

describe('amounts', () => {
  it('are read to the cent', () => {
    const amounts = { '10': 1000, '10.5': 1050, '.5': 50, '-0.07': -7, '8.': 800, '1.500': 150 };
    for (const [text, cents] of Object.entries(amounts)) assert.equal(readCents(text), cents, text);
    assert.equal(readCents('0.29'), 29);
    assert.equal(readCents('-0'), 0);
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
  });
});
