// Claims of our own for specs, as they are sent to a payer.
import type { SubmittedClaim } from './claim.ts';
import { givenIsa } from './given-x12.ts';
import { readClaims } from './read-837.ts';
import { readX12 } from './read-transactions.ts';
import type { NewClaims } from './write-837.ts';

const professional = '005010X222A1';

/** One 837 in its envelopes, with right counts; `body` stands between BHT and SE. */
export function given837(
  body: readonly string[],
  over: { version?: string; heading?: string } = {},
): string {
  const { version = professional, heading = 'BHT*0019*00*77*20261123*1405*CH' } = over;
  const segments = [`ST*837*0001*${version}`, heading, ...body];
  return [
    `${givenIsa}GS*HC*DAYSHEET*PAYER*20261123*1405*42*X*${version}`,
    ...segments,
    `SE*${segments.length + 1}*0001`,
    'GE*1*42',
    'IEA*1*000000042~',
  ].join('~');
}

export const givenClaimBilling = [
  'NM1*41*2*DAYSHEET CLINICS*****46*DAYSHEET',
  'PER*IC*BILLING*TE*6175550100',
  'NM1*40*2*CLEARWATER*****46*PAYER',
  'HL*1**20*1',
  'PRV*BI*PXC*208100000X',
  'NM1*85*2*DAYSHEET CLINICS*****XX*1999999984',
  'N3*1 PIER RD',
  'N4*SPRINGFIELD*MA*011010001',
  'REF*EI*123456789',
  'NM1*87*2',
  'N3*PO BOX 7',
  'N4*SPRINGFIELD*MA*011020001',
];

export const givenClaimSubscriber = [
  'HL*2*1*22*1',
  'SBR*S**GROUP-9******CI',
  'NM1*IL*1*QUILL*ADA*M**JR*MI*MEM-1',
  'N3*1 EXAMPLE WAY*APT 2',
  'N4*SPRINGFIELD*MA*01101',
  'DMG*D8*19700228*F',
  'NM1*PR*2*HARBOR HEALTH*****PI*HH001',
];

/** The second payer's claim of a child: corrected, authorized, with what the first one said. */
export const givenClaimOfChild = [
  'HL*3*2*23*0',
  'PAT*19',
  'NM1*QC*1*QUILL*BEA',
  'N3*1 EXAMPLE WAY',
  'N4*SPRINGFIELD*MA*01101',
  'DMG*D8*20150401*F',
  'CLM*CLAIM-7*300.5***11:B:7*Y*A*Y*Y**AA:::MA',
  'DTP*439*D8*20261101',
  'DTP*314*RD8*20261101-20261108',
  'REF*F8*PAYER-CONTROL-1',
  'REF*G1*CERT-100',
  'REF*9F*REFERRAL-3',
  'REF*D9*HOUSE-1',
  'NTE*ADD*FELL FROM A LADDER',
  'HI*ABK:S8250XA*ABF:M25561',
  'NM1*DN*1*MOSS*IDA****XX*1999999976',
  'NM1*82*1*LEE*MINA****XX*1999999992',
  'PRV*PE*PXC*208100000X',
  'SBR*P*19*FIRST-GROUP******CI',
  'CAS*PR*1*20**2*5.25',
  'AMT*D*200',
  'OI***Y*P**Y',
  'NM1*IL*1*QUILL*TOM****MI*TOM-1',
  'NM1*PR*2*FIRST HEALTH*****PI*FIRST1',
  'DTP*573*D8*20261110',
  'LX*1',
  'SV1*HC:99213:25:GP:::WALK*200.5*UN*1*22**1:2**Y',
  'DTP*472*D8*20261102',
  'REF*6R*LINE-1',
  'REF*G1*CERT-101',
  'NTE*ADD*LEFT',
  'NM1*82*1*LEE*MINA****XX*1999999992',
  'SVD*FIRST1*150*HC:99213**1',
  'CAS*CO*45*25.25*1',
  'DTP*573*D8*20261110',
  'LX*2',
  'SV1*HC:97110*100*UN*2.50***1',
  'DTP*472*RD8*20261102-20261104',
];

export const givenClaimBody = [...givenClaimBilling, ...givenClaimSubscriber, ...givenClaimOfChild];

/** What such a file asks for; only for one that is as it must be. */
export function claimsIn(text: string): SubmittedClaim[] {
  const { transactions, problems } = readX12(text);
  const read = transactions.map(readClaims);
  const claims = read.flatMap((each) => ('claims' in each ? each.claims : []));
  if (problems.length > 0 || read.some((each) => 'problem' in each))
    throw new Error(`not readable: ${JSON.stringify([problems, read])}`);
  return claims;
}

export function givenNewClaims(over: Partial<NewClaims> = {}): NewClaims {
  return {
    envelope: {
      ...{ senderQualifier: 'ZZ', sender: 'DAYSHEET', receiverQualifier: 'ZZ', receiver: 'PAYER' },
      isTest: true,
    },
    submitter: { name: 'DAYSHEET CLINICS', phone: '6175550100' },
    ...{ control: 42, date: '2026-11-23', time: '14:05' },
    ...over,
  };
}

/** Without places in a file, which differ from one file to the next. */
export function withoutPlaces(claims: readonly SubmittedClaim[]): unknown {
  return JSON.parse(
    JSON.stringify(claims, (name, value: unknown) => (name === 'segment' ? undefined : value)),
  );
}
