// What can be done about a follow-up, the best first; and what cannot, with the reason. The server refuses by the same words.
import type { DenialCause } from '#contract/claim-money';
import type { AppealLevel, PayerRule } from '#contract/claim-settings';
import { type ClaimKind, type FollowUpStep } from '#contract/claim-record';
import type { DeadlineKind } from '#contract/claim-follow-up';
import type { FollowUpKind } from '#contract/claim-workflow';
import { dateText } from '../platform/clock/spoken-times.ts';
import { appealLimit, filingLimit, lastDay, type LastDay } from './payer-rules.ts';

export interface StepFacts {
  kind: FollowUpKind;
  cause: DenialCause | null;
  /** MA130: the payer never decided; it takes a new claim, and there is no appeal. */
  isUnprocessable: boolean;
  amountCents: number;
  /** When the answer that it is about came; for a higher level, when the decision of the level before came. */
  receivedOn: string | null;
  today: string;
  rule: PayerRule | null;
  claim: {
    kind: ClaimKind;
    fromOn: string | null;
    toOn: string | null;
    payerControl: string | null;
    isAdjudicated: boolean;
    /** CLP02 19–21: the payer has sent it on to the next itself. */
    isForwarded: boolean;
  } | null;
  /** The next levels that can be filed, from 1; of what is over all levels. */
  nextLevel: number;
  nextMemberLevel: number;
  /** A remark of the payer says that there is none. */
  forbidsAppeal: boolean;
  running: 'replace' | 'contest' | null;
  hasNextPayer: boolean;
  /** Why nothing of it may ever be asked of the patient by a decision; `null` = it may, with evidence. */
  patientProtectedBecause: string | null;
}

export interface Advice {
  step: FollowUpStep;
  because: string;
  blockedBecause: string | null;
  /** The rule code of the refusal that says the same. */
  code: string | null;
  limit: LastDay | null;
  deadline: DeadlineKind | null;
}

/** Usual next steps of each cause, the best first. */
const usual: Record<DenialCause, readonly FollowUpStep[]> = {
  authorization: ['correct', 'ask-reopening', 'appeal', 'send-records', 'member-appeal'],
  eligibility: ['bill-next', 'correct', 'ask-reopening', 'appeal', 'transfer'],
  'timely-filing': ['appeal', 'member-appeal', 'ask-payer'],
  coordination: ['bill-next', 'correct', 'ask-reopening', 'appeal', 'transfer'],
  'medical-necessity': ['appeal', 'member-appeal', 'correct', 'send-records'],
  'missing-information': ['send-records', 'correct', 'ask-reopening', 'appeal'],
  coding: ['correct', 'ask-reopening', 'appeal'],
  duplicate: ['ask-payer', 'correct', 'ask-reopening', 'appeal'],
  bundled: ['correct', 'ask-reopening', 'appeal'],
  'non-covered': ['appeal', 'member-appeal', 'bill-next', 'transfer', 'correct'],
  maximum: ['bill-next', 'transfer', 'appeal', 'member-appeal'],
  'provider-enrolment': ['correct', 'ask-reopening', 'appeal'],
  other: ['ask-payer', 'appeal', 'correct', 'ask-reopening', 'send-records', 'member-appeal'],
};

const ofKind: Record<Exclude<FollowUpKind, 'denied'>, readonly FollowUpStep[]> = {
  underpaid: ['appeal', 'ask-reopening', 'ask-payer', 'write-off', 'close'],
  rejected: ['fix-and-resubmit', 'write-off', 'close'],
  unanswered: ['ask-payer', 'fix-and-resubmit', 'write-off', 'close'],
  conflicting: ['ask-payer', 'close'],
  overpaid: ['refund', 'ask-payer', 'close'],
  unmatched: ['match', 'close'],
};

/** The steps in their order; blocked ones after those that can be taken. */
export function adviceOf(facts: StepFacts): Advice[] {
  const steps = stepsOf(facts);
  const all = steps.map((step) => judge(step, facts));
  return [
    ...all.filter(({ blockedBecause }) => blockedBecause === null),
    ...all.filter(({ blockedBecause }) => blockedBecause !== null),
  ];
}

function stepsOf({ kind, cause, isUnprocessable }: StepFacts): readonly FollowUpStep[] {
  if (kind !== 'denied') return ofKind[kind];
  const own = usual[cause ?? 'other'].filter((step) => step !== 'transfer');
  const first: readonly FollowUpStep[] = isUnprocessable ? ['new-claim'] : [];
  return [...new Set([...first, ...own, 'new-claim', 'transfer', 'write-off', 'close'] as const)];
}

