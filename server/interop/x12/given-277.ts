// What clearing houses and payers say of claims, for specs.
import { givenIsa } from './given-x12.ts';

/** One 277CA in its envelopes, with right counts; `body` stands between BHT and SE. */
export function given277ca(body: readonly string[], version = '005010X214'): string {
  const heading = version === '005010X214' ? '0085*08*ACK-7' : '0010*08*ANSWER-7';
  const segments = [
    `ST*277*0001*${version}`,
    `BHT*${heading}*20261123*1405*${version === '005010X214' ? 'TH' : 'DG'}`,
    ...body,
  ];
  return [
    `${givenIsa}GS*HN*PAYER*DAYSHEET*20261123*1405*42*X*${version}`,
    ...segments,
    `SE*${segments.length + 1}*0001`,
    'GE*1*42',
    'IEA*1*000000042~',
  ].join('~');
}

/** Who answers whom about whose claims; the first patient begins with HL 4. */
export const givenStatusPeople = [
  'HL*1**20*1',
  'NM1*AY*2*CLEARWATER*****46*CLEAR',
  'TRN*1*ACK-7',
  'DTP*050*D8*20261123',
  'DTP*009*D8*20261123',
  'HL*2*1*21*1',
  'NM1*41*2*DAYSHEET CLINICS*****46*DAYSHEET',
  'TRN*2*77',
  'STC*A1:19:PR*20261123*WQ*300.5',
  'QTY*90*1',
  'AMT*YU*300.5',
  'HL*3*2*19*1',
  'NM1*85*2*DAYSHEET CLINICS*****XX*1999999984',
];

/** One claim taken, one refused. */
export const givenStatuses = [
  ...givenStatusPeople,
  'HL*4*3*PT',
  'NM1*QC*1*QUILL*BEA****MI*MEM-1',
  'TRN*2*CLAIM-7',
  'STC*A2:20:PR*20261123*WQ*200.5',
  'REF*1K*PAYER-7',
  'DTP*472*D8*20261102',
  'HL*5*3*PT',
  'NM1*QC*1*MOSS*IDA****MI*MEM-2',
  'TRN*2*CLAIM-8',
  'STC*A7:562:82*20261123*U*100******A6:500:QC**ZIP IS MISSING',
  'DTP*472*RD8*20261102-20261104',
  'SVC*HC:97110*100*****2.5',
  'STC*A7:453**U',
  'REF*FJ*LINE-2',
];
