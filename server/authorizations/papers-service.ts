// Papers: what has to be sent, what answers it, and what was said on the phone.
import type { Authorization } from '#contract/authorization-request';
import { localDateOf, normalInstant } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleBroken } from '../platform/problem.ts';
import type { ClockStart } from '../platform/work/clock-service.ts';
import { findAttachment } from '../platform/work/attachment-repository.ts';
import { takeForChange } from '../platform/work/take-work.ts';
import { authorizations } from './authorizations-queue.ts';
import { documentsClock, untilDayClock } from './authorizations-rule.ts';
import {
  insertDocuments,
  insertPayerCall,
  listDocuments,
  updateDocument,
  type DocumentRow,
} from './request-repository.ts';
import { settleItem } from './settle-item.ts';
import { takeRequest, type Held } from './take-request.ts';

const mostDocuments = 50;

export async function askForDocument(
  ctx: Ctx,
  input: Held & { title: string; askedBy: 'payer' | 'us'; dueOn: string | null },
): Promise<Authorization> {
  const { row } = await takeRequest(ctx, input);
  const { title, askedBy, dueOn } = input;
  const zone = await zoneOf(ctx, row.clinic_id);
  if (dueOn !== null && dueOn < localDateOf(ctx.now, zone))
    throw ruleBroken('due-in-the-past', 'That day is over; nothing was written down.');
  const documents = await listDocuments(ctx, row.id);
  if (documents.length >= mostDocuments)
    throw ruleBroken('too-many-documents', `A request has ${mostDocuments} documents at most.`);
  await insertDocuments(ctx, [
    {
      ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
      ...{ request_id: row.id, title, asked_by: askedBy, due_on: dueOn, attachment_id: null },
      ...{ waived_because: null, sent_at: null, asked_at: ctx.now },
    },
  ]);
  return settleItem(ctx, row, {
    ...{ act: 'document-asked', detail: { askedBy, dueOn } },
    starts: dueOn === null ? [] : [documentClock(ctx, dueOn, zone)],
  });
}

function documentClock(ctx: Ctx, dueOn: string, zone: string): ClockStart {
  const of = { title: 'Documents sent', from: ctx.now, day: dueOn, zone, warnDays: 1 };
  return {
    rule: untilDayClock(documentsClock, of),
    startedAt: ctx.now,
    evidence: `Asked for by ${dueOn}`,
  };
}

export async function settleDocument(
  ctx: Ctx,
  input: Held & { documentId: string; attachmentId: string | null; waivedBecause: string | null },
): Promise<Authorization> {
  const { row } = await takeRequest(ctx, input);
  const { documentId, attachmentId, waivedBecause } = input;
  const documents = await listDocuments(ctx, row.id);
  if (!documents.some(({ id }) => id === documentId))
    throw ruleBroken(
      'not-its-document',
      'That is no document of this request; nothing was changed.',
    );
  if (attachmentId !== null && !(await isAttached(ctx, row.id, attachmentId)))
    throw ruleBroken(
      'not-its-file',
      'That file is not attached to this request; nothing was changed.',
    );
  await updateDocument(ctx, documentId, {
    ...{
      attachment_id: attachmentId,
      waived_because: attachmentId === null ? waivedBecause : null,
    },
  });
  const left = (await listDocuments(ctx, row.id)).filter(isMissing);
  const isDone = !left.some(({ due_on }) => due_on !== null);
  return settleItem(ctx, row, {
    ...{ act: 'document-settled', stops: isDone ? [documentsClock] : [] },
  });
}

export function isMissing({ attachment_id, waived_because }: DocumentRow): boolean {
  return attachment_id === null && waived_because === null;
}

/** A file of this item that is still there. */
export async function isAttached(ctx: Ctx, itemId: string, attachmentId: string): Promise<boolean> {
  const file = await findAttachment(ctx, { itemId, attachmentId });
  return file?.removed_at === null;
}

export async function logPayerCall(
  ctx: Ctx,
  input: {
    itemId: string;
    expectedVersion: number;
    at: string;
    spokeTo: string;
    reference: string;
    said: string;
  },
): Promise<Authorization> {
  const row = await takeForChange(ctx, authorizations, input);
  const at = normalInstant(input.at);
  if (at > ctx.now)
    throw ruleBroken('call-in-the-future', 'The call lies ahead; nothing was written down.');
  const { spokeTo, reference, said } = input;
  await insertPayerCall(ctx, {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
    ...{ request_id: row.id, at, by_id: ctx.actorId ?? '', spoke_to: spokeTo, reference, said },
  });
  return settleItem(ctx, row, { act: 'call-logged' });
}
