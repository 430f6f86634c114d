// The next steps of a follow-up as a person chooses them: what the server advises, the best first, and what it says keeps one back.
import type { ClaimRecord, FollowUpStep, StepAdvice } from '#contract/claim-record';
import { followUpSteps } from '#contract/claim-record';
import type { FollowUp } from '#contract/claim-follow-up';
import { followUpWorkflow, type FollowUpStatus } from '#contract/claim-workflow';
import { holds, type Grant } from '#contract/permission';
import { allowedTransitions } from '#contract/workflow';

export type StepName =
  | Exclude<FollowUpStep, 'ask-payer'>
  | 'appeal-answer'
  | 'take-up'
  | 'settle-write-off'
  | 'reopen'
  | 'root-cause';

export interface StepChoice {
  name: StepName;
  title: string;
  shortcut: string | null;
  /** What the server says of it; `null` = it is none of its steps. */
  advice: StepAdvice | null;
  /** It is what comes next. */
  isLikely: boolean;
}

/** Those that can be taken now, as far as the record is known. */
export function stepsFor(
  followUp: FollowUp,
  of: { record: ClaimRecord | null; today: string },
  grants: readonly Grant[],
): StepChoice[] {
  const { clinicId } = followUp.work;
  const status = followUp.work.status as FollowUpStatus;
  const allowed = allowedTransitions(followUpWorkflow, { status, clinicId }, grants);
  const advised = (of.record?.steps ?? [])
    .filter((each) => each.blockedBecause === null || isOnlyLate(each, of.today))
    .flatMap((advice) => {
      const name = advice.step;
      return name !== 'ask-payer' && canStep(name, allowed) ? [choice(name, advice)] : [];
    });
  const others = otherSteps
    .filter(({ needs }) => needs.some((each) => allowed.includes(each)))
    .map(({ name }) => choice(name, null));
  const mayNameCause =
    followUp.kind !== 'unmatched' &&
    followUp.work.closedAt === null &&
    holds(grants, 'claim:work', clinicId);
  const choices = [...advised, ...others, ...(mayNameCause ? [choice('root-cause', null)] : [])];
  return choices.map((each, index) => ({
    ...each,
    isLikely: index === 0 && !neverFirst.has(each.name) && !each.advice?.blockedBecause,
  }));
}

const neverFirst: ReadonlySet<StepName> = new Set(['root-cause', 'reopen']);

/** What the server advises and cannot be done, with its reason. */
export function blockedSteps(record: ClaimRecord | null, today: string): StepAdvice[] {
  return (record?.steps ?? []).filter(
    (each) => each.blockedBecause !== null && !isOnlyLate(each, today),
  );
}

/** An appeal can be filed late, for a reason that is written down; the server judges the rest of it anew. */
function isOnlyLate({ step, blockedBecause, untilOn }: StepAdvice, today: string): boolean {
  const isAppeal = step === 'appeal' || step === 'member-appeal';
  return isAppeal && blockedBecause !== null && untilOn !== null && untilOn < today;
}

function choice(name: StepName, advice: StepAdvice | null): StepChoice {
  const title = titles[name];
  return { name, title, advice, shortcut: shortcuts[name] ?? null, isLikely: false };
}

type Transition = keyof typeof followUpWorkflow.transitions;

const transitionOf: Record<Exclude<FollowUpStep, 'ask-payer'>, Transition> = {
  'fix-and-resubmit': 'resubmit',
  'new-claim': 'resubmit',
  correct: 'correct',
  'ask-reopening': 'ask-reopening',
  appeal: 'appeal',
  'member-appeal': 'appeal',
  'send-records': 'send-records',
  'bill-next': 'bill-next',
  transfer: 'transfer',
  'write-off': 'write-off',
  refund: 'close',
  match: 'match',
  close: 'close',
};

function canStep(step: Exclude<FollowUpStep, 'ask-payer'>, allowed: readonly string[]): boolean {
  return allowed.includes(transitionOf[step]);
}

const otherSteps: readonly { name: StepName; needs: readonly Transition[] }[] = [
  { name: 'appeal-answer', needs: ['overturn', 'uphold'] },
  { name: 'settle-write-off', needs: ['approve-write-off'] },
  { name: 'take-up', needs: ['take-up'] },
  { name: 'reopen', needs: ['reopen'] },
];

const titles: Record<StepName, string> = {
  ...followUpSteps,
  'appeal-answer': 'The payer decided',
  'take-up': 'Take up again',
  'settle-write-off': 'Settle the write-off',
  reopen: 'Open again',
  'root-cause': 'What led to it',
};

const shortcuts: Partial<Record<StepName, string>> = {
  correct: 'claims.correct',
  'fix-and-resubmit': 'claims.correct',
  'new-claim': 'claims.correct',
  'ask-reopening': 'claims.reopening',
  appeal: 'claims.appeal',
  'member-appeal': 'claims.member-appeal',
  'appeal-answer': 'claims.answer',
  'send-records': 'claims.records',
  'bill-next': 'claims.next-payer',
  'take-up': 'claims.take-up',
  'write-off': 'claims.write-off',
  'settle-write-off': 'claims.write-off',
  match: 'claims.match',
  'root-cause': 'claims.root-cause',
};
