// Files of our own for specs: every shape that real ones have taught.
import type { EligibilityInquiry, InsuredPerson, Party } from './eligibility.ts';
import type { New270 } from './write-270.ts';

export const givenIsa =
  'ISA*00*          *00*          *ZZ*DAYSHEET       *ZZ*PAYER          *261123*1405*^*00501*000000042*0*T*:~';

/** One 271 in its envelopes, with right counts; `body` stands between BHT and SE. */
export function given271(body: string[]): string {
  const segments = ['ST*271*0001*005010X279A1', 'BHT*0022*11*ASK-7*20261123*1405', ...body];
  return [
    `${givenIsa}GS*HB*PAYER*DAYSHEET*20261123*1405*42*X*005010X279A1`,
    ...segments,
    `SE*${segments.length + 1}*0001`,
    'GE*1*42',
    'IEA*1*000000042~',
  ].join('~');
}

export const givenSource = ['HL*1**20*1', 'NM1*PR*2*HARBOR HEALTH*****PI*HH001'];
export const givenReceiver = ['HL*2*1*21*1', 'NM1*1P*2*DAYSHEET CLINICS*****XX*1999999984'];
export const givenSubscriber = [
  'HL*3*2*22*0',
  'TRN*2*ASK-7-1*9DAYSHEET',
  'NM1*IL*1*QUILL*ADA*M***MI*MEM-1',
  'N3*1 EXAMPLE WAY*APT 2',
  'N4*SPRINGFIELD*MA*01101',
  'DMG*D8*19700229*F',
  'DTP*346*D8*20260101',
];

export function givenParty(over: Partial<Party> = {}): Party {
  return {
    kind: 'organization',
    name: 'HARBOR HEALTH',
    given: '',
    idKind: 'PI',
    id: 'HH001',
    ...over,
  };
}

export function givenInsured(over: Partial<InsuredPerson> = {}): InsuredPerson {
  return {
    family: 'QUILL',
    given: 'ADA',
    middle: '',
    suffix: '',
    memberId: 'MEM-1',
    birthOn: '1970-02-28',
    sex: 'female',
    address: null,
    references: [],
    ...over,
  };
}

export function givenInquiry(over: Partial<EligibilityInquiry> = {}): EligibilityInquiry {
  return {
    payer: givenParty(),
    provider: givenParty({ name: 'DAYSHEET CLINICS', idKind: 'XX', id: '1999999984' }),
    subscriber: givenInsured(),
    dependent: null,
    traces: [{ number: 'ASK-7-1', originator: '9DAYSHEET' }],
    service: { from: '2026-11-23', to: '2026-11-23' },
    serviceTypes: ['30'],
    ...over,
  };
}

export function givenNew270(over: Partial<New270> = {}): New270 {
  return {
    sender: { qualifier: 'ZZ', id: 'DAYSHEET' },
    receiver: { qualifier: 'ZZ', id: 'PAYER' },
    control: 42,
    date: '2026-11-23',
    time: '14:05',
    isTest: true,
    reference: 'ASK-7',
    inquiries: [givenInquiry()],
    ...over,
  };
}
