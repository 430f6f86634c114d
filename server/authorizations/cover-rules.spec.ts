import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LineGrant } from '#contract/authorization-line';
import {
  lineFor,
  misfitsOf,
  unitsOf,
  warningOf,
  type CoveredVisit,
  type GrantedLine,
} from './cover-rules.ts';

const grant: LineGrant = {
  ...{ quantity: 3, unit: 'visits', from: '2026-11-01', until: '2026-11-30', code: null },
  ...{ level: 'individual', providerIds: ['dora'] },
};
const line = (over: Partial<GrantedLine> = {}, granted: Partial<LineGrant> = {}): GrantedLine => ({
  ...{ id: 'line', clinicId: 'here', payerId: 'payer', memberId: 'W1', isInForce: true },
  ...{ grant: { ...grant, ...granted }, reserved: 0, used: 0 },
  ...over,
});
const visit = (over: Partial<CoveredVisit> = {}): CoveredVisit => ({
  ...{ clinicId: 'here', providerId: 'dora', on: '2026-11-23', minutes: 30, own: 0 },
  plan: { payerId: 'payer', memberId: 'W1' },
  ...over,
});

describe('a line covers a visit', () => {
  const cases: [string, GrantedLine, CoveredVisit, string[]][] = [
    ['that fits in everything', line(), visit(), []],
    ['on its first day', line(), visit({ on: '2026-11-01' }), []],
    ['on its last day', line(), visit({ on: '2026-11-30' }), []],
    ['not the day before', line(), visit({ on: '2026-10-31' }), ['before']],
    ['not the day after', line(), visit({ on: '2026-12-01' }), ['after']],
    ['not elsewhere', line(), visit({ clinicId: 'there' }), ['site']],
    ['not with somebody else', line(), visit({ providerId: 'eve' }), ['provider']],
    [
      'with whoever of the group',
      line({}, { level: 'group', providerIds: ['dora', 'eve'] }),
      visit({ providerId: 'eve' }),
      [],
    ],
    [
      'with whoever at the site',
      line({}, { level: 'site', providerIds: [] }),
      visit({ providerId: 'eve' }),
      [],
    ],
    ['not of another payer', line(), visit({ plan: { payerId: 'new', memberId: 'W1' } }), ['plan']],
    [
      'not of another member',
      line(),
      visit({ plan: { payerId: 'payer', memberId: 'W2' } }),
      ['plan'],
    ],
    ['not when nobody pays', line(), visit({ plan: null }), ['plan']],
    ['while units are left', line({ reserved: 1, used: 1 }), visit(), []],
    ['not with the last one booked', line({ reserved: 1, used: 2 }), visit(), ['units']],
    ['that has the last one itself', line({ reserved: 1, used: 2 }), visit({ own: 1 }), []],
    ['by the hour', line({}, { unit: 'hours', quantity: 1 }), visit({ minutes: 61 }), ['units']],
  ];
  for (const [name, granted, visited, wanted] of cases)
    it(name, () => assert.deepEqual(misfitsOf(granted, visited), wanted));

  it('takes whole hours, one of what is counted, and nothing of months', () => {
    assert.deepEqual(
      [unitsOf('hours', 30), unitsOf('hours', 61), unitsOf('visits', 90), unitsOf('months', 30)],
      [1, 2, 1, 0],
    );
  });

  it('uses the one that ends first of those that cover it', () => {
    const late = line({ id: 'late' }, { until: '2026-12-31' });
    const soon = line({ id: 'soon' });
    const over = line({ id: 'over', isInForce: false }, { until: '2026-11-24' });
    assert.equal(lineFor([late, soon, over], () => visit())?.id, 'soon');
    assert.equal(
      lineFor([over], () => visit()),
      null,
    );
  });

  it('earns 197 without any, 198 with none left, 15 when it does not fit', () => {
    const denial = (lines: GrantedLine[], visited = visit()): string =>
      warningOf(lines, () => visited, null).denial;
    assert.equal(denial([]), '197');
    assert.equal(denial([line({ used: 3 })]), '198');
    assert.equal(denial([line()], visit({ on: '2026-12-01' })), '15');
    assert.equal(denial([line({ used: 3 })], visit({ on: '2026-12-01' })), '15');
    assert.equal(denial([line({ used: 3 }), line({ id: 'b' }, { until: '2026-11-02' })]), '198');
  });

  it('never covers more than is granted, however visits come and go', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.boolean(), { maxLength: 40 }),
        (quantity, acts) => {
          let reserved = 0;
          for (const books of acts) {
            const now = line({ reserved }, { quantity });
            if (!books) reserved = Math.max(0, reserved - 1);
            else if (misfitsOf(now, visit()).length === 0) reserved += 1;
            assert.ok(reserved >= 0 && reserved <= quantity);
          }
        },
      ),
    );
  });
});
