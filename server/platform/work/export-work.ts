// A list that leaves the console, part by part; the read entry of each says who took which list, and for what.
import type { WorkFilter, WorkItem } from '#contract/work';
import type { Ctx } from '../context.ts';
import type { Queue } from './queue.ts';
import { listWork } from './work-queries.ts';

/** So many items a part: an answer of some hundred kilobytes. */
export const itemsPerPart = 500;

export async function exportWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  { clinicId, filter, after }: { clinicId: string; filter: WorkFilter; after?: string | undefined },
): Promise<{ items: I[]; next: string | null; at: string }> {
  const list = { clinicId, ...filter, after, limit: itemsPerPart };
  const { items, next } = await listWork(ctx, queue, list);
  return { items, next, at: ctx.now };
}
