// The rows of links; what they point at is other slices'.
import type { LinkKey, LinkKind } from '#contract/work-link';
import type { Ctx } from '../context.ts';

export interface LinkRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  work_item_id: string;
  kind: LinkKind;
  record_id: string;
  linked_by_id: string;
  at: string;
}

const table = 'work_link';

export function listLinks(ctx: Ctx, itemId: string): Promise<LinkRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, work_item_id: itemId })
    .orderBy(['at', 'id'])
    .select<LinkRow[]>('*');
}

/** The item's own row must be locked: it guards this one. */
export async function insertLink(ctx: Ctx, row: LinkRow): Promise<void> {
  await ctx.db(table).insert(row);
}

/** Answers the link that was there. */
export async function deleteLink(
  ctx: Ctx,
  itemId: string,
  { kind, recordId }: LinkKey,
): Promise<LinkRow | undefined> {
  const [row] = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, work_item_id: itemId, kind, record_id: recordId })
    .delete<LinkRow[]>('*');
  return row;
}
