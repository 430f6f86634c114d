// Clocks of an item: started by a dated rule, paused with a reason, stopped with the item, turned by the tick. What a
// clock was started with stays: a rule that changes later moves no deadline.
import { clockLevels, noDue } from '#contract/work';
import { zoneOf } from '../clock/zone-of.ts';
import type { Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import { manyRulesInForce, ruleInForce, type RuleDefinition } from '../rules/dated-rules.ts';
import { businessCalendar } from './business-calendar.ts';
import {
  closePause,
  insertClocks,
  listClocks,
  openPause,
  updateClock,
  type ClockRow,
  type StoredClock,
} from './clock-repository.ts';
import type { ClockRule } from './clock-rule.ts';
import { levelOf, nextLevelAt, planClock, type ClockPlan } from './deadline.ts';
import type { Queue } from './queue.ts';
import { resumeClock } from './resume-clock.ts';
import type { WorkChange, WorkRow } from './work-repository.ts';

export interface ClockStart {
  readonly rule: RuleDefinition<ClockRule>;
  /** When what starts it happened, which may be before we heard of it. */
  readonly startedAt: string;
  /** What that was, in words. */
  readonly evidence: string;
}

/** What an item's clocks add up to, as its row keeps it. */
export type Due = Pick<WorkRow, 'due_at' | 'level'>;

/** The place in the list follows what is due, unless the queue has an order of its own. */
export function dueChange({ sorts = 'due' }: Pick<Queue, 'sorts'>, due: Due): Due & WorkChange {
  return sorts === 'own' ? due : { ...due, sort_at: due.due_at };
}

export async function planClocks(
  ctx: Ctx,
  item: { id: string; clinicId: string },
  starts: readonly ClockStart[],
): Promise<StoredClock[]> {
  if (starts.length === 0) return [];
  const { value: calendar } = await ruleInForce(ctx, item.clinicId, businessCalendar);
  const zone = await zoneOf(ctx, item.clinicId);
  const rules = await manyRulesInForce(
    ctx,
    item.clinicId,
    starts.map(({ rule }) => rule),
  );
  return starts.flatMap(({ rule, startedAt, evidence }, at) => {
    const inForce = rules[at];
    if (!inForce) return [];
    const { value, version } = inForce;
    const plan = planClock(value, startedAt, calendar, zone);
    return {
      organization_id: ctx.organizationId,
      id: newId(),
      clinic_id: item.clinicId,
      work_item_id: item.id,
      rule: rule.name,
      rule_version: version,
      rule_value: value,
      title: value.title,
      started_at: startedAt,
      start_evidence: evidence,
      target_at: plan.targetAt,
      deadline_at: plan.deadlineAt,
      warn_at: plan.warnAt,
      level: clockLevels.indexOf(levelOf(plan, ctx.now)),
      state: 'running',
      next_at: nextLevelAt(plan, ctx.now),
      stopped_at: null,
    };
  });
}

/** The earliest target or deadline that runs, and the worst level. */
export function dueOf(clocks: readonly StoredClock[]): Due {
  const running = clocks.filter(({ state }) => state === 'running');
  const dues = running.map((clock) => clock.target_at ?? clock.deadline_at).sort();
  return {
    due_at: dues[0] ?? noDue,
    level: Math.max(0, ...running.map(({ level }) => level)),
  };
}

/** Some of an item's clocks stop and others start with one step; what it then adds up to. */
export async function changeClocks(
  ctx: Ctx,
  item: Pick<WorkRow, 'id' | 'clinic_id'>,
  { stops, starts }: { stops: readonly string[]; starts: readonly ClockStart[] },
): Promise<Due> {
  const left = await stopThose(ctx, item.id, stops);
  const started = await planClocks(ctx, { id: item.id, clinicId: item.clinic_id }, starts);
  await insertClocks(ctx, started);
  return dueOf([...left, ...started]);
}

/** The same, chosen by what runs: for items whose clocks follow from where they stand. */
export async function chooseClocks(
  ctx: Ctx,
  item: Pick<WorkRow, 'id' | 'clinic_id'>,
  choose: (running: readonly string[]) => {
    stops: readonly string[];
    starts: readonly ClockStart[];
  },
): Promise<Due> {
  const known = await clocksOf(ctx, item.id);
  const running = known.filter(({ state }) => state !== 'stopped').map(({ rule }) => rule);
  const { stops, starts } = choose(running);
  const left = await stopAmong(ctx, known, stops);
  const started = await planClocks(ctx, { id: item.id, clinicId: item.clinic_id }, starts);
  await insertClocks(ctx, started);
  return dueOf([...left, ...started]);
}

/** All of the item's clocks stop: it is decided. With rules, those alone: what they count has happened. */
export async function stopClocks(
  ctx: Ctx,
  itemId: string,
  rules?: readonly string[],
): Promise<Due> {
  return dueOf(await stopThose(ctx, itemId, rules));
}

async function stopThose(
  ctx: Ctx,
  itemId: string,
  rules?: readonly string[],
): Promise<StoredClock[]> {
  return stopAmong(ctx, await clocksOf(ctx, itemId), rules);
}

/** Answers the clocks that are left. */
async function stopAmong(
  ctx: Ctx,
  clocks: readonly StoredClock[],
  rules?: readonly string[],
): Promise<StoredClock[]> {
  const left: StoredClock[] = [];
  for (const clock of clocks) {
    if (clock.state === 'stopped') continue;
    if (rules?.includes(clock.rule) === false) {
      left.push(clock);
      continue;
    }
    if (clock.state === 'paused') await closePause(ctx, clock.id);
    const level = clockLevels.indexOf(levelOf(planOf(clock), ctx.now));
    const stopped = { state: 'stopped', stopped_at: ctx.now, next_at: null } as const;
    await updateClock(ctx, clock.id, clock.state === 'paused' ? stopped : { ...stopped, level });
  }
  return left;
}

export async function pauseClocks(ctx: Ctx, itemId: string, reason: string): Promise<Due> {
  for (const clock of await clocksOf(ctx, itemId)) {
    if (clock.state !== 'running') continue;
    await openPause(ctx, clock, reason);
    await updateClock(ctx, clock.id, { state: 'paused', next_at: null });
  }
  return dueOf(await clocksOf(ctx, itemId));
}

/** The deadline moves by what was paused, in the clock's own unit. */
export async function resumeClocks(
  ctx: Ctx,
  item: Pick<WorkRow, 'id' | 'clinic_id'>,
): Promise<Due> {
  const { value: calendar } = await ruleInForce(ctx, item.clinic_id, businessCalendar);
  const zone = await zoneOf(ctx, item.clinic_id);
  for (const clock of await clocksOf(ctx, item.id)) {
    if (clock.state !== 'paused') continue;
    const pause = await closePause(ctx, clock.id);
    const { started_at: startedAt } = clock;
    const paused = { startedAt, plan: planOf(clock), pauses: [pause] };
    const plan = resumeClock(clock.rule_value, paused, calendar, zone);
    await updateClock(ctx, clock.id, {
      state: 'running',
      target_at: plan.targetAt,
      deadline_at: plan.deadlineAt,
      warn_at: plan.warnAt,
      level: clockLevels.indexOf(levelOf(plan, ctx.now)),
      next_at: nextLevelAt(plan, ctx.now),
    });
  }
  return dueOf(await clocksOf(ctx, item.id));
}

/** The clocks whose warning or deadline has come; `null` when another server has turned them. */
export async function turnClocks(ctx: Ctx, itemId: string): Promise<Due | null> {
  const due = (await clocksOf(ctx, itemId)).filter(
    ({ next_at }) => next_at !== null && next_at <= ctx.now,
  );
  if (due.length === 0) return null;
  for (const clock of due) {
    const plan = planOf(clock);
    await updateClock(ctx, clock.id, {
      level: clockLevels.indexOf(levelOf(plan, ctx.now)),
      next_at: nextLevelAt(plan, ctx.now),
    });
  }
  return dueOf(await clocksOf(ctx, itemId));
}

async function clocksOf(ctx: Ctx, itemId: string): Promise<ClockRow[]> {
  return (await listClocks(ctx, [itemId])).get(itemId) ?? [];
}

function planOf(clock: StoredClock): ClockPlan {
  return { targetAt: clock.target_at, deadlineAt: clock.deadline_at, warnAt: clock.warn_at };
}
