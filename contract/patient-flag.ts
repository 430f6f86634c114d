// Flags of a patient that have effect everywhere. Organization-wide; a flag is ended, never taken away.
import * as z from 'zod/mini';
import {
  contactChannels,
  doNotContactScopes,
  type ContactChannel,
  type DoNotContactScope,
} from './contact.ts';
import { endpoint } from './endpoint.ts';
import { patientSummary } from './patients.ts';
import { mayBeTold } from './proxy.ts';
import { possibleDuplicate } from './retired-chart.ts';
import { line } from './text.ts';
import { instant, localDate } from './time.ts';

const deceased = z.strictObject({
  kind: z.literal('deceased'),
  /** `null` = not known. */
  diedOn: z.nullable(localDate),
  /** Who said so, or where it is written. */
  source: line({ max: 200 }),
});
const confidentialChannel = z.strictObject({
  kind: z.literal('confidential-channel'),
  channel: z.enum(Object.keys(contactChannels) as [ContactChannel]),
  /** The number or address to use, and no other. */
  address: line({ max: 200 }),
});
const doNotContact = z.strictObject({
  kind: z.literal('do-not-contact'),
  scope: z.enum(Object.keys(doNotContactScopes) as [DoNotContactScope]),
});
/** Paid in full and asked for: the plan must not hear of it (45 CFR 164.522(a)(1)(vi)). */
const planRestriction = z.strictObject({
  kind: z.literal('plan-restriction'),
  /** `null` = no coverage of the patient. */
  coverageId: z.nullable(z.uuid()),
  /** Services from that day on, until the last day. */
  from: localDate,
  until: z.nullable(localDate),
  /** What it is about; `null` = every service of those days. */
  service: z.nullable(line({ max: 200 })),
});
const vip = z.strictObject({ kind: z.literal('vip') });
const employee = z.strictObject({ kind: z.literal('employee') });

export const flagDetail = z.discriminatedUnion('kind', [
  deceased,
  confidentialChannel,
  doNotContact,
  planRestriction,
  vip,
  employee,
]);
export type FlagDetail = z.infer<typeof flagDetail>;
export type FlagKind = FlagDetail['kind'];
export type PlanRestriction = z.infer<typeof planRestriction>;

export const flagTitles: Record<FlagKind, string> = {
  deceased: 'Deceased',
  'confidential-channel': 'Confidential channel',
  'do-not-contact': 'Do not contact',
  'plan-restriction': 'Not to be disclosed to the plan',
  vip: 'VIP',
  employee: 'Employee',
};

export const patientFlag = z.strictObject({
  id: z.uuid(),
  patientId: z.uuid(),
  detail: flagDetail,
  note: z.nullable(z.string()),
  setAt: instant,
  /** Who, as in lists; `null` for the system. */
  setBy: z.nullable(z.string()),
  ended: z.nullable(z.strictObject({ at: instant, reason: z.string() })),
  version: z.int(),
});
export type PatientFlag = z.infer<typeof patientFlag>;

/** Something that a flag stopped: a visit cancelled, an entry or an offer withdrawn, a call closed. */
export const stoppedThing = z.strictObject({
  kind: z.enum(['visit', 'waitlist-entry', 'offer', 'call']),
  recordId: z.uuid(),
  clinicId: z.uuid(),
  /** When the visit, or what was offered, begins. */
  aboutAt: z.nullable(instant),
  stoppedAt: instant,
});
export type StoppedThing = z.infer<typeof stoppedThing>;

/** Must a service of that day be kept from the plan: no claim, no 270, 276 or 278? */
export function isKeptFromPlan(
  restrictions: readonly PlanRestriction[],
  service: { on: string; coverageId: string },
): boolean {
  return restrictions.some(
    ({ coverageId, from, until }) =>
      (coverageId === null || coverageId === service.coverageId) &&
      from <= service.on &&
      (until === null || service.on <= until),
  );
}

/** The clinic that writes; flags are the organization's. */
const clinicId = z.uuid();

export const listFlags = endpoint({
  name: 'listFlags',
  method: 'GET',
  path: '/api/patients/:patientId/flags',
  summary:
    "A patient's flags, those in force first, and what each has stopped where the caller works.",
  access: 'patient:read',
  clinic: 'query',
  params: z.strictObject({ patientId: z.uuid() }),
  query: z.strictObject({ clinicId }),
  answer: z.strictObject({
    items: z.array(z.strictObject({ flag: patientFlag, stopped: z.array(stoppedThing) })),
  }),
  showsPatients: true,
});

export const addFlag = endpoint({
  name: 'addFlag',
  method: 'POST',
  path: '/api/patients/:patientId/flags/add',
  summary: 'Set a flag; what it forbids stops everywhere.',
  access: 'flag:edit',
  clinic: 'body',
  params: z.strictObject({ patientId: z.uuid() }),
  body: z.strictObject({
    clinicId,
    detail: flagDetail,
    note: z._default(z.nullable(line({ max: 300 })), null),
  }),
  answer: patientFlag,
  rules: ['flag-stands', 'chart-retired'],
  showsPatients: true,
});

export const endFlag = endpoint({
  name: 'endFlag',
  method: 'POST',
  path: '/api/patients/flags/:flagId/end',
  summary: 'End a flag, with the reason. What it stopped stays stopped.',
  access: 'flag:edit',
  clinic: 'body',
  params: z.strictObject({ flagId: z.uuid() }),
  body: z.strictObject({
    clinicId,
    expectedVersion: z.int32().check(z.positive()),
    reason: line({ max: 200 }),
  }),
  answer: patientFlag,
  rules: ['flag-ended'],
  showsPatients: true,
});

/** What must be seen wherever the patient is: flags in force, whether of age, and whom one may tell. */
export const patientAlerts = z.strictObject({
  flags: z.array(patientFlag),
  minor: z.boolean(),
  /** Who else may be told of something today; an emergency contact is none of them. */
  mayBeTold: z.array(mayBeTold),
  /** Charts that may be of the same person. */
  possibleDuplicates: z.array(possibleDuplicate),
  /** The chart that replaced this one; `null` for one that is in use. */
  survivor: z.nullable(patientSummary),
});
export type PatientAlerts = z.infer<typeof patientAlerts>;

export const getPatientAlerts = endpoint({
  name: 'getPatientAlerts',
  method: 'GET',
  path: '/api/patients/:patientId/alerts',
  summary: 'What must be seen before a patient is called, booked or spoken of.',
  access: 'patient:read',
  clinic: 'query',
  params: z.strictObject({ patientId: z.uuid() }),
  query: z.strictObject({ clinicId }),
  answer: patientAlerts,
  showsPatients: true,
});

export const flagEndpoints = [listFlags, addFlag, endFlag, getPatientAlerts] as const;

/** Feed `patients:organization`; thin: whose it is. */
export interface FlagChange {
  type: 'patients.flag-added' | 'patients.flag-ended' | 'patients.flag-effected';
  payload: { patientId: string };
}
