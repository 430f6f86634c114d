// What a person reads after a step of their own.
import type { FollowUp } from '#contract/claim-follow-up';
import { courseWords, stateWords } from './claim-words';

const told: Readonly<Record<string, string>> = {
  correct: 'written; it waits for the payer’s answer',
  'ask-reopening': 'reopening asked for; it waits for the payer’s answer',
  'send-records': 'records sent; it waits for the payer’s answer',
  'bill-next': 'the next payer’s claim is written',
  'take-up': 'to be worked again',
  transfer: 'it is the patient’s part now',
  close: 'closed',
  match: 'matched; the payer’s answer is posted',
  reopen: 'open again',
  'root-cause': 'cause written down',
};

/** What has no words of its own is told by where it stands now. */
export function toldWords(decision: string, followUp: FollowUp): string {
  if (decision === 'appeal') return `${courseWords(followUp).toLowerCase()} filed`;
  return told[decision] ?? stateWords(followUp).toLowerCase();
}
