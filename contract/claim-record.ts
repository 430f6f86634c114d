// One claim whole: its lines with their money, what was sent, what the payer said, what can be done next.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { adjustmentGroups, cents, claimLine, moneyStanding } from './claim-money.ts';
import { claimSummary, courseKind } from './claim-follow-up.ts';
import { instant, localDate } from './time.ts';

export const claimKinds = {
  professional: 'Professional',
  institutional: 'Institutional',
} as const;
export type ClaimKind = keyof typeof claimKinds;

export const filingOrders = {
  primary: 'Primary',
  secondary: 'Secondary',
  tertiary: 'Tertiary',
} as const;
export type FilingOrder = keyof typeof filingOrders;

/** CLM05-3. */
export const frequencies = {
  '1': 'Original',
  '7': 'Replacement',
  '8': 'Void',
} as const;
export type Frequency = keyof typeof frequencies;

/** What can be done next, the best first; what cannot says why. */
export const followUpSteps = {
  'fix-and-resubmit': 'Fix and send anew',
  correct: 'Correct the claim',
  'new-claim': 'Send a new claim',
  'ask-reopening': 'Ask for a reopening',
  appeal: 'Appeal',
  'member-appeal': 'Appeal for the member',
  'send-records': 'Send records',
  'bill-next': 'Bill the next payer',
  transfer: 'Transfer to the patient',
  'write-off': 'Write off',
  'ask-payer': 'Ask the payer',
  refund: 'Refund the payer',
  match: 'Match',
  close: 'Close',
} as const;
export type FollowUpStep = keyof typeof followUpSteps;

export const stepAdvice = z.strictObject({
  step: z.enum(Object.keys(followUpSteps) as [FollowUpStep]),
  /** Why now: the usual next step for these codes, a rule, a deadline. */
  because: z.string(),
  /** Why not; `null` = it can be done. */
  blockedBecause: z.nullable(z.string()),
  /** The last day, by the payer’s rule; `null` = no deadline is known. */
  untilOn: z.nullable(localDate),
  /** Where that day comes from: the rule, its source, and what it is counted from. */
  rule: z.string(),
});
export type StepAdvice = z.infer<typeof stepAdvice>;

export const claimFiling = z.strictObject({
  id: z.uuid(),
  frequency: z.enum(Object.keys(frequencies) as [Frequency]),
  /** REF F8: the payer’s number of the claim that it replaces or voids. */
  originalReference: z.nullable(z.string()),
  at: instant,
  /** `null` = it was sent elsewhere and came here with an 837. */
  byId: z.nullable(z.uuid()),
  /** The last that was heard of it. */
  state: z.enum(['written', 'sent', 'accepted', 'rejected', 'pending', 'answered']),
  /** What the payer or clearing house said of it, in words. */
  said: z.string(),
  /** It can be fetched as an 837. */
  hasFile: z.boolean(),
});
export type ClaimFiling = z.infer<typeof claimFiling>;

/** CLP of an 835, as it came. */
export const remittedClaim = z.strictObject({
  id: z.uuid(),
  remittanceId: z.uuid(),
  receivedOn: localDate,
  trace: z.string(),
  /** CLP02. */
  statusCode: z.string(),
  /** What it does: pays, takes back, pays anew; or nothing, because it only tells something. */
  is: z.enum(['payment', 'reversal', 'correction', 'notice']),
  chargeCents: cents,
  paidCents: cents,
  patientCents: cents,
  payerControl: z.string(),
  adjustments: z.array(
    z.strictObject({
      line: z.int(),
      group: z.enum(Object.keys(adjustmentGroups) as [keyof typeof adjustmentGroups]),
      reason: z.string(),
      cents,
    }),
  ),
  remarks: z.array(z.string()),
});
export type RemittedClaim = z.infer<typeof remittedClaim>;

/** Our own words for a code of the payer: a paraphrase, never the official text. */
export const codeHelp = z.strictObject({
  code: z.string(),
  says: z.string(),
  next: z.string(),
});
export type CodeHelp = z.infer<typeof codeHelp>;

export const claimCourse = z.strictObject({
  id: z.uuid(),
  itemId: z.uuid(),
  kind: courseKind,
  level: z.int(),
  startedAt: instant,
  byId: z.uuid(),
  reference: z.string(),
  /** Grounds of an appeal, what was sent, what was changed. */
  text: z.string(),
  endedAt: z.nullable(instant),
  outcome: z.nullable(z.enum(['won', 'upheld', 'answered', 'taken-up'])),
});
export type ClaimCourse = z.infer<typeof claimCourse>;

export const claimRecord = z.strictObject({
  claim: z.nullable(
    z.strictObject({
      ...claimSummary.shape,
      kind: z.enum(Object.keys(claimKinds) as [ClaimKind]),
      order: z.enum(Object.keys(filingOrders) as [FilingOrder]),
      memberId: z.string(),
      authorization: z.string(),
      diagnoses: z.array(z.string()),
      version: z.int(),
      money: moneyStanding,
      lines: z.array(claimLine),
    }),
  ),
  /** Newest first. */
  filings: z.array(claimFiling),
  remitted: z.array(remittedClaim),
  courses: z.array(claimCourse),
  steps: z.array(stepAdvice),
  help: z.array(codeHelp),
  /** What of the payer’s answer names the patient and the claim, while it is of no claim that is here; else `null`. */
  unmatched: z.nullable(
    z.strictObject({
      controlNumber: z.string(),
      patientName: z.string(),
      memberId: z.string(),
      fromOn: z.nullable(localDate),
      chargeCents: cents,
      paidCents: cents,
      /** Claims that it could be. */
      candidates: z.array(claimSummary),
    }),
  ),
  /** Other follow-ups of the same claim. */
  others: z.array(z.strictObject({ itemId: z.uuid(), title: z.string(), amountCents: cents })),
});
export type ClaimRecord = z.infer<typeof claimRecord>;

export const getFollowUpRecord = endpoint({
  name: 'getFollowUpRecord',
  method: 'GET',
  path: '/api/claims/items/:itemId/record',
  summary: 'The claim of a follow-up with its money, filings, answers, and what can be done next.',
  access: 'claim:read',
  params: z.strictObject({ itemId: z.uuid() }),
  answer: claimRecord,
  showsPatients: true,
});

export const getClaimFile = endpoint({
  name: 'getClaimFile',
  method: 'GET',
  path: '/api/claims/filings/:filingId/file',
  summary: 'A claim as it was written, X12 837.',
  access: 'claim:read',
  params: z.strictObject({ filingId: z.uuid() }),
  answer: z.strictObject({ name: z.string(), text: z.string() }),
  showsPatients: true,
  takesOut: true,
});

export const claimRecordEndpoints = [getFollowUpRecord, getClaimFile] as const;
