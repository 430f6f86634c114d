// The rows of papers; the bytes lie in the store of files.
import type { ProxyPaperKind } from '#contract/proxy-paper';
import type { Ctx } from '../platform/context.ts';

export interface ProxyPaperRow {
  organization_id: string;
  id: string;
  proxy_id: string;
  patient_id: string;
  kind: ProxyPaperKind;
  name: string;
  media_type: string;
  bytes: number;
  sha256: string;
  blob_key: string;
  added_by_id: string;
  added_at: string;
  removed_by_id: string | null;
  removed_at: string | null;
  removed_because: string | null;
}

const table = 'proxy_paper';

export function findPaper(
  ctx: Ctx,
  { proxyId, paperId }: { proxyId: string; paperId: string },
): Promise<ProxyPaperRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: paperId, proxy_id: proxyId })
    .first<ProxyPaperRow | undefined>('*');
}

/** Those whose bytes are still there. */
export async function countPapers(ctx: Ctx, proxyId: string): Promise<number> {
  const there = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, proxy_id: proxyId, removed_at: null })
    .pluck<string[]>('id');
  return there.length;
}

export async function insertPaper(ctx: Ctx, row: ProxyPaperRow): Promise<void> {
  await ctx.db(table).insert(row);
}

/** The proxy's own row must be locked: it guards this one. */
export async function updateRemovedPaper(
  ctx: Ctx,
  row: ProxyPaperRow,
  removed: Pick<ProxyPaperRow, 'removed_by_id' | 'removed_at' | 'removed_because'>,
): Promise<ProxyPaperRow> {
  await ctx.db(table).where({ organization_id: ctx.organizationId, id: row.id }).update(removed);
  return { ...row, ...removed };
}
