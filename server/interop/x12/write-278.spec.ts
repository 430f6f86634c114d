import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { X12Interchange, X12Parser, type X12Segment } from 'node-x12';
import { anyReviewRequest } from './given-any-review.ts';
import {
  givenProcedure,
  givenProvider,
  givenReviewEnvelope,
  givenReviewEvent,
  givenReviewRequest,
  givenReviewService,
} from './given-278.ts';
import { givenInsured, givenParty } from './given-x12.ts';
import type { ReviewEvent, ReviewRequest, ReviewService } from './health-care-review.ts';
import { read278Request, read278Response } from './read-278.ts';
import { readX12 } from './read-transactions.ts';
import { write278Request } from './write-278.ts';

function written(request: ReviewRequest): string {
  const result = write278Request(request, givenReviewEnvelope());
  assert.ok('text' in result, JSON.stringify(result));
  return result.text;
}

function refused(over: Partial<ReviewRequest>): string[] {
  const result = write278Request(givenReviewRequest(over), givenReviewEnvelope());
  assert.deepEqual(Object.keys(result), ['refused'], 'nothing is written beside it');
  return 'refused' in result ? result.refused : [];
}
const refusedEvent = (over: Partial<ReviewEvent>): string[] =>
  refused({ event: givenReviewEvent(over) });
const refusedService = (over: Partial<ReviewService>): string[] =>
  refused({ services: [givenReviewService(over)] });

/** Between ST and SE, as they stand in the file. */
function body(text: string): string[] {
  return text.split('~\n').slice(3, -4);
}

const whole = givenReviewRequest({
  dependent: {
    ...givenInsured({ given: 'BEA', memberId: '', birthOn: '2015-04-01' }),
    relationship: '19',
  },
  event: givenReviewEvent({
    terms: {
      category: 'HS',
      certification: 'R',
      serviceType: 'PT',
      place: { code: '11', kind: 'B' },
      urgency: 'urgent',
    },
    references: [{ kind: 'BB', value: 'CERT-9' }],
    diagnoses: [
      { kind: 'ABK', code: 'M1711', on: null },
      { kind: 'ABF', code: 'M25561', on: '2026-10-01' },
    ],
    quantity: { kind: 'VS', count: '12', per: 'WK', every: '2', period: '35', periods: '6' },
    documents: [{ report: 'OZ', by: 'EL', control: 'DOC-1' }],
    messages: ['SEE THE NOTE OF NOVEMBER'],
    providers: [
      givenProvider({ contact: { name: '', numbers: [{ kind: 'TE', value: '6175550101' }] } }),
      givenProvider({
        ...givenParty({ name: 'DAYSHEET NORTH', idKind: 'XX', id: '1999999976' }),
        role: '77',
        taxonomy: '',
        address: {
          lines: ['1 EXAMPLE WAY'],
          city: 'SPRINGFIELD',
          state: 'MA',
          postalCode: '01101',
        },
      }),
    ],
  }),
  services: [
    givenReviewService(),
    givenReviewService({
      traces: [{ kind: '1', number: 'AUTH-7-2', originator: '9DAYSHEET0' }],
      terms: {
        category: 'HS',
        certification: null,
        serviceType: '',
        place: null,
        urgency: null,
      },
      dates: [{ kind: '472', range: { from: '2026-12-01', to: '2026-12-01' } }],
      procedure: givenProcedure({
        kind: 'institutional',
        revenueCode: '0420',
        code: '97530',
        modifiers: [],
        description: 'EXERCISE',
        cents: 7550,
        unit: 'DA',
        count: '1.5',
      }),
    }),
  ],
});

