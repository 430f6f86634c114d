// Responses with one thing wrong each: every one is refused whole, with the segment and the reason.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { acceptX12 } from './accept-file.ts';
import { given278, givenReviewAnswer, givenReviewPeople } from './given-278.ts';
import { read278Request, read278Response } from './read-278.ts';
import { usualX12Limits } from './read-segments.ts';
import { readX12 } from './read-transactions.ts';
import { certificationTypes } from './review-codes.ts';

/** A file as its reader meets it: the envelopes first, then the transaction. */
function refusalOf(text: string): string | null {
  const accepted = acceptX12(text, {
    sender: 'DAYSHEET',
    receiver: 'PAYER',
    isTest: true,
    type: '278',
    limits: usualX12Limits,
  });
  if (accepted.kind === 'refused') {
    const [first] = accepted.problems;
    assert.ok(first);
    return `${first.segment} ${first.reason}`;
  }
  for (const transaction of accepted.transactions) {
    const read = read278Response(transaction);
    if ('problem' in read) {
      assert.equal(read.problem.kind, 'refusal');
      assert.deepEqual(Object.keys(read), ['problem'], 'nothing is kept beside it');
      return `${read.problem.segment} ${read.problem.reason}`;
    }
  }
  return null;
}

describe('a 278 that is not as it must be', () => {
  const file = given278(givenReviewAnswer);
  assert.equal(refusalOf(file), null);

  /** Each from the whole answer by one change; the count of segments is made right again. */
  const swap = (from: string, to: string): string => {
    assert.ok(givenReviewAnswer.includes(from), from);
    return given278(givenReviewAnswer.flatMap((each) => (each === from ? to.split('~') : [each])));
  };
  const without = (gone: string): string => {
    assert.ok(givenReviewAnswer.includes(gone), gone);
    return given278(givenReviewAnswer.filter((each) => each !== gone));
  };
  const headed = (heading: string): string => given278(givenReviewAnswer, heading);
  const undecided = givenReviewAnswer.filter((each) => !/^(HCR|AAA)/.test(each));

  const broken: Record<string, [text: string, refusal: string]> = {
    'a wrong count of segments': [
      file.replace(/SE\*\d+/, 'SE*12'),
      '50 SE01 says 12 segments, there are 48',
    ],
    'a segment that was lost on the way': [
      file.replace('~HCR*A3**0T', ''),
      '49 SE01 says 48 segments, there are 47',
    ],
    'another control number at its end': [
      file.replace(/(SE\*\d+)\*0001/, '$1*0002'),
      '50 SE02 differs from ST02',
    ],
    'no end': [file.slice(0, file.indexOf('~SE*')), '49 the file ends before this segment does'],
    'the guide of another transaction': [
      file.replaceAll('005010X217', '005010X216'),
      '3 ST03 is not 005010X217',
    ],
    'another transaction': [
      file.replace('ST*278', 'ST*271'),
      '3 ST01 is not what this interface takes',
    ],
    'no beginning': [
      file.replace('~BHT*0007', '~XHT*0007'),
      '3 there is no BHT before the first HL',
    ],
    'two beginnings': [
      swap('HL*1**20*1', 'BHT*0007*11*R*20261123*1630~HL*1**20*1'),
      '5 there is more than one BHT where one is',
    ],
    'another structure': [headed('BHT*0022*11*R*20261123*1630'), '4 BHT01 is not 0007'],
    'a purpose that is none of a response': [
      headed('BHT*0007*13*R*20261123*1630'),
      '4 BHT02 is not 11',
    ],
    'no reference': [headed('BHT*0007*11**20261123*1630'), '4 BHT03 is missing'],
    'a day of writing that there is not': [
      headed('BHT*0007*11*R*20261131*1630'),
      '4 BHT04 is no date',
    ],
    'an hour that there is not': [headed('BHT*0007*11*R*20261123*2430'), '4 BHT05 is no time'],
    'a level that names one which is not there': [
      swap('HL*6*4*SS*0', 'HL*6*9*SS*0'),
      '34 HL02 names no level before it',
    ],
    'a level that names itself': [
      swap('HL*6*4*SS*0', 'HL*6*6*SS*0'),
      '34 HL02 names no level before it',
    ],
    'a level without its number': [swap('HL*6*4*SS*0', 'HL**4*SS*0'), '34 HL01 is missing'],
    'two levels of one number': [swap('HL*6*4*SS*0', 'HL*5*4*SS*0'), '34 HL01 repeats a number'],
    'a level of an unknown kind': [
      swap('HL*6*4*SS*0', 'HL*6*4*19*0'),
      '34 HL03 is a code that is not known',
    ],
    'a service under the subscriber': [
      swap('HL*6*4*SS*0', 'HL*6*3*SS*0'),
      '34 HL03 says service, which cannot stand there',
    ],
    'a level that stands under none': [
      swap('HL*2*1*21*1', 'HL*2**21*1'),
      '8 HL03 says requester, which cannot stand there',
    ],
    'levels in the wrong order': [
      swap('HL*2*1*21*1', 'HL*2*1*22*1'),
      '8 HL03 says subscriber, which cannot stand there',
    ],
    'two events': [swap('HL*6*4*SS*0', 'HL*6*3*EV*0'), '34 there is more than one event'],
    'no payer': [given278(['MSG*NOTHING']), '3 there is no level of the payer'],
    'an event of the subscriber beside a dependent': [
      swap('HL*4*3*EV*1', 'HL*9*3*23*0~NM1*QC*1*QUILL*BEA~HL*4*3*EV*1'),
      '15 the event is not that of the dependent',
    ],
    'a level that names nobody': [
      without('NM1*1P*2*DAYSHEET CLINICS*****XX*1999999984'),
      '8 the level names nobody',
    ],
    'a level that names two': [
      swap('DMG*D8*19700228*F', 'NM1*IL*1*MOSS'),
      '12 there is more than one NM1 where one is',
    ],
    'a requester of an unknown role': [
      swap('NM1*1P*2*DAYSHEET CLINICS*****XX*1999999984', 'NM1*PR*2*DAYSHEET'),
      '9 NM101 is a code that is not known',
    ],
    'a birthday that there is not': [
      swap('DMG*D8*19700228*F', 'DMG*D8*19700229*F'),
      '12 DMG02 is no date',
    ],
    'a decision above the event': [
      swap('DMG*D8*19700228*F', 'HCR*A1*X'),
      '12 HCR stands above the event',
    ],
    'an event without a trace': [
      given278(givenReviewAnswer.filter((each) => !/^TRN\*.*(AUTH-7|PAYER-99)\*/.test(each))),
      '13 the event has no TRN',
    ],
    'a trace without a number': [swap('TRN*2*AUTH-7*9DAYSHEET0', 'TRN*2'), '14 TRN02 is missing'],
    'a trace of an unknown kind': [
      swap('TRN*2*AUTH-7*9DAYSHEET0', 'TRN*3*AUTH-7'),
      '14 TRN01 is a code that is not known',
    ],
    'an event without its terms': [without('UM*HS*I*PT*11:B**U'), '13 the event has no UM'],
    'terms without a category': [swap('UM*HS*I*PT*11:B**U', 'UM**I'), '16 UM01 is missing'],
    'terms of an unknown certification': [
      swap('UM*HS*I*PT*11:B**U', 'UM*HS*Q'),
      '16 UM02 is a code that is not known',
    ],
    'an unknown urgency': [
      swap('UM*HS*I*PT*11:B**U', 'UM*HS*I*PT*11:B**99'),
      '16 UM06 is a code that is not known',
    ],
    'a place of no kind': [
      swap('UM*HS*I*PT*11:B**U', 'UM*HS*I*PT*11'),
      '16 UM04 is no place of service',
    ],
    'a decision without an action': [
      swap('HCR*A2*CERT-100', 'HCR**CERT-100'),
      '17 HCR01 is missing',
    ],
    'a decision of an unknown action': [
      swap('HCR*A2*CERT-100', 'HCR*A5*CERT-100'),
      '17 HCR01 is a code that is not known',
    ],
    'an action that is the name of something else': [
      swap('HCR*A2*CERT-100', 'HCR*constructor*CERT-100'),
      '17 HCR01 is a code that is not known',
    ],
    'two decisions of one event': [
      swap('HCR*A2*CERT-100', 'HCR*A2*CERT-100~HCR*A3'),
      '18 there is more than one HCR where one is',
    ],
    'a date that there is not': [
      swap('DTP*007*RD8*20261201-20270115', 'DTP*007*RD8*20261201-20270132'),
      '21 DTP03 is no date',
    ],
    'a date in another format': [
      swap('DTP*102*D8*20261123', 'DTP*102*TM*1405'),
      '20 DTP03 is no date',
    ],
    'dates that end before they begin': [
      swap('DTP*007*RD8*20261201-20270115', 'DTP*007*RD8*20270115-20261201'),
      '21 DTP03 ends before it begins',
    ],
    'two dates of one kind': [
      swap('DTP*102*D8*20261123', 'DTP*AAH*D8*20261123'),
      '20 DTP01 is of a kind that was there before',
    ],
    'a quantity that is no number': [
      swap('HSD*VS*20*WK*1*35*7', 'HSD*VS*TWENTY'),
      '23 HSD02 is no count',
    ],
    'a quantity of nothing': [
      swap('HSD*VS*20*WK*1*35*7', 'HSD**20'),
      '23 HSD01 and HSD02 stand together or not at all',
    ],
    'a count below zero': [
      swap('SV1*HC:97110:GP**UN*8.50', 'SV1*HC:97110:GP**UN*-8'),
      '33 SV104 is no count',
    ],
    'a count without its unit': [
      swap('SV1*HC:97110:GP**UN*8.50', 'SV1*HC:97110:GP***8'),
      '33 SV103 is missing',
    ],
    'an amount that is none': [
      swap('SV1*HC:97140*75.5*UN*12', 'SV1*HC:97140*75.5O*UN*12'),
      '37 SV102 is no amount',
    ],
    'an amount below zero': [
      swap('SV1*HC:97140*75.5*UN*12', 'SV1*HC:97140*-75.5*UN*12'),
      '37 SV102 is no amount',
    ],
    'a service of no procedure': [
      swap('SV1*HC:97140*75.5*UN*12', 'SV1*HC*75.5*UN*12'),
      '37 SV101 is no procedure',
    ],
    'a service of two procedures': [
      swap('MSG*NOT WITH THE OTHER ONE', 'SV1*HC:97150'),
      '38 the service has more than one procedure',
    ],
    'a service of dentists': [
      swap('SV1*HC:97140*75.5*UN*12', 'SV3*AD:D0120*75.5'),
      '37 SV3 is not read here',
    ],
    'a diagnosis without its code': [
      swap('HI*ABK:M1711*ABF:M25561:D8:20261001', 'HI*ABK:M1711*ABF'),
      '22 HI02 is no diagnosis',
    ],
    'a diagnosis of a day that there is not': [
      swap('HI*ABK:M1711*ABF:M25561:D8:20261001', 'HI*ABK:M1711:D8:20261301'),
      '22 HI01 has a date that is none',
    ],
    'a rejection that says not whether': [swap('AAA*N**AG*C', 'AAA***AG*C'), '41 AAA01 is missing'],
    'a rejection without a reason': [swap('AAA*N**AG*C', 'AAA*N***C'), '41 AAA03 is missing'],
    'no decision and no rejection': [
      given278(undecided),
      '3 nothing is decided and nothing is rejected',
    ],
    'people and nothing else': [
      given278(givenReviewPeople),
      '3 nothing is decided and nothing is rejected',
    ],
  };

  for (const [name, [text, refusal]] of Object.entries(broken))
    it(`is refused whole: ${name}`, () => {
      assert.equal(refusalOf(text), refusal);
    });

  it('is refused whole: what is said of the event stands in the loop of a party', () => {
    for (const id of ['TRN', 'UM', 'HCR', 'DTP', 'HI', 'HSD', 'SV1', 'SV2', 'SV3', 'PWK', 'MSG'])
      assert.equal(
        refusalOf(swap('PRV*PE*PXC*208100000X', `${id}*A3`)),
        `27 ${id} stands in the loop of a party`,
      );
  });

  it('is refused wherever it was cut off', () => {
    for (let at = 0; at < file.length - 1; at += 1)
      assert.notEqual(refusalOf(file.slice(0, at)), null, `cut at ${at}`);
  });

  it('never throws, whatever is done to it', () => {
    const lines = file.split('~');
    const noise = fc.string({
      unit: fc.constantFrom(
        '~',
        '*',
        ':',
        '^',
        'HCR*',
        'HL*',
        'A1',
        '9',
        '\n',
        '\0',
        'é',
        '__proto__',
      ),
    });
    const cut = fc.nat(file.length - 1);
    fc.assert(
      fc.property(cut, cut, noise, (from, to, instead) => {
        const text = file.slice(0, from) + instead + file.slice(to);
        for (const transaction of readX12(text).transactions) {
          read278Response(transaction);
          read278Request(transaction);
        }
      }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(lines.slice(4, -4)), (body) => {
        const [transaction] = readX12(given278(body)).transactions;
        assert.ok(transaction);
        const read = read278Response(transaction);
        if ('problem' in read) assert.ok(read.problem.segment > 0);
      }),
    );
  });

  it('shows no word of its content in what is wrong', () => {
    for (const [text] of Object.values(broken))
      assert.doesNotMatch(refusalOf(text) ?? '', /QUILL|MEM-1|M1711|97110|19700228/);
  });

  it('knows every certification that its guide has', () => {
    for (const code of Object.keys(certificationTypes))
      assert.equal(refusalOf(swap('UM*HS*I*PT*11:B**U', `UM*HS*${code}`)), null, code);
  });
});
