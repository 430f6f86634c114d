// A new item of the queue with its row; where it belongs is settled afterwards.
import { workPriorities } from '#contract/work';
import type { Ctx } from '../platform/context.ts';
import { openWork } from '../platform/work/open-work.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { priorityOf, sortAtOf } from './result-place.ts';
import { insertResult, type ResultRow } from './result-repository.ts';
import { results } from './results-queue.ts';

export async function openResult(
  ctx: Ctx,
  of: { result: ResultRow; patientId: string | null; owner: string | null },
): Promise<WorkRow> {
  const { result, patientId, owner } = of;
  const row = await openWork(ctx, results, {
    ...{ clinicId: result.clinic_id, patientId, priority: priorityOf(result), clocks: [] },
    ...{ status: 'expected', ownerId: owner },
    sortAt: sortAtOf({ status: 'expected', hasOpenRecall: false }, result, ctx.now),
  });
  await insertResult(ctx, { ...result, id: row.id });
  return { ...row, priority: workPriorities.indexOf(priorityOf(result)) };
}
