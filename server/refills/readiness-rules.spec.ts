// Truth tables of the card: what each rule says of what is known, and that unknown never passes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Prescription } from '#contract/prescription';
import type { Verdict } from '#contract/refill-card';
import type { ProtocolCriterion, RefillProtocol } from '#contract/refill-protocol';
import { standardDrugGroups } from './drug-groups.ts';
import { judgeReadiness, type LaboratoryFact, type ReadinessFacts } from './readiness-rules.ts';
import { termsRule } from './refills-rule.ts';

const order: Prescription['order'] = {
  rxnorm: null,
  name: 'Metformin',
  form: 'tablet',
  strength: '500 mg',
  sig: 'Take 1 tablet twice daily',
  quantity: 60,
  unit: 'tablet',
  daysSupply: 30,
  repeats: 0,
};

function fill(filledOn: string, number = 1, over: Partial<Prescription['fills'][number]> = {}) {
  const { rxnorm, name, form, strength, sig, quantity, unit, daysSupply } = order;
  return {
    ...{ id: '', number, filledOn, status: 'completed' as const, rxnorm, name, form, strength },
    ...{ sig, quantity, unit, daysSupply, ...over },
  };
}

function ordered(over: Partial<Prescription> = {}): Prescription {
  return {
    ...{ id: 'rx', clinicId: '', patientId: '', order, schedule: null, asNeeded: false },
    ...{ status: 'active', issuedOn: '2026-10-20', expiresOn: '2027-10-20' },
    ...{ startedOn: '2024-01-10', prescriberId: null, prescriberName: 'Lee', pharmacy: null },
    ...{ priorId: null, fills: [fill('2026-10-25')] },
    supply: { runsOutOn: '2026-11-24', unknownBecause: null },
    ...{ createdAt: '2026-10-20T12:00:00.000Z', version: 1 },
    ...over,
  };
}

function protocol(
  criteria: ProtocolCriterion[] = [],
  over: Partial<RefillProtocol> = {},
): RefillProtocol {
  return {
    ...{ id: 'p', clinicId: '', version: 1, signedById: 'dr', endedAt: null },
    signedAt: '2026-01-01T12:00:00.000Z',
    terms: {
      ...{ title: 'Metformin', groups: ['biguanide'], criteria, mostDays: 90, mostRepeats: 3 },
      ...{ bridgeDays: 30, sampleOneIn: 0, source: 'us', expiresOn: '2027-06-30' },
    },
    ...over,
  };
}

function facts(over: Partial<ReadinessFacts> = {}): ReadinessFacts {
  return {
    ...{ today: '2026-11-23', birthOn: '1962-03-14', requested: order, prescription: ordered() },
    ...{ beside: [], lastSeenOn: '2026-08-01', laboratory: [], groups: standardDrugGroups },
    protocols: [protocol()],
    terms: {
      ...termsRule.standard,
      payers: [{ payerId: 'payer', tooSoonPercent: null, authorizationFor: ['glp1'], source: '' }],
    },
    payerIds: ['payer'],
    approvals: [],
    ...over,
  };
}

function verdictOf(code: string, over: Partial<ReadinessFacts>): Verdict | undefined {
  const { criteria } = judgeReadiness(facts(over));
  return criteria.find((criterion) => criterion.code === code)?.verdict;
}

/** What is so, and what the rule says of it. */
function table(
  code: string,
  rows: readonly [words: string, over: Partial<ReadinessFacts>, verdict: Verdict | undefined][],
): void {
  for (const [words, over, verdict] of rows)
    it(`${code} is ${verdict ?? 'not asked'} where ${words}`, () => {
      assert.equal(verdictOf(code, over), verdict);
    });
}

