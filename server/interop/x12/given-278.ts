// Reviews of our own for specs: every shape of a 278 that we write, and answers to it.
import type {
  ReviewEvent,
  ReviewProcedure,
  ReviewProvider,
  ReviewRequest,
  ReviewService,
  ReviewResponse,
} from './health-care-review.ts';
import { givenInsured, givenIsa, givenParty } from './given-x12.ts';
import { read278Response } from './read-278.ts';
import { readX12 } from './read-transactions.ts';
import type { ReviewEnvelope } from './write-278.ts';

export function givenReviewEnvelope(over: Partial<ReviewEnvelope> = {}): ReviewEnvelope {
  return {
    sender: { qualifier: 'ZZ', id: 'DAYSHEET' },
    receiver: { qualifier: 'ZZ', id: 'PAYER' },
    control: 42,
    date: '2026-11-23',
    time: '14:05',
    isTest: true,
    ...over,
  };
}

const empty = {
  traces: [],
  references: [],
  dates: [],
  quantity: null,
  documents: [],
  messages: [],
};

export function givenProvider(over: Partial<ReviewProvider> = {}): ReviewProvider {
  return {
    kind: 'person',
    name: 'LEE',
    given: 'MINA',
    idKind: 'XX',
    id: '1999999992',
    role: 'SJ',
    taxonomy: '208100000X',
    address: null,
    contact: null,
    ...over,
  };
}

export function givenProcedure(over: Partial<ReviewProcedure> = {}): ReviewProcedure {
  return {
    kind: 'professional',
    revenueCode: '',
    codeKind: 'HC',
    code: '97110',
    throughCode: '',
    modifiers: ['GP'],
    description: '',
    cents: null,
    unit: 'UN',
    count: '12',
    ...over,
  };
}

export function givenReviewEvent(over: Partial<ReviewEvent> = {}): ReviewEvent {
  return {
    ...empty,
    traces: [{ kind: '1', number: 'AUTH-7', originator: '9DAYSHEET0' }],
    terms: {
      category: 'HS',
      certification: 'I',
      serviceType: 'PT',
      place: { code: '11', kind: 'B' },
      urgency: null,
    },
    dates: [{ kind: 'AAH', range: { from: '2026-12-01', to: '2027-01-31' } }],
    diagnoses: [{ kind: 'ABK', code: 'M1711', on: null }],
    providers: [givenProvider()],
    ...over,
  };
}

export function givenReviewService(over: Partial<ReviewService> = {}): ReviewService {
  return {
    ...empty,
    traces: [{ kind: '1', number: 'AUTH-7-1', originator: '9DAYSHEET0' }],
    terms: null,
    dates: [{ kind: '472', range: { from: '2026-12-01', to: '2027-01-31' } }],
    procedure: givenProcedure(),
    providers: [],
    ...over,
  };
}

export function givenReviewRequest(over: Partial<ReviewRequest> = {}): ReviewRequest {
  return {
    reference: 'REVIEW-7',
    payer: givenParty(),
    requester: {
      ...givenParty({ name: 'DAYSHEET CLINICS', idKind: 'XX', id: '1999999984' }),
      role: '1P',
      contact: { name: 'AUTHORIZATIONS', numbers: [{ kind: 'TE', value: '6175550100' }] },
    },
    subscriber: givenInsured(),
    dependent: null,
    event: givenReviewEvent(),
    services: [givenReviewService()],
    ...over,
  };
}

/** One 278 of a payer in its envelopes, with right counts; `body` stands between BHT and SE. */
export function given278(
  body: readonly string[],
  heading = 'BHT*0007*11*REVIEW-7*20261123*1630*18',
): string {
  const segments = ['ST*278*0001*005010X217', heading, ...body];
  return [
    `${givenIsa}GS*HI*PAYER*DAYSHEET*20261123*1630*42*X*005010X217`,
    ...segments,
    `SE*${segments.length + 1}*0001`,
    'GE*1*42',
    'IEA*1*000000042~',
  ].join('~');
}

/** What such an answer says; only for one that is as it must be. */
export function givenResponse(body: readonly string[], heading?: string): ReviewResponse {
  const [transaction] = readX12(given278(body, heading)).transactions;
  const read = transaction && read278Response(transaction);
  if (!read || 'problem' in read) throw new Error(`not readable: ${JSON.stringify(read)}`);
  return read.response;
}

/** Whom an answer is about; its event begins with HL 4. */
export const givenReviewPeople = [
  'HL*1**20*1',
  'NM1*X3*2*HARBOR HEALTH*****PI*HH001',
  'PER*IC*UTILIZATION REVIEW*TE*6175550199*EX*12',
  'HL*2*1*21*1',
  'NM1*1P*2*DAYSHEET CLINICS*****XX*1999999984',
  'HL*3*2*22*1',
  'NM1*IL*1*QUILL*ADA****MI*MEM-1',
  'DMG*D8*19700228*F',
];

/** An event that was certified in part: one service changed, one denied, one rejected, one as its event. */
export const givenReviewAnswer = [
  ...givenReviewPeople,
  'HL*4*3*EV*1',
  'TRN*2*AUTH-7*9DAYSHEET0',
  'TRN*1*PAYER-99*1HARBORHEA',
  'UM*HS*I*PT*11:B**U',
  'HCR*A2*CERT-100',
  'REF*NT*REVIEW-55',
  'DTP*AAH*RD8*20261201-20270131',
  'DTP*102*D8*20261123',
  'DTP*007*RD8*20261201-20270115',
  'HI*ABK:M1711*ABF:M25561:D8:20261001',
  'HSD*VS*20*WK*1*35*7',
  'PWK*OZ*FX',
  'MSG*CALL WITH QUESTIONS',
  'NM1*SJ*1*LEE*MINA****XX*1999999992',
  'PRV*PE*PXC*208100000X',
  'HL*5*4*SS*0',
  'TRN*2*AUTH-7-1*9DAYSHEET0',
  'HCR*A6*CERT-101*0V^0W',
  'DTP*472*RD8*20261201-20270131',
  'DTP*036*D8*20261231',
  'SV1*HC:97110:GP**UN*8.50',
  'HL*6*4*SS*0',
  'TRN*2*AUTH-7-2*9DAYSHEET0',
  'HCR*A3**0T',
  'SV1*HC:97140*75.5*UN*12',
  'MSG*NOT WITH THE OTHER ONE',
  'HL*7*4*SS*0',
  'TRN*2*AUTH-7-3*9DAYSHEET0',
  'AAA*N**AG*C',
  'SV2*0420*HC:97530:GP:59:::EXERCISE:97535**DA*3',
  'NM1*72*1*MOSS*IDA****XX*1999999976',
  'AAA*N**43*C',
  'HL*8*4*SS*0',
  'TRN*2*AUTH-7-4*9DAYSHEET0',
  'UM*SC',
  'HSD*VS*2',
  'SV1*HC:97112',
];
