import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { given278, givenResponse, givenReviewAnswer, givenReviewPeople } from './given-278.ts';
import type { ReviewResponse } from './health-care-review.ts';
import { read278Request } from './read-278.ts';
import { readX12, type Transaction } from './read-transactions.ts';

function transactionOf(text: string): Transaction {
  const { transactions } = readX12(text);
  assert.equal(transactions.length, 1);
  return transactions[0]!;
}

describe('a 278 response', () => {
  const response = givenResponse(givenReviewAnswer);
  const { event, services } = response;

  it('says who answers whom, when, and whether more will come', () => {
    assert.equal(response.reference, 'REVIEW-7');
    assert.deepEqual(response.written, { on: '2026-11-23', time: '16:30:00' });
    assert.equal(response.final, true);
    assert.equal(givenResponse(givenReviewAnswer, 'BHT*0007*11*R*20261123*1630*19').final, false);
    assert.equal(givenResponse(givenReviewAnswer, 'BHT*0007*11*R*20261123*1630').final, null);
    const odd = givenResponse(givenReviewAnswer, 'BHT*0007*11*R*20261123*1630*constructor');
    assert.equal(odd.final, null);
    assert.equal(response.payer.id, 'HH001');
    assert.deepEqual(response.contact, {
      name: 'UTILIZATION REVIEW',
      numbers: [
        { kind: 'TE', value: '6175550199' },
        { kind: 'EX', value: '12' },
      ],
    });
    assert.equal(response.requester?.id, '1999999984');
    assert.equal(response.subscriber?.memberId, 'MEM-1');
    assert.equal(response.subscriber.birthOn, '1970-02-28');
    assert.equal(response.dependent, null);
    assert.deepEqual(response.rejections, []);
  });

  it('says of the event what was decided, by which numbers, and what else is asked for', () => {
    assert.ok(event);
    assert.deepEqual(event.decision, { action: 'A2', certification: 'CERT-100', reasons: [] });
    assert.deepEqual(event.traces, [
      { kind: '2', number: 'AUTH-7', originator: '9DAYSHEET0' },
      { kind: '1', number: 'PAYER-99', originator: '1HARBORHEA' },
    ]);
    assert.deepEqual(event.references, [{ kind: 'NT', value: 'REVIEW-55' }]);
    assert.equal(event.terms.urgency, 'urgent');
    assert.deepEqual(event.terms.place, { code: '11', kind: 'B' });
    assert.deepEqual(event.diagnoses, [
      { kind: 'ABK', code: 'M1711', on: null },
      { kind: 'ABF', code: 'M25561', on: '2026-10-01' },
    ]);
    assert.deepEqual(event.quantity, {
      kind: 'VS',
      count: '20',
      per: 'WK',
      every: '1',
      period: '35',
      periods: '7',
    });
    assert.deepEqual(event.documents, [{ report: 'OZ', by: 'FX', control: '' }]);
    assert.deepEqual(event.messages, ['CALL WITH QUESTIONS']);
    assert.equal(event.providers[0]?.taxonomy, '208100000X');
    assert.deepEqual(event.rejections, []);
    assert.equal(event.segment, 13);
  });

  it('says of each service what was decided', () => {
    assert.deepEqual(
      services.map(({ traces, decision }) => [traces[0]?.number, decision?.action ?? null]),
      [
        ['AUTH-7-1', 'A6'],
        ['AUTH-7-2', 'A3'],
        ['AUTH-7-3', null],
        ['AUTH-7-4', null],
      ],
    );
    const [changed, denied, rejected, last] = services;
    assert.deepEqual(changed?.decision?.reasons, ['0V', '0W']);
    assert.equal(changed.procedure?.count, '8.5');
    assert.equal(denied?.procedure?.cents, 7550);
    assert.deepEqual(denied.messages, ['NOT WITH THE OTHER ONE']);
    assert.deepEqual(rejected?.procedure, {
      kind: 'institutional',
      revenueCode: '0420',
      codeKind: 'HC',
      code: '97530',
      modifiers: ['GP', '59'],
      description: 'EXERCISE',
      throughCode: '97535',
      cents: null,
      unit: 'DA',
      count: '3',
    });
    assert.equal(last?.terms?.category, 'SC');
    assert.equal(last.terms.certification, null);
  });

  it('keeps a rejection with the level, the loop and the party that it is about', () => {
    assert.deepEqual(services[2]?.rejections, [
      {
        level: 'service',
        loop: '2000F',
        party: '',
        trace: 'AUTH-7-3',
        valid: false,
        reason: 'AG',
        followUp: 'C',
        segment: 41,
      },
      {
        level: 'service',
        loop: '2010F',
        party: '72',
        trace: 'AUTH-7-3',
        valid: false,
        reason: '43',
        followUp: 'C',
        segment: 44,
      },
    ]);
  });

  it('needs no event where the asker or the patient was rejected', () => {
    const unknown = givenResponse([...givenReviewPeople, 'AAA*N**72*C']);
    assert.equal(unknown.event, null);
    const said = ({ rejections }: ReviewResponse): string[] =>
      rejections.map(({ level, loop, party, valid, reason, followUp }) =>
        [level, loop, party, valid, reason, followUp].join(' '),
      );
    assert.deepEqual(said(unknown), ['subscriber 2010C IL false 72 C']);
    const early = givenResponse([
      'HL*1**20*0',
      'AAA*Y**42*R',
      'NM1*X3*2*HARBOR HEALTH*****PI*HH001',
    ]);
    assert.equal(early.requester, null);
    assert.equal(early.subscriber, null);
    assert.deepEqual(said(early), ['source 2000A  true 42 R']);
    const requester = givenResponse([...givenReviewPeople.slice(0, 5), 'AAA*N**41']);
    assert.deepEqual(said(requester), ['requester 2010B 1P false 41 ']);
  });

  it('is about the dependent where there is one', () => {
    const body = [
      ...givenReviewPeople,
      'HL*4*3*23*1',
      'NM1*QC*1*QUILL*BEA',
      'DMG*D8*20150401*F',
      'INS*N*19',
      'AAA*N**58*C',
      'HL*5*4*EV*0',
      'TRN*2*AUTH-7*9DAYSHEET0',
      'UM*HS*I',
      'AAA*N**57*C',
    ];
    const read = givenResponse(body);
    assert.equal(read.dependent?.given, 'BEA');
    assert.equal(read.dependent.relationship, '19');
    assert.deepEqual(
      [...read.rejections, ...(read.event?.rejections ?? [])].map(({ loop, trace }) => [
        loop,
        trace,
      ]),
      [
        ['2010D', ''],
        ['2000E', 'AUTH-7'],
      ],
    );
  });

  it('is no request, and a request is no response', () => {
    const read = read278Request(transactionOf(given278(givenReviewAnswer)));
    assert.deepEqual(read, {
      problem: { segment: 4, kind: 'refusal', reason: 'BHT02 is not 13' },
    });
    const heading = 'BHT*0007*13*REVIEW-7*20261123*1630';
    for (const [gone, reason] of [
      [/^AAA/, 'HCR stands in a request'],
      [/^HCR/, 'AAA stands in a request'],
    ] as const) {
      const asked = givenReviewAnswer.filter((each) => !gone.test(each));
      const answered = read278Request(transactionOf(given278(asked, heading)));
      assert.ok('problem' in answered);
      assert.equal(answered.problem.reason, reason);
    }
  });
});