const seen: ProtocolCriterion = { kind: 'seen', months: 6 };
const a1c: ProtocolCriterion = {
  ...{ kind: 'laboratory', codes: ['4548-4'], title: 'Hemoglobin A1c', months: 6 },
  ...{ low: null, high: 9, unit: '%' },
};
function value(over: Partial<LaboratoryFact> = {}): LaboratoryFact {
  return {
    ...{ code: '4548-4', title: 'Hemoglobin A1c', number: 7.1, words: '7.1', unit: '%' },
    ...{ interpretation: 'high', on: '2026-09-01', ...over },
  };
}
const asks = (criterion: ProtocolCriterion) => ({ protocols: [protocol([criterion])] });
const controlled = (
  schedule: Prescription['schedule'],
  issuedOn: string,
  fills: number,
): Partial<ReadinessFacts> => ({
  prescription: ordered({
    ...{ schedule, issuedOn, expiresOn: null },
    fills: Array.from({ length: fills }, (_, at) => fill('2026-10-25', at + 1)),
  }),
});

describe('a readiness card', () => {
  it('is all green for what is as ordered, due, known and covered', () => {
    const { criteria, notDelegated } = judgeReadiness(facts());
    assert.deepEqual(
      criteria.filter(({ verdict }) => verdict !== 'pass'),
      [],
    );
    assert.deepEqual(notDelegated, []);
  });

  table('same-order', [
    ['the dose changed on its way', { requested: { ...order, strength: '1000 mg' } }, 'fail'],
    ['the directions changed', { requested: { ...order, sig: 'Take 2 tablets daily' } }, 'fail'],
    ['it is only written otherwise', { requested: { ...order, strength: '500MG' } }, 'pass'],
    ['the request says less', { requested: { ...order, sig: '', quantity: null } }, 'pass'],
    [
      'the pharmacy gave out another strength',
      { prescription: ordered({ fills: [fill('2026-10-25', 1, { strength: '850 mg' })] }) },
      'fail',
    ],
    [
      'the last fill was a partial one',
      {
        prescription: ordered({ fills: [fill('2026-11-05', 1, { quantity: 30, daysSupply: 15 })] }),
      },
      'pass',
    ],
    ['no prescription is matched', { prescription: null }, 'unknown'],
  ]);

  table('in-force', [
    ['it expires today', { prescription: ordered({ expiresOn: '2026-11-23' }) }, 'pass'],
    ['it expired yesterday', { prescription: ordered({ expiresOn: '2026-11-22' }) }, 'fail'],
    ['nobody said when it expires', { prescription: ordered({ expiresOn: null }) }, 'unknown'],
    ['it was stopped', { prescription: ordered({ status: 'stopped' }) }, 'fail'],
  ]);

  table('fills-left', [
    ['the only fill was given', {}, 'pass'],
    [
      'one of two was given',
      { prescription: ordered({ order: { ...order, repeats: 1 } }) },
      'fail',
    ],
    [
      'nobody said how many it has',
      { prescription: ordered({ order: { ...order, repeats: null } }) },
      'unknown',
    ],
  ]);

  table('too-soon', [
    ['three quarters are used', { today: '2026-11-17' }, 'pass'],
    ['a day is lacking to that', { today: '2026-11-16' }, 'fail'],
    [
      'the payer wants more of it used',
      {
        today: '2026-11-17',
        terms: {
          ...termsRule.standard,
          payers: [{ payerId: 'payer', tooSoonPercent: 90, authorizationFor: [], source: '' }],
        },
      },
      'fail',
    ],
    [
      'it lasts ninety days',
      {
        today: '2026-12-31',
        prescription: ordered({
          order: { ...order, quantity: 180, daysSupply: 90 },
          fills: [fill('2026-10-25', 1, { quantity: 180, daysSupply: 90 })],
        }),
      },
      'fail',
    ],
    [
      'only a part of it was given out',
      { prescription: ordered({ fills: [fill('2026-11-10', 1, { quantity: 20 })] }) },
      'pass',
    ],
    ['it is taken as needed', { prescription: ordered({ asNeeded: true }) }, 'unknown'],
    ['no fill is known', { prescription: ordered({ fills: [] }) }, 'unknown'],
  ]);

  table('controlled', [
    ['it is no controlled substance', {}, undefined],
    ['it is C-II', controlled('2', '2026-11-20', 0), 'fail'],
    ['it is C-IV with four refills', controlled('4', '2026-08-24', 5), 'pass'],
    ['it is C-IV with five refills', controlled('4', '2026-08-24', 6), 'fail'],
    ['six months from issue are today', controlled('4', '2026-05-23', 1), 'pass'],
    ['six months from issue were yesterday', controlled('4', '2026-05-22', 1), 'fail'],
    ['it is C-V, however old', controlled('5', '2025-01-01', 9), 'pass'],
  ]);
  it('ends six months from 31 August with February', () => {
    const given = controlled('3', '2026-08-31', 1);
    assert.equal(verdictOf('controlled', { ...given, today: '2027-02-28' }), 'pass');
    assert.equal(verdictOf('controlled', { ...given, today: '2027-03-01' }), 'fail');
  });

  table('high-risk', [
    [
      'the list has it',
      { prescription: ordered({ order: { ...order, name: 'Warfarin' } }) },
      'fail',
    ],
    [
      'no list knows it',
      { prescription: ordered({ order: { ...order, name: 'Zzz' } }) },
      'unknown',
    ],
  ]);

  table('duplicate', [
    [
      'another of the same group is active',
      { beside: [{ name: 'Metformin ER', strength: '750 mg', issuedOn: '2026-11-01' }] },
      'fail',
    ],
    [
      'another of another group is active',
      { beside: [{ name: 'Lisinopril', strength: '10 mg', issuedOn: '2026-11-01' }] },
      'pass',
    ],
  ]);

  table('authorization', [
    ['no coverage is known', { payerIds: [] }, 'unknown'],
    ['the payer’s list is not known', { payerIds: ['other'] }, 'unknown'],
    [
      'the payer’s list has it',
      { prescription: ordered({ order: { ...order, name: 'Semaglutide' } }) },
      'fail',
    ],
  ]);

  table('seen', [
    ['nobody asks', {}, undefined],
    [
      'they were seen six months ago to the day',
      { ...asks(seen), lastSeenOn: '2026-05-23' },
      'pass',
    ],
    ['it was a day longer ago', { ...asks(seen), lastSeenOn: '2026-05-22' }, 'fail'],
    ['no visit is known', { ...asks(seen), lastSeenOn: null }, 'unknown'],
    [
      'August’s last day and February’s are six months apart',
      { ...asks(seen), today: '2027-02-28', lastSeenOn: '2026-08-31' },
      'pass',
    ],
  ]);

  table('laboratory:4548-4', [
    ['it is current and within limits', { ...asks(a1c), laboratory: [value()] }, 'pass'],
    ['it lies at the limit', { ...asks(a1c), laboratory: [value({ number: 9 })] }, 'pass'],
    ['it lies above the limit', { ...asks(a1c), laboratory: [value({ number: 9.1 })] }, 'fail'],
    ['it is too old', { ...asks(a1c), laboratory: [value({ on: '2026-05-22' })] }, 'fail'],
    ['none is known', asks(a1c), 'unknown'],
    ['it is words', { ...asks(a1c), laboratory: [value({ number: null })] }, 'unknown'],
    ['it has another unit', { ...asks(a1c), laboratory: [value({ unit: 'mmol/mol' })] }, 'unknown'],
    [
      'the laboratory calls it critical',
      { ...asks(a1c), laboratory: [value({ interpretation: 'critical' })] },
      'fail',
    ],
  ]);

  it('writes units as people read them', () => {
    const egfr = { ...a1c, low: 30, high: null, unit: 'mL/min/{1.73_m2}' };
    const laboratory = [value({ number: 58, words: '58', unit: egfr.unit })];
    const { criteria } = judgeReadiness(facts({ ...asks(egfr), laboratory }));
    const { title, datum } = criteria.find(({ code }) => code.startsWith('laboratory'))!;
    assert.match(title, /, at least 30 mL\/min\/1\.73 m²$/);
    assert.match(datum, / 58 mL\/min\/1\.73 m²$/);
  });

  const adult: ProtocolCriterion = { kind: 'age', years: 18 };
  table('age', [
    ['the birthday is today', { ...asks(adult), birthOn: '2008-11-23' }, 'pass'],
    ['the birthday is tomorrow', { ...asks(adult), birthOn: '2008-11-24' }, 'fail'],
    ['nobody knows it', { ...asks(adult), birthOn: null }, 'unknown'],
  ]);

  const long: ProtocolCriterion = { kind: 'established', months: 6 };
  const since = (startedOn: string | null) => ({ prescription: ordered({ startedOn }) });
  table('established', [
    ['it is taken for six months', { ...asks(long), ...since('2026-05-23') }, 'pass'],
    ['it is taken for a day less', { ...asks(long), ...since('2026-05-24') }, 'fail'],
    ['nobody said since when', { ...asks(long), ...since(null) }, 'unknown'],
  ]);
});

