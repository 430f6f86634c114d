// Coverage and patient → the question that a 270 asks about them.
import type { Patient } from '#contract/patients';
import type { Payer } from '#contract/payer';
import type { EligibilityInquiry, InsuredPerson, X12Sex } from '../interop/x12/eligibility.ts';
import type { X12InterfaceRow } from '../platform/drop-folder/interface-row.ts';
import type { CoverageRow } from './coverage-repository.ts';

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
  const isHolder = coverage.relationship === 'self';
  const person = personOf(patient);
  return {
    payer: {
      kind: 'organization',
      name: plain(payer.name, 60),
      given: '',
      idKind: 'PI',
      id: payer.payerIdentifier ?? '',
    },
    provider: {
      kind: 'organization',
      name: plain(row.provider_name, 60),
      given: '',
      idKind: 'XX',
      id: row.provider_npi,
    },
    subscriber: {
      ...(isHolder ? person : holderOf(coverage)),
      memberId: coverage.member_id,
      references: groupOf(coverage),
    },
    dependent: isHolder ? null : person,
    traces: [{ number: traceOf(checkId), originator: originatorOf(row) }],
    service: { from: serviceOn, to: serviceOn },
    serviceTypes,
  };
}

/** TRN02: the check's own id, so that an answer finds its row and nothing else. */
export function traceOf(checkId: string): string {
  return checkId.replaceAll('-', '').toUpperCase();
}

/** The id behind a trace number; `null` for one that is not ours. Some payers answer in other letters than they were asked in. */
export function checkIdOf(trace: string): string | null {
  const digits = trace.trim().toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) return null;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** TRN03: ten characters; 9 = a number that we gave ourselves. */
function originatorOf({ our_id: ourId }: X12InterfaceRow): string {
  return `9${ourId.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 9)}`.padEnd(10, '0');
}

function personOf(patient: Asked['patient']): InsuredPerson {
  return {
    ...nameOf(patient),
    memberId: '',
    birthOn: patient.birthOn,
    sex: sexes[patient.sex],
    address: null,
    references: [],
  };
}

function holderOf(coverage: CoverageRow): InsuredPerson {
  const { subscriber_family: family, subscriber_given: given } = coverage;
  return {
    ...nameOf({ family: family ?? '', given: given ?? '' }),
    memberId: '',
    birthOn: coverage.subscriber_birth_on,
    sex: null,
    address: null,
    references: [],
  };
}

const sexes: Record<Patient['sex'], X12Sex> = {
  female: 'female',
  male: 'male',
  other: 'unknown',
  unknown: 'unknown',
};

function groupOf({ group_number: group }: CoverageRow): InsuredPerson['references'] {
  return group === null ? [] : [{ kind: '6P', value: group }];
}

function nameOf({
  family,
  given,
}: Pick<InsuredPerson, 'family' | 'given'>): Pick<
  InsuredPerson,
  'family' | 'given' | 'middle' | 'suffix'
> {
  return { family: plain(family, 60), given: plain(given, 35), middle: '', suffix: '' };
}

/** Payers compare names as their cards print them: capitals, without accents. */
function plain(text: string, most: number): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase().slice(0, most).trim();
}
