// The rows of attached files; the bytes lie in the store of files.
import type { Attachment, AttachmentKind } from '#contract/attachment';
import type { Ctx } from '../context.ts';
import { rowsById, type PageById } from '../db/rows-by-id.ts';

export interface AttachmentRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  work_item_id: string;
  kind: AttachmentKind;
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

const table = 'work_attachment';

export function attachmentView(row: AttachmentRow): Attachment {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    mediaType: row.media_type,
    bytes: row.bytes,
    byId: row.added_by_id,
    at: row.added_at,
    removedAt: row.removed_at,
    removedBecause: row.removed_because,
  };
}

export function listAttachments(ctx: Ctx, itemId: string): Promise<AttachmentRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, work_item_id: itemId })
    .orderBy(['added_at', 'id'])
    .select<AttachmentRow[]>('*');
}

/** Of the whole organization, by id: for who takes everything out. */
export function listAttachmentsAfter(
  ctx: Ctx,
  page: PageById,
): Promise<Pick<AttachmentRow, 'id' | 'media_type' | 'blob_key' | 'removed_at'>[]> {
  const columns = ['id', 'media_type', 'blob_key', 'removed_at'];
  return rowsById(ctx, table, { ...page, columns });
}

export function findAttachment(
  ctx: Ctx,
  { itemId, attachmentId }: { itemId: string; attachmentId: string },
): Promise<AttachmentRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id: attachmentId, work_item_id: itemId })
    .first<AttachmentRow | undefined>('*');
}

export async function insertAttachment(ctx: Ctx, row: AttachmentRow): Promise<void> {
  await ctx.db(table).insert(row);
}

/** The item's own row must be locked: it guards this one. */
export async function updateRemoved(
  ctx: Ctx,
  row: AttachmentRow,
  removed: Pick<AttachmentRow, 'removed_by_id' | 'removed_at' | 'removed_because'>,
): Promise<AttachmentRow> {
  await ctx.db(table).where({ organization_id: ctx.organizationId, id: row.id }).update(removed);
  return { ...row, ...removed };
}