describe('delegation', () => {
  const why = (over: Partial<ReadinessFacts>) => judgeReadiness(facts(over)).notDelegated;

  it('needs a protocol that is signed and has not expired', () => {
    assert.deepEqual(why({ protocols: [] }), ['No protocol covers this drug.']);
    const unsigned = protocol([], { signedAt: null, signedById: null });
    assert.deepEqual(why({ protocols: [unsigned] }), ['The protocol is not signed.']);
    const last = (expiresOn: string) => {
      const { terms, ...rest } = protocol();
      return { protocols: [{ ...rest, terms: { ...terms, expiresOn } }] };
    };
    assert.deepEqual(why(last('2026-11-23')), []);
    assert.deepEqual(why(last('2026-11-22')), ['The protocol has expired.']);
    const ended = protocol([], { endedAt: '2026-11-01T12:00:00.000Z' });
    assert.deepEqual(why({ protocols: [ended] }), ['No protocol covers this drug.']);
  });

  it('ends with what the protocol grants', () => {
    const days = { ...order, quantity: 240, daysSupply: 120 };
    const same = { requested: days, prescription: ordered({ order: days }) };
    assert.ok(why(same).includes('The protocol grants 90 days at most.'));
    assert.deepEqual(why({ requested: { ...order, repeats: 4 } }), [
      'The protocol grants 3 more fills at most.',
    ]);
  });

  it('never covers a controlled substance, whatever else is met', () => {
    assert.ok(
      why(controlled('5', '2026-10-20', 1)).includes('Controlled substances are never delegated.'),
    );
  });

  it('is never there while anything is not known or not met', () => {
    const over = fc.record(
      {
        lastSeenOn: fc.constantFrom(null, '2020-01-01', '2026-11-01'),
        laboratory: fc.constantFrom([], [value()], [value({ number: 12 })]),
        payerIds: fc.constantFrom([], ['payer'], ['other']),
        requested: fc.constantFrom(order, { ...order, strength: '1000 mg' }),
        prescription: fc.constantFrom(
          null,
          ordered(),
          ordered({ schedule: '4' }),
          ordered({ expiresOn: null }),
          ordered({ asNeeded: true }),
          ordered({ order: { ...order, name: 'Warfarin' } }),
        ),
        today: fc.constantFrom('2026-11-23', '2026-11-01', '2027-12-01'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(over, (some) => {
        const { criteria, notDelegated } = judgeReadiness(
          facts({ ...some, protocols: [protocol([seen, a1c])] }),
        );
        const allGreen = criteria.every(({ verdict }) => verdict === 'pass');
        if (!allGreen || some.prescription?.schedule) assert.notDeepEqual(notDelegated, []);
      }),
    );
  });
});
