// Who works on an item: claimed, taken over, renewed, released. One person at a time, fenced by a token.
import type { WorkItem } from '#contract/work';
import { plusMinutes } from '../clock/instants.ts';
import type { Ctx } from '../context.ts';
import { conflict } from '../problem.ts';
import { ruleInForce } from '../rules/dated-rules.ts';
import { leaseRule } from './lease-rule.ts';
import type { Queue } from './queue.ts';
import { refuse, requireVersion, step, takeHeldWork, takeWork } from './take-work.ts';
import { tellTakenOver } from './tell-colleagues.ts';
import { workItem } from './work-queries.ts';
import { extendLease, lockNextRow, type WorkRow } from './work-repository.ts';
import { holderOf, refuseClosed, noLease } from './work-rules.ts';

export async function claimWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  itemId: string,
): Promise<I> {
  const row = await takeWork(ctx, queue, itemId);
  await refuse(ctx, queue, row, refuseClosed(row));
  const holder = holderOf(row, ctx.now);
  const until = await leaseEnd(ctx, row.clinic_id);
  if (holder === null) return claim(ctx, queue, row, { act: 'claimed', until });
  if (holder !== ctx.actorId) throw conflict(await workItem(ctx, queue, row));
  // A second window of the same person works under the same lease.
  await extendLease(ctx, row, until);
  return workItem(ctx, queue, row);
}

export async function claimNextWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  clinicId: string,
): Promise<I | null> {
  const [row, until] = await Promise.all([
    lockNextRow(ctx, queue.name, clinicId),
    leaseEnd(ctx, clinicId),
  ]);
  return row ? claim(ctx, queue, row, { act: 'claimed', until }) : null;
}

export async function takeOverWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; expectedVersion: number },
): Promise<I> {
  const row = await takeWork(ctx, queue, input.itemId);
  await refuse(ctx, queue, row, refuseClosed(row));
  await requireVersion(ctx, queue, row, input.expectedVersion);
  tellTakenOver(ctx, row);
  const until = await leaseEnd(ctx, row.clinic_id);
  const detail = { from: holderOf(row, ctx.now) };
  return claim(ctx, queue, row, { act: 'taken-over', until, detail });
}

function claim<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  row: WorkRow,
  {
    act,
    until,
    detail,
  }: { act: 'claimed' | 'taken-over'; until: string; detail?: Record<string, unknown> },
): Promise<I> {
  const change = {
    lease_holder_id: ctx.actorId,
    lease_token: row.lease_token + 1,
    lease_until: until,
    snoozed_until: null,
  };
  return step(ctx, queue, row, act, change, detail);
}

async function leaseEnd(ctx: Ctx, clinicId: string): Promise<string> {
  const { value } = await ruleInForce(ctx, clinicId, leaseRule);
  return plusMinutes(ctx.now, value.minutes);
}

export async function renewLease(
  ctx: Ctx,
  queue: Queue,
  input: { itemId: string; token: number },
): Promise<{ until: string }> {
  const row = await takeHeldWork(ctx, queue, input);
  const until = await leaseEnd(ctx, row.clinic_id);
  await extendLease(ctx, row, until);
  return { until };
}

export async function releaseWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; token: number },
): Promise<I> {
  const row = await takeHeldWork(ctx, queue, input);
  return step(ctx, queue, row, 'released', noLease);
}
