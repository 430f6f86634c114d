// A prescriber looks at a sample of what was delegated.
import type { Refill } from '#contract/refill-request';
import { localDateOf } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { announceWork, requireVersion, takeWork } from '../platform/work/take-work.ts';
import { updateWorkRow } from '../platform/work/work-repository.ts';
import { findPrescriberFacts } from '../staff/prescriber-queries.ts';
import { denySigning } from './refills-policy.ts';
import { refills } from './refills-queue.ts';
import { findDecision, updateDecision } from './refills-repository.ts';

/** Also of what is closed already: it is looked at afterwards. */
export async function coSignRefill(
  ctx: Ctx,
  input: { itemId: string; expectedVersion: number; answer: 'agreed' | 'disagreed' },
): Promise<Refill> {
  const row = await takeWork(ctx, refills, input.itemId);
  await requireVersion(ctx, refills, row, input.expectedVersion);
  const today = localDateOf(ctx.now, await zoneOf(ctx, row.clinic_id));
  const refusal = denySigning(await findPrescriberFacts(ctx, ctx.actorId ?? ''), today);
  if (refusal !== null) throw ruleBroken(refusal.rule, refusal.message);
  const decision = await findDecision(ctx, row.id);
  if (decision?.co_sign !== 'wanted')
    throw ruleBroken('no-co-sign', 'No co-signature is wanted for it; nothing was changed.');
  const { answer } = input;
  await updateDecision(ctx, decision.id, {
    ...{ co_sign: answer, co_signed_by: ctx.actorId, co_signed_at: ctx.now },
  });
  const after = await updateWorkRow(ctx, row, 'co-signed', {});
  return announceWork(ctx, refills, after, 'refills.refill-co-signed', { answer });
}
