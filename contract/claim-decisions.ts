// What a biller does with a follow-up. Sending something to the payer solves nothing yet: it waits for the answer.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { followUpStep, heldFollowUp } from './claim-follow-up.ts';
import { rootCauses, type RootCause } from './claim-money.ts';
import {
  closeReasons,
  takeUpReasons,
  writeOffReasons,
  type CloseReason,
  type TakeUpReason,
  type WriteOffReason,
} from './claim-workflow.ts';
import { line, paragraph } from './text.ts';
import { localDate } from './time.ts';
import { workRules } from './work-queue.ts';

const work = 'claim:work';
const approve = 'claim:approve';
const stepRules = [...workRules, 'wrong-state', 'no-claim'] as const;
const note = z._default(paragraph({ max: 2000 }), '');

/** HCPCS or CPT, with up to four modifiers; ICD-10-CM without its point. */
const procedure = z.string().check(z.regex(/^[A-Z0-9]{3,8}$/));
const modifier = z.string().check(z.regex(/^[A-Z0-9]{2}$/));
const icd10 = z.string().check(z.regex(/^[A-Z][0-9][0-9A-Z]{1,5}$/));

/** What of the claim is changed; what is left out stays. */
export const claimChange = z.strictObject({
  lines: z._default(
    z
      .array(
        z.strictObject({
          number: z.int().check(z.gte(1), z.lte(999)),
          procedure: z.optional(procedure),
          modifiers: z.optional(z.array(modifier).check(z.maxLength(4))),
          /** Decimal text. */
          units: z.optional(z.string().check(z.regex(/^\d{1,6}(\.\d{1,3})?$/))),
          /** Integer cents. */
          chargeCents: z.optional(z.int32().check(z.gte(0))),
          diagnosisPointers: z.optional(
            z.array(z.int().check(z.gte(1), z.lte(12))).check(z.minLength(1), z.maxLength(4)),
          ),
        }),
      )
      .check(z.maxLength(99)),
    [],
  ),
  diagnoses: z.optional(z.array(icd10).check(z.minLength(1), z.maxLength(12))),
  /** REF G1; empty = none. */
  authorization: z.optional(line({ min: 0, max: 30 })),
  memberId: z.optional(line({ max: 80 })),
});
export type ClaimChange = z.infer<typeof claimChange>;

export const correctClaim = endpoint({
  ...followUpStep,
  name: 'correctClaim',
  path: '/api/claims/items/:itemId/correct',
  summary:
    'Replace or void the claim at the payer, with its number of the original; as a new claim where it was never adjudicated. Written as an 837.',
  access: work,
  body: z.strictObject({
    ...heldFollowUp,
    as: z.enum(['replacement', 'void', 'new-claim']),
    change: claimChange,
    note,
  }),
  rules: [
    ...stepRules,
    'takes-no-replacement',
    'not-adjudicated',
    'no-payer-number',
    'new-claim-refused',
    'appeal-runs',
    'course-runs',
    'too-late',
    'unknown-line',
    'nothing-changed',
    'cannot-be-written',
    'kept-from-plan',
  ],
});

export const askReopening = endpoint({
  ...followUpStep,
  name: 'askReopening',
  path: '/api/claims/items/:itemId/ask-reopening',
  summary: 'A clerical reopening, where the payer takes no replacement.',
  access: work,
  body: z.strictObject({ ...heldFollowUp, what: paragraph({ max: 2000 }).check(z.minLength(1)) }),
  rules: [...stepRules, 'takes-no-reopening', 'course-runs', 'appeal-runs', 'too-late'],
});

export const appealClaim = endpoint({
  ...followUpStep,
  name: 'appealClaim',
  path: '/api/claims/items/:itemId/appeal',
  summary:
    'File an appeal of a level, by the provider’s or, with their signature, the member’s right.',
  access: work,
  body: z.strictObject({
    ...heldFollowUp,
    as: z.enum(['provider', 'member']),
    level: z.int().check(z.gte(1), z.lte(9)),
    grounds: paragraph({ max: 8000 }).check(z.minLength(20)),
    /** How it went out: fax, portal, mail with its number. */
    reference: line({ min: 0, max: 100 }),
    /** The member’s signed authorization or assignment is on file; only of their own right. */
    isAuthorizedByMember: z._default(z.boolean(), false),
    /** Filed although the last day is over, for a reason that stands in the grounds. */
    isLate: z._default(z.boolean(), false),
  }),
  rules: [
    ...stepRules,
    'no-appeal',
    'wrong-level',
    'below-minimum',
    'correction-runs',
    'course-runs',
    'too-late',
    'not-authorized-by-member',
  ],
});

export const recordAppealAnswer = endpoint({
  ...followUpStep,
  name: 'recordAppealAnswer',
  path: '/api/claims/items/:itemId/appeal-answer',
  summary:
    'What the payer decided of an appeal or a reopening; the next level counts from its receipt.',
  access: work,
  body: z.strictObject({
    ...heldFollowUp,
    outcome: z.enum(['won', 'upheld']),
    receivedOn: localDate,
    note,
  }),
  rules: [...stepRules, 'in-the-future', 'before-filing'],
});

