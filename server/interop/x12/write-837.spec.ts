import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { X12Interchange, X12Parser } from 'node-x12';
import type { SubmittedClaim } from './claim.ts';
import { anyClaims } from './given-any-claim.ts';
import {
  claimsIn,
  given837,
  givenClaimBilling,
  givenClaimBody,
  givenClaimSubscriber,
  givenNewClaims,
  withoutPlaces,
} from './given-837.ts';
import { readX12 } from './read-transactions.ts';
import { writeClaims } from './write-837.ts';

const [given] = claimsIn(given837(givenClaimBody));
assert.ok(given);
const whole = given;

function written(claims: readonly SubmittedClaim[]): string {
  const result = writeClaims(givenNewClaims(), claims);
  assert.ok('text' in result, JSON.stringify(result));
  return result.text;
}

function refused(over: Partial<SubmittedClaim>): string[] {
  const result = writeClaims(givenNewClaims(), [{ ...whole, ...over }]);
  assert.deepEqual(Object.keys(result), ['refused'], 'nothing is written beside it');
  return 'refused' in result ? result.refused : [];
}
const [firstLine, secondLine] = whole.lines;
const [firstPayer] = whole.otherPayers;
assert.ok(firstLine && secondLine && firstPayer);

/** Between ST and SE, as they stand in the file. */
function body(text: string): string[] {
  return text.split('~\n').slice(3, -4);
}

