// Builders for specs: coverages and flags as the server answers them.
import type { Coverage } from '#contract/coverage';
import type { EligibilityCheck } from '#contract/eligibility';
import type { FlagDetail, PatientFlag } from '#contract/patient-flag';
import type { Payer } from '#contract/payer';
import { aPatient } from './given-patients';

export function aPayer(overrides: Partial<Payer> = {}): Payer {
  return {
    id: '018f0000-0000-7000-8000-000000005001',
    name: 'Bay State Health',
    payerIdentifier: 'BSH01',
    lineOfBusiness: 'commercial',
    kinds: ['medical'],
    active: true,
    version: 1,
    ...overrides,
  };
}

export function aCoverage(overrides: Partial<Coverage> = {}): Coverage {
  const { id, name, lineOfBusiness } = aPayer();
  return {
    id: '018f0000-0000-7000-8000-000000005101',
    patientId: aPatient().id,
    payer: { id, name, lineOfBusiness },
    planName: 'Gold PPO',
    memberId: 'W1234',
    groupNumber: null,
    order: 'primary',
    relationship: 'self',
    subscriber: null,
    effectiveFrom: '2026-01-01',
    endsOn: null,
    verification: { on: '2026-11-20', by: 'Reyes, Ana', how: 'phone' },
    known: { on: '2026-11-20', copayCents: 2500, deductibleCents: 150_000, deductibleLeftCents: 0 },
    inactiveOn: null,
    check: null,
    valid: true,
    version: 3,
    ...overrides,
  };
}

export function aCheck(
  answer: Partial<NonNullable<EligibilityCheck['answer']>> | null,
): EligibilityCheck {
  const plain = { kind: 'active', on: '2026-11-23', plan: '' } as const;
  return {
    id: '018f0000-0000-7000-8000-000000005301',
    askedAt: '2026-11-23T15:00:00.000Z',
    askedBy: 'Reyes, Ana',
    serviceOn: '2026-11-23',
    answer: answer && { ...plain, rejectCode: null, leftAside: null, ...answer },
  };
}

export function aFlag(detail: FlagDetail, overrides: Partial<PatientFlag> = {}): PatientFlag {
  return {
    id: '018f0000-0000-7000-8000-000000005201',
    patientId: aPatient().id,
    detail,
    note: null,
    setAt: '2026-11-23T15:00:00.000Z',
    setBy: 'Reyes, Ana',
    ended: null,
    version: 1,
    ...overrides,
  };
}
