import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rootCause } from './denial-codes.ts';
import { decisionOf, kindOf, type DecidedItem } from './denial.ts';
import { givenAdjustment, givenLine, givenRemittedClaim } from './given-835.ts';
import type { Adjustment, AdjustmentGroup, RemittedClaim } from './remittance.ts';

function cas(group: AdjustmentGroup, reason: string, amount = 5000): Adjustment {
  return givenAdjustment({ group, reason, amount });
}

/** The one line of a claim with these adjustments. */
function lineWith(adjustments: Adjustment[], over: Partial<RemittedClaim> = {}): DecidedItem {
  const claim = givenRemittedClaim({ lines: [givenLine({ adjustments })], ...over });
  const [item] = decisionOf(claim).items;
  assert.ok(item);
  return item;
}

describe('an adjustment', () => {
  const kinds: [AdjustmentGroup, string, string][] = [
    ['CO', '45', 'write-off'],
    ['CO', '253', 'write-off'],
    ['CO', '24', 'write-off'],
    ['CO', '131', 'write-off'],
    ['CO', '237', 'write-off'],
    ['PI', '45', 'write-off'],
    ['PR', '45', 'patient'],
    ['PR', '1', 'patient'],
    ['PR', '2', 'patient'],
    ['PR', '3', 'patient'],
    // The provider bears the deductible of a beneficiary who may not be billed.
    ['CO', '1', 'write-off'],
    ['OA', '23', 'explanation'],
    ['PR', '23', 'explanation'],
    ['OA', '45', 'explanation'],
    ['CR', '50', 'explanation'],
    ['CO', '16', 'denial'],
    ['PR', '204', 'denial'],
    ['PI', '97', 'denial'],
    // Auto-writing off what nobody has looked at would lose money.
    ['CO', 'Z99', 'denial'],
  ];
  for (const [group, reason, kind] of kinds)
    it(`${group}-${reason} is ${kind}`, () => {
      assert.equal(kindOf(cas(group, reason)), kind);
    });

  it('denies nothing where it takes nothing off', () => {
    assert.equal(kindOf(cas('CO', '16', 0)), 'explanation');
    assert.equal(kindOf(cas('OA', '50', -900)), 'explanation');
  });

  it('has a root cause', () => {
    const causes = {
      ...{ '15': 'authorization', '197': 'authorization', '198': 'authorization' },
      ...{ '26': 'eligibility', '27': 'eligibility', '31': 'eligibility', '177': 'eligibility' },
      ...{ '200': 'eligibility', '29': 'timely-filing', '22': 'coordination' },
      ...{ '109': 'coordination', '50': 'medical-necessity', '167': 'medical-necessity' },
      ...{ '55': 'medical-necessity', '56': 'medical-necessity', '16': 'missing-information' },
      ...{ '252': 'missing-information', '226': 'missing-information' },
      ...{ '227': 'missing-information', '148': 'missing-information', '4': 'coding' },
      ...{ '11': 'coding', '181': 'coding', '182': 'coding', '18': 'duplicate', '97': 'bundled' },
      ...{ '231': 'bundled', '234': 'bundled', '236': 'bundled', '96': 'non-covered' },
      ...{ '204': 'non-covered', '119': 'maximum', '35': 'maximum', '183': 'provider-enrolment' },
      ...{ B7: 'provider-enrolment', '185': 'provider-enrolment', Z99: 'other' },
    };
    for (const [reason, cause] of Object.entries(causes))
      assert.equal(rootCause(reason, []), cause, reason);
  });

  it('has the cause that a remark names where its reason leaves it open', () => {
    assert.equal(rootCause('16', ['N130', 'M62']), 'authorization');
    assert.equal(rootCause('16', ['M76']), 'coding');
    assert.equal(rootCause('16', ['N290']), 'provider-enrolment');
    assert.equal(rootCause('16', ['MA04']), 'coordination');
    assert.equal(rootCause('197', ['M76']), 'authorization');
  });
});

describe('a decision', () => {
  it('is of each line, with the sums of its adjustments', () => {
    const adjustments = [
      ...[cas('CO', '45', 1000), cas('PR', '2', 2000), cas('CO', '97', 3000), cas('OA', '23', 500)],
    ];
    const item = lineWith(adjustments);
    assert.deepEqual(item, {
      ...{ segment: 19, line: givenLine({ adjustments }) },
      ...{ charge: 15_000, paid: 15_000, writtenOff: 1000, patient: 2000, explained: 500 },
      denied: 3000,
      denials: [{ segment: 20, group: 'CO', reason: '97', cause: 'bundled', amount: 3000 }],
      ...{ remarks: [], isPatientProtected: false, canAppeal: true },
    });
  });

  it('is a denial although the claim was processed', () => {
    const lines = [
      givenLine({ paid: 15_000 }),
      givenLine({ segment: 30, paid: 0, adjustments: [cas('CO', '29', 15_000)] }),
    ];
    const { handling, items } = decisionOf(givenRemittedClaim({ status: '1', lines }));
    assert.equal(handling, 'decided');
    assert.deepEqual(
      items.map(({ segment, denied }) => [segment, denied]),
      [
        [19, 0],
        [30, 15_000],
      ],
    );
  });

  it('is of the claim where it has no lines, or adjustments of its own', () => {
    const adjustments = [cas('CO', '27', 15_000)];
    const whole = decisionOf(givenRemittedClaim({ status: '4', paid: 0, adjustments }));
    assert.deepEqual(
      whole.items.map(({ line, charge, denied }) => [line, charge, denied]),
      [[null, 15_000, 15_000]],
    );
    const both = decisionOf(givenRemittedClaim({ adjustments, lines: [givenLine()] }));
    assert.deepEqual(
      both.items.map(({ line, charge, denied }) => [line === null, charge, denied]),
      [
        [false, 15_000, 0],
        [true, 0, 15_000],
      ],
    );
  });

  it('is none where a claim was only sent on, or takes another back', () => {
    const adjustments = [cas('CO', '50', -5000)];
    const handlings = { '22': 'reversal', '23': 'not-ours', '25': 'predetermination' };
    for (const [status, handling] of Object.entries(handlings))
      assert.deepEqual(decisionOf(givenRemittedClaim({ status, adjustments })), {
        ...{ handling, items: [] },
      });
  });

  it('was sent on to the next payer', () => {
    for (const status of ['19', '20', '21']) {
      const { handling, items } = decisionOf(givenRemittedClaim({ status }));
      assert.deepEqual([handling, items.length], ['forwarded', 1]);
    }
  });

  it('protects a patient whom nobody may bill', () => {
    for (const remark of ['N781', 'N782', 'N783']) {
      const item = lineWith([cas('PR', '1')], { remarks: [remark] });
      assert.deepEqual([item.patient, item.isPatientProtected], [5000, true]);
    }
  });

  it('knows when there is no appeal', () => {
    for (const remark of ['MA130', 'N211'])
      assert.equal(lineWith([cas('CO', '16')], { remarks: [remark] }).canAppeal, false);
  });
});
