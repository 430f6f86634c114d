// What the list shows of requests, worked out anew when something that it hangs on has changed.
import { isDeepStrictEqual } from 'node:util';
import { undecidedStates } from '#contract/refill-workflow';
import type { Ctx } from '../platform/context.ts';
import { announceWork } from '../platform/work/take-work.ts';
import { lockWorkRow, updateWorkRow } from '../platform/work/work-repository.ts';
import { replaceRefillPlace } from './place-service.ts';
import { judgeRefills, readinessOf } from './readiness-queries.ts';
import { refills } from './refills-queue.ts';
import { getRefillRow, updateRefill } from './refills-repository.ts';

/** Open requests of a patient, in all clinics of the scope. */
export async function listOpenOf(ctx: Ctx, patientId: string): Promise<string[]> {
  const rows = await ctx
    .db('work_item')
    .where({ organization_id: ctx.organizationId, patient_id: patientId, queue: refills.name })
    .whereNull('closed_at')
    .orderBy('id')
    .select<{ id: string }[]>('id');
  return rows.map(({ id }) => id);
}

/** Consoles hear of it only where something is different. */
export async function reckonRefill(ctx: Ctx, itemId: string): Promise<void> {
  const row = await lockWorkRow(ctx, refills.name, itemId);
  if (row?.closed_at !== null) return;
  const before = await getRefillRow(ctx, itemId);
  const place = await replaceRefillPlace(ctx, row, { isError: row.status === 'error' });
  const judged = (await judgeRefills(ctx, row.clinic_id, [row])).get(itemId);
  const isUndecided = (undecidedStates as readonly string[]).includes(row.status);
  const readiness = judged && isUndecided ? readinessOf(judged.readiness) : null;
  if (readiness !== null) await updateRefill(ctx, itemId, { readiness });
  const after = await getRefillRow(ctx, itemId);
  if (isDeepStrictEqual(before, after) && row.sort_at === place.sort_at) return;
  const next = await updateWorkRow(ctx, row, 'reckoned', place);
  await announceWork(ctx, refills, next, 'refills.refill-reckoned');
}
