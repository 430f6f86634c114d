import type { Ctx } from '../platform/context.ts';
import type { Tick } from '../platform/slice.ts';
import { lockWorkRow } from '../platform/work/work-repository.ts';
import { authorizations } from './authorizations-queue.ts';
import { findLine, listExpired, updateLine } from './line-repository.ts';
import { settleItem } from './settle-item.ts';
import { stepLine } from './take-request.ts';

/** So many a run; the next run takes the rest. */
const mostAtOnce = 100;

/** An approval is over with the last day of its span, in the clinic. */
export const expireTick: Tick = {
  name: 'authorizations.expire',
  everyMs: 60_000,
  run: async (ctx) => {
    const expired = await listExpired(ctx, mostAtOnce);
    for (const { id, request_id } of expired) await expireLine(ctx, id, request_id);
    return expired.length;
  },
};

async function expireLine(ctx: Ctx, id: string, requestId: string): Promise<void> {
  const row = await lockWorkRow(ctx, authorizations.name, requestId);
  const line = await findLine(ctx, id);
  if (!row || !line?.expires_at || line.expires_at > ctx.now) return;
  await updateLine(ctx, line, { status: stepLine(ctx, line, 'expire') });
  await settleItem(ctx, row, { act: 'expired', detail: { left: unused(line) } });
}

function unused(line: { granted_units: number | null; units_used: number }): number {
  return (line.granted_units ?? 0) - line.units_used;
}
