import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuthorizationRule } from '#contract/authorization-rule';
import { ruleFor, type AskedNeed } from './need-rules.ts';

let number = 0;
function rule(over: Partial<AuthorizationRule>): AuthorizationRule {
  number += 1;
  return {
    ...{
      id: `rule ${number}`,
      clinicId: 'clinic',
      payerId: null,
      lineOfBusiness: null,
      kind: null,
    },
    ...{ visitTypeId: null, codePrefix: null, drugGroup: null, required: true, level: 'site' },
    ...{ documents: [], renewDays: 14, from: '2026-01-01', until: null, source: 's' },
    ...{ payerName: null, version: 1 },
    ...over,
  };
}

const asked: AskedNeed = {
  ...{ payerId: 'payer', lineOfBusiness: 'commercial', kind: 'imaging', code: { code: '72148' } },
  ...{ visitTypeId: null, drugGroup: null, on: '2026-11-23' },
};

describe('the rule that speaks of what is asked for', () => {
  const cases: [string, Partial<AuthorizationRule>[], Partial<AskedNeed>, number | null][] = [
    ['none where nothing is known', [], {}, null],
    ['none of another payer', [{ payerId: 'other' }], {}, null],
    ['none of another line of business', [{ lineOfBusiness: 'medicaid' }], {}, null],
    ['none that begins later', [{ from: '2026-11-24' }], {}, null],
    ['none that is over', [{ until: '2026-11-22' }], {}, null],
    ['one on its first and its last day', [{ from: '2026-11-23', until: '2026-11-23' }], {}, 0],
    ['none of a code that is not given', [{ codePrefix: '7' }], { code: null }, null],
    ['none of another code', [{ codePrefix: '73' }], {}, null],
    ['the longer beginning of a code', [{ codePrefix: '7' }, { codePrefix: '721' }], {}, 1],
    [
      'what it is about before whose plan it is',
      [{ payerId: 'payer' }, { codePrefix: '7' }],
      {},
      1,
    ],
    ['the payer’s own before everybody’s', [{}, { payerId: 'payer' }], {}, 1],
    ['the kind before nothing', [{}, { kind: 'imaging' }], {}, 1],
    [
      'the later one of two that are as narrow',
      [{ payerId: 'payer' }, { payerId: 'payer', from: '2026-06-01' }],
      {},
      1,
    ],
    [
      'the visit type of the visit',
      [{ kind: 'service' }, { visitTypeId: 'type' }],
      { kind: 'service', visitTypeId: 'type' },
      1,
    ],
    [
      'none of another visit type',
      [{ visitTypeId: 'other' }],
      { kind: 'service', visitTypeId: 'type' },
      null,
    ],
    ['the drug’s group', [{ drugGroup: 'glp1' }], { kind: 'drug', drugGroup: 'glp1' }, 0],
  ];
  for (const [name, rules, over, wanted] of cases)
    it(`is ${name}`, () => {
      const all = rules.map(rule);
      const found = ruleFor(all, { ...asked, ...over });
      assert.equal(found?.id ?? null, wanted === null ? null : (all[wanted]?.id ?? 'missing'));
      assert.equal(ruleFor(all.toReversed(), { ...asked, ...over })?.id, found?.id);
    });
});