export const sendClaimRecords = endpoint({
  ...followUpStep,
  name: 'sendClaimRecords',
  path: '/api/claims/items/:itemId/send-records',
  summary: 'Records or information that the payer asked for were sent.',
  access: work,
  body: z.strictObject({
    ...heldFollowUp,
    what: paragraph({ max: 2000 }).check(z.minLength(1)),
    reference: line({ min: 0, max: 100 }),
  }),
  rules: [...stepRules, 'course-runs'],
});

export const billNextPayer = endpoint({
  ...followUpStep,
  name: 'billNextPayer',
  path: '/api/claims/items/:itemId/bill-next',
  summary:
    'A claim to the next payer, with what the first one said of each line. Written as an 837.',
  access: work,
  body: z.strictObject({ ...heldFollowUp, coverageId: z.uuid(), note }),
  rules: [
    ...stepRules,
    'not-their-coverage',
    'not-in-force',
    'forwarded-already',
    'billed-already',
    'kept-from-plan',
    'cannot-be-written',
  ],
});

export const takeUpFollowUp = endpoint({
  ...followUpStep,
  name: 'takeUpFollowUp',
  path: '/api/claims/items/:itemId/take-up',
  summary: 'What was sent leads nowhere: it is to be worked again.',
  access: work,
  body: z.strictObject({
    ...heldFollowUp,
    reason: z.enum(Object.keys(takeUpReasons) as [TakeUpReason]),
    note,
  }),
  rules: stepRules,
});

export const transferToPatient = endpoint({
  ...followUpStep,
  name: 'transferToPatient',
  path: '/api/claims/items/:itemId/transfer',
  summary:
    'The amount becomes the patient’s part, for a stated reason and never where coverage, remark or restriction forbids it.',
  access: approve,
  body: z.strictObject({
    ...heldFollowUp,
    evidence: paragraph({ max: 2000 }).check(z.minLength(20)),
  }),
  rules: [
    ...stepRules,
    'protected-patient',
    'protected-by-remark',
    'provider-liable',
    'no-patient',
  ],
});

export const writeOffClaim = endpoint({
  ...followUpStep,
  name: 'writeOffClaim',
  path: '/api/claims/items/:itemId/write-off',
  summary:
    'Write the amount off; above the clinic’s threshold somebody else must approve it first.',
  access: work,
  body: z.strictObject({
    ...heldFollowUp,
    reason: z.enum(Object.keys(writeOffReasons) as [WriteOffReason]),
    note,
  }),
  rules: stepRules,
});

export const settleWriteOff = endpoint({
  ...followUpStep,
  name: 'settleWriteOff',
  path: '/api/claims/items/:itemId/settle-write-off',
  summary: 'Approve or refuse a write-off that a colleague asked for.',
  access: approve,
  body: z.strictObject({ ...heldFollowUp, isApproved: z.boolean(), note }),
  rules: [...stepRules, 'own-request', 'note-missing', 'amount-changed'],
});

export const closeFollowUp = endpoint({
  ...followUpStep,
  name: 'closeFollowUp',
  path: '/api/claims/items/:itemId/close',
  summary: 'Nothing is to be done; the amount stays where it is.',
  access: work,
  body: z.strictObject({
    ...heldFollowUp,
    reason: z.enum(Object.keys(closeReasons) as [CloseReason]),
    note,
  }),
  rules: stepRules,
});

export const reopenFollowUp = endpoint({
  ...followUpStep,
  name: 'reopenFollowUp',
  path: '/api/claims/items/:itemId/reopen',
  summary: 'Open again what was ended; what was written off or transferred is taken back.',
  access: work,
  body: z.strictObject({
    expectedVersion: heldFollowUp.expectedVersion,
    note: paragraph({ max: 2000 }).check(z.minLength(1)),
  }),
  rules: ['wrong-state', 'needs-approval'],
});

export const setRootCause = endpoint({
  ...followUpStep,
  name: 'setRootCause',
  path: '/api/claims/items/:itemId/root-cause',
  summary: 'What led to it on our side, apart from what the payer’s code says.',
  access: work,
  body: z.strictObject({
    expectedVersion: heldFollowUp.expectedVersion,
    rootCause: z.enum(Object.keys(rootCauses) as [RootCause]),
  }),
  rules: workRules,
});

export const matchRemittedClaim = endpoint({
  ...followUpStep,
  name: 'matchRemittedClaim',
  path: '/api/claims/items/:itemId/match',
  summary: 'Say of which claim an answer of the payer is; it is posted to it at once.',
  access: work,
  body: z.strictObject({ ...heldFollowUp, claimId: z.uuid() }),
  rules: [...stepRules, 'not-unmatched', 'unknown-claim'],
});

export const claimDecisionEndpoints = [
  correctClaim,
  askReopening,
  appealClaim,
  recordAppealAnswer,
  sendClaimRecords,
  billNextPayer,
  takeUpFollowUp,
  transferToPatient,
  writeOffClaim,
  settleWriteOff,
  closeFollowUp,
  reopenFollowUp,
  setRootCause,
  matchRemittedClaim,
] as const;
