// A follow-up as every console of the queue sees it: what is wrong with which claim, how much is at stake, until when.
import * as z from 'zod/mini';
import { cents, denialCause, rootCauses, type RootCause } from './claim-money.ts';
import {
  claimStatuses,
  followUpKinds,
  writeOffReasons,
  type ClaimStatus,
  type FollowUpKind,
  type WriteOffReason,
} from './claim-workflow.ts';
import { patientSummary } from './patients.ts';
import { localDate, instant } from './time.ts';
import { leaseToken } from './work-queue.ts';
import { work } from './work.ts';

/** What runs with a payer. An appeal and a correction exclude each other: a replacement ends what an appeal is about. */
export const courseKinds = {
  correction: 'Corrected claim',
  resubmission: 'New claim',
  reopening: 'Reopening',
  appeal: 'Provider appeal',
  'member-appeal': 'Member appeal',
  records: 'Records sent',
  'next-payer': 'Billed to the next payer',
} as const;
export type CourseKind = keyof typeof courseKinds;
export const courseKind = z.enum(Object.keys(courseKinds) as [CourseKind]);

export const deadlineKinds = {
  appeal: 'Appeal',
  correction: 'Corrected claim',
  filing: 'Filing limit',
  answer: 'The payer’s answer',
  refund: 'Refund',
} as const;
export type DeadlineKind = keyof typeof deadlineKinds;

export const claimSummary = z.strictObject({
  id: z.uuid(),
  /** CLM01, ours. */
  controlNumber: z.string(),
  /** CLP07, the payer’s; `null` = it has said none yet. */
  payerControl: z.nullable(z.string()),
  status: z.enum(Object.keys(claimStatuses) as [ClaimStatus]),
  chargeCents: cents,
  fromOn: z.nullable(localDate),
  toOn: z.nullable(localDate),
});
export type ClaimSummary = z.infer<typeof claimSummary>;

export const followUp = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  patient: z.nullable(patientSummary),
  kind: z.enum(Object.keys(followUpKinds) as [FollowUpKind]),
  /** Of a denial; else `null`. */
  cause: z.nullable(denialCause),
  rootCause: z.nullable(z.enum(Object.keys(rootCauses) as [RootCause])),
  /** `null`: what came from the payer is of no claim that is here. */
  claim: z.nullable(claimSummary),
  payer: z.strictObject({ id: z.nullable(z.uuid()), name: z.string() }),
  /** What is at stake, integer cents. */
  amountCents: cents,
  /** Of service lines; 0 = the claim as a whole. */
  lines: z.array(z.int()),
  /** As the payer wrote them: `CO-197`, `N54`. */
  codes: z.array(z.string()),
  /** Nothing can be asked of the payer: the remark says so (MA130), or no appeal exists. */
  isUnprocessable: z.boolean(),
  /** From this payer and cause before: won of tried, in cents; and what we suppose while there is little to go by. */
  chance: z.strictObject({
    percent: z.int(),
    wonCents: z.int(),
    triedCents: z.int(),
    supposedPercent: z.int(),
  }),
  /** Amount × chance. */
  worthCents: cents,
  /** By working days left, `0` the most urgent (claim-workflow.ts). */
  band: z.int(),
  deadline: z.nullable(
    z.strictObject({
      kind: z.enum(Object.keys(deadlineKinds) as [DeadlineKind]),
      on: localDate,
      isExpired: z.boolean(),
    }),
  ),
  /** What runs now. */
  course: z.nullable(
    z.strictObject({
      kind: courseKind,
      /** Of an appeal, from 1; else 0. */
      level: z.int(),
      startedAt: instant,
      reference: z.string(),
    }),
  ),
  writeOff: z.nullable(
    z.strictObject({
      cents,
      reason: z.enum(Object.keys(writeOffReasons) as [WriteOffReason]),
      askedById: z.uuid(),
      at: instant,
    }),
  ),
  /** When the payer’s answer came to us: what deadlines are counted from. */
  receivedOn: z.nullable(localDate),
  work,
});
export type FollowUp = z.infer<typeof followUp>;

export const followUpStep = {
  method: 'POST' as const,
  params: z.strictObject({ itemId: z.uuid() }),
  answer: followUp,
  showsPatients: true,
};
export const heldFollowUp = { token: leaseToken, expectedVersion: z.int32().check(z.positive()) };
