// The patient hears that there is something to see, without a word of what it is: once for each version that they may see.
import type { Result } from '#contract/result-report';
import { queueMessage } from '../outreach/outreach-service.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';

/** What is told later than this is no news any more. */
const newsMinutes = 3 * 1440;

export async function tellOfRelease(ctx: Ctx, item: Result): Promise<void> {
  const visible = item.released.find(({ viewer }) => viewer === 'patient');
  if (!visible || !item.patient || item.kind === 'document') return;
  // A correction is news where somebody could see what it corrects.
  const told = await ctx
    .db('result_release')
    .where({ organization_id: ctx.organizationId, result_id: item.id, viewer: 'patient' })
    .whereNull('until_at')
    .where((rows) => void rows.whereNull('told_number').orWhere('told_number', '<', visible.number))
    .update({ told_number: visible.number })
    .returning<{ told_number: number }[]>('told_number');
  if (told.length === 0) return;
  await queueMessage(ctx, {
    ...{ clinicId: item.work.clinicId, patientId: item.patient.id, kind: 'result' },
    ...{ aboutId: item.id, expiresAt: plusMinutes(ctx.now, newsMinutes) },
  });
}
