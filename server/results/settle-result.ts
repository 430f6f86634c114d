// After everything that becomes of a result: it stands where it belongs in the queue, its clocks run, who sees it is written
// down, and every console hears of it.
import type { Result } from '#contract/result-report';
import type { ResultAct } from '#contract/results';
import type { ResultStatus } from '#contract/result-workflow';
import { noDue, workPriorities } from '#contract/work';
import type { Ctx } from '../platform/context.ts';
import { chooseClocks, type ClockStart, type Due } from '../platform/work/clock-service.ts';
import { announceWork } from '../platform/work/take-work.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import { updateWorkRow, type WorkChange, type WorkRow } from '../platform/work/work-repository.ts';
import { noLease } from '../platform/work/work-rules.ts';
import { clocksBeside, clocksBesideNames, openEndsOf, type OpenEnds } from './open-ends.ts';
import { clockOf, priorityOf, sortAtOf, stateClocks, statusOf, stepTo } from './result-place.ts';
import { updateResult, type ResultRow } from './result-repository.ts';
import { results } from './results-queue.ts';
import { laterClockName } from './results-rule.ts';
import { settleRelease } from './settle-release.ts';

export interface Settled {
  act: ResultAct;
  by: 'person' | 'system';
  detail?: Record<string, unknown>;
  recorded?: Readonly<Record<string, unknown>>;
  change?: WorkChange;
  isDropped?: boolean;
  /** In place of the state's own, e.g. when the laboratory says a day. */
  clock?: ClockStart;
  /** Whoever worked on it keeps it in their hands. */
  keepsLease?: boolean;
}

/** The item's row is locked, and `result` as it is written. */
export async function settleResult(
  ctx: Ctx,
  row: WorkRow,
  result: ResultRow,
  settled: Settled,
): Promise<Result> {
  const { act, by, detail = {}, recorded = {}, change = {}, keepsLease = false } = settled;
  const from = row.status as ResultStatus;
  const isDropped = settled.isDropped ?? (from === 'dropped' && result.number === 0);
  const ends = await openEndsOf(ctx, row.id);
  const to = statusOf({ result, hasOpenRecall: ends.hasOpenContact, isDropped });
  const patientId = change.patient_id === undefined ? row.patient_id : change.patient_id;
  const isNew = row.version === 1;
  const nextAt = await settleRelease(ctx, result, { patientId, isNew });
  if (nextAt !== result.next_release_at)
    await updateResult(ctx, result, { next_release_at: nextAt });
  const due = await settleClocks(ctx, { row, result, to, ends, override: settled.clock });
  const isOpen = ends.hasOpenContact || ends.callSince !== null;
  const waits = isOpen ? null : waitsUntil(to, due.due_at, ctx.now);
  const stands = { status: to, hasOpenRecall: ends.hasOpenContact };
  const place: WorkChange = {
    ...{ due_at: due.due_at, level: due.level, sort_at: sortAtOf(stands, result, ctx.now) },
    priority: workPriorities.indexOf(priorityOf(result)),
    ...change,
  };
  const step = stepTo(from, to, by);
  const lease = keepsLease ? {} : noLease;
  const after =
    step === null
      ? await updateWorkRow(ctx, row, act, {
          ...{ ...place, snoozed_until: row.closed_at === null ? waits : null },
          ...(waits === null ? lease : noLease),
        })
      : await transitionWork(ctx, results, {
          ...{ row, transition: step, recorded, snoozedUntil: waits, change: place },
        });
  return announceWork(ctx, results, after, `results.result-${act}`, detail);
}

/** What is only waited for is out of the way until it is late. */
function waitsUntil(status: ResultStatus, dueAt: string, now: string): string | null {
  const isAwaited = status === 'expected' || status === 'preliminary';
  return isAwaited && dueAt !== noDue && dueAt > now ? dueAt : null;
}

async function settleClocks(
  ctx: Ctx,
  of: {
    row: WorkRow;
    result: ResultRow;
    to: ResultStatus;
    ends: OpenEnds;
    override: ClockStart | undefined;
  },
): Promise<Due> {
  const { row, result, to, ends, override } = of;
  const beside = await clocksBeside(ctx, row, ends);
  return chooseClocks(ctx, row, (running) => {
    const isSaidLater =
      override === undefined && to === 'expected' && running.includes(laterClockName);
    const wanted = override ?? (isSaidLater ? null : clockOf(to, result, ctx.now));
    const starts = [wanted, ...beside].filter(
      (clock): clock is ClockStart =>
        clock !== null && (clock === override || !running.includes(clock.rule.name)),
    );
    const stays = isSaidLater ? laterClockName : override ? null : (wanted?.rule.name ?? null);
    const stops = running.filter(
      (name) =>
        (stateClocks.includes(name) && name !== stays) ||
        (clocksBesideNames.includes(name) && !beside.some(({ rule }) => rule.name === name)),
    );
    return { stops, starts };
  });
}
