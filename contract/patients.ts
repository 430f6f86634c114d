// Patient identity: search, registration, the header that is the same everywhere. Organization-wide.
import * as z from 'zod/mini';
import { newCoverage } from './coverage.ts';
import { endpoint } from './endpoint.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { languageTag, line } from './text.ts';
import { instant, localDate, timeZone } from './time.ts';

export const sexes = ['female', 'male', 'other', 'unknown'] as const;

/** What lists and cards show of a patient; enough to tell two people apart, no more. */
export const patientSummary = z.strictObject({
  id: z.uuid(),
  mrn: z.string(),
  family: z.string(),
  given: z.string(),
  birthOn: localDate,
  /** True when an interpreter is needed. */
  interpreter: z.boolean(),
});
export type PatientSummary = z.infer<typeof patientSummary>;

export const patient = z.strictObject({
  id: z.uuid(),
  /** Medical record number, unique in the organization. */
  mrn: z.string(),
  family: z.string(),
  given: z.string(),
  birthOn: localDate,
  /** FHIR administrative gender. */
  sex: z.enum(sexes),
  pronouns: z.nullable(z.string()),
  /** BCP 47, e.g. `en`, `es`. */
  language: z.string(),
  interpreter: z.boolean(),
  /** E.164, e.g. `+16175550123`. */
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
  /** Where the patient is by the clock; `null` = nothing was said, taken as where the clinic is. */
  zone: z.nullable(timeZone),
  version: z.int(),
});
export type Patient = z.infer<typeof patient>;

/** The header: the patient, and whom they could be mistaken for. */
export const patientHeader = z.strictObject({
  patient,
  /** Other patients with the same or a look-alike name; the screen warns. */
  lookAlikes: z.array(patientSummary),
});
export type PatientHeader = z.infer<typeof patientHeader>;

export const searchPatients = endpoint({
  name: 'searchPatients',
  method: 'POST',
  path: '/api/patients/search',
  summary: 'Find patients by name, MRN, birth date or phone, in any order and with typing errors.',
  access: 'patient:search',
  body: z.strictObject({
    /** e.g. `diaz ana`, `DEMO-000123`, `3/14/1962`, `617 555 0123`; 2 characters or more. */
    text: line({ min: 2, max: 100 }),
    limit: z._default(z.int().check(z.gte(1), z.lte(50)), 10),
  }),
  answer: z.strictObject({ items: z.array(patient) }),
  showsPatients: true,
  idempotent: false,
});

export const getPatientHeader = endpoint({
  name: 'getPatientHeader',
  method: 'GET',
  path: '/api/patients/:patientId/header',
  summary: 'The patient header with its look-alike warning.',
  access: 'patient:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: patientHeader,
  showsPatients: true,
});

export const patientHistoryEntry = z.strictObject({
  version: z.int(),
  act: z.string(),
  at: instant,
  /** Who, as in lists; `null` for the system, an import or the patient. */
  actor: z.nullable(z.string()),
  /** What stands otherwise than in the version before, in words; none for the first version. */
  differences: z.array(
    z.strictObject({
      field: z.string(),
      before: z.nullable(z.string()),
      after: z.nullable(z.string()),
    }),
  ),
});
export type PatientHistoryEntry = z.infer<typeof patientHistoryEntry>;

export const getPatientHistory = endpoint({
  name: 'getPatientHistory',
  method: 'GET',
  path: '/api/patients/:patientId/history',
  summary:
    'Versions of a patient record, newest first (100 at most): what changed, when and by whom.',
  access: 'patient:read',
  params: z.strictObject({ patientId: z.uuid() }),
  answer: z.strictObject({ items: z.array(patientHistoryEntry) }),
  showsPatients: true,
});

/** Why a chart may be the same person's → words. */
export const matchReasons = {
  'same-name': 'same name',
  'alike-name': 'name alike',
  'swapped-name': 'names swapped',
  'same-birth': 'same birth date',
  'near-birth': 'birth date nearly the same',
  'same-phone': 'same phone',
  'same-address': 'same address',
} as const;
export type MatchReason = keyof typeof matchReasons;

export const nearMatch = z.strictObject({
  patient,
  /** The same name and birth date: another chart needs a reason. */
  isCertain: z.boolean(),
  reasons: z.array(z.enum(Object.keys(matchReasons) as [MatchReason])),
});
export type NearMatch = z.infer<typeof nearMatch>;

const named = {
  /** The clinic that registers; identity itself is organization-wide. */
  clinicId: z.uuid(),
  family: line({ max: 80 }),
  given: line({ max: 80 }),
  birthOn: localDate,
  /** As typed, e.g. `(617) 555-0123`; kept as E.164. */
  phone: z._default(z.nullable(line({ max: 30 })), null),
  address: z._default(
    z.nullable(
      z.strictObject({
        line: line({ max: 120 }),
        city: line({ max: 80 }),
        state: line({ min: 0, max: 40 }),
        postalCode: line({ min: 0, max: 12 }),
      }),
    ),
    null,
  ),
};

export const findNearMatches = endpoint({
  name: 'findNearMatches',
  method: 'POST',
  path: '/api/patients/near-matches',
  summary:
    'Charts that may be the same person, likeliest first, with why; asked before a new chart.',
  access: 'patient:register',
  clinic: 'body',
  body: z.strictObject(named),
  answer: z.strictObject({ items: z.array(nearMatch) }),
  showsPatients: true,
  idempotent: false,
});

export const registerPatient = endpoint({
  name: 'registerPatient',
  method: 'POST',
  path: '/api/patients/register',
  summary:
    'Open a chart. Every near match must have been looked at; the same name and birth date needs a reason.',
  access: 'patient:register',
  clinic: 'body',
  body: z.strictObject({
    ...named,
    sex: z.enum(sexes),
    language: z._default(languageTag, 'en'),
    interpreter: z._default(z.boolean(), false),
    email: z._default(z.nullable(z.email().check(z.maxLength(200))), null),
    /** Charts of near matches that were looked at and are another person's. */
    seenMatches: z._default(z.array(z.uuid()).check(z.maxLength(50)), []),
    /** Why a chart with the same name and birth date is another person's. */
    notSamePerson: z.optional(line({ max: 200 })),
    /** Who pays, opened with the chart; asks for `coverage:edit` besides. */
    coverage: z.optional(newCoverage),
  }),
  answer: patient,
  rules: ['possible-duplicate'],
  showsPatients: true,
});

export const patientsEndpoints = [
  searchPatients,
  getPatientHeader,
  getPatientHistory,
  findNearMatches,
  registerPatient,
] as const;

/** Thin: identity is fetched with the reader's own rights. Feed `patients:organization`. */
export interface PatientsChange {
  type:
    | 'patients.patient-registered'
    | 'patients.patient-changed'
    | 'patients.note-written'
    | 'patients.note-struck'
    | 'patients.pharmacy-added'
    | 'patients.pharmacy-changed';
  payload: null;
}

export interface PatientsState {
  patients: ById<Patient>;
}
export function applyPatient(state: PatientsState, view: Patient): PatientsState {
  return { patients: upsertVersioned(state.patients, view) };
}

/** `Diaz, Ana`; of a program, which has no given name, its name alone. */
export function listName({ family, given }: { family: string; given: string }): string {
  return given === '' ? family : `${family}, ${given}`;
}
