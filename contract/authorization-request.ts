// An authorization request as every console of the queue sees it.
import * as z from 'zod/mini';
import { authorizationLine, diagnosis } from './authorization-line.ts';
import { coverageOrders } from './coverage.ts';
import { patientSummary } from './patients.ts';
import { linesOfBusiness, type LineOfBusiness } from './payer.ts';
import { line, paragraph } from './text.ts';
import { instant, localDate } from './time.ts';
import { work } from './work.ts';
import { leaseToken } from './work-queue.ts';

/** What made us ask. */
export const authorizationSources = {
  hand: 'Opened by hand',
  visit: 'For a visit',
  refill: 'For a refill',
  renewal: 'Renewal',
  anew: 'Asked for anew',
} as const;
export type AuthorizationSource = keyof typeof authorizationSources;

export const urgencies = { standard: 'Standard', expedited: 'Expedited' } as const;
export type Urgency = keyof typeof urgencies;

/** How a request reaches the payer; `x12` and `fhir` are sent by the server. */
export const submissionChannels = {
  portal: 'Payer’s portal',
  fax: 'Fax',
  phone: 'Phone',
  x12: 'X12 278',
  fhir: 'FHIR',
} as const;
export type SubmissionChannel = keyof typeof submissionChannels;
/** Those in which a person asks, and keeps the proof. */
export const channelsByHand = ['portal', 'fax', 'phone'] as const satisfies SubmissionChannel[];

/** Payer and plan as they were when it was asked for; a later coverage changes nothing here. */
export const askedPlan = z.strictObject({
  coverageId: z.uuid(),
  payerId: z.uuid(),
  payerName: z.string(),
  lineOfBusiness: z.enum(Object.keys(linesOfBusiness) as [LineOfBusiness]),
  planName: z.string(),
  memberId: z.string(),
  order: z.enum(coverageOrders),
});
export type AskedPlan = z.infer<typeof askedPlan>;

/** Something that the payer wants to read. */
export const authorizationDocument = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  /** By the payer's rule, or asked for afterwards. */
  askedBy: z.enum(['rule', 'payer', 'us']),
  /** The payer's due date; `null` = before it is submitted. */
  dueOn: z.nullable(localDate),
  /** The file that answers it. */
  attachmentId: z.nullable(z.uuid()),
  /** Why it is not needed. */
  waivedBecause: z.nullable(z.string()),
  sentAt: z.nullable(instant),
});
export type AuthorizationDocument = z.infer<typeof authorizationDocument>;

export const submission = z.strictObject({
  channel: z.enum(Object.keys(submissionChannels) as [SubmissionChannel]),
  at: instant,
  /** `null` = the server. */
  byId: z.nullable(z.uuid()),
  /** What the payer confirmed it with; empty until an electronic one is acknowledged. */
  confirmation: z.string(),
  /** The print, fax sheet or note that proves it. */
  proofId: z.nullable(z.uuid()),
  /** When the payer says that it received it: the payer's clock begins here. `null` = it has not said so yet. */
  receivedAt: z.nullable(instant),
  /** Why the payer sent it back, in words; then its lines are gathered and sent again. */
  trouble: z.nullable(z.string()),
});
export type Submission = z.infer<typeof submission>;

export const authorization = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  patient: patientSummary,
  source: z.enum(Object.keys(authorizationSources) as [AuthorizationSource]),
  /** The visit, refill or earlier request that it is for. */
  sourceId: z.nullable(z.uuid()),
  plan: askedPlan,
  urgency: z.enum(Object.keys(urgencies) as [Urgency]),
  /** A clinician's word that waiting would harm; an expedited request goes nowhere without it. */
  attestation: z.nullable(z.strictObject({ byId: z.uuid(), at: instant, statement: z.string() })),
  orderingId: z.nullable(z.uuid()),
  /** Of who ordered it, where they are none of ours. */
  orderingName: z.string(),
  orderingNpi: z.nullable(z.string()),
  diagnoses: z.array(diagnosis),
  /** The certification that it renews; `null` = a first one. */
  priorNumber: z.nullable(z.string()),
  lines: z.array(authorizationLine),
  documents: z.array(authorizationDocument),
  /** The last one. */
  submission: z.nullable(submission),
  /** From what this payer took for its last answers: half came by the first, nine of ten by the second. */
  expected: z.nullable(
    z.strictObject({ medianAt: instant, ninetiethAt: instant, answers: z.int() }),
  ),
  work,
});
export type Authorization = z.infer<typeof authorization>;

/** What every step of a request is, beside its own words. */
export const authorizationStep = {
  method: 'POST' as const,
  params: z.strictObject({ itemId: z.uuid() }),
  answer: authorization,
  showsPatients: true,
};
/** As the caller knows it: an answer that came meanwhile is seen before another is written. */
export const expectedVersion = z.int32().check(z.positive());
export const held = { token: leaseToken, expectedVersion };
export const lineIds = z.array(z.uuid()).check(z.minLength(1), z.maxLength(50));
export const authorizationNote = z._default(paragraph({ max: 1000 }), '');
export const confirmationNumber = line({ min: 0, max: 50 });
