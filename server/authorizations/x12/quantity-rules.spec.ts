import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quantityUnits, type QuantityUnit } from '#contract/authorization-line';
import { askedQuantity, saidQuantity } from './quantity-rules.ts';

const all = Object.keys(quantityUnits) as QuantityUnit[];

describe('how much is asked for', () => {
  it('comes back as it was asked, in every unit', () => {
    for (const unit of all)
      for (const isProcedure of [true, false]) {
        const asked = askedQuantity({ quantity: 12, unit }, isProcedure);
        const said = asked.quantity ?? { kind: asked.unit, count: asked.count };
        assert.deepEqual(saidQuantity(said), { quantity: 12, unit });
      }
  });

  it('stands with the procedure only where it is counted itself', () => {
    const units = askedQuantity({ quantity: 3, unit: 'units' }, true);
    assert.deepEqual(units, { quantity: null, unit: 'UN', count: '3' });
    const visits = askedQuantity({ quantity: 3, unit: 'visits' }, true);
    assert.deepEqual([visits.quantity?.kind, visits.unit, visits.count], ['VS', '', '']);
  });
});

describe('how much a payer says', () => {
  it('is not guessed where we do not count so, and never rounded', () => {
    const counts = ['0', '8.5', '10000', '-1', '', '1e2'];
    const cases = [
      ['MJ', '30'],
      ['F2', '100'],
      ['', '3'],
      ['constructor', '3'],
      ...counts.map((count) => ['VS', count]),
    ];
    for (const [kind = '', count = ''] of cases) assert.equal(saidQuantity({ kind, count }), null);
  });
});
