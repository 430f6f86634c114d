import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SubmittedClaim } from './claim.ts';
import {
  given837,
  givenClaimBilling,
  givenClaimBody,
  givenClaimOfChild,
  givenClaimSubscriber,
} from './given-837.ts';
import { readClaims, type ReadClaims } from './read-837.ts';
import { readX12 } from './read-transactions.ts';

function read(text: string): ReadClaims {
  const { transactions, problems } = readX12(text);
  assert.deepEqual(problems, []);
  const [transaction] = transactions;
  assert.ok(transaction);
  return readClaims(transaction);
}

function claimsOf(text: string): SubmittedClaim[] {
  const result = read(text);
  assert.ok('claims' in result, JSON.stringify(result));
  return result.claims;
}

function refusalOf(text: string): string {
  const result = read(text);
  assert.ok('problem' in result, 'nothing is kept beside it');
  return `${result.problem.segment} ${result.problem.reason}`;
}

describe('an 837', () => {
  const [claim] = claimsOf(given837(givenClaimBody));
  assert.ok(claim);

  it('says of a claim what is asked for, by whom and of whom', () => {
    const { control, charge, facility, frequency, kind, segment } = claim;
    assert.deepEqual(
      { control, charge, facility, frequency, kind, segment },
      {
        ...{ control: 'CLAIM-7', charge: 30_050, facility: '11', frequency: '7' },
        ...{ kind: 'professional', segment: 30 },
      },
    );
    const { originalReference, authorization, referral, note, related } = claim;
    assert.deepEqual(
      [originalReference, authorization, referral, note, related],
      [
        ...['PAYER-CONTROL-1', 'CERT-100', 'REFERRAL-3', 'FELL FROM A LADDER'],
        ['AA', '', '', 'MA'],
      ],
    );
    assert.deepEqual(claim.dates, [
      { qualifier: '439', from: '2026-11-01', to: '2026-11-01' },
      { qualifier: '314', from: '2026-11-01', to: '2026-11-08' },
    ]);
    assert.deepEqual(claim.diagnoses, [
      { qualifier: 'ABK', code: 'S8250XA' },
      { qualifier: 'ABF', code: 'M25561' },
    ]);
  });

  it('says who bills, who is insured, who is the patient and who pays', () => {
    const { billing, subscriber, patient, payer, relationship, payerResponsibility } = claim;
    assert.equal(billing.npi, '1999999984');
    assert.equal(billing.taxId, '123456789');
    assert.equal(billing.taxonomy, '208100000X');
    assert.deepEqual(billing.address, {
      ...{ lines: ['1 PIER RD'], city: 'SPRINGFIELD', state: 'MA', zip: '011010001' },
    });
    assert.equal(subscriber.memberId, 'MEM-1');
    assert.equal(subscriber.group, 'GROUP-9');
    assert.equal(subscriber.suffix, 'JR');
    assert.equal(patient?.given, 'BEA');
    assert.equal(patient.birthDate, '2015-04-01');
    assert.deepEqual([relationship, payerResponsibility, claim.filing], ['19', 'S', 'CI']);
    assert.deepEqual(payer, { name: 'HARBOR HEALTH', id: 'HH001' });
  });

  it('keeps what the first payer said, of the claim and of its lines', () => {
    const [first] = claim.otherPayers;
    assert.deepEqual(first?.payer, { name: 'FIRST HEALTH', id: 'FIRST1' });
    assert.equal(first.insured?.given, 'TOM');
    assert.deepEqual(
      [first.paid, first.decidedOn, first.group],
      [20_000, '2026-11-10', 'FIRST-GROUP'],
    );
    assert.deepEqual(
      first.adjustments.map(({ group, reason, amount }) => [group, reason, amount]),
      [
        ['PR', '1', 2000],
        ['PR', '2', 525],
      ],
    );
    const [decision] = claim.lines[0]?.decisions ?? [];
    assert.deepEqual(
      [decision?.payerId, decision?.paid, decision?.decidedOn],
      ['FIRST1', 15_000, '2026-11-10'],
    );
    assert.deepEqual(
      decision?.adjustments.map(({ reason, amount, quantity }) => [reason, amount, quantity]),
      [['45', 2525, '1']],
    );
  });

  it('says of each line what was done, when and why', () => {
    const [first, second] = claim.lines;
    assert.deepEqual(first?.procedure, {
      ...{ kind: 'HC', code: '99213', modifiers: ['25', 'GP'], text: 'WALK' },
    });
    assert.deepEqual(
      [first.charge, first.units, first.place, first.pointers, first.isEmergency],
      [20_050, '1', '22', [1, 2], true],
    );
    assert.deepEqual(
      [first.control, first.authorization, first.note, first.from, first.to],
      ['LINE-1', 'CERT-101', 'LEFT', '2026-11-02', null],
    );
    assert.deepEqual(
      [second?.units, second?.from, second?.to],
      ['2.5', '2026-11-02', '2026-11-04'],
    );
  });

  it('keeps what no field speaks of', () => {
    assert.deepEqual(claim.kept, [{ id: 'REF', elements: [['D9'], ['HOUSE-1']] }]);
    assert.deepEqual(
      claim.billing.kept?.map(({ id }) => id),
      ['NM1', 'N3', 'N4'],
    );
  });

  it('holds any number of claims, of the subscriber too, each under its own people', () => {
    const own = ['CLM*OWN-1*50***11:B:1*Y*A*Y*Y', 'HI*ABK:I10', 'LX*1', 'SV1*HC:99212*50*UN*1***1'];
    const claims = claimsOf(
      given837([
        ...givenClaimBilling,
        ...givenClaimSubscriber,
        ...own,
        ...givenClaimOfChild,
        ...own,
      ]),
    );
    assert.deepEqual(
      claims.map(({ control, patient }) => [control, patient?.given ?? null]),
      [
        ['OWN-1', null],
        ['CLAIM-7', 'BEA'],
        ['OWN-1', 'BEA'],
      ],
    );
  });

  it('of an institution has revenue codes, and procedures where there are some', () => {
    const body = [...givenClaimBilling, ...givenClaimSubscriber].concat([
      'CLM*STAY-1*900***11:A:1**A*Y*Y',
      'DTP*096*TM*1130',
      'DTP*434*RD8*20261101-20261103',
      'CL1*1*7*01',
      'HI*ABK:I10:::::::Y',
      'HI*BE:A2:::15.31',
      'LX*1',
      'SV2*0120**900*DA*2',
    ]);
    const [stay] = claimsOf(given837(body, { version: '005010X223A2' }));
    assert.equal(stay?.kind, 'institutional');
    assert.deepEqual(stay.diagnoses, [{ qualifier: 'ABK', code: 'I10', onAdmission: 'Y' }]);
    assert.deepEqual(
      stay.kept?.map(({ id }) => id),
      ['DTP', 'CL1', 'HI'],
    );
    const [line] = stay.lines;
    assert.deepEqual(
      [line?.revenueCode, line?.procedure, line?.charge, line?.unit, line?.units, line?.from],
      ['0120', null, 90_000, 'DA', '2', null],
    );
  });

  const swap = (from: string, to: string): string => {
    assert.ok(givenClaimBody.includes(from), from);
    return given837(givenClaimBody.flatMap((each) => (each === from ? to.split('~') : [each])));
  };
  const broken: Record<string, [text: string, refusal: string]> = {
    'another guide': [
      given837(givenClaimBody, { version: '005010X298' }),
      '3 the version is none of an 837 that we read',
    ],
    'another structure': [
      given837(givenClaimBody, { heading: 'BHT*0022*00*77*20261123*1405' }),
      '4 BHT01 is not 0019',
    ],
    'no claim': [given837(givenClaimBilling), '3 there is no claim'],
    'levels in disorder': [
      swap('HL*3*2*23*0', 'HL*3*1*23*0'),
      '24 HL03 says 23, which cannot stand there',
    ],
    'a level above that is not there': [
      swap('HL*2*1*22*1', 'HL*2*9*22*1'),
      '17 HL02 names no level before it',
    ],
    'another money': [
      swap('PRV*BI*PXC*208100000X', 'CUR*85*CAD'),
      '9 CUR02 is another currency than US dollars',
    ],
    'nobody who pays': [
      swap('NM1*PR*2*HARBOR HEALTH*****PI*HH001', 'REF*SY*1'),
      '17 the level names no payer',
    ],
    'a claim without its number': [
      swap('CLM*CLAIM-7*300.5***11:B:7*Y*A*Y*Y**AA:::MA', 'CLM**300.5***11:B:7'),
      '30 CLM01 is missing',
    ],
    'a charge that is no amount': [
      swap('CLM*CLAIM-7*300.5***11:B:7*Y*A*Y*Y**AA:::MA', 'CLM*CLAIM-7*300.555***11:B:7'),
      '30 CLM02 is no amount',
    ],
    'no frequency': [
      swap('CLM*CLAIM-7*300.5***11:B:7*Y*A*Y*Y**AA:::MA', 'CLM*CLAIM-7*300.5***11'),
      '30 CLM05 has no frequency of one letter',
    ],
    'a diagnosis without its code': [
      swap('HI*ABK:S8250XA*ABF:M25561', 'HI*ABK:S8250XA*ABF'),
      '38 HI holds a diagnosis without its kind or its code',
    ],
    'a line of another kind': [
      swap('SV1*HC:97110*100*UN*2.50***1', 'SV2*0120**100*UN*2'),
      '59 the line has no SV1',
    ],
    'a count that is none': [
      swap('SV1*HC:97110*100*UN*2.50***1', 'SV1*HC:97110*100*UN*TWO***1'),
      '60 SV104 is no count',
    ],
    'a day that there is not': [
      swap('DTP*472*D8*20261102', 'DTP*472*D8*20261131'),
      '51 DTP03 is no date',
    ],
    'an adjustment without its reason': [
      swap('CAS*PR*1*20**2*5.25', 'CAS*PR**20'),
      '43 CAS02 is missing',
    ],
  };
  for (const [what, [text, refusal]] of Object.entries(broken))
    it(`is refused whole with ${what}`, () => {
      assert.equal(refusalOf(text), refusal);
    });
});
