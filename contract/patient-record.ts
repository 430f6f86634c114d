// The whole record of a patient: what is known of the person besides identity. Organization-wide.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { sexes } from './patients.ts';
import { pharmacy } from './pharmacy.ts';
import { languageTag, line } from './text.ts';
import { localDate, timeZone } from './time.ts';

/** Codes of FHIR's gender-identity value set → words. */
export const genderIdentities = {
  female: 'Female',
  male: 'Male',
  'non-binary': 'Non-binary',
  'transgender-female': 'Transgender female',
  'transgender-male': 'Transgender male',
  other: 'Other',
  'non-disclose': 'Does not wish to say',
} as const;
/** FHIR ContactPoint.use. */
export const phoneUses = { mobile: 'Mobile', home: 'Home', work: 'Work' } as const;
/** FHIR Address.use. */
export const addressUses = {
  home: 'Home',
  work: 'Work',
  temp: 'Temporary',
  billing: 'Billing',
  old: 'Former',
} as const;
export const channels = { phone: 'Call', sms: 'Text', email: 'E-mail', letter: 'Letter' } as const;
export const dayTimes = { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' } as const;
export const careRoles = {
  pcp: 'Primary care',
  specialist: 'Specialist',
  nurse: 'Nurse',
  'case-manager': 'Case manager',
  'behavioral-health': 'Behavioral health',
  other: 'Other',
} as const;
export const statementKinds = { medication: 'Medication', allergy: 'Allergy' } as const;
export const statementSources = {
  patient: 'Patient',
  caregiver: 'Caregiver',
  pharmacy: 'Pharmacy',
  provider: 'Provider',
  'outside-record': 'Outside record',
} as const;

export const patientPhone = z.strictObject({
  /** E.164 in answers; as typed in requests. */
  number: line({ max: 30 }),
  use: oneOf(phoneUses),
  /** The person has agreed to texts on it. */
  mayText: z.boolean(),
});
export type PatientPhone = z.infer<typeof patientPhone>;

export const patientAddress = z.strictObject({
  use: oneOf(addressUses),
  line: line({ max: 120 }),
  line2: z.nullable(line({ max: 120 })),
  city: line({ max: 80 }),
  state: line({ min: 0, max: 40 }),
  postalCode: line({ min: 0, max: 12 }),
  /** ISO 3166, e.g. `US`. */
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  fromOn: z.nullable(localDate),
  untilOn: z.nullable(localDate),
});
export type PatientAddress = z.infer<typeof patientAddress>;

export const patientContact = z.strictObject({
  name: line({ max: 120 }),
  /** e.g. `mother`, `neighbour`. */
  relationship: line({ min: 0, max: 60 }),
  phone: z.nullable(line({ max: 30 })),
  isEmergency: z.boolean(),
  /** Pays what insurance does not; nobody marked = the patient. */
  isGuarantor: z.boolean(),
});
export type PatientContact = z.infer<typeof patientContact>;

export const careTeamMember = z.strictObject({
  role: oneOf(careRoles),
  /** A provider of the organization; `null` for somebody outside. */
  providerId: z.nullable(z.uuid()),
  /** Of somebody outside; in answers always there. */
  name: line({ min: 0, max: 120 }),
});
export type CareTeamMember = z.infer<typeof careTeamMember>;

/** What was said of medications and allergies, by whom and when: text, nothing that is reckoned with. */
export const patientStatement = z.strictObject({
  kind: oneOf(statementKinds),
  text: line({ max: 200 }),
  source: oneOf(statementSources),
  saidOn: localDate,
});
export type PatientStatement = z.infer<typeof patientStatement>;

const details = {
  family: line({ max: 80 }),
  given: line({ max: 80 }),
  preferredName: z.nullable(line({ max: 80 })),
  /** Former names, names on other papers; each is found by the search. */
  otherNames: z.array(line({ max: 120 })).check(z.maxLength(10)),
  birthOn: localDate,
  sex: z.enum(sexes),
  genderIdentity: z.nullable(oneOf(genderIdentities)),
  pronouns: z.nullable(line({ max: 40 })),
  language: languageTag,
  interpreter: z.boolean(),
  /** The first is the one that the clinic calls and texts. */
  phones: z.array(patientPhone).check(z.maxLength(8)),
  email: z.nullable(z.email().check(z.maxLength(200))),
  preferredChannel: z.nullable(oneOf(channels)),
  preferredTimes: z.array(oneOf(dayTimes)).check(z.maxLength(3)),
  /** Where the patient is by the clock; `null` = as the clinic. */
  zone: z.nullable(timeZone),
  addresses: z.array(patientAddress).check(z.maxLength(8)),
  contacts: z.array(patientContact).check(z.maxLength(8)),
  careTeam: z.array(careTeamMember).check(z.maxLength(12)),
  statements: z.array(patientStatement).check(z.maxLength(60)),
};

export const patientRecord = z.strictObject({
  id: z.uuid(),
  mrn: z.string(),
  ...details,
  pharmacy: z.nullable(pharmacy),
  version: z.int(),
});
export type PatientRecord = z.infer<typeof patientRecord>;

/** What is to be as said; what is left out stays. A list is replaced as a whole. */
export const changedDetails = z.partial(
  z.strictObject({ ...details, pharmacyId: z.nullable(z.uuid()) }),
);
export type ChangedDetails = z.infer<typeof changedDetails>;

const ofPatient = z.strictObject({ patientId: z.uuid() });

export const getPatientRecord = endpoint({
  name: 'getPatientRecord',
  method: 'GET',
  path: '/api/patients/:patientId/record',
  summary: 'Open a chart: the whole record of a patient.',
  access: 'patient:read',
  params: ofPatient,
  answer: patientRecord,
  showsPatients: true,
});

export const changePatientDetails = endpoint({
  name: 'changePatientDetails',
  method: 'POST',
  path: '/api/patients/:patientId/change-details',
  summary: 'Change the record of a patient, in part or as a whole.',
  access: 'patient:change',
  params: ofPatient,
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    details: changedDetails,
    /** Near matches that were looked at, and why this is another person; see `registerPatient`. */
    seenMatches: z._default(z.array(z.uuid()).check(z.maxLength(50)), []),
    notSamePerson: z.optional(line({ max: 200 })),
  }),
  answer: patientRecord,
  rules: ['possible-duplicate'],
  showsPatients: true,
});

export const patientRecordEndpoints = [getPatientRecord, changePatientDetails] as const;

function oneOf<K extends string>(
  words: Readonly<Record<K, string>>,
): z.ZodMiniEnum<{ [k in K]: k }> {
  return z.enum(Object.keys(words) as [K, ...K[]]);
}