/** One step, whether it is advised or not: what a service asks before it does it. */
export function judge(step: FollowUpStep, facts: StepFacts): Advice {
  const { limit, deadline } = limitOf(step, facts);
  const block = blockOf(step, facts, limit);
  return {
    ...{ step, because: becauseOf(step, facts), limit, deadline },
    ...{ blockedBecause: block?.because ?? null, code: block?.code ?? null },
  };
}

interface Block {
  code: string;
  because: string;
}
const block = (code: string, because: string): Block => ({ code, because });

function blockOf(step: FollowUpStep, facts: StepFacts, limit: LastDay | null): Block | null {
  const why = blockOfStep(step, facts);
  if (why !== null) return why;
  return limit !== null && limit.on < facts.today
    ? block('too-late', `The last day was ${dateText(limit.on)}.`)
    : null;
}

function blockOfStep(step: FollowUpStep, facts: StepFacts): Block | null {
  switch (step) {
    case 'correct':
      return correctionBlock(facts);
    case 'new-claim':
      return newClaimBlock(facts);
    case 'fix-and-resubmit':
      return runningBlock(facts);
    case 'ask-reopening':
      return reopeningBlock(facts);
    case 'appeal':
      return appealBlock(facts, levelsOf(facts, 'provider'), facts.nextLevel);
    case 'member-appeal':
      return appealBlock(facts, levelsOf(facts, 'member'), facts.nextMemberLevel);
    case 'send-records':
      return runningBlock(facts);
    case 'bill-next':
      return nextPayerBlock(facts);
    case 'transfer':
      return facts.patientProtectedBecause === null
        ? null
        : block('protected-patient', facts.patientProtectedBecause);
    case 'write-off':
    case 'ask-payer':
    case 'refund':
    case 'match':
    case 'close':
      return null;
  }
}

function correctionBlock(facts: StepFacts): Block | null {
  const { rule, claim } = facts;
  if (facts.isUnprocessable)
    return block('not-adjudicated', 'The payer never decided on it (MA130): it takes a new claim.');
  if (claim?.isAdjudicated !== true)
    return block('not-adjudicated', 'Nothing was decided yet that could be replaced.');
  if (rule !== null && rule.correction !== 'replacement')
    return block(
      'takes-no-replacement',
      rule.correction === 'reopening'
        ? 'This payer takes no replacement: ask for a reopening, or appeal.'
        : 'This payer takes no correction: appeal.',
    );
  if (claim.payerControl === null)
    return block('no-payer-number', 'The payer’s number of the original is not known.');
  return runningBlock(facts);
}

function newClaimBlock(facts: StepFacts): Block | null {
  if (!facts.isUnprocessable && facts.claim?.isAdjudicated === true)
    return block('new-claim-refused', 'It was adjudicated: a new claim would be a duplicate.');
  return runningBlock(facts);
}

function reopeningBlock(facts: StepFacts): Block | null {
  if (facts.isUnprocessable)
    return block(
      'takes-no-reopening',
      'The payer never decided on it (MA130): it takes a new claim.',
    );
  if (facts.rule?.correction !== 'reopening')
    return block('takes-no-reopening', 'This payer knows no reopening.');
  return runningBlock(facts);
}

function levelsOf({ rule }: StepFacts, whose: 'provider' | 'member'): readonly AppealLevel[] {
  return (whose === 'provider' ? rule?.levels : rule?.memberLevels) ?? [];
}

function appealBlock(facts: StepFacts, levels: readonly AppealLevel[], next: number): Block | null {
  const { rule, cause, isUnprocessable, amountCents, running } = facts;
  if (rule === null) return block('no-appeal', 'No rule says how this payer is appealed to.');
  if (isUnprocessable)
    return block('no-appeal', 'The payer never decided on it (MA130): there is no appeal.');
  if (cause === 'timely-filing' && !rule.filingDenialAppeals)
    return block('no-appeal', 'What was filed too late was never decided on: there is no appeal.');
  if (facts.forbidsAppeal)
    return block('no-appeal', 'A remark of the payer says that there is no appeal.');
  if (levels.length === 0) return block('no-appeal', 'This payer’s rule knows no such appeal.');
  const level = levels[next - 1];
  if (level === undefined) return block('no-appeal', 'Every level was used.');
  if (amountCents < level.minimumCents)
    return block('below-minimum', `${level.title} needs a higher amount in dispute.`);
  if (running === 'replace')
    return block(
      'correction-runs',
      'A correction of this claim runs; it ends what an appeal is about.',
    );
  return null;
}

