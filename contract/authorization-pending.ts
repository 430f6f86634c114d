// Why an authorization is not there yet: one sentence, the same for scheduler, pharmacist and patient. It names nothing that is
// asked for, and nobody.
import type { AuthorizationLine } from './authorization-line.ts';
import type { Authorization } from './authorization-request.ts';

export interface AuthorizationPending {
  /** A clause that goes on after `Pending because`. */
  because: string;
  owner: 'the clinic' | 'the insurance' | 'a clinician';
  /** By when half of this payer's answers came; `null` = nobody can say. */
  expectedAt: string | null;
  /** By when nine of ten came, or the payer has to answer, whichever is told. */
  latestAt: string | null;
}

/** `null` = it does not wait: it is in force, or over. */
export function authorizationPendingOf(
  line: Pick<AuthorizationLine, 'status' | 'pendedFor' | 'peerToPeer'>,
  request: Pick<Authorization, 'expected' | 'urgency' | 'attestation' | 'submission'>,
): AuthorizationPending | null {
  const { expected } = request;
  const ours = (because: string): AuthorizationPending => ({
    ...{ because, owner: 'the clinic', expectedAt: null, latestAt: null },
  });
  const theirs = (because: string): AuthorizationPending => ({
    ...{ because, owner: 'the insurance' },
    expectedAt: expected?.medianAt ?? null,
    latestAt: expected?.ninetiethAt ?? null,
  });
  switch (line.status) {
    case 'need-check':
      return ours('it is not known yet whether the insurance wants to authorize it');
    case 'gathering':
      if (request.submission !== null && request.submission.trouble !== null)
        return ours('the insurance has sent it back, and the clinic asks again');
      return request.urgency === 'expedited' && request.attestation === null
        ? { ...ours('a clinician has to say that it is urgent'), owner: 'a clinician' }
        : ours('the clinic gathers what the insurance wants to read');
    case 'submitted':
      return theirs('the insurance has to authorize it first');
    case 'pended':
      return pendedWords(line, ours, theirs);
    case 'denied':
    case 'upheld':
      return ours('the insurance has refused it, and the clinic decides what to do next');
    case 'appealed':
      return { ...theirs('the insurance looks at it again'), expectedAt: null, latestAt: null };
    case 'approved':
    case 'not-required':
    case 'not-authorized':
    case 'replaced':
    case 'consumed':
    case 'expired':
    case 'cancelled':
      return null;
  }
}

function pendedWords(
  { pendedFor, peerToPeer }: Pick<AuthorizationLine, 'pendedFor' | 'peerToPeer'>,
  ours: (because: string) => AuthorizationPending,
  theirs: (because: string) => AuthorizationPending,
): AuthorizationPending {
  if (pendedFor === 'documents') return ours('the insurance wants to read more');
  if (pendedFor === 'contact-payer') return ours('the insurance wants the clinic to call');
  if (pendedFor === 'peer-to-peer' && peerToPeer?.outcome === null)
    return { ...ours('a clinician talks with the insurance'), owner: 'a clinician' };
  return theirs('the insurance reviews it');
}

/** The whole sentence; `when` words an instant for who reads it. */
export function authorizationPendingSentence(
  { because, owner, expectedAt, latestAt }: AuthorizationPending,
  when: (instant: string) => string,
): string {
  const expected =
    expectedAt === null
      ? ''
      : latestAt === null
        ? `, expected by ${when(expectedAt)}`
        : `, expected by ${when(expectedAt)} and at the latest by ${when(latestAt)}`;
  return `Pending because ${because}; the next step is with ${owner}${expected}.`;
}