describe('a 278 request', () => {
  it('is written as its guide has it', () => {
    assert.deepEqual(body(written(whole)), [
      'BHT*0007*13*REVIEW-7*20261123*1405',
      'HL*1**20*1',
      'NM1*X3*2*HARBOR HEALTH*****PI*HH001',
      'HL*2*1*21*1',
      'NM1*1P*2*DAYSHEET CLINICS*****XX*1999999984',
      'PER*IC*AUTHORIZATIONS*TE*6175550100',
      'HL*3*2*22*1',
      'NM1*IL*1*QUILL*ADA****MI*MEM-1',
      'DMG*D8*19700228*F',
      'HL*4*3*23*1',
      'NM1*QC*1*QUILL*BEA',
      'DMG*D8*20150401*F',
      'INS*N*19',
      'HL*5*4*EV*1',
      'TRN*1*AUTH-7*9DAYSHEET0',
      'UM*HS*R*PT*11:B**U',
      'REF*BB*CERT-9',
      'DTP*AAH*RD8*20261201-20270131',
      'HI*ABK:M1711*ABF:M25561:D8:20261001',
      'HSD*VS*12*WK*2*35*6',
      'PWK*OZ*EL***AC*DOC-1',
      'MSG*SEE THE NOTE OF NOVEMBER',
      'NM1*SJ*1*LEE*MINA****XX*1999999992',
      'PER*IC**TE*6175550101',
      'PRV*PE*PXC*208100000X',
      'NM1*77*2*DAYSHEET NORTH*****XX*1999999976',
      'N3*1 EXAMPLE WAY',
      'N4*SPRINGFIELD*MA*01101',
      'HL*6*5*SS*0',
      'TRN*1*AUTH-7-1*9DAYSHEET0',
      'DTP*472*RD8*20261201-20270131',
      'SV1*HC:97110:GP**UN*12',
      'HL*7*5*SS*0',
      'TRN*1*AUTH-7-2*9DAYSHEET0',
      'UM*HS',
      'DTP*472*D8*20261201',
      'SV2*0420*HC:97530:::::EXERCISE*75.5*DA*1.5',
    ]);
  });

  it('leaves the urgency of routine care out', () => {
    assert.ok(body(written(givenReviewRequest())).includes('UM*HS*I*PT*11:B'));
  });

  it('says of a document no number that it has not, and of each specialty in which role', () => {
    const roles = ['71', '72', '73', 'AAJ', 'DD', 'DK', 'DN', 'P3', 'SJ'] as const;
    const event = givenReviewEvent({
      documents: [{ report: 'OZ', by: 'FX', control: '' }],
      providers: roles.map((role) => givenProvider({ role })),
    });
    const lines = body(written(givenReviewRequest({ event })));
    assert.ok(lines.includes('PWK*OZ*FX'));
    assert.deepEqual(
      lines.filter((each) => each.startsWith('PRV')).map((each) => each.slice(4, 6)),
      ['AT', 'OP', 'OT', 'AD', 'AS', 'OR', 'RF', 'PC', 'PE'],
    );
  });

  it('is read back as what was asked', () => {
    fc.assert(
      fc.property(anyReviewRequest, (request) => {
        const { transactions, problems } = readX12(written(request));
        assert.deepEqual(problems, []);
        assert.equal(transactions.length, 1);
        const read = read278Request(transactions[0]!);
        assert.deepEqual(read, {
          request: structuredClone(request),
          written: { on: '2026-11-23', time: '14:05:00' },
        });
        assert.ok('problem' in read278Response(transactions[0]!));
      }),
    );
  });
});

describe('another parser', () => {
  /** Its own reading of the envelopes and of every segment; strict, so that it throws where it finds them wrong. */
  const parse = (text: string): X12Interchange => {
    const interchange = new X12Parser(true).parse(text);
    assert.ok(interchange instanceof X12Interchange);
    return interchange;
  };
  const value = (segment: X12Segment, at: number): string => segment.elements[at - 1]?.value ?? '';

  it('finds the same envelopes, counts and levels in any request', () => {
    fc.assert(
      fc.property(anyReviewRequest, (request) => {
        const interchange = parse(written(request));
        // That parser drops zeros in front.
        assert.equal(Number(value(interchange.header, 13)), 42);
        assert.equal(Number(value(interchange.trailer, 2)), 42);
        const [group] = interchange.functionalGroups;
        assert.equal(interchange.functionalGroups.length, 1);
        assert.ok(group);
        assert.deepEqual(
          [1, 8].map((at) => value(group.header, at)),
          ['HI', '005010X217'],
        );
        assert.equal(value(group.trailer, 1), '1');
        const [transaction] = group.transactions;
        assert.equal(group.transactions.length, 1);
        assert.ok(transaction);
        assert.deepEqual(
          [1, 2, 3].map((at) => value(transaction.header, at)),
          ['278', '0001', '005010X217'],
        );
        assert.equal(value(transaction.trailer, 1), String(transaction.segments.length + 2));
        const levels = transaction.segments
          .filter(({ tag }) => tag === 'HL')
          .map((segment) => [1, 2, 3, 4].map((at) => value(segment, at)).join('*'));
        assert.deepEqual(levels, levelsOf(request));
      }),
    );
  });

  it('finds in each element what was asked', () => {
    const [group] = parse(written(whole)).functionalGroups;
    const segments = group?.transactions[0]?.segments ?? [];
    assert.deepEqual(
      segments.map(({ tag, elements }) => [tag, ...elements.map((each) => each.value)].join('*')),
      body(written(whole)),
    );
  });
});

