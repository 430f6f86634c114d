// Why a refill is not there yet: one sentence from its state and clocks, the same for the pharmacist, the call centre and
// the patient. It names no drug and nobody.
import type { Refill } from './refill-request.ts';
import { grants, refillWorkflow, type RefillStatus } from './refill-workflow.ts';

/** Who has the next step. */
export const pendingOwners = {
  clinic: 'the clinic',
  pharmacist: 'the pharmacist of the clinic',
  clinician: 'a clinician',
  patient: 'the patient',
  pharmacy: 'the pharmacy',
  payer: 'the insurance',
} as const;
export type PendingOwner = keyof typeof pendingOwners;

export interface Pending {
  /** A clause that goes on after `Pending because`, e.g. `a clinician has to decide`. */
  because: string;
  owner: PendingOwner;
  /** By when the next step is expected; `null` = nobody can say. */
  expectedAt: string | null;
}

/** `null` = it does not wait any more. */
export function pendingOf(
  refill: Pick<Refill, 'work' | 'decision' | 'sending' | 'authorization'>,
): Pending | null {
  const { work, sending } = refill;
  const status = work.status as RefillStatus;
  if (refillWorkflow.states[status].final) return null;
  const expectedAt = expectedOf(refill);
  const asked = work.reason ?? '';
  const by = (owner: PendingOwner, because: string): Pending => ({ because, owner, expectedAt });
  switch (status) {
    case 'triage':
      return by('clinic', 'it is not known yet which prescription it is for');
    case 'to-decide':
      return by('pharmacist', 'nobody has decided about it yet');
    case 'clinician':
      return by('clinician', 'a clinician has to decide');
    case 'information':
      return asked === 'patient'
        ? by('patient', 'the clinic has asked the patient something')
        : by('clinic', informationWords[asked] ?? 'the clinic has asked for information');
    case 'authorization':
      return authorizationWords(refill.authorization);
    case 'decided':
      return sending === null
        ? by('clinic', 'it is decided, and there is no way yet in which it leaves')
        : by('clinic', 'it is decided and has not left the clinic');
    case 'error':
      return by('clinic', 'the answer did not arrive at the pharmacy; the clinic sends it again');
    case 'sent':
      return by('pharmacy', 'the pharmacy has not confirmed yet that it has the answer');
    case 'acknowledged':
      return by('pharmacy', 'the pharmacy prepares it');
    case 'dispensed':
      return by('patient', 'it is ready and waits for the patient');
    case 'picked-up':
    case 'returned-to-stock':
    case 'answered':
    case 'withdrawn':
      return null;
  }
}

/** As an authorization says it of itself. */
function authorizationWords(authorization: Refill['authorization']): Pending {
  const expectedAt = authorization?.expectedAt ?? null;
  const isOurs =
    authorization !== null && ['need-check', 'gathering', 'denied'].includes(authorization.status);
  return isOurs
    ? { because: 'the clinic asks the insurance to authorize it', owner: 'clinic', expectedAt }
    : { because: 'the insurance has to authorize it first', owner: 'payer', expectedAt };
}

const informationWords: Readonly<Record<string, string>> = {
  pharmacy: 'the clinic has asked the pharmacy something',
  laboratory: 'a laboratory value is needed first',
  'outside-prescriber': 'the clinic has asked another prescriber',
};

/** The answer’s deadline until the pharmacy has it; a decision that can be taken back leaves when its minute is over. */
function expectedOf({ work, decision }: Pick<Refill, 'work' | 'decision'>): string | null {
  const clock = work.clocks.find(
    ({ rule, state }) => rule === 'refills.answer' && state === 'running',
  );
  if (clock) return clock.deadlineAt;
  return decision && grants(decision.kind) ? work.snoozedUntil : null;
}

/** The whole sentence; `when` words an instant for who reads it. */
export function pendingSentence(pending: Pending, when: (instant: string) => string): string {
  const { because, owner, expectedAt } = pending;
  const next = `the next step is with ${pendingOwners[owner]}`;
  const expected = expectedAt === null ? '' : `, expected by ${when(expectedAt)}`;
  return `Pending because ${because}; ${next}${expected}.`;
}
