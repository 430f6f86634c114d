// The clock that runs on a request of the demo, as the server would have started it.
import type { LineOfBusiness } from '#contract/payer';
import { clockLevels, noDue } from '#contract/work';
import { demoId } from '../platform/demo/demo-tables.ts';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import type { ClockRule } from '../platform/work/clock-rule.ts';
import { levelOf, nextLevelAt, planClock } from '../platform/work/deadline.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import {
  appealAnswerClock,
  appealClock,
  prepareClock,
  usualRenewDays,
} from './authorizations-rule.ts';
import type { LineRow } from './line-repository.ts';
import type { RequestRow } from './request-repository.ts';
import type { DemoAuthorizations, Place } from './demo-world.ts';
import { comesUpAt, renewalRule, type Ending } from './renewal-clock.ts';

export function deadlineOf(
  rule: RuleDefinition<ClockRule>,
  startedAt: string,
  zone: string,
): string {
  return planClock(rule.standard, startedAt, businessCalendar.standard, zone).deadlineAt;
}

/** When what became of a request. */
interface Course {
  id: string;
  line: LineRow;
  openedAt: string;
  sentAt: string;
  decidedAt: string;
  rule: RuleDefinition<ClockRule> | null;
  payer: { line_of_business: LineOfBusiness };
  urgency: RequestRow['urgency'];
}

export function clockOf(
  { organizationId, now }: DemoAuthorizations,
  { clinicId, zone, number }: Place,
  of: Course,
): { clock: object | null; due: Pick<WorkRow, 'due_at' | 'level'>; waits: string | null } {
  const { id, line } = of;
  const ending = endingOf(line, zone);
  const running = runningClock(of, ending);
  if (running === null) return { clock: null, due: { due_at: noDue, level: 0 }, waits: null };
  const { rule, startedAt, evidence } = running;
  const plan = planClock(rule.standard, startedAt, businessCalendar.standard, zone);
  const level = clockLevels.indexOf(levelOf(plan, now));
  return {
    clock: {
      ...{ organization_id: organizationId, id: demoId(86, number), clinic_id: clinicId },
      ...{ work_item_id: id, rule: rule.name, rule_version: 0, rule_value: rule.standard },
      ...{ title: rule.standard.title, started_at: startedAt, start_evidence: evidence },
      ...{ target_at: plan.targetAt, deadline_at: plan.deadlineAt, warn_at: plan.warnAt },
      ...{ level, state: 'running', next_at: nextLevelAt(plan, now), stopped_at: null },
    },
    due: { due_at: plan.targetAt ?? plan.deadlineAt, level },
    waits: ending !== null && comesUpAt(ending) > now ? comesUpAt(ending) : null,
  };
}

function endingOf({ status, granted_until }: LineRow, zone: string): Ending | null {
  if (status !== 'approved' || granted_until === null) return null;
  return { until: granted_until, zone, renewDays: usualRenewDays };
}

function runningClock(
  of: Course,
  ending: Ending | null,
): { rule: RuleDefinition<ClockRule>; startedAt: string; evidence: string } | null {
  const { line, openedAt, sentAt, decidedAt, rule, payer, urgency } = of;
  const { status } = line;
  if (status === 'need-check' || status === 'gathering')
    return { rule: prepareClock, startedAt: openedAt, evidence: 'Opened' };
  if (status === 'submitted' || status === 'pended')
    return rule && { rule, startedAt: sentAt, evidence: 'Received by the payer' };
  if (status === 'denied')
    return {
      ...{ rule: appealClock(payer.line_of_business), startedAt: decidedAt },
      evidence: 'Denied, heard by portal',
    };
  if (status === 'appealed')
    return { rule: appealAnswerClock[urgency], startedAt: decidedAt, evidence: 'Appeal filed' };
  return (
    ending && {
      ...{ rule: renewalRule(decidedAt, ending), startedAt: decidedAt },
      evidence: `Approved until ${ending.until}`,
    }
  );
}
