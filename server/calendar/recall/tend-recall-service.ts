// What is done with a recall while it waits: another day, taken on by somebody, left to others again.
import type { Recall } from '#contract/recalls';
import { localDateOf } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { ruleBroken } from '../../platform/problem.ts';
import { getClinic } from '../../staff/staff-queries.ts';
import { announce, takeRecall, type KnownRecall } from './recall-change.ts';
import { updateRecall, type RecallRow } from './recall-repository.ts';
import { refuseDueDay } from './recall-rules.ts';

export async function postponeRecall(
  ctx: Ctx,
  { dueOn, ...known }: KnownRecall & { dueOn: string },
): Promise<Recall> {
  const row = await takeOpen(ctx, known);
  const { zone } = await getClinic(ctx, row.clinic_id);
  const refused = refuseDueDay(dueOn, localDateOf(ctx.now, zone));
  if (refused !== null) throw ruleBroken(refused.rule, refused.message);
  const postponed = await updateRecall(ctx, 'postponed', row, { due_on: dueOn });
  return announce(ctx, 'postponed', postponed, { from: row.due_on, to: dueOn });
}

/** Of two who take it on at once the second is shown who has it, and may take it over knowingly. */
export async function claimRecall(ctx: Ctx, known: KnownRecall): Promise<Recall> {
  const row = await takeOpen(ctx, known);
  const claimed = await updateRecall(ctx, 'claimed', row, { claimed_by: ctx.actorId });
  return announce(ctx, 'claimed', claimed, { from: row.claimed_by });
}

export async function releaseRecall(ctx: Ctx, known: KnownRecall): Promise<Recall> {
  const row = await takeOpen(ctx, known);
  const released = await updateRecall(ctx, 'released', row, { claimed_by: null });
  return announce(ctx, 'released', released, { from: row.claimed_by });
}

async function takeOpen(ctx: Ctx, known: KnownRecall): Promise<RecallRow> {
  const row = await takeRecall(ctx, known);
  if (row.status !== 'open')
    throw ruleBroken('wrong-state', 'It is off the list already; nothing was changed.');
  return row;
}
