// The life of a follow-up: what stands between a claim and its money. A claim that was sent again is not solved; it waits.
import { defineWorkflow } from './workflow.ts';

/** What is wrong. A rejection is no denial: the payer never looked at the claim. */
export const followUpKinds = {
  denied: 'Denied',
  underpaid: 'Underpaid',
  rejected: 'Rejected',
  unanswered: 'No answer',
  conflicting: 'Adjudicated twice',
  overpaid: 'Overpaid',
  unmatched: 'To match',
} as const;
export type FollowUpKind = keyof typeof followUpKinds;

export const closeReasons = {
  'paid-otherwise': 'Paid in another way',
  'not-owed': 'Nothing is owed',
  duplicate: 'The claim was sent twice',
  'refund-sent': 'The refund was sent',
  'entered-by-mistake': 'Entered by mistake',
} as const;
export type CloseReason = keyof typeof closeReasons;

export const writeOffReasons = {
  'no-appeal-left': 'No appeal is left',
  'filed-late': 'Filed too late',
  'no-authorization': 'No authorization was asked for',
  'small-balance': 'Not worth the work',
  'not-billable': 'May not be billed to anybody',
  goodwill: 'Goodwill',
} as const;
export type WriteOffReason = keyof typeof writeOffReasons;

export const takeUpReasons = {
  'payer-says-no': 'The payer says no by phone or portal',
  'payer-has-nothing': 'The payer has nothing of it',
  'sent-wrongly': 'It was sent wrongly',
  'no-answer': 'The payer does not answer',
} as const;
export type TakeUpReason = keyof typeof takeUpReasons;

const waiting = [
  'corrected',
  'resubmitted',
  'reopening',
  'appealed',
  'records-sent',
  'billed-on',
  'won',
] as const;
export type WaitingStatus = (typeof waiting)[number];
export const waitingStatuses: readonly string[] = waiting;
const ended = ['recovered', 'written-off', 'to-patient', 'closed'] as const;
const work = 'claim:work';
const approve = 'claim:approve';

export const followUpWorkflow = defineWorkflow({
  name: 'claim-follow-up',
  initial: 'to-work',
  states: {
    'to-work': { title: 'To work', fhir: 'requested' },
    corrected: { title: 'Correction sent', fhir: 'in-progress' },
    resubmitted: { title: 'Sent anew', fhir: 'in-progress' },
    reopening: { title: 'Reopening asked for', fhir: 'in-progress' },
    appealed: { title: 'Appealed', fhir: 'in-progress' },
    'records-sent': { title: 'Records sent', fhir: 'in-progress' },
    'billed-on': { title: 'Billed to the next payer', fhir: 'in-progress' },
    won: { title: 'Won, payment awaited', fhir: 'in-progress' },
    'to-approve': { title: 'Write-off to approve', fhir: 'ready' },
    recovered: { title: 'Recovered', closed: true, fhir: 'completed' },
    'written-off': { title: 'Written off', closed: true, fhir: 'completed' },
    'to-patient': { title: 'The patient’s part', closed: true, fhir: 'completed' },
    closed: { title: 'Closed', closed: true, fhir: 'completed' },
  },
  transitions: {
    correct: { title: 'Correct the claim', from: ['to-work'], to: 'corrected', by: work },
    resubmit: { title: 'Send anew', from: ['to-work'], to: 'resubmitted', by: work },
    'ask-reopening': { title: 'Ask for a reopening', from: ['to-work'], to: 'reopening', by: work },
    appeal: {
      title: 'Appeal',
      from: ['to-work'],
      to: 'appealed',
      by: work,
      records: ['level', 'grounds'],
    },
    'send-records': {
      title: 'Send records',
      from: ['to-work'],
      to: 'records-sent',
      by: work,
      records: ['what'],
    },
    'bill-next': { title: 'Bill the next payer', from: ['to-work'], to: 'billed-on', by: work },
    uphold: { title: 'Denial upheld', from: ['appealed', 'reopening'], to: 'to-work', by: work },
    overturn: { title: 'Won', from: ['appealed', 'reopening'], to: 'won', by: work },
    'take-up': {
      title: 'Take up again',
      from: waiting,
      to: 'to-work',
      by: work,
      reasons: takeUpReasons,
    },
    transfer: {
      title: 'Transfer to the patient',
      from: ['to-work'],
      to: 'to-patient',
      by: approve,
      records: ['evidence'],
    },
    'write-off': {
      title: 'Write off',
      from: ['to-work'],
      to: 'written-off',
      by: work,
      reasons: writeOffReasons,
    },
    'ask-write-off': {
      title: 'Ask to write off',
      from: ['to-work'],
      to: 'to-approve',
      by: work,
      reasons: writeOffReasons,
    },
    'approve-write-off': {
      title: 'Approve the write-off',
      from: ['to-approve'],
      to: 'written-off',
      by: approve,
    },
    'refuse-write-off': {
      title: 'Refuse the write-off',
      from: ['to-approve'],
      to: 'to-work',
      by: approve,
      records: ['note'],
    },
    match: { title: 'Match', from: ['to-work'], to: 'closed', by: work },
    close: { title: 'Close', from: ['to-work'], to: 'closed', by: work, reasons: closeReasons },
    reopen: { title: 'Open again', from: ended, to: 'to-work', by: work, records: ['note'] },
    'answer-denied': { title: 'Denied again', from: waiting, to: 'to-work', by: 'system' },
    settle: {
      title: 'Settled by the payer',
      from: ['to-work', ...waiting, 'to-approve'],
      to: 'recovered',
      by: 'system',
    },
    recur: { title: 'Came up again', from: ended, to: 'to-work', by: 'system' },
  },
});
export type FollowUpStatus = keyof typeof followUpWorkflow.states;
export type FollowUpTransition = keyof typeof followUpWorkflow.transitions;

/** Where the claim itself stands, beside what is followed up. */
export const claimStatuses = {
  held: 'Not sent',
  submitted: 'Submitted',
  accepted: 'Accepted by the payer',
  rejected: 'Rejected',
  pending: 'In process',
  adjudicated: 'Adjudicated',
  voided: 'Voided',
} as const;
export type ClaimStatus = keyof typeof claimStatuses;

/** Working days left, each band before the next; what is expired stands apart. */
export const bands = [2, 5, 10, 20, 40] as const;
export type Band = number;
export const lastBand = bands.length;
export const expiredBand = bands.length + 1;

/** `0` = the most urgent; `daysLeft` of `null`: no deadline is known, the last of those that can still be won. */
export function bandOf(daysLeft: number | null): Band {
  if (daysLeft === null) return lastBand;
  if (daysLeft < 0) return expiredBand;
  const found = bands.findIndex((days) => daysLeft <= days);
  return found < 0 ? lastBand : found;
}

export function bandTitle(band: Band): string {
  if (band === expiredBand) return 'Expired';
  const days = bands[band];
  return days === undefined
    ? `More than ${bands.at(-1) ?? 0} working days, or none`
    : `Within ${days} working days`;
}

const mostCents = 300_000_000;

/**
 * Where a follow-up stands in the list: by its band, and inside it by what it is worth, the most first. An instant: ten years
 * for each band, and a second earlier for each cent.
 */
export function followUpOrder(band: Band, worthCents: number): string {
  const worth = Math.min(Math.max(worthCents, 0), mostCents);
  const start = Date.UTC(1900 + band * 10, 0, 1);
  return new Date(start + (mostCents - worth) * 1000).toISOString();
}
