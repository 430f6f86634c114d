// Where a result stands in the queue, worked out of what it is: the one place that says so.
import type { WorkPriority } from '#contract/work';
import type { TransitionDefinition } from '#contract/workflow';
import {
  isFinal,
  resultOrder,
  resultWorkflow,
  type ResultStatus,
  type ResultTransition,
} from '#contract/result-workflow';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import type { ClockRule } from '../platform/work/clock-rule.ts';
import type { ResultRow } from './result-repository.ts';
import {
  abnormalClock,
  criticalReviewClock,
  expectedClock,
  finalClock,
  laterClockName,
  matchClock,
  normalClock,
} from './results-rule.ts';

export interface PlaceFacts {
  result: ResultRow;
  /** Somebody who saw a wrong version was not told yet. */
  hasOpenRecall: boolean;
  isDropped: boolean;
}

export function statusOf({ result, hasOpenRecall, isDropped }: PlaceFacts): ResultStatus {
  if (result.report_status === 'entered-in-error') return hasOpenRecall ? 'to-recall' : 'in-error';
  if (isDropped) return 'dropped';
  if (result.missing.length > 0) return 'unmatched';
  if (result.number === 0) return 'expected';
  // A sender that never says what a report's status is would leave it preliminary for good.
  if (!isFinal(result.report_status) && result.report_status !== 'unknown') return 'preliminary';
  if (result.kind !== 'document' && result.signed_at === null) return 'to-review';
  if (hasOpenRecall) return 'to-recall';
  return result.kind === 'document' ? 'filed' : 'reviewed';
}

/** The step between two states, by a person or by what came from outside; `null` = there is none to take. */
export function stepTo(
  from: ResultStatus,
  to: ResultStatus,
  by: 'person' | 'system',
): ResultTransition | null {
  if (from === to) return null;
  const found = (
    Object.entries(resultWorkflow.transitions) as [
      ResultTransition,
      TransitionDefinition<ResultStatus>,
    ][]
  ).find(
    ([, each]) =>
      each.to === to && each.from.includes(from) && (each.by === 'system') === (by === 'system'),
  );
  if (!found) throw new Error(`A result has no step from ${from} to ${to}.`);
  return found[0];
}

interface PlacedClock {
  rule: RuleDefinition<ClockRule>;
  startedAt: string;
  evidence: string;
}

/** The clock of the state itself; those of a critical call and of a recall run beside it. */
export function clockOf(status: ResultStatus, result: ResultRow, now: string): PlacedClock | null {
  const received = result.received_at ?? now;
  switch (status) {
    case 'unmatched':
      return { rule: matchClock, startedAt: received, evidence: 'Arrived' };
    case 'expected':
      return { rule: expectedClock, startedAt: result.ordered_at ?? now, evidence: 'Ordered' };
    case 'preliminary':
      return { rule: finalClock, startedAt: received, evidence: 'Preliminary result arrived' };
    case 'to-review':
      return { rule: reviewRule[result.severity], startedAt: received, evidence: 'Result arrived' };
    case 'to-recall':
    case 'reviewed':
    case 'filed':
    case 'dropped':
    case 'in-error':
      return null;
  }
}

const reviewRule = {
  critical: criticalReviewClock,
  abnormal: abnormalClock,
  unknown: abnormalClock,
  normal: normalClock,
} as const;

export const stateClocks: readonly string[] = [
  laterClockName,
  ...[matchClock, expectedClock, finalClock].map(({ name }) => name),
  ...Object.values(reviewRule).map(({ name }) => name),
];

export function priorityOf({ severity }: Pick<ResultRow, 'severity'>): WorkPriority {
  return severity === 'critical' ? 'stat' : severity === 'abnormal' ? 'urgent' : 'routine';
}

/** What does not come, and whom a correction must reach, stand among what is abnormal: nobody knows yet that all is well. */
export function sortAtOf(
  { status, hasOpenRecall }: { status: ResultStatus; hasOpenRecall: boolean },
  result: ResultRow,
  now: string,
): string {
  const since = result.received_at ?? result.ordered_at ?? now;
  const isOpen = status === 'expected' || hasOpenRecall;
  const isWorse = result.severity === 'critical';
  return resultOrder(isOpen && !isWorse ? 'abnormal' : result.severity, since);
}
