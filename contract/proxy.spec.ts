import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { proxyStanding, type Proxy, type ProxyAges } from './proxy.ts';

const ages: ProxyAges = { narrowsAt: 13, narrowedTo: ['visits', 'billing'], endsAt: 18 };
const held: Parameters<typeof proxyStanding>[0] = {
  ground: 'parent',
  told: ['visits', 'clinical', 'billing'],
  startsOn: '2010-01-01',
  endsOn: null,
  revoked: null,
};
const birthOn = '2010-03-14';
const stands = (on: string, over: Partial<Proxy> = {}, born = birthOn) =>
  proxyStanding({ ...held, ...over }, { birthOn: born, on, ages });

describe('what a parent may be told', () => {
  it('is all that was agreed until the birthday on which it narrows', () => {
    assert.deepEqual(stands('2023-03-13'), {
      state: 'in-force',
      told: ['visits', 'clinical', 'billing'],
      narrowed: false,
    });
    assert.deepEqual(stands('2023-03-14'), {
      state: 'in-force',
      told: ['visits', 'billing'],
      narrowed: true,
    });
  });

  it('ends on the day on which the child is of age', () => {
    assert.equal(stands('2028-03-13').state, 'in-force');
    assert.deepEqual(stands('2028-03-14'), { state: 'of-age', told: [] });
    assert.equal(stands('2026-02-28', {}, '2008-02-29').state, 'in-force');
    assert.equal(stands('2026-03-01', {}, '2008-02-29').state, 'of-age');
  });

  it('is nothing where all that was agreed is what a minor keeps', () => {
    assert.deepEqual(stands('2024-01-01', { told: ['clinical'] }), {
      state: 'in-force',
      told: [],
      narrowed: true,
    });
  });
});

it('other grounds know no birthday, and every ground its days and its end', () => {
  for (const ground of ['legal-guardian', 'power-of-attorney', 'permission'] as const) {
    assert.equal(stands('2040-01-01', { ground }).state, 'in-force');
    assert.equal(stands('2009-12-31', { ground }).state, 'not-yet');
    assert.equal(stands('2026-12-31', { ground, endsOn: '2026-12-31' }).state, 'in-force');
    assert.equal(stands('2027-01-01', { ground, endsOn: '2026-12-31' }).state, 'expired');
    const revoked = { at: '2026-01-01T00:00:00.000Z', reason: 'Asked' };
    assert.equal(stands('2026-12-31', { ground, revoked }).state, 'revoked');
  }
});