describe('a claim that is sent', () => {
  it('stands in its file segment by segment', () => {
    const [heading, ...rest] = body(written([whole]));
    assert.equal(heading, 'BHT*0019*00*42*20261123*1405*CH');
    const people = givenClaimBilling.slice(3);
    assert.deepEqual(rest.slice(0, 3), [
      'NM1*41*2*DAYSHEET CLINICS*****46*DAYSHEET',
      'PER*IC*DAYSHEET CLINICS*TE*6175550100',
      'NM1*40*2*PAYER*****46*PAYER',
    ]);
    assert.deepEqual(rest.slice(3, 3 + people.length), people);
    assert.deepEqual(
      rest.filter((each) => /^(SBR|CLM|REF|CAS|SVD|SV1|HI|DTP|AMT)/.test(each)),
      [
        'REF*EI*123456789',
        'SBR*S**GROUP-9******CI',
        'CLM*CLAIM-7*300.5***11:B:7*Y*A*Y*Y**AA:::MA',
        'DTP*439*D8*20261101',
        'DTP*314*RD8*20261101-20261108',
        'REF*F8*PAYER-CONTROL-1',
        'REF*G1*CERT-100',
        'REF*9F*REFERRAL-3',
        'REF*D9*HOUSE-1',
        'HI*ABK:S8250XA*ABF:M25561',
        'SBR*P*19*FIRST-GROUP******CI',
        'CAS*PR*1*20**2*5.25',
        'AMT*D*200',
        'DTP*573*D8*20261110',
        'SV1*HC:99213:25:GP:::WALK*200.5*UN*1*22**1:2**Y',
        'DTP*472*D8*20261102',
        'REF*G1*CERT-101',
        'REF*6R*LINE-1',
        'SVD*FIRST1*150*HC:99213**1',
        'CAS*CO*45*25.25*1',
        'DTP*573*D8*20261110',
        'SV1*HC:97110*100*UN*2.5***1',
        'DTP*472*RD8*20261102-20261104',
      ],
    );
  });

  it('comes back from its file as it was', () => {
    fc.assert(
      fc.property(anyClaims, (claims) => {
        const text = written(claims);
        assert.deepEqual(withoutPlaces(claimsIn(text)), withoutPlaces(claims));
      }),
      { numRuns: 60 },
    );
  });

  it('is read by others segment by segment, with right counts', () => {
    fc.assert(
      fc.property(anyClaims, (claims) => {
        const text = written(claims);
        const parsed = new X12Parser(true).parse(text);
        assert.ok(parsed instanceof X12Interchange);
        const [transaction] = parsed.functionalGroups[0]?.transactions ?? [];
        const [ours] = readX12(text).transactions;
        assert.ok(transaction && ours);
        // Its transactions begin behind ST and end before SE.
        assert.deepEqual(
          transaction.segments.map(({ tag }) => tag),
          ours.segments.slice(1, -1).map(({ id }) => id),
        );
        assert.equal(transaction.trailer.valueOf(1), String(ours.segments.length));
      }),
      { numRuns: 20 },
    );
  });

  it('of an institution follows its own guide', () => {
    const stay: SubmittedClaim = {
      ...{ ...whole, kind: 'institutional', patient: null, relationship: '18', frequency: '1' },
      ...{ originalReference: '', otherPayers: [], charge: 20_050 },
      subscriber: { ...whole.subscriber },
      diagnoses: [
        { qualifier: 'ABK', code: 'I10', onAdmission: 'Y' },
        { qualifier: 'ABF', code: 'E119' },
      ],
      lines: [{ ...firstLine, revenueCode: '0420', pointers: [], place: '', decisions: [] }],
    };
    const text = written([stay]);
    assert.match(text, /GS\*HC\*DAYSHEET\*PAYER\*20261123\*1405\*42\*X\*005010X223A2~/);
    assert.match(text, /CLM\*CLAIM-7\*200\.5\*\*\*11:A:1\*\*A\*Y\*Y/);
    assert.match(text, /HI\*ABK:I10:::::::Y~\nHI\*ABF:E119~/);
    assert.match(text, /SV2\*0420\*HC:99213:25:GP:::WALK\*200\.5\*UN\*1~/);
  });

  it('says again to the next payer whose policy the first one is', () => {
    const people = body(written([whole])).filter((each) => each.startsWith('NM1*IL'));
    assert.deepEqual(people, [
      'NM1*IL*1*QUILL*ADA*M**JR*MI*MEM-1',
      'NM1*IL*1*QUILL*TOM****MI*TOM-1',
    ]);
    const unsaid = { ...firstPayer };
    delete unsaid.insured;
    assert.deepEqual(refused({ otherPayers: [unsaid] }), [
      'other payer 1 needs the person who is insured',
    ]);
  });

  it('is called after who bills where the submitter has no number', () => {
    const kept = [{ id: 'PER', elements: [['IC'], ['CONNIE'], ['TE'], ['6175550111']] }];
    const claim = { ...whole, billing: { ...whole.billing, kept } };
    const result = writeClaims(givenNewClaims({ submitter: { name: 'DAYSHEET' } }), [claim]);
    assert.ok('text' in result);
    assert.match(result.text, /PER\*IC\*DAYSHEET\*TE\*6175550111~/);
  });

  const faults: Record<string, [over: Partial<SubmittedClaim>, faults: string[]]> = {
    'the number that it replaces': [
      { originalReference: '' },
      ['a replaced or voided claim needs the payer’s number of the first one'],
    ],
    'a number of its own': [{ control: '' }, ['the claim needs a number of its own']],
    'a number of at most twenty characters': [
      { control: 'X'.repeat(21) },
      ['CLM01 is longer than 20 characters'],
    ],
    'a charge of its lines': [
      { charge: 30_051 },
      ['the charge of the claim is not that of its lines'],
    ],
    'a diagnosis': [
      { diagnoses: [] },
      [
        'the claim needs a principal diagnosis first',
        'line 1 needs one to four diagnoses of the claim',
        'line 2 needs one to four diagnoses of the claim',
      ],
    ],
    'diagnoses without a dot': [
      {
        diagnoses: [
          { qualifier: 'ABK', code: 'S82.50' },
          { qualifier: 'ABF', code: 'I10' },
        ],
      },
      ['the claim has a diagnosis that is no code, or that has a dot'],
    ],
    'who bills': [
      { billing: { ...whole.billing, npi: '123', taxId: '', address: null } },
      [
        'the provider that bills needs an NPI of ten digits',
        'the provider that bills needs a tax number of nine digits',
        'the provider that bills needs an address',
      ],
    ],
    'a member number': [
      { subscriber: { ...whole.subscriber, memberId: '' } },
      ['the subscriber needs a member number'],
    ],
    'its patient': [{ patient: null }, ['the claim needs the patient, who is not the subscriber']],
    'a patient with a birth date': [
      { patient: { ...whole.subscriber, birthDate: null, sex: '' } },
      ['the patient needs a birth date', 'the patient needs a sex: F, M or U'],
    ],
    'a payer': [
      { payer: { name: 'HARBOR HEALTH', id: '' } },
      ['the payer needs a name and an identifier'],
    ],
    'another place in the order of payers': [
      { payerResponsibility: 'P' },
      ['other payer 1 needs a place in the order of payers that is its own'],
    ],
    'the payer of each decision': [
      { otherPayers: [{ ...firstPayer, payer: { name: 'FIRST', id: 'OTHER' } }] },
      ['line 1 has a decision of a payer that the claim does not have'],
    ],
    'days that there are': [
      { lines: [{ ...firstLine, from: '2026-11-31' }, secondLine] },
      ['line 1 has a date that there is not'],
    ],
    units: [
      { lines: [{ ...firstLine, units: '' }, secondLine] },
      ['line 1 needs a count of units with its kind'],
    ],
    'values without a separator': [{ note: 'A*B' }, ['NTE02 holds a separator']],
    'values of one line': [{ note: 'A\nB' }, ['NTE02 holds a character that X12 does not know']],
    'another kind than a dentist’s': [{ kind: 'dental' }, ['a dental claim cannot be written']],
  };
  for (const [what, [over, expected]] of Object.entries(faults))
    it(`needs ${what}`, () => {
      assert.deepEqual(refused(over), expected);
    });

  it('is never none, and never of two kinds in one file', () => {
    const two = [whole, { ...whole, kind: 'institutional' as const }];
    for (const claims of [[], two])
      assert.deepEqual(writeClaims(givenNewClaims(), claims), {
        refused: ['the claims are none, or of two kinds'],
      });
  });

  it('stands under the subscriber who is the patient', () => {
    const own = [
      'CLM*OWN-1*50***11:B:1*Y*A*Y*Y',
      'HI*ABK:I10',
      'LX*1',
      'SV1*HC:99212*50*UN*1***1',
      'DTP*472*D8*20261102',
    ];
    const claims = claimsIn(given837([...givenClaimBilling, ...givenClaimSubscriber, ...own]));
    assert.match(written(claims), /HL\*2\*1\*22\*0~\nSBR\*S\*18\*GROUP-9/);
  });
});
