// Remittances of our own for specs: every shape that real ones have taught, as segments.
import { RemittanceReader, type RemittanceEnd, type RemittanceEvent } from './remittance-reader.ts';
import type {
  Adjustment,
  ProviderAdjustment,
  Remittance,
  RemittedClaim,
  RemittedLine,
} from './remittance.ts';
import type { X12Problem } from './x12-problem.ts';

const isa =
  'ISA*00*          *00*          *ZZ*HARBOR         *ZZ*DAYSHEET       *261123*1405*^*00501*000000077*0*P*:';
const gs = 'GS*HP*HARBOR*DAYSHEET*20261123*1405*77*X*005010X221A1';

export const givenBpr = (amount: string): string =>
  `BPR*I*${amount}*C*ACH*CCP*01*011000015*DA*1234567*1512345678**01*011000138*DA*98765*20261125`;

export const givenHeading = [
  'TRN*1*EFT-4711*1512345678',
  'DTM*405*20261122',
  'N1*PR*HARBOR HEALTH*XV*HH001',
  'N3*1 HARBOR WAY',
  'N4*BOSTON*MA*02110',
  'REF*2U*HH001',
  'PER*BL*PROVIDER LINE*TE*6175550100',
  'N1*PE*DAYSHEET CLINICS*XX*1999999984',
  'REF*TJ*042103580',
];

/** A visit of $200: 45 written off, 30 for the patient, 125 paid. */
export const givenVisit = [
  'CLP*CL-1001*1*200*125*30*12*PCN-1*11*1',
  'NM1*QC*1*QUILL*ADA*M***MI*MEM-1',
  'NM1*82*1*LEE*SAM****XX*1999999976',
  'DTM*232*20261102',
  'DTM*050*20261105',
  'AMT*AU*155',
  'SVC*HC:99213:25*150*95**1',
  'DTM*472*20261102',
  'CAS*CO*45*25',
  'CAS*PR*3*30',
  'REF*6R*LINE-1',
  'AMT*B6*125',
  'SVC*HC:93000*50*30**1',
  'DTM*472*20261102',
  'CAS*CO*45*20',
  'REF*6R*LINE-2',
  'AMT*B6*30',
];

export interface Given835 {
  /** BPR02, or a whole BPR. */
  amount?: string;
  bpr?: string;
  heading?: readonly string[];
  claims?: readonly (readonly string[])[];
  summary?: readonly string[];
  control?: string;
}

/** From ST to SE, with the right count. */
export function givenTransaction({
  amount = '125',
  control = '0001',
  ...rest
}: Given835): string[] {
  const { bpr = givenBpr(amount), heading = givenHeading, claims = [givenVisit] } = rest;
  const body = [bpr, ...heading, 'LX*1', ...claims.flat(), ...(rest.summary ?? [])];
  return [`ST*835*${control}`, ...body, `SE*${body.length + 2}*${control}`];
}

/** A file of transactions in one group. */
export function given835(...transactions: Given835[]): string {
  const all = transactions.length === 0 ? [{}] : transactions;
  return [
    ...[isa, gs],
    ...all.flatMap((each, at) => givenTransaction({ control: `000${at + 1}`, ...each })),
    ...[`GE*${all.length}*77`, 'IEA*1*000000077', ''],
  ].join('~\n');
}

export function eventsOf(text: string): RemittanceEvent[] {
  const reader = new RemittanceReader();
  return [...reader.push(text), ...reader.end()];
}

export interface Read835 {
  remittances: Remittance[];
  claims: RemittedClaim[];
  adjustments: ProviderAdjustment[];
  ends: RemittanceEnd[];
  problems: X12Problem[];
}

export function read835(text: string): Read835 {
  const read: Read835 = { remittances: [], claims: [], adjustments: [], ends: [], problems: [] };
  for (const event of eventsOf(text)) {
    if (event.kind === 'remittance') read.remittances.push(event.remittance);
    else if (event.kind === 'claim') read.claims.push(event.claim);
    else if (event.kind === 'provider-adjustment') read.adjustments.push(event.adjustment);
    else if (event.kind === 'end') read.ends.push(event.end);
    else read.problems.push(event.problem);
  }
  return read;
}

export function givenAdjustment(over: Partial<Adjustment> = {}): Adjustment {
  return { segment: 20, group: 'CO', reason: '45', amount: 4500, quantity: null, ...over };
}

/** A line of $150 that is paid as a whole. */
export function givenLine(over: Partial<RemittedLine> = {}): RemittedLine {
  return {
    ...{ segment: 19, submitted: null, revenueCode: '', charge: 15_000, paid: 15_000, units: '1' },
    procedure: { kind: 'HC', code: '99213', modifiers: [], text: '' },
    ...{ submittedUnits: null, from: '2026-11-02', to: '2026-11-02', control: null, allowed: null },
    ...{ adjustments: [], references: [], amounts: [], quantities: [], remarks: [] },
    ...over,
  };
}

/** A claim of $150 without lines that is paid as a whole. */
export function givenRemittedClaim(over: Partial<RemittedClaim> = {}): RemittedClaim {
  return {
    ...{ segment: 13, claimControl: 'CL-1001', status: '1', charge: 15_000, paid: 15_000 },
    ...{ patientResponsibility: 0, filing: '12', payerControl: 'PCN-1', facility: '11' },
    ...{ frequency: '1', adjustments: [], patient: null, insured: null, corrected: null },
    ...{ rendering: null, crossover: null, otherPayer: null, remarks: [] },
    dates: { from: '2026-11-02', to: '2026-11-02', received: null, coverageEnded: null },
    ...{ amounts: [], quantities: [], references: [], lines: [] },
    ...over,
  };
}