function levelsOf({ dependent, services }: ReviewRequest): string[] {
  const event = dependent === null ? 4 : 5;
  return [
    '1**20*1',
    '2*1*21*1',
    '3*2*22*1',
    ...(dependent === null ? [] : ['4*3*23*1']),
    `${event}*${event - 1}*EV*${services.length > 0 ? 1 : 0}`,
    ...services.map((_, at) => `${event + 1 + at}*${event}*SS*0`),
  ];
}

describe('a 278 request that cannot be written', () => {
  it('names a value that X12 cannot hold', () => {
    const name = (family: string): Partial<ReviewRequest> => ({
      subscriber: givenInsured({ family }),
    });
    assert.deepEqual(refused(name('QU~ILL')), ['NM103 holds a separator']);
    assert.deepEqual(refused(name('QU:ILL')), ['NM103 holds a separator']);
    assert.deepEqual(refused(name('QUILL\n')), [
      'NM103 begins or ends with a blank',
      'NM103 holds a character that X12 does not know',
    ]);
    assert.deepEqual(refused(name('Ψ')), ['NM103 holds a character that X12 does not know']);
    assert.deepEqual(refused(name('Q'.repeat(61))), ['NM103 is longer than 60 characters']);
    assert.deepEqual(refusedEvent({ messages: ['M'.repeat(265)] }), [
      'MSG01 is longer than 264 characters',
    ]);
    assert.deepEqual(refusedService({ procedure: givenProcedure({ modifiers: ['GP', 'X'] }) }), [
      'SV101-4 is shorter than 2 characters',
    ]);
    assert.deepEqual(refusedService({ procedure: givenProcedure({ code: 'A^B' }) }), [
      'SV101 holds a separator',
    ]);
    assert.deepEqual(
      refusedEvent({ traces: [{ kind: '1', number: 'AUTH-7', originator: 'SHORT' }] }),
      ['TRN03 is shorter than 10 characters'],
    );
  });

  it('names what of the people is missing or is none', () => {
    assert.deepEqual(refused({ reference: '' }), ['the request needs a reference']);
    assert.deepEqual(refused({ payer: givenParty({ id: '' }) }), [
      'the payer needs a name and an identifier',
    ]);
    const requester = givenReviewRequest().requester;
    assert.deepEqual(refused({ requester: { ...requester, id: '12345' } }), [
      'the requester has an NPI that is not ten digits',
    ]);
    assert.deepEqual(refused({ requester: { ...requester, contact: { name: '', numbers: [] } } }), [
      'the requester has a contact without name or number',
    ]);
    const numbers = Array.from({ length: 4 }, () => ({ kind: 'TE', value: '6175550100' }));
    assert.deepEqual(refused({ requester: { ...requester, contact: { name: '', numbers } } }), [
      'the requester has more than three contact numbers',
    ]);
    assert.deepEqual(refused({ subscriber: givenInsured({ memberId: '', birthOn: null }) }), [
      'the subscriber needs a member number, or a name and a birth date',
    ]);
    assert.deepEqual(refused({ subscriber: givenInsured({ birthOn: '1970-02-29' }) }), [
      'the subscriber has a date that there is not',
    ]);
    const dependent = { ...givenInsured({ family: '' }), relationship: '' };
    assert.deepEqual(refused({ dependent }), [
      'the dependent needs a name',
      'the dependent has no member number of their own',
    ]);
    const address = { lines: ['', 'X'], city: 'SPRINGFIELD', state: 'MA', postalCode: '01101' };
    assert.deepEqual(refused({ subscriber: givenInsured({ address }) }), [
      'the subscriber has a street of one or two lines',
    ]);
    assert.deepEqual(
      refused({ subscriber: givenInsured({ address: { ...address, lines: [], city: '' } }) }),
      ['the subscriber has an address without a city'],
    );
  });

  it('names what of the event is missing or is none', () => {
    assert.deepEqual(refusedEvent({ traces: [] }), ['the event needs a trace number']);
    const [trace] = givenReviewEvent().traces;
    assert.equal(refusedEvent({ traces: [{ ...trace!, kind: '2' }] }).length, 1);
    assert.equal(refusedEvent({ traces: [trace!, trace!, trace!] }).length, 1);
    assert.deepEqual(refusedEvent({ diagnoses: [{ kind: 'ABK', code: 'M17.11', on: null }] }), [
      'the event has a diagnosis that is no code, or that has a dot',
    ]);
    const diagnosis = { kind: 'ABF', code: 'M1711', on: null };
    assert.deepEqual(refusedEvent({ diagnoses: Array<typeof diagnosis>(13).fill(diagnosis) }), [
      'the event has more than twelve diagnoses',
    ]);
    assert.equal(refusedEvent({ references: [{ kind: 'G1', value: 'X1' }] }).length, 1);
    assert.equal(refusedEvent({ messages: ['ONE', 'TWO'] }).length, 1);
    assert.equal(refusedEvent({ documents: [{ report: '', by: 'EL', control: '' }] }).length, 1);
    const document = { report: 'OZ', by: 'EL', control: '' };
    assert.equal(refusedEvent({ documents: Array.from({ length: 11 }, () => document) }).length, 1);
    assert.equal(
      refusedService({ providers: Array.from({ length: 11 }, () => givenProvider()) }).length,
      1,
    );
    assert.equal(
      refusedEvent({ providers: Array.from({ length: 15 }, () => givenProvider()) }).length,
      1,
    );
    assert.deepEqual(refusedEvent({ providers: [givenProvider({ idKind: '' })] }), [
      'the event, provider SJ needs an identifier with its kind',
    ]);
  });

  it('names a date that is none', () => {
    const dates = (kind: string, from: string, to: string): string[] =>
      refusedEvent({ dates: [{ kind, range: { from, to } }] });
    assert.deepEqual(dates('AAH', '2026-02-30', '2026-03-01'), [
      'the event has a date AAH that there is not',
    ]);
    assert.deepEqual(dates('AAH', 'tomorrow', '2026-03-01'), [
      'the event has a date AAH that there is not',
    ]);
    assert.deepEqual(dates('AAH', '2026-03-02', '2026-03-01'), [
      'the event has a date AAH that ends before it begins',
    ]);
    assert.deepEqual(dates('439', '2026-03-01', '2026-03-02'), [
      'the event has a date 439 of more than one day',
    ]);
    const range = { from: '2026-03-01', to: '2026-03-01' };
    assert.deepEqual(
      refusedEvent({
        dates: [
          { kind: 'AAH', range },
          { kind: 'AAH', range },
        ],
      }),
      ['the event has a date twice'],
    );
  });

  it('names a count, an amount or a code that is none', () => {
    const service = (over: Parameters<typeof givenProcedure>[0]): string[] =>
      refusedService({ procedure: givenProcedure(over) });
    for (const count of ['0', '-1', '1e3', '01', '1.50', 'TWELVE', ''])
      assert.deepEqual(service({ count }), ['service 1 needs a count above zero with its unit']);
    assert.equal(service({ unit: 'DA' }).length, 1);
    assert.equal(service({ unit: '' }).length, 1);
    for (const cents of [-1, 0.5, Number.NaN])
      assert.deepEqual(service({ cents }), ['service 1 has an amount that is none']);
    assert.deepEqual(service({ code: '', modifiers: [] }), [
      'service 1 needs a code with its kind',
      'service 1 needs a procedure code and no revenue code',
    ]);
    assert.equal(service({ revenueCode: '0420' }).length, 1);
    assert.equal(service({ modifiers: ['GP', '59', 'KX', 'CQ', 'GA'] }).length, 1);
    assert.deepEqual(
      service({ kind: 'institutional', codeKind: '', code: '', modifiers: [], unit: 'DA' }),
      ['service 1 needs a procedure code or a revenue code'],
    );
    assert.deepEqual(refusedService({ procedure: null }), [
      'service 1 needs a procedure or a service type',
    ]);
    const admission = { ...givenReviewEvent().terms, category: 'AR' as const };
    assert.deepEqual(refusedService({ terms: admission }), [
      'service 1 has a category that is none of a service',
    ]);
    const quantity = { kind: 'VS', count: '12', per: '', every: '', period: '', periods: '' };
    assert.equal(refusedEvent({ quantity: { ...quantity, count: '' } }).length, 1);
    assert.equal(refusedEvent({ quantity: { ...quantity, every: '2' } }).length, 1);
    assert.equal(refusedEvent({ quantity: { ...quantity, periods: '6' } }).length, 1);
  });

  it('is refused for its envelope, too', () => {
    const result = write278Request(givenReviewRequest(), givenReviewEnvelope({ control: 0 }));
    assert.deepEqual(result, { refused: ['ISA13 is not between 1 and 999,999,999'] });
  });
});
