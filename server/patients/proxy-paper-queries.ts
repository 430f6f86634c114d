// Read models of the papers on which proxies rest.
import type { ProxyPaper } from '#contract/proxy-paper';
import type { Ctx } from '../platform/context.ts';
import { staffNames } from '../staff/staff-queries.ts';
import type { ProxyPaperRow } from './proxy-paper-repository.ts';
import { paperView } from './proxy-view.ts';

/** By proxy, the oldest first, also those that were removed. */
export async function listProxyPapers(
  ctx: Ctx,
  proxyIds: readonly string[],
): Promise<Map<string, ProxyPaper[]>> {
  const rows = await ctx
    .db('proxy_paper')
    .where({ organization_id: ctx.organizationId })
    .whereIn('proxy_id', proxyIds)
    .orderBy(['added_at', 'id'])
    .select<ProxyPaperRow[]>('*');
  return Map.groupBy(await paperViews(ctx, rows), ({ proxyId }) => proxyId);
}

export async function paperViews(ctx: Ctx, rows: readonly ProxyPaperRow[]): Promise<ProxyPaper[]> {
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => [row.added_by_id, row.removed_by_id ?? row.added_by_id]),
  );
  return rows.map((row) => paperView(row, names));
}
