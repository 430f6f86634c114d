import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { summarizeCoverage } from './coverage-summary.ts';
import type { EligibilityInquiry, InsuredPerson } from './eligibility.ts';
import {
  given271,
  givenInquiry,
  givenInsured,
  givenNew270,
  givenParty,
  givenReceiver,
  givenSource,
  givenSubscriber,
} from './given-x12.ts';
import { read270 } from './read-270.ts';
import { read271, type Read271 } from './read-271.ts';
import { readX12, type Transaction } from './read-transactions.ts';
import { write270, type New270 } from './write-270.ts';

function only(text: string): Transaction {
  const { transactions } = readX12(text);
  assert.equal(transactions.length, 1);
  return transactions[0]!;
}

function answer(body: string[]): Read271 {
  return read271(only(given271(body)));
}

function written(request: New270): string {
  const result = write270(request);
  assert.ok('text' in result, JSON.stringify(result));
  return result.text;
}

function refused(request: New270): string[] {
  const result = write270(request);
  assert.ok('refused' in result);
  return result.refused;
}

const people = [...givenSource, ...givenReceiver, ...givenSubscriber];

describe('a 270', () => {
  it('is written in envelopes that hold', () => {
    const { transactions, problems } = readX12(written(givenNew270()));
    assert.deepEqual(problems, []);
    assert.equal(transactions[0]?.type, '270');
    assert.equal(transactions[0].envelope.interchangeControl, '000000042');
    assert.equal(written(givenNew270()).indexOf('~'), 105);
  });

  it('is read back as what was asked, whoever the patient is', () => {
    const word = fc.string({ unit: fc.constantFrom('A', 'Q', 'Z', '7', "'", '-', 'É') });
    const text = fc
      .string({ unit: fc.constantFrom('A', 'B', ' ', '9'), maxLength: 20 })
      .map(trimmed);
    const filled = text.map((each) => each || 'X');
    const day = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const person = fc.record<InsuredPerson>({
      family: filled,
      given: word,
      middle: word,
      suffix: word,
      memberId: filled,
      birthOn: fc.option(day),
      sex: fc.constantFrom('female', 'male', 'unknown', null),
      address: fc.option(
        fc.record({
          lines: fc.array(filled, { maxLength: 2 }),
          city: filled,
          state: word,
          postalCode: word,
        }),
      ),
      references: fc.array(fc.record({ kind: filled, value: filled }), { maxLength: 3 }),
    });
    const party = fc.record({
      kind: fc.constantFrom('person' as const, 'organization' as const),
      name: filled,
      given: word,
      idKind: fc.constant('PI'),
      id: filled,
    });
    const inquiry = fc.record<EligibilityInquiry>({
      payer: party,
      provider: party,
      subscriber: person,
      dependent: fc.option(person.map((each) => ({ ...each, memberId: '' }))),
      traces: fc.array(fc.record({ number: filled, originator: word }), { maxLength: 2 }),
      service: fc.option(fc.record({ from: day, to: day })),
      serviceTypes: fc.uniqueArray(fc.constantFrom('30', '98', 'UC', 'MH'), { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(inquiry, { minLength: 1, maxLength: 3 }), (inquiries) => {
        const { transactions, problems } = readX12(written(givenNew270({ inquiries })));
        assert.deepEqual(problems, []);
        const read = transactions.map(read270);
        assert.deepEqual(
          read.flatMap((each) => each.inquiries),
          structuredClone(inquiries),
        );
        const references = read.map(({ reference }) => reference);
        const [one] = inquiries.length === 1 ? ['ASK-7'] : [null];
        assert.deepEqual(
          references,
          inquiries.map((_, at) => one ?? `ASK-7-${at + 1}`),
        );
      }),
    );
  });

  it('is refused when a value holds what X12 cannot write', () => {
    const subscriber = givenInsured({ family: 'QU~ILL' });
    assert.deepEqual(refused(givenNew270({ inquiries: [givenInquiry({ subscriber })] })), [
      'NM103 holds a separator',
    ]);
    const given = givenInquiry({ subscriber: givenInsured({ given: 'A\nB' }) });
    assert.deepEqual(refused(givenNew270({ inquiries: [given] })), [
      'NM104 holds a control character',
    ]);
  });

  it('is refused when what the standard asks for is not there', () => {
    const inquiry = givenInquiry({
      payer: givenParty({ id: '' }),
      subscriber: givenInsured({ memberId: '', birthOn: null }),
      serviceTypes: ['everything'],
    });
    assert.deepEqual(refused(givenNew270({ inquiries: [inquiry] })), [
      'the payer needs a name and an identifier',
      'the subscriber needs a member number, or a name and a birth date',
      'a service type is no code',
    ]);
    assert.deepEqual(refused(givenNew270({ inquiries: [] })), ['asks nothing']);
    assert.equal(refused(givenNew270({ control: 0 })).length, 1);
    const sender = { qualifier: 'ZZ', id: 'LONGER THAN FIFTEEN' };
    assert.equal(refused(givenNew270({ sender })).length, 1);
  });

  it('of 004010 is read, too', () => {
    const text = written(givenNew270()).replace(
      'DTP*291*D8*20261123',
      'DTP*307*RD8*20261101-20261130',
    );
    assert.deepEqual(read270(only(text)).inquiries[0]?.service, {
      from: '2026-11-01',
      to: '2026-11-30',
    });
  });
});

describe('a 271', () => {
  it('says whom it is about and what they have', () => {
    const { reference, answers, problems } = answer([
      ...people,
      'EB*1**30*HM*GOLD PLAN',
      'EB*L',
      'LS*2120',
      'NM1*P3*1*JONES*MARCUS****XX*1999999992',
      'LE*2120',
      'EB*B**98^UC*HM**27*30.00*****Y',
      'DTP*348*D8*20260101',
      'MSG*PER VISIT',
      'EB*B**98^UC*HM**27*60*****N',
      'EB*C*IND*30*HM**23*1500',
      'EB*C*IND*30*HM**29*412.5',
      'EB*C*FAM*30*HM**29*900',
    ]);
    assert.deepEqual(problems, []);
    assert.equal(reference, 'ASK-7');
    const [only] = answers;
    assert.equal(answers.length, 1);
    assert.equal(only?.payer.name, 'HARBOR HEALTH');
    assert.equal(only.provider.id, '1999999984');
    assert.deepEqual(only.traces, [{ number: 'ASK-7-1', originator: '9DAYSHEET' }]);
    assert.equal(only.dependent, null);
    assert.equal(only.subscriber.memberId, 'MEM-1');
    assert.equal(only.subscriber.birthOn, null, '29 February 1970 was no day');
    assert.deepEqual(only.subscriber.address, {
      lines: ['1 EXAMPLE WAY', 'APT 2'],
      city: 'SPRINGFIELD',
      state: 'MA',
      postalCode: '01101',
    });
    assert.deepEqual(only.dates, [
      { kind: '346', range: { from: '2026-01-01', to: '2026-01-01' } },
    ]);
    const [, doctor, copay] = only.benefits;
    assert.equal(doctor?.kind, 'primary-care-provider');
    assert.equal(doctor.parties[0]?.name, 'JONES');
    assert.deepEqual(copay?.serviceTypes, ['98', 'UC']);
    assert.equal(copay.cents, 3000);
    assert.equal(copay.inNetwork, true);
    assert.deepEqual(copay.messages, ['PER VISIT']);
    assert.equal(copay.dates[0]?.kind, '348');
    assert.deepEqual(summarizeCoverage(only), {
      active: true,
      plan: 'GOLD PLAN',
      copayCents: 3000,
      deductibleCents: 150_000,
      deductibleLeftCents: 41_250,
    });
  });

  it('answers about the dependent, not about the subscriber above', () => {
    const { answers } = answer([
      ...givenSource,
      ...givenReceiver,
      'HL*3*2*22*1',
      'NM1*IL*1*QUILL*ADA****MI*MEM-1',
      'HL*4*3*23*0',
      'TRN*2*ASK-7-2*9DAYSHEET',
      'NM1*03*1*QUILL*BEA',
      'DMG*D8*20150401*F',
      'INS*N*19',
      'EB*6**30',
    ]);
    assert.equal(answers.length, 1);
    assert.equal(answers[0]?.subscriber.memberId, 'MEM-1');
    assert.equal(answers[0].dependent?.given, 'BEA');
    assert.equal(summarizeCoverage(answers[0]).active, false);
  });

  it('says who could not be answered about and why, at each level', () => {
    const { answers, rejections } = answer([
      'HL*1**20*1',
      'AAA*Y**42*R',
      ...givenSource.slice(1),
      ...givenReceiver,
      'AAA*N**43*C',
      ...givenSubscriber,
      'AAA*N**72*C',
      'EB*1**30',
      'AAA*N**70*C',
    ]);
    const code = ({ level, valid, reason, followUp }: (typeof rejections)[0]): string =>
      `${level} ${String(valid)} ${reason} ${followUp}`;
    assert.deepEqual(rejections.map(code), ['source true 42 R', 'receiver false 43 C']);
    assert.deepEqual(answers[0]?.rejections.map(code), [
      'subscriber false 72 C',
      'benefit false 70 C',
    ]);
  });

  it('keeps a rejection even where the payer left out who was asked', () => {
    const { answers, rejections, problems } = answer(['HL*1**20*0', 'AAA*Y**79*N']);
    assert.deepEqual(answers, []);
    assert.equal(rejections[0]?.reason, '79');
    assert.deepEqual(problems, []);
    const lost = answer([...givenSource, 'HL*3*9*22*0', 'NM1*IL*1*QUILL', 'AAA*N**75*C']);
    assert.equal(lost.rejections[0]?.reason, '75');
    assert.deepEqual(
      lost.problems.map(({ segment, reason }) => `${segment} ${reason}`),
      ['7 HL02 names no level before it', '7 the level has no payer above it'],
    );
  });

  it('knows no sex and no level by the name of something else', () => {
    const odd = people.map((each) =>
      each.startsWith('DMG') ? 'DMG*D8*19700228*constructor' : each,
    );
    assert.equal(answer([...odd, 'EB*1**30']).answers[0]?.subscriber.sex, null);
    assert.equal(answer(['HL*1**constructor', 'AAA*Y**42*R']).rejections[0]?.level, 'source');
  });

  it('takes no amount for zero that is none', () => {
    const { answers, problems } = answer([...people, 'EB*B**98****3O.00']);
    assert.equal(answers[0]?.benefits[0]?.cents, null);
    assert.deepEqual(problems, [{ segment: 16, kind: 'anomaly', reason: 'EB07 is no amount' }]);
    assert.equal(summarizeCoverage(answers[0]).copayCents, null);
  });

  it('never throws, whatever is done to it', () => {
    const text = given271([...people, 'EB*B**98^UC*HM**27*30.00*****Y', 'AAA*N**70*C']);
    const lines = text.split('~');
    fc.assert(
      fc.property(fc.shuffledSubarray(lines.slice(2, -3)), (body) => {
        const mixed = [...lines.slice(0, 2), ...body, ...lines.slice(-3)].join('~');
        for (const transaction of readX12(mixed).transactions) read271(transaction);
      }),
    );
  });
});

function trimmed(text: string): string {
  return text.trim();
}
