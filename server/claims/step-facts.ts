// What the steps of a follow-up are judged by, told from the claim's state.
import type { DenialCause } from '#contract/claim-money';
import type { FollowUpKind } from '#contract/claim-workflow';
import { forbidsAppeal, protectsPatient } from '../interop/x12/denial-codes.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import type { CourseRow } from './claim-rows.ts';
import type { ClaimState } from './claim-state.ts';
import type { StepFacts } from './step-rules.ts';

export interface Asked {
  itemId: string | null;
  kind: FollowUpKind;
  cause: DenialCause | '';
  isUnprocessable: boolean;
  amountCents: number;
  codes: readonly string[];
  receivedOn: string | null;
}

export function stepFactsOf(state: ClaimState, asked: Asked): StepFacts {
  const { claim, courses, terms, remitted } = state;
  const last = remitted.find(({ is_posted }) => is_posted);
  const own = courses.filter(({ item_id }) => item_id === asked.itemId);
  const running = courses.find(({ ended_at, does }) => ended_at === null && does !== null);
  return {
    ...{ kind: asked.kind, cause: asked.cause === '' ? null : asked.cause },
    ...{ isUnprocessable: asked.isUnprocessable, amountCents: asked.amountCents },
    ...{ receivedOn: asked.receivedOn, today: terms.today },
    rule: state.ruleOn(asked.receivedOn ?? terms.today),
    claim: {
      ...{ kind: claim.kind, fromOn: claim.from_on, toOn: claim.to_on },
      payerControl: claim.payer_control,
      isAdjudicated: claim.status === 'adjudicated',
      isForwarded: ['19', '20', '21'].includes(last?.status_code ?? ''),
    },
    nextLevel: nextLevel(own, 'appeal'),
    nextMemberLevel: nextLevel(own, 'member-appeal'),
    forbidsAppeal: asked.codes.some((code) => forbidsAppeal.has(code)),
    running: running?.does ?? null,
    hasNextPayer: state.otherCoverages.length > 0,
    patientProtectedBecause: protectedBecause(state, asked),
  };
}

/** A level that was lost leaves the next one; one that was only taken up again can be filed anew. */
function nextLevel(courses: readonly CourseRow[], kind: CourseRow['kind']): number {
  const lost = courses
    .filter((each) => each.kind === kind && each.outcome !== null && each.outcome !== 'taken-up')
    .map(({ level }) => level);
  return Math.max(0, ...lost) + 1;
}

function protectedBecause(state: ClaimState, asked: Asked): string | null {
  if (state.claim.patient_id === null) return 'It is not known whose claim it is.';
  if (state.isProtected)
    return 'The patient has Medicaid: nothing of it may be asked of them (42 USC 1396a(n)(3)).';
  if (asked.codes.some((code) => protectsPatient.has(code)))
    return 'A remark of the payer says that the patient owes nothing (N781–N783).';
  if (asked.cause === 'timely-filing')
    return 'What was filed too late is the provider’s to bear, never the patient’s.';
  return null;
}

/** The day of the last answer that counts. */
export function answeredOn({ remitted, terms }: ClaimState): string | null {
  const last = remitted.find(({ is_posted }) => is_posted);
  return last === undefined ? null : localDateOf(last.received_at, terms.zone);
}
