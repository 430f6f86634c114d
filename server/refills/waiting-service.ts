// A request waits for somebody else, is decided after all, or is not to be answered; and a decision is taken back in time.
import type { refillAsks } from '#contract/refill-decisions';
import type { Refill } from '#contract/refill-request';
import { refillWorkflow } from '#contract/refill-workflow';
import type { Ctx } from '../platform/context.ts';
import { invalidInput, ruleBroken } from '../platform/problem.ts';
import { announceWork, takeForChange, takeHeldWork } from '../platform/work/take-work.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import { commentOnWork } from '../platform/work/work-service.ts';
import { raiseAuthorization } from './authorization-service.ts';
import { withdrawRenewal } from './renewal-service.ts';
import { stopFirstTouch } from './decision-service.ts';
import { closedColumns, replaceRefillPlace } from './place-service.ts';
import { refills, takingIn } from './refills-queue.ts';
import {
  findDecision,
  getRefillRow,
  notSent,
  type DecisionRow,
  type RefillColumns,
  updateDecision,
  updateRefill,
} from './refills-repository.ts';

interface Known {
  itemId: string;
  expectedVersion: number;
}

export async function askAboutRefill(
  ctx: Ctx,
  input: {
    itemId: string;
    token: number;
    ask: (typeof refillAsks)[number];
    reason: string;
    note: string;
  },
): Promise<Refill> {
  const { ask, reason, note } = input;
  const row = await takeHeldWork(ctx, refills, input);
  const { reasons } = refillWorkflow.transitions[ask] as { reasons?: Record<string, string> };
  if (!reasons && reason !== '') throw invalidInput('reason', 'has no place in this step');
  const recorded = { note, ...(reasons ? { reason } : {}) };
  const change = await stopFirstTouch(ctx, row);
  const after = await transitionWork(ctx, refills, { row, transition: ask, recorded, change });
  if (ask === 'ask-authorization') await raiseAuthorization(ctx, after);
  const item = await announceWork(ctx, refills, after, 'refills.refill-waiting', { ask, reason });
  // What is asked stands where everybody reads it.
  return note === ''
    ? item
    : commentOnWork(ctx, refills, { itemId: row.id, text: note, mentions: [] });
}

export async function resumeRefill(ctx: Ctx, input: Known): Promise<Refill> {
  const row = await takeForChange(ctx, refills, input);
  const after = await transitionWork(ctx, refills, { row, transition: 'resume' });
  return announceWork(ctx, refills, after, 'refills.refill-resumed');
}

/** Whoever may decide may take back, until it leaves. */
export async function undoRefillDecision(ctx: Ctx, input: Known): Promise<Refill> {
  const row = await takeForChange(ctx, refills, input);
  const after = await transitionWork(ctx, refills, { row, transition: 'undo' });
  const decision = await findDecision(ctx, row.id);
  if (!decision) throw new Error('A decided refill has no decision.');
  if (ctx.now >= decision.leaves_at)
    throw ruleBroken('has-left', 'The minute to take it back is over; nothing was changed.');
  await updateDecision(ctx, decision.id, { taken_back_at: ctx.now });
  await updateRefill(ctx, row.id, {
    ...{ ...notSent, cancelled_pharmacy_id: null, cancel_answer: null },
    ...formerPlace(decision),
  });
  return announceWork(ctx, refills, after, 'refills.refill-decision-undone');
}

function formerPlace({ former_pharmacy_id, former_way }: DecisionRow): RefillColumns {
  return former_way === null ? {} : { pharmacy_id: former_pharmacy_id, way: former_way };
}

/** What did not arrive is nobody's prescription: the one that it would have renewed is in force again. */
export async function reopenRefill(ctx: Ctx, input: Known): Promise<Refill> {
  const row = await takeForChange(ctx, refills, input);
  const decision = await findDecision(ctx, row.id);
  const change = await replaceRefillPlace(ctx, row, { isError: false });
  const after = await transitionWork(ctx, refills, { row, transition: 'reopen', change });
  if (decision) await updateDecision(ctx, decision.id, { taken_back_at: ctx.now });
  await withdrawRenewal(ctx, await getRefillRow(ctx, row.id));
  await updateRefill(ctx, row.id, { ...notSent, new_prescription_id: null });
  return announceWork(ctx, refills, after, 'refills.refill-reopened');
}

export async function withdrawRefill(ctx: Ctx, input: Known & { reason: string }): Promise<Refill> {
  const row = await takeForChange(ctx, takingIn, input);
  const { reason } = input;
  const after = await transitionWork(ctx, refills, {
    ...{ row, transition: 'withdraw', recorded: { reason } },
  });
  await updateRefill(ctx, row.id, closedColumns);
  return announceWork(ctx, refills, after, 'refills.refill-withdrawn', { reason });
}
