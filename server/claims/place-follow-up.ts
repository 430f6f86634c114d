// Where a follow-up stands: until when, worth how much, by which clocks. Worked out anew after everything that happens to it.
import type { DeadlineKind } from '#contract/claim-follow-up';
import { waitingStatuses, type FollowUpKind } from '#contract/claim-workflow';
import { Temporal } from '../platform/clock/temporal.ts';
import { instantText } from '../platform/clock/instants.ts';
import type { ClockStart } from '../platform/work/clock-service.ts';
import type { Chance, CourseRow } from './claim-rows.ts';
import type { ClaimState } from './claim-state.ts';
import { deadlineClock, matchClock } from './claims-rule.ts';
import { historyKey } from './follow-up-repository.ts';
import { lastDay, type LastDay } from './payer-rules.ts';
import { chanceOf, rankOf, worthOf, type Rank } from './rank-rules.ts';
import { stepFactsOf, type Asked } from './step-facts.ts';
import { adviceOf, deadlineOf, type Advice } from './step-rules.ts';

export interface Place {
  advice: Advice[];
  deadline: { kind: DeadlineKind; on: string } | null;
  chance: Chance;
  worthCents: number;
  rank: Rank;
  clocks: ClockStart[];
  /** Out of the way until then: while the payer has time to answer, and no deadline of ours comes near. */
  waitsUntil: string | null;
}

export function placeOf(
  state: ClaimState,
  of: Asked & { status: string; since: string; running: CourseRow | null },
): Place {
  const { terms, claim } = state;
  const facts = stepFactsOf(state, of);
  const advice = adviceOf(facts);
  const isFiled = of.running?.does === 'contest';
  const found = of.kind === 'overpaid' ? refundOf(state, of.since) : deadlineOf(advice);
  // What was filed in time is lost by no day any more; the payer's day is one to look at it again.
  const deadline = isFiled ? answerLimit(state, of.running) : found;
  const key = historyKey({ payer_id: claim.payer_id, kind: of.kind, cause: of.cause });
  // Of what is mended or answered, money says nothing: only what is argued about is won or lost.
  const isArgued = of.kind === 'denied' || of.kind === 'underpaid';
  const history = (isArgued ? terms.history.get(key) : undefined) ?? { triedCents: 0, wonCents: 0 };
  const chance = chanceOf(history, of.cause, terms.money);
  const worthCents = worthOf(of.amountCents, chance);
  const deadlineOn = isFiled ? null : (found?.limit.on ?? null);
  const { today, isWorked } = terms;
  const clocks = clocksOf(state, { ...of, advice, deadline: found });
  return {
    ...{ advice, chance, worthCents, clocks },
    deadline: deadline === null ? null : { kind: deadline.kind, on: deadline.limit.on },
    rank: rankOf({ deadlineOn, today, worthCents, isWorked }),
    waitsUntil: waitsUntil(state, of, clocks),
  };
}

function refundOf({ terms }: ClaimState, since: string): { kind: DeadlineKind; limit: LastDay } {
  const from = dayOf(since, terms.zone);
  return { kind: 'refund', limit: lastDay(from, terms.money.refundDays, 'days') };
}

function clocksOf(
  state: ClaimState,
  of: {
    kind: FollowUpKind;
    status: string;
    since: string;
    running: CourseRow | null;
    advice: readonly Advice[];
    deadline: { kind: DeadlineKind; limit: LastDay } | null;
  },
): ClockStart[] {
  if (of.kind === 'unmatched')
    return [{ rule: matchClock, startedAt: of.since, evidence: 'Came from the payer' }];
  const source = state.ruleOn(state.terms.today)?.source ?? 'The clinic’s rules of payers.';
  const kinds = new Map<DeadlineKind, LastDay>();
  if (of.kind === 'overpaid' && of.deadline) kinds.set('refund', of.deadline.limit);
  // While a correction runs, the time to appeal goes on; while an appeal runs, it is filed.
  const isContesting = of.running?.does === 'contest';
  for (const { deadline, limit, code } of of.advice)
    if (deadline && limit && (code === null || code === 'correction-runs') && !isContesting)
      if (!kinds.has(deadline)) kinds.set(deadline, limit);
  // What is over in every way stays late, for whoever looks for it.
  if (kinds.size === 0 && of.deadline && !isContesting)
    kinds.set(of.deadline.kind, of.deadline.limit);
  const clocks = [...kinds].map(([kind, limit]) => clockOf(state, kind, limit, source));
  return isWaiting(of.status) ? [...clocks, answerClock(state, of.running, source)] : clocks;
}

function clockOf(
  { terms }: ClaimState,
  kind: DeadlineKind,
  { from, amount, unit }: LastDay,
  source: string,
): ClockStart {
  return {
    rule: deadlineClock(kind, { amount, unit, source }),
    startedAt: noonOf(from, terms.zone),
    evidence:
      kind === 'filing' ? 'Day of service' : kind === 'refund' ? 'Known' : 'Answer received',
  };
}

function answerClock(state: ClaimState, running: CourseRow | null, source: string): ClockStart {
  const { amount } = answerLimit(state, running).limit;
  return {
    rule: deadlineClock('answer', { amount, unit: 'days', source }),
    ...{ startedAt: sentAt(state, running), evidence: 'Sent to the payer' },
  };
}

/** A level's own time to answer; of everything else as long as any claim may take. */
function answerLimit(
  state: ClaimState,
  running: CourseRow | null,
): { kind: DeadlineKind; limit: LastDay } {
  const rule = state.ruleOn(state.terms.today);
  const levels = running?.kind === 'member-appeal' ? rule?.memberLevels : rule?.levels;
  const level = running !== null && running.level > 0 ? levels?.[running.level - 1] : undefined;
  const amount = level?.answerDays ?? rule?.noAnswerDays ?? 30;
  const from = dayOf(sentAt(state, running), state.terms.zone);
  return { kind: 'answer', limit: lastDay(from, amount, 'days') };
}

function sentAt({ claim }: ClaimState, running: CourseRow | null): string {
  return running?.started_at ?? claim.submitted_at;
}

function isWaiting(status: string): boolean {
  return waitingStatuses.includes(status);
}

/** Two weeks before a deadline of ours it is looked at again. */
const lookAheadDays = 14;

function waitsUntil(
  state: ClaimState,
  of: { status: string },
  clocks: readonly ClockStart[],
): string | null {
  if (!isWaiting(of.status)) return null;
  const ends = clocks.map((clock) => {
    const { amount, unit } = clock.rule.standard;
    const start = Temporal.Instant.from(clock.startedAt).toZonedDateTimeISO(state.terms.zone);
    const end = start.add({ [unit]: amount });
    const isAnswer = clock.rule.name === 'claims.answer';
    return instantText((isAnswer ? end : end.subtract({ days: lookAheadDays })).toInstant());
  });
  const [first] = ends.sort();
  return first ?? null;
}

function dayOf(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function noonOf(date: string, zone: string): string {
  const noon = Temporal.PlainDate.from(date).toPlainDateTime({ hour: 12 });
  return instantText(noon.toZonedDateTime(zone).toInstant());
}
