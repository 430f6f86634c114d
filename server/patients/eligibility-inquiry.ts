// Coverage and patient → the question that a 270 asks about them.
import type { Patient } from '#contract/patients';
import type { Payer } from '#contract/payer';
import type { EligibilityInquiry } from '../interop/x12/eligibility.ts';
import { cardName, insuredOf } from '../interop/x12/insured-people.ts';
import { originatorOf, traceOf } from '../interop/x12/trace-number.ts';
import type { X12InterfaceRow } from '../platform/drop-folder/interface-row.ts';
import type { CoverageRow } from './coverage-repository.ts';
import { insuredFacts } from './insured-queries.ts';

export interface Asked {
  row: X12InterfaceRow;
  payer: Payer;
  coverage: CoverageRow;
  patient: Pick<Patient, 'family' | 'given' | 'birthOn' | 'sex'>;
  checkId: string;
  serviceOn: string;
}

/** Health benefit plan coverage, and a visit in the office. */
const serviceTypes = ['30', '98'];

export function inquiryOf(asked: Asked): EligibilityInquiry {
  const { row, payer, coverage, patient, checkId, serviceOn } = asked;
  return {
    payer: {
      kind: 'organization',
      name: cardName(payer.name, 60),
      given: '',
      idKind: 'PI',
      id: payer.payerIdentifier ?? '',
    },
    provider: {
      kind: 'organization',
      name: cardName(row.provider_name, 60),
      given: '',
      idKind: 'XX',
      id: row.provider_npi,
    },
    ...insuredOf(insuredFacts(coverage, patient)),
    traces: [{ number: traceOf(checkId), originator: originatorOf(row.our_id) }],
    service: { from: serviceOn, to: serviceOn },
    serviceTypes,
  };
}
