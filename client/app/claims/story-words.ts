// What was sent and answered, in words.
import type { ClaimCourse, ClaimFiling, RemittedClaim } from '#contract/claim-record';

export const filingStates: Record<ClaimFiling['state'], string> = {
  written: 'Written, not fetched yet.',
  sent: 'Sent.',
  accepted: 'Accepted.',
  rejected: 'Rejected.',
  pending: 'In process.',
  answered: 'Answered.',
};

const outcomes = {
  won: 'won',
  upheld: 'upheld',
  answered: 'answered',
  'taken-up': 'taken up again',
} as const;

export function outcomeWords(outcome: ClaimCourse['outcome']): string {
  return outcome === null ? 'ended' : outcomes[outcome];
}

const acts: Record<RemittedClaim['is'], string> = {
  payment: 'Adjudicated',
  reversal: 'Taken back: an earlier answer is reversed',
  correction: 'Adjudicated anew, in place of what was taken back',
  notice: 'Told only: no money moves',
};

/** CLP02 says how it was processed, never whether it was denied: codes say that. */
const statuses: Readonly<Record<string, string>> = {
  '1': 'as primary',
  '2': 'as secondary',
  '3': 'as tertiary',
  '4': 'patient not recognised',
  '19': 'as primary, forwarded to the next payer',
  '20': 'as secondary, forwarded to the next payer',
  '21': 'as tertiary, forwarded to the next payer',
  '23': 'not theirs, forwarded',
};

export function remittedWords({
  is,
  statusCode,
}: Pick<RemittedClaim, 'is' | 'statusCode'>): string {
  const status = statuses[statusCode];
  return status === undefined || is === 'reversal' ? acts[is] : `${acts[is]}, ${status}`;
}
