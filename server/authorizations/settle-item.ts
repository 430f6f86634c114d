// After its lines: the item stands where its most pressing line stands, comes back when something has to be renewed, and
// everybody hears of it.
import type { Authorization } from '#contract/authorization-request';
import type { AuthorizationAct } from '#contract/authorizations';
import { noDue } from '#contract/work';
import {
  authorizationStatusOf,
  authorizationStepTo,
  type AuthorizationStatus,
} from '#contract/authorization-workflow';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { changeClocks, type ClockStart, type Due } from '../platform/work/clock-service.ts';
import { announceWork } from '../platform/work/take-work.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import { holderOf, noLease } from '../platform/work/work-rules.ts';
import { updateWorkRow, type WorkChange, type WorkRow } from '../platform/work/work-repository.ts';
import { authorizations } from './authorizations-queue.ts';
import { renewalClock, usualRenewDays } from './authorizations-rule.ts';
import { endedClocks } from './ended-clocks.ts';
import { listLines, type LineRow } from './line-repository.ts';
import { ruleOfLine } from './need-queries.ts';
import { comesUpAt, renewalRule } from './renewal-clock.ts';

export interface Settled {
  act: AuthorizationAct;
  detail?: Record<string, unknown>;
  /** Clocks that have ended beside those whose lines have moved on. */
  stops?: readonly string[];
  starts?: readonly ClockStart[];
  /** What somebody must look at comes to the front again. */
  wakes?: boolean;
  change?: WorkChange;
}

/** The item's row is locked; its lines are written. */
export async function settleItem(
  ctx: Ctx,
  row: WorkRow,
  { act, detail = {}, stops = [], starts = [], wakes = false, change = {} }: Settled,
): Promise<Authorization> {
  const lines = await listLines(ctx, row.id);
  const to = authorizationStatusOf(lines);
  const renewal = to === 'approved' ? await renewalOf(ctx, row, lines) : null;
  const isNewEnd = renewal !== null && (row.status !== 'approved' || stops.includes(renewalClock));
  // With the last line all clocks stop, and the step sees to it.
  const over = [...new Set([...endedClocks(lines), ...stops, ...(isNewEnd ? [renewalClock] : [])])];
  const began = [...starts, ...(isNewEnd ? [renewal.clock] : [])];
  const { due_at, level } =
    to === 'closed' && began.length === 0
      ? none
      : await changeClocks(ctx, row, { stops: over, starts: began });
  const isForNow = wakes || lines.some(isToBeLookedAt);
  const waits =
    !isForNow && renewal !== null && renewal.comesUpAt > ctx.now ? renewal.comesUpAt : null;
  const due = { due_at, level, sort_at: due_at };
  const step = authorizationStepTo(row.status as AuthorizationStatus, to);
  const after =
    step === null
      ? await updateWorkRow(ctx, row, act, { ...due, ...change, ...whileApart(ctx, row, waits) })
      : await transitionWork(ctx, authorizations, {
          ...{ row, transition: step, change: { ...due, ...change }, snoozedUntil: waits },
        });
  return announceWork(ctx, authorizations, after, `authorizations.authorization-${act}`, detail);
}

/** Until somebody has seen to it, it is not out of the way. */
function isToBeLookedAt({ trouble, contradiction }: LineRow): boolean {
  return trouble !== null || contradiction !== null;
}

const none: Due = { due_at: noDue, level: 0 };

/** In somebody else's hands it stays where it is; whoever has done this has done with it. */
function whileApart(ctx: Ctx, row: WorkRow, waits: string | null): WorkChange {
  if (waits === null) return { snoozed_until: null };
  const holder = holderOf(row, ctx.now);
  return holder !== null && holder !== ctx.actorId ? {} : { ...noLease, snoozed_until: waits };
}

interface Renewal {
  /** From then on somebody has to think of it. */
  comesUpAt: string;
  clock: ClockStart;
}

/** Of the approval that ends first. */
async function renewalOf(
  ctx: Ctx,
  row: WorkRow,
  lines: readonly LineRow[],
): Promise<Renewal | null> {
  const [first] = lines
    .filter((line) => line.status === 'approved' && line.expires_at !== null)
    .sort((a, b) => ((a.expires_at ?? '') < (b.expires_at ?? '') ? -1 : 1));
  if (!first?.expires_at || first.granted_until === null) return null;
  const rule = await ruleOfLine(ctx, first);
  const renewDays = rule?.renewDays ?? usualRenewDays;
  const zone = await zoneOf(ctx, row.clinic_id);
  const ending = { until: first.granted_until, zone, renewDays };
  return {
    comesUpAt: comesUpAt(ending),
    clock: {
      rule: renewalRule(ctx.now, ending),
      startedAt: ctx.now,
      evidence: `Approved until ${first.granted_until}`,
    },
  };
}
