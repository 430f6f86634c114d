// Remittances as an 835 (005010X221A1): what a payer of ours in demos and specs says. Balanced or not, as it is given.
import { writeCents, writeDate } from './element-values.ts';
import type { ProviderAdjustment, Remittance, RemittedClaim } from './remittance.ts';
import {
  composite,
  newSegment,
  writeInterchange,
  type NewInterchange,
  type NewSegment,
  type WrittenX12,
} from './write-interchange.ts';
import { claimSegments, referenceSegment } from './write-remitted-claim.ts';

export const remittanceVersion = '005010X221A1';

/** What the file itself gives it is left out. */
export type WrittenRemittance = Omit<
  Remittance,
  'segment' | 'control' | 'version' | 'envelope' | 'payment'
> & { payment: Omit<Remittance['payment'], 'segment'> };

export interface New835 extends Pick<
  NewInterchange,
  'sender' | 'receiver' | 'control' | 'date' | 'time' | 'isTest'
> {
  /** Each is one transaction of the group. */
  remittances: readonly {
    remittance: WrittenRemittance;
    claims: readonly RemittedClaim[];
    adjustments: readonly ProviderAdjustment[];
  }[];
}

/** `segment` of claims, lines and adjustments says nothing here. What cannot be written is named, and nothing is. */
export function write835({ remittances, ...envelope }: New835): WrittenX12 {
  return writeInterchange({
    ...envelope,
    functionalCode: 'HP',
    version: remittanceVersion,
    type: '835',
    transactions: remittances.map(({ remittance, claims, adjustments }) => [
      ...headingSegments(remittance),
      ...(claims.length === 0 ? [] : [newSegment('LX', '1')]),
      ...claims.flatMap(claimSegments),
      ...adjustments.map(adjustmentSegment),
    ]),
  });
}

function headingSegments(remittance: WrittenRemittance): NewSegment[] {
  const { payment, trace, references, productionDate, payer } = remittance;
  const [direction, amount] = [payment.amount < 0 ? 'D' : 'C', Math.abs(payment.amount)];
  const day = payment.date === null ? '' : writeDate(payment.date);
  const blanks = Array.from({ length: 11 }, () => '');
  return [
    newSegment(
      'BPR',
      payment.handling,
      writeCents(amount),
      direction,
      payment.method,
      ...blanks,
      day,
    ),
    newSegment('TRN', '1', trace.number, trace.payer),
    ...references.map(referenceSegment),
    ...(productionDate === null ? [] : [newSegment('DTM', '405', writeDate(productionDate))]),
    newSegment('N1', 'PR', payer.name, payer.id === '' ? '' : 'XV', payer.id),
    ...payer.references.map(referenceSegment),
    ...payeeSegments(remittance),
  ];
}

/** A tax number beside an NPI stands in REF TJ. */
function payeeSegments({ payee }: WrittenRemittance): NewSegment[] {
  const { name, npi, taxId, references } = payee;
  const idKind = npi === null ? 'FI' : 'XX';
  const id = npi ?? taxId;
  const isWritten = id === taxId || taxId === null || references.some(({ kind }) => kind === 'TJ');
  return [
    newSegment('N1', 'PE', name, id === null ? '' : idKind, id ?? ''),
    ...references.map(referenceSegment),
    ...(isWritten ? [] : [newSegment('REF', 'TJ', taxId)]),
  ];
}

function adjustmentSegment(adjustment: ProviderAdjustment): NewSegment {
  const { provider, fiscalYearEnd, reason, reference, amount } = adjustment;
  const day = fiscalYearEnd === null ? '' : writeDate(fiscalYearEnd);
  return newSegment('PLB', provider, day, composite(reason, reference), writeCents(amount));
}
