// A refill request as every console sees it.
import * as z from 'zod/mini';
import { authorizationWorkflow, type AuthorizationStatus } from './authorization-workflow.ts';
import { patientSummary } from './patients.ts';
import {
  controlledSchedules,
  medicationOrder,
  pharmacyChoice,
  supply,
  type ControlledSchedule,
} from './prescription.ts';
import { transports, type Transport } from './refill-terms.ts';
import { denialReasons, refillDecisions, type DenialReason } from './refill-workflow.ts';
import { line, paragraph } from './text.ts';
import { instant, localDate } from './time.ts';
import { work } from './work.ts';

/** Where a request came from. */
export const refillSources = {
  console: 'Taken in here',
  fhir: 'By FHIR',
  file: 'From a file',
} as const;
export type RefillSource = keyof typeof refillSources;

/** What came in, in the words of who sent it; matching goes by it. */
export const refillSaid = z.strictObject({
  /** e.g. `Lopez, Maria, born 1961-03-02`. */
  patient: line({ min: 0, max: 200 }),
  prescriber: line({ min: 0, max: 120 }),
  pharmacy: line({ min: 0, max: 120 }),
  note: paragraph({ max: 1000 }),
});
export type RefillSaid = z.infer<typeof refillSaid>;

export const refillDecision = z.strictObject({
  kind: z.enum(refillDecisions),
  /** Of a denial. */
  reason: z.nullable(z.enum(Object.keys(denialReasons) as [DenialReason])),
  /** What the patient gets; `null` where they get nothing. */
  grant: z.nullable(medicationOrder),
  note: z.string(),
  byId: z.uuid(),
  at: instant,
  /** By which protocol it was delegated; `null` = a prescriber decided. */
  protocol: z.nullable(z.strictObject({ id: z.uuid(), version: z.int(), title: z.string() })),
  /** Whether a prescriber looks at it afterwards, and what they said. */
  coSign: z.nullable(z.enum(['wanted', 'agreed', 'disagreed'])),
  /** Until then it can be taken back; it never leaves before. */
  leavesAt: instant,
});
export type RefillDecision = z.infer<typeof refillDecision>;

export const refillSending = z.strictObject({
  transport: z.enum(Object.keys(transports) as [Transport]),
  /** Who entered or faxed it; `null` = the server. */
  byId: z.nullable(z.uuid()),
  sentAt: z.nullable(instant),
  acknowledgedAt: z.nullable(instant),
  /** Why it did not arrive, in the words of the other side. */
  trouble: z.nullable(z.string()),
});

/** A prescription at another pharmacy that is called off because the drug goes elsewhere now. */
export const refillCancellation = z.strictObject({
  pharmacy: z.string(),
  answer: z.enum(['asked', 'confirmed', 'refused']),
});

export const refill = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  /** `null` = not matched yet. */
  patient: z.nullable(patientSummary),
  source: z.enum(Object.keys(refillSources) as [RefillSource]),
  /** How often it was asked for: the same request joins the first. */
  asked: z.int(),
  said: refillSaid,
  requested: medicationOrder,
  prescriptionId: z.nullable(z.uuid()),
  /** What is ordered now; `null` = no prescription is matched. */
  active: z.nullable(medicationOrder),
  prescriberId: z.nullable(z.uuid()),
  prescriberName: z.string(),
  schedule: z.nullable(z.enum(Object.keys(controlledSchedules) as [ControlledSchedule])),
  pharmacy: z.nullable(pharmacyChoice),
  supply,
  /** When it must leave, so that it arrives before the patient runs out: transit is counted. */
  neededOn: z.nullable(localDate),
  highRisk: z.boolean(),
  /** To stop the drug from one day to the next does harm. */
  abruptStop: z.boolean(),
  /** How the card stood when it was last judged; `null` = never yet. */
  readiness: z.nullable(
    z.strictObject({
      pass: z.int(),
      fail: z.int(),
      unknown: z.int(),
      /** A protocol covers it and nothing speaks against. */
      delegable: z.boolean(),
      /** Of that card: whoever has another on screen reads it again. */
      stamp: z.string(),
    }),
  ),
  decision: z.nullable(refillDecision),
  sending: z.nullable(refillSending),
  cancellation: z.nullable(refillCancellation),
  /** What the payer has to answer first; `null` = nothing was asked. */
  authorization: z.nullable(
    z.strictObject({
      itemId: z.uuid(),
      status: z.enum(Object.keys(authorizationWorkflow.states) as [AuthorizationStatus]),
      /** By when half of this payer's answers came; `null` = nobody can say. */
      expectedAt: z.nullable(instant),
    }),
  ),
  work,
});
export type Refill = z.infer<typeof refill>;

/** What every step of a request is, beside its own words. */
export const refillStep = {
  method: 'POST' as const,
  params: z.strictObject({ itemId: z.uuid() }),
  answer: refill,
  showsPatients: true,
};
/** As the caller knows it. */
export const knownRefill = z.strictObject({ expectedVersion: z.int32().check(z.positive()) });
export const refillNote = z._default(paragraph({ max: 1000 }), '');
