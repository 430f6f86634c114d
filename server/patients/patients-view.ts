// Row → contract view of a patient; the one place that knows both shapes.
import type { PatientPhone, PatientRecord } from '#contract/patient-record';
import type { Patient, PatientSummary } from '#contract/patients';

export interface PatientRow {
  organization_id: string;
  id: string;
  mrn: string;
  family: string;
  given: string;
  birth_on: string;
  sex: Patient['sex'];
  pronouns: string | null;
  language: string;
  interpreter: boolean;
  phone: string | null;
  email: string | null;
  created_at: string;
  version: number;
  preferred_name: string | null;
  other_names: string[];
  gender_identity: PatientRecord['genderIdentity'];
  phone_use: PatientPhone['use'];
  phone_may_text: boolean;
  preferred_channel: PatientRecord['preferredChannel'];
  preferred_times: PatientRecord['preferredTimes'];
  pharmacy_id: string | null;
  zone: string | null;
}

/** A record of which nothing more than identity is known. */
export const plainRecord = {
  gender_identity: null,
  phone_use: 'mobile',
  phone_may_text: false,
  preferred_channel: null,
  preferred_times: [],
  pharmacy_id: null,
  zone: null,
} satisfies Partial<PatientRow>;

export type SummaryRow = Pick<
  PatientRow,
  'id' | 'mrn' | 'family' | 'given' | 'birth_on' | 'interpreter'
>;

export function patientView(row: PatientRow): Patient {
  return {
    id: row.id,
    mrn: row.mrn,
    family: row.family,
    given: row.given,
    birthOn: row.birth_on,
    sex: row.sex,
    pronouns: row.pronouns,
    language: row.language,
    interpreter: row.interpreter,
    phone: row.phone,
    email: row.email,
    zone: row.zone,
    version: row.version,
  };
}

export function summaryView(row: SummaryRow): PatientSummary {
  return {
    id: row.id,
    mrn: row.mrn,
    family: row.family,
    given: row.given,
    birthOn: row.birth_on,
    interpreter: row.interpreter,
  };
}
