// Builders for specs: patients as the server answers them.
import type { PatientRecord } from '#contract/patient-record';
import type { Patient } from '#contract/patients';

let count = 0;

export function aPatient(overrides: Partial<Patient> = {}): Patient {
  count += 1;
  return {
    id: `018f0000-0000-7000-8000-${String(4000 + count).padStart(12, '0')}`,
    mrn: `DEMO-${String(count).padStart(6, '0')}`,
    family: 'Diaz',
    given: 'Ana',
    birthOn: '1985-11-24',
    sex: 'female',
    pronouns: null,
    language: 'en',
    interpreter: false,
    phone: '+16175550123',
    email: null,
    zone: null,
    version: 1,
    ...overrides,
  };
}

export function aRecord(overrides: Partial<PatientRecord> = {}): PatientRecord {
  const { phone, email, ...known } = aPatient();
  return {
    ...known,
    preferredName: null,
    otherNames: [],
    genderIdentity: null,
    phones: phone ? [{ number: phone, use: 'mobile', mayText: true }] : [],
    email,
    preferredChannel: null,
    preferredTimes: [],
    addresses: [],
    contacts: [],
    careTeam: [],
    statements: [],
    pharmacy: null,
    ...overrides,
  };
}
