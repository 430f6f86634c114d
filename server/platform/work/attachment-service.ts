// Files on any item of any queue. The bytes are kept before and removed after the transaction; here it is decided, and
// written down whose they are.
import { mostAttachments, type Attachment, type AttachmentKind } from '#contract/attachment';
import type { WorkItem } from '#contract/work';
import type { StoredBlob } from '../blob-store/blob-store.ts';
import { giveUpBlob } from '../blob-store/due-blobs.ts';
import type { Ctx } from '../context.ts';
import type { SentFile } from '../http/route.ts';
import { newId } from '../ids.ts';
import { notAllowed, notFound, ruleBroken } from '../problem.ts';
import {
  attachmentView,
  findAttachment,
  insertAttachment,
  updateRemoved,
  type AttachmentRow,
} from './attachment-repository.ts';
import type { Queue } from './queue.ts';
import { findReadableRow } from './work-queries.ts';
import { updateWorkRow, type WorkRow } from './work-repository.ts';
import { refuseHeld } from './work-rules.ts';
import { announceWork, refuse, requireVersion, takeWork } from './take-work.ts';

interface Attached<I> {
  item: I;
  attachment: Attachment;
}

/** Before its bytes are taken: the item locked, free to get one more. */
export async function takeForAttachment(ctx: Ctx, queue: Queue, itemId: string): Promise<WorkRow> {
  const row = await takeWork(ctx, queue, itemId);
  if (row.attachments >= mostAttachments)
    throw ruleBroken('too-many-files', 'This holds as many files as it can; none was added.');
  return row;
}

/** Also while somebody holds the item and after it is closed: a fax may be late. */
export async function attachToWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; kind: AttachmentKind; name: string; blob: StoredBlob },
): Promise<Attached<I>> {
  const row = await takeForAttachment(ctx, queue, input.itemId);
  const file = fileRow(ctx, row, input);
  await insertAttachment(ctx, file);
  const change = { attachments: row.attachments + 1 };
  const after = await updateWorkRow(ctx, row, 'attached', change);
  // Without its name, which may be a patient's.
  const { id: attachmentId, kind, media_type: mediaType, bytes, sha256 } = file;
  const detail = { attachmentId, kind, mediaType, bytes, sha256 };
  const item = await announceWork(ctx, queue, after, `${queue.name}.work-attached`, detail);
  return { item, attachment: attachmentView(file) };
}

function fileRow(
  ctx: Ctx,
  row: WorkRow,
  { kind, name, blob }: { kind: AttachmentKind; name: string; blob: StoredBlob },
): AttachmentRow {
  if (ctx.actorId === null) throw notAllowed('Only people attach files.');
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: row.clinic_id,
    work_item_id: row.id,
    kind,
    name,
    media_type: blob.mediaType,
    bytes: blob.bytes,
    sha256: blob.sha256,
    blob_key: blob.key,
    added_by_id: ctx.actorId,
    added_at: ctx.now,
    removed_by_id: null,
    removed_at: null,
    removed_because: null,
  };
}

/** Also of a closed item: what was put on the wrong patient's must go. */
export async function removeAttachment<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  input: { itemId: string; attachmentId: string; expectedVersion: number; reason: string },
): Promise<Attached<I>> {
  const row = await takeWork(ctx, queue, input.itemId);
  const file = await findAttachment(ctx, input);
  if (!file) throw notFound('file');
  await requireVersion(ctx, queue, row, input.expectedVersion);
  await refuse(ctx, queue, row, refuseHeld(row, ctx.actorId, ctx.now));
  if (file.removed_at !== null)
    throw ruleBroken('already-removed', 'This file was removed before; nothing was changed.');
  if (ctx.actorId === null) throw notAllowed('Only people remove files.');
  const removed = await updateRemoved(ctx, file, {
    removed_by_id: ctx.actorId,
    removed_at: ctx.now,
    removed_because: input.reason,
  });
  await giveUpBlob(ctx, file.blob_key);
  const change = { attachments: row.attachments - 1 };
  const after = await updateWorkRow(ctx, row, 'attachment-removed', change);
  const type = `${queue.name}.work-attachment-removed`;
  const item = await announceWork(ctx, queue, after, type, { attachmentId: file.id });
  return { item, attachment: attachmentView(removed) };
}

export async function openAttachment(
  ctx: Ctx,
  queue: Queue,
  input: { itemId: string; attachmentId: string },
): Promise<SentFile> {
  const row = await findReadableRow(ctx, queue, input.itemId);
  const file = await findAttachment(ctx, input);
  if (file?.removed_at !== null) throw notFound('file');
  const { blob_key: blobKey, name, media_type: mediaType, bytes } = file;
  return { blobKey, name, mediaType, bytes, clinicId: row.clinic_id, patientId: row.patient_id };
}
