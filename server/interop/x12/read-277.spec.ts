import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClaimStatusSaid } from './claim-status.ts';
import { standingOf } from './claim-status-codes.ts';
import { given277ca, givenStatuses, givenStatusPeople } from './given-277.ts';
import { readClaimStatuses, type ReadClaimStatuses } from './read-277.ts';
import { readX12 } from './read-transactions.ts';

function read(text: string): ReadClaimStatuses {
  const { transactions, problems } = readX12(text);
  assert.deepEqual(problems, []);
  const [transaction] = transactions;
  assert.ok(transaction);
  return readClaimStatuses(transaction);
}

function saidIn(text: string): ClaimStatusSaid[] {
  const result = read(text);
  assert.ok('said' in result, JSON.stringify(result));
  return result.said;
}

describe('a 277CA', () => {
  const [taken, refused, ...more] = saidIn(given277ca(givenStatuses));

  it('says which claims were taken, and the payer’s number of them', () => {
    assert.deepEqual(more, []);
    assert.deepEqual(taken, {
      ...{ segment: 20, claimControl: 'CLAIM-7', payerControl: 'PAYER-7', payer: 'CLEARWATER' },
      standing: 'accepted',
      codes: [{ category: 'A2', status: '20', entity: 'PR' }],
      says: 'Accepted: taken for processing (payer)',
      ...{ on: '2026-11-23', charge: 20_050, paid: null },
    });
  });

  it('says which were refused, and why, of their lines too', () => {
    assert.equal(refused?.standing, 'rejected');
    assert.equal(refused.payerControl, null);
    assert.equal(
      refused.says,
      'Rejected, information is not valid: NPI (rendering provider); ' +
        'Rejected, information is missing: postal code (patient)',
    );
    assert.equal(refused.message, 'ZIP IS MISSING');
    assert.deepEqual(refused.lines, [
      {
        ...{ control: 'LINE-2', procedure: '97110', standing: 'rejected' },
        codes: [{ category: 'A7', status: '453', entity: '' }],
        says: 'Rejected, information is not valid: modifier',
      },
    ]);
  });

  it('says when a whole file was refused', () => {
    const people = givenStatusPeople.map((each) => each.replace('A1:19:PR', 'A3:24:41'));
    const [said, ...others] = saidIn(given277ca(people));
    assert.deepEqual(others, []);
    assert.deepEqual([said?.claimControl, said?.batch, said?.standing], ['', '77', 'rejected']);
  });

  it('rejects by its action what its category takes note of', () => {
    const body = givenStatuses.map((each) => each.replace('20261123*WQ*200.5', '20261123*U*200.5'));
    assert.equal(saidIn(given277ca(body))[0]?.standing, 'rejected');
  });

  const broken: Record<string, [text: string, refusal: string]> = {
    'another guide': [
      given277ca(givenStatuses, '005010X364'),
      '3 the version is neither 277CA nor 277',
    ],
    'a category that is none': [
      given277ca(givenStatuses.map((each) => each.replace('A2:20', 'Z9:20'))),
      '21 STC has a category that is not known',
    ],
    'a claim without its number': [
      given277ca(givenStatuses.map((each) => each.replace('TRN*2*CLAIM-7', 'TRN*2'))),
      '20 TRN02 is missing',
    ],
    'a claim without a status': [
      given277ca(givenStatuses.filter((each) => !each.startsWith('STC*A2'))),
      '20 the claim has no STC',
    ],
    'a day that there is not': [
      given277ca(
        givenStatuses.map((each) => each.replace('PR*20261123*WQ*200', 'PR*20261131*WQ*200')),
      ),
      '21 STC02 is no date',
    ],
    'an amount that is none': [
      given277ca(givenStatuses.map((each) => each.replace('WQ*200.5', 'WQ*LOTS'))),
      '21 STC04 is no amount',
    ],
    'a level that is not known': [
      given277ca(givenStatuses.map((each) => each.replace('HL*5*3*PT', 'HL*5*3*XX'))),
      '24 HL03 is a code that is not known',
    ],
  };
  for (const [what, [text, refusal]] of Object.entries(broken))
    it(`is refused whole with ${what}`, () => {
      const result = read(text);
      assert.ok('problem' in result);
      assert.equal(`${result.problem.segment} ${result.problem.reason}`, refusal);
    });
});

describe('a 277 that was asked for', () => {
  it('speaks of subscribers and dependents, and of what was decided', () => {
    const people = givenStatusPeople.slice(0, 2);
    const said = saidIn(
      given277ca(
        [
          ...people,
          'HL*2*1*21*1',
          'NM1*41*2*DAYSHEET CLINICS*****46*DAYSHEET',
          'HL*3*2*19*1',
          'NM1*1P*2*DAYSHEET CLINICS*****XX*1999999984',
          'HL*4*3*22*1',
          'NM1*IL*1*QUILL*ADA****MI*MEM-1',
          'TRN*2*CLAIM-1',
          'STC*F1:65*20261120**300*250.5',
          'STC*P1:46*20261101**300',
          'REF*1K*PAYER-1',
          'HL*5*4*23',
          'NM1*QC*1*QUILL*BEA',
          'TRN*2*CLAIM-2',
          'STC*D0:35*20261120**100*0',
        ],
        '005010X212',
      ),
    );
    assert.deepEqual(
      said.map((each) => [
        each.claimControl,
        each.standing,
        each.charge,
        each.paid,
        each.payerControl,
      ]),
      [
        ['CLAIM-1', 'finalized', 30_000, 25_050, 'PAYER-1'],
        ['CLAIM-2', 'not-found', 10_000, 0, null],
      ],
    );
  });
});

describe('the category of a status', () => {
  it('tells how a claim stands', () => {
    const expected = {
      ...{ A0: 'acknowledged', A1: 'acknowledged', A2: 'accepted', A3: 'rejected' },
      ...{ A4: 'not-found', A6: 'rejected', A7: 'rejected', A8: 'rejected', P3: 'pending' },
      ...{ F0: 'finalized', F3F: 'finalized', R3: 'needs-information', R16: 'needs-information' },
      ...{ E0: 'error', D0: 'not-found', A9: null, constructor: null, '': null },
    };
    for (const [category, standing] of Object.entries(expected))
      assert.equal(standingOf(category), standing, category);
  });
});