function nextPayerBlock({ hasNextPayer, claim }: StepFacts): Block | null {
  if (claim?.isForwarded === true)
    return block('forwarded-already', 'The payer has sent it on to the next one itself.');
  return hasNextPayer
    ? null
    : block('not-their-coverage', 'No other coverage was in force on the day of service.');
}

function runningBlock({ running }: StepFacts): Block | null {
  if (running === 'contest')
    return block(
      'appeal-runs',
      'An appeal of this claim runs; a correction would end what it is about.',
    );
  return running === 'replace' ? block('course-runs', 'A correction of this claim runs.') : null;
}

function limitOf(
  step: FollowUpStep,
  facts: StepFacts,
): { limit: LastDay | null; deadline: DeadlineKind | null } {
  const { rule, claim, receivedOn } = facts;
  const none = { limit: null, deadline: null };
  if (rule === null || claim === null) return none;
  const filing = filingLimit(rule, claim);
  switch (step) {
    case 'fix-and-resubmit':
    case 'new-claim':
    case 'bill-next':
      return filing === null ? none : { limit: filing, deadline: 'filing' };
    case 'correct':
    case 'ask-reopening': {
      const own =
        rule.correctionDays === null || receivedOn === null
          ? null
          : lastDay(receivedOn, rule.correctionDays, 'days');
      const limit = step === 'correct' && own === null ? filing : own;
      return limit === null ? none : { limit, deadline: 'correction' };
    }
    case 'appeal':
    case 'member-appeal': {
      const level =
        step === 'appeal'
          ? rule.levels[facts.nextLevel - 1]
          : rule.memberLevels[facts.nextMemberLevel - 1];
      if (level === undefined || receivedOn === null) return none;
      return { limit: appealLimit(level, receivedOn), deadline: 'appeal' };
    }
    case 'send-records':
    case 'transfer':
    case 'write-off':
    case 'ask-payer':
    case 'refund':
    case 'match':
    case 'close':
      return none;
  }
}

/** What is lost first, of the steps that can be taken; what can be done without an end is never lost. */
export function deadlineOf(
  advice: readonly Advice[],
): { kind: DeadlineKind; limit: LastDay } | null {
  const [best] = advice.filter(
    ({ blockedBecause, limit }) => blockedBecause === null && limit !== null,
  );
  if (best?.limit && best.deadline) return { kind: best.deadline, limit: best.limit };
  const late = advice.flatMap(({ code, limit, deadline: kind }) =>
    code === 'too-late' && limit !== null && kind !== null ? { kind, limit } : [],
  );
  return late.sort((a, b) => b.limit.on.localeCompare(a.limit.on))[0] ?? null;
}

function becauseOf(step: FollowUpStep, facts: StepFacts): string {
  if (step === 'new-claim' && facts.isUnprocessable)
    return 'The payer could not process it: it was never decided on.';
  if (step === 'appeal' && facts.nextLevel > 1)
    return `The level before was lost; ${facts.rule?.levels[facts.nextLevel - 1]?.title ?? 'the next'} is left.`;
  return reasons[step];
}

const reasons: Record<FollowUpStep, string> = {
  'fix-and-resubmit': 'It was never adjudicated: mended, it goes out as an original.',
  correct: 'What the codes name can be mended on the claim.',
  'new-claim': 'A claim that was never adjudicated is sent again as a new one.',
  'ask-reopening': 'This payer mends clerical errors by a reopening.',
  appeal: 'The payer decided; who thinks otherwise appeals.',
  'member-appeal': 'The member’s own right, with their signature; its clock is another.',
  'send-records': 'The payer asks for something: it is sent, not argued about.',
  'bill-next': 'Another payer is to pay first, or next.',
  transfer: 'Only with evidence that the patient owes it.',
  'write-off': 'When nothing else is left, or it is not worth it.',
  'ask-payer': 'The payer knows more than its codes say.',
  refund: 'What was paid too much is given back in time.',
  match: 'It is of a claim that is here under another number.',
  close: 'Nothing is to be done.',
};
