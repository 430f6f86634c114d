// One step of a message: the row with its version, the change, the audit entry.
import { messageWorkflow, type MessageTransition } from '#contract/message-workflow';
import type { Message, MessageChangeType } from '#contract/outreach';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { requireTransition } from '../platform/require-transition.ts';
import { updateMessage, type MessageRow } from './message-repository.ts';
import { messageView } from './message-view.ts';

const told: Record<MessageTransition, MessageChangeType> = {
  begin: 'outreach.message-leaving',
  accept: 'outreach.message-sent',
  retry: 'outreach.message-retried',
  lose: 'outreach.message-lost',
  fail: 'outreach.message-failed',
  confirm: 'outreach.message-delivered',
  expire: 'outreach.message-expired',
  forbid: 'outreach.message-forbidden',
  callOff: 'outreach.message-withdrawn',
  withdraw: 'outreach.message-withdrawn',
  drop: 'outreach.message-dropped',
  resend: 'outreach.message-resent',
  mark: 'outreach.message-delivered',
};

/** Of a row that this transaction holds locked. */
export async function stepMessage(
  ctx: Ctx,
  row: MessageRow,
  transition: MessageTransition,
  changed: Partial<MessageRow> = {},
): Promise<{ row: MessageRow; view: Message }> {
  const item = { status: row.status, clinicId: row.clinic_id };
  const status = requireTransition(ctx, messageWorkflow, transition, item);
  const type = told[transition];
  const next = await updateMessage(ctx, actOf(type), row, { because: null, ...changed, status });
  return { row: next, view: await announceMessage(ctx, type, next) };
}

/** It leaves later than it was told to; nothing else becomes of it. */
export async function putOffMessage(ctx: Ctx, row: MessageRow, leavesAt: string): Promise<void> {
  const type = 'outreach.message-put-off';
  const next = await updateMessage(ctx, actOf(type), row, { leaves_at: leavesAt });
  await announceMessage(ctx, type, next);
}

export async function announceMessage(
  ctx: Ctx,
  type: MessageChangeType,
  row: MessageRow,
): Promise<Message> {
  const view = messageView(row, await getPatientSummary(ctx, row.patient_id));
  const { id, clinicId, version, channel, kind, because } = view;
  recordChange(ctx, { type, clinicId, entityId: id, version, payload: view });
  const detail = { version, channel, kind, ...(because === null ? {} : { because }) };
  recordAudit(ctx, { act: type, clinicId, entityId: id, detail });
  return view;
}

/** `outreach.message-sent` → `sent`, as versions name it. */
function actOf(type: MessageChangeType): string {
  return type.slice('outreach.message-'.length);
}
