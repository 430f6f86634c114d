// The calls of one patient, for the patient's page.
import type { Call } from '#contract/calls';
import { mayAct, type Ctx } from '../platform/context.ts';
import { workItems } from '../platform/work/work-queries.ts';
import { calls } from './calls-queue.ts';

/** Newest first, open or closed, in the clinics whose calls the reader may read. */
export async function listCallsOf(ctx: Ctx, patientId: string): Promise<Call[]> {
  const rows = await ctx
    .db('work_item')
    .where({ organization_id: ctx.organizationId, patient_id: patientId, queue: calls.name })
    .orderBy('id', 'desc')
    .limit(50)
    .select<{ id: string; clinic_id: string }[]>('id', 'clinic_id');
  const readable = rows.filter((row) => mayAct(ctx, calls.permissions.read, row.clinic_id));
  return workItems(ctx, calls, readable);
}
