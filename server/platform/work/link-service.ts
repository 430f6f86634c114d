// What an item of any queue is about: records that its queue lets people link.
import type { WorkItem } from '#contract/work';
import { linkKinds, mostLinks, type LinkChoice, type LinkKey } from '#contract/work-link';
import { mayAct, type Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import { invalidInput, notAllowed, notFound, ruleBroken } from '../problem.ts';
import { findRecords } from './link-queries.ts';
import { deleteLink, insertLink, listLinks, type LinkRow } from './link-repository.ts';
import type { LinkableRecord } from './linkable.ts';
import type { Queue } from './queue.ts';
import { step, takeForChange } from './take-work.ts';
import { findReadableRow, workItem } from './work-queries.ts';
import type { WorkRow } from './work-repository.ts';

interface AboutLink extends LinkKey {
  itemId: string;
  expectedVersion: number;
}

/** Of the item's patient, without what is linked and without the item itself. */
export async function listLinkable(
  ctx: Ctx,
  queue: Queue,
  itemId: string,
): Promise<{ items: LinkChoice[] }> {
  const item = await findReadableRow(ctx, queue, itemId);
  if (!mayAct(ctx, queue.permissions.work, item.clinic_id))
    throw notAllowed('This queue is not yours to work in this clinic.');
  if (item.patient_id === null) return { items: [] };
  const linked = await listLinks(ctx, itemId);
  const items: LinkChoice[] = [];
  for (const kind of linkKinds) {
    const records = (await queue.linkables[kind]?.ofPatient(ctx, item.patient_id)) ?? [];
    for (const { id: recordId, title, detail } of records) {
      const key = { kind, recordId };
      if (recordId !== itemId && !linked.some((row) => isSame(row, key)))
        items.push({ ...key, title, detail });
    }
  }
  return { items };
}

export async function linkWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  { kind, recordId, ...known }: AboutLink,
): Promise<I> {
  const row = await takeForChange(ctx, queue, known);
  const [record] = await findRecords(ctx, queue, { kind, ids: [recordId] });
  // One answer for what is not there, not theirs to read, or of somebody else: it tells nothing of the record.
  if (!record || !isAbout(row, record))
    throw invalidInput('recordId', 'names nothing that can be linked here');
  const links = await listLinks(ctx, row.id);
  if (links.some((link) => isSame(link, { kind, recordId }))) return workItem(ctx, queue, row);
  if (links.length >= mostLinks)
    throw ruleBroken('too-many-links', 'This has as many links as it can; none was added.');
  const link = linkRow(ctx, row, { kind, recordId });
  await insertLink(ctx, link);
  return step(ctx, queue, row, 'linked', {}, { linkId: link.id, kind, recordId });
}

export async function unlinkWork<I extends WorkItem>(
  ctx: Ctx,
  queue: Queue<I>,
  { kind, recordId, ...known }: AboutLink,
): Promise<I> {
  const row = await takeForChange(ctx, queue, known);
  const link = await deleteLink(ctx, row.id, { kind, recordId });
  if (!link) throw notFound('link');
  return step(ctx, queue, row, 'unlinked', {}, { linkId: link.id, kind, recordId });
}

function isAbout(item: WorkRow, record: LinkableRecord): boolean {
  const isOfBoth = item.patient_id !== null && record.patientId !== null;
  return record.id !== item.id && (!isOfBoth || item.patient_id === record.patientId);
}

function isSame(row: LinkRow, { kind, recordId }: LinkKey): boolean {
  return row.kind === kind && row.record_id === recordId;
}

function linkRow(ctx: Ctx, item: WorkRow, { kind, recordId }: LinkKey): LinkRow {
  if (ctx.actorId === null) throw notAllowed('Only people link records.');
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: item.clinic_id,
    work_item_id: item.id,
    kind,
    record_id: recordId,
    linked_by_id: ctx.actorId,
    at: ctx.now,
  };
}
