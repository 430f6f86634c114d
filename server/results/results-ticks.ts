import type { Ctx } from '../platform/context.ts';
import type { Tick } from '../platform/slice.ts';
import { lockWorkRow } from '../platform/work/work-repository.ts';
import { getResultRow } from './result-repository.ts';
import { results } from './results-queue.ts';
import { settleResult } from './settle-result.ts';

/** So many a run; the next run takes the rest. */
const mostAtOnce = 100;

/** A delay, a hold or a childhood is over: who sees it now is written down, and told to every console. */
export const releaseTick: Tick = {
  name: 'results.release',
  everyMs: 15_000,
  run: async (ctx) => {
    const due = await ctx
      .db('result')
      .where({ organization_id: ctx.organizationId })
      .where('next_release_at', '<=', ctx.now)
      .orderBy('next_release_at')
      .limit(mostAtOnce)
      .pluck<string[]>('id');
    for (const id of due) await resettle(ctx, id);
    return due.length;
  },
};

/** What release hangs on has changed, and nothing of the result itself. */
export async function resettle(ctx: Ctx, id: string): Promise<void> {
  const row = await lockWorkRow(ctx, results.name, id);
  if (!row) return;
  const result = await getResultRow(ctx, id);
  await settleResult(ctx, row, result, {
    ...{ act: 'release-changed', by: 'system', keepsLease: true },
  });
}
