// The closed sets of a 278, each code with our own short words.

/** GS08 and ST03: request and response of a services review. */
export const reviewVersion = '005010X217';

/** HCR01: what the payer decided of an event or a service. */
export const reviewActions = {
  A1: 'Certified in total',
  A2: 'Certified in part',
  A3: 'Not certified',
  A4: 'Pended, not decided yet',
  A6: 'Certified with changes',
  C: 'Cancelled',
  CT: 'Call the payer',
  NA: 'No certification needed',
} as const;
export type ReviewAction = keyof typeof reviewActions;

/** UM01: what is to be reviewed. */
export const reviewCategories = {
  AR: 'Admission',
  HS: 'Health services',
  IN: 'Individual',
  SC: 'Specialty care',
} as const;
export type ReviewCategory = keyof typeof reviewCategories;

/** UM02: why it is sent. */
export const certificationTypes = {
  '1': 'Appeal, immediate',
  '2': 'Appeal, standard',
  '3': 'Cancel',
  '4': 'Extension',
  '5': 'Notification',
  I: 'Initial',
  N: 'Reconsideration',
  R: 'Renewal',
  S: 'Revised',
} as const;
export type CertificationType = keyof typeof certificationTypes;

/** UM06. Routine care has none: then the element is left out (X12 RFI 2642). */
export const urgencies = { '03': 'emergency', U: 'urgent', E: 'elective' } as const;
export type Urgency = (typeof urgencies)[keyof typeof urgencies];

/** NM101 of who takes part in the event or the service. */
export const providerRoles = {
  '71': 'Attending',
  '72': 'Operating',
  '73': 'Other physician',
  '77': 'Place of service',
  AAJ: 'Admitting',
  DD: 'Assistant surgeon',
  DK: 'Ordering',
  DN: 'Referring',
  FA: 'Facility',
  G3: 'Clinic',
  P3: 'Primary care',
  QB: 'Purchased service',
  QV: 'Group practice',
  SJ: 'Serving',
} as const;
export type ProviderRole = keyof typeof providerRoles;

/** AAA03 as a 278 uses it. */
export const rejectReasons: Readonly<Record<string, string>> = {
  '15': 'Something that the payer needs is missing',
  '33': 'Something in the request is wrong',
  '35': 'Out of network',
  '41': 'We may not ask this payer',
  '42': 'The payer cannot answer now',
  '43': 'Provider number missing or wrong',
  '44': 'Provider name missing or wrong',
  '45': 'Provider specialty missing or wrong',
  '46': 'Provider phone number missing or wrong',
  '47': 'Provider state missing or wrong',
  '49': 'The provider is not the primary care physician',
  '51': 'The payer does not know the provider',
  '52': 'The provider was not enrolled on the day of service',
  '56': 'A date that does not fit',
  '57': 'Day of service missing or wrong',
  '58': 'Birth date missing or wrong',
  '60': 'Born after the day of service',
  '61': 'Died before the day of service',
  '62': 'Day of service too far away to be asked about',
  '64': 'Patient number missing or wrong',
  '65': 'Patient name missing or wrong',
  '66': 'Patient sex missing or wrong',
  '67': 'Patient not found',
  '68': 'Patient number not unique',
  '71': 'Birth date is not the one that the payer has',
  '72': 'Member number missing or wrong',
  '73': 'Subscriber name missing or wrong',
  '74': 'Subscriber sex missing or wrong',
  '75': 'Subscriber not found',
  '76': 'Member number not unique',
  '77': 'Subscriber found, patient not found',
  '78': 'The subscriber is not in that group or plan',
  '79': 'One of the parties is not known',
  '80': 'No answer came; send again',
  '95': 'The patient is not eligible',
  '97': 'Provider address missing or wrong',
  AA: 'Authorization number not found',
  AF: 'Diagnosis missing or wrong',
  AG: 'Procedure missing or wrong',
  AH: 'Onset date missing or wrong',
  AI: 'Accident date missing or wrong',
  AJ: 'Date of the last period missing or wrong',
  AK: 'Expected date of birth missing or wrong',
  AL: 'Day of surgery missing or wrong',
  AM: 'Admission date missing or wrong',
  AN: 'Discharge date missing or wrong',
  AO: 'More about the condition of the patient is needed',
  CI: 'The certification is not of this patient',
  E8: 'Needs a medical review',
  IA: 'Authorization number not well formed',
  MA: 'Authorization number missing',
  T4: 'Payer name or number missing',
  T5: 'Certification information missing',
};

/** AAA04: whether and how to ask again. */
export const followUps: Readonly<Record<string, string>> = {
  C: 'Correct it and send it again',
  N: 'Do not send it again',
  P: 'Send it again unchanged',
  R: 'May be sent again',
  S: 'Do not send it again, the payer asks a third party',
  W: 'Send it again after 30 days',
  X: 'Send it again after 10 days',
  Y: 'Do not send it again, the payer will answer',
};

/** PWK01: what kind of document is wanted. */
export const reportKinds: Readonly<Record<string, string>> = {
  AS: 'Admission summary',
  B2: 'Prescription',
  B3: 'Physician order',
  B4: 'Referral form',
  CT: 'Certification',
  DA: 'Dental models',
  DG: 'Diagnostic report',
  DS: 'Discharge summary',
  NN: 'Nursing notes',
  OB: 'Operative note',
  OZ: 'Support data',
  PN: 'Physical therapy notes',
  PZ: 'Physical therapy certification',
  RB: 'Radiology films',
  RR: 'Radiology reports',
  RT: 'Report of tests and analysis',
};

/** The words of a code; of one that is not known the code itself. */
export function wordsOf(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}
