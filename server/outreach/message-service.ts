// What people do with a message: take it back, send it again, give it up, note that it has arrived.
import {
  messagePurpose,
  messageWorkflow,
  type MessageTransition,
} from '#contract/message-workflow';
import { contactWords } from '#contract/contact';
import type { Message } from '#contract/outreach';
import { listContactFacts } from '../patients/contact-queries.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { requireTransition } from '../platform/require-transition.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { lockMessage, type MessageRow } from './message-repository.ts';
import { stepMessage } from './message-steps.ts';
import { getMessageRow, messageViews } from './outreach-queries.ts';
import { outreachRule } from './outreach-rule.ts';
import { chooseWay, messageLeavesAt } from './outreach-rules.ts';
import { sendSoon } from './send-job.ts';
import { getWorkingReach } from './working-reach-queries.ts';

interface Known {
  messageId: string;
  expectedVersion: number;
}

export async function withdrawMessage(ctx: Ctx, input: Known): Promise<Message> {
  const row = await takeMessage(ctx, input, 'withdraw');
  return (await stepMessage(ctx, row, 'withdraw', { because: 'by-hand' })).view;
}

export async function dropMessage(ctx: Ctx, input: Known): Promise<Message> {
  const row = await takeMessage(ctx, input, 'drop');
  return (await stepMessage(ctx, row, 'drop', { because: 'by-hand' })).view;
}

export async function markMessageDelivered(ctx: Ctx, input: Known): Promise<Message> {
  const row = await takeMessage(ctx, input, 'mark');
  return (await stepMessage(ctx, row, 'mark', { because: 'by-hand' })).view;
}

/** Somebody has chosen it, so nothing is waited for but the hours in which nobody is woken. */
export async function resendMessage(ctx: Ctx, input: Known): Promise<Message> {
  const row = await takeMessage(ctx, input, 'resend');
  const { clinic_id: clinicId, patient_id: patientId, channel, kind } = row;
  const facts = (await listContactFacts(ctx, clinicId, [patientId])).get(patientId);
  if (!facts) throw notFound('patient');
  const reach = await getWorkingReach(ctx, patientId);
  const asked = { purpose: messagePurpose[kind], channels: [channel] };
  const way = chooseWay(facts, reach, asked);
  if ('refused' in way) throw ruleBroken('may-not-contact', refusalWords(way.refused));
  const { value: quiet } = await ruleInForce(ctx, clinicId, outreachRule);
  const zone = reach.zone ?? (await zoneOf(ctx, clinicId));
  const leavesAt = messageLeavesAt({ now: ctx.now, delaySeconds: 0, quiet, zone });
  if (leavesAt >= row.expires_at)
    throw ruleBroken('too-late', 'It would come too late to be of use; nothing was sent.');
  const { row: next, view } = await stepMessage(ctx, row, 'resend', { leaves_at: leavesAt });
  await sendSoon(ctx, next);
  return view;
}

function refusalWords(
  refused: Extract<ReturnType<typeof chooseWay>, { refused: unknown }>['refused'],
): string {
  return refused === 'no-address'
    ? 'The chart has no number or address for it; nothing was sent.'
    : `${contactWords({ allowed: false, because: refused })} Nothing was sent.`;
}

/** Allowed; as the caller knows it; in a state from which it can be done. */
async function takeMessage(
  ctx: Ctx,
  { messageId, expectedVersion }: Known,
  transition: MessageTransition,
): Promise<MessageRow> {
  const { clinic_id: clinicId } = await getMessageRow(ctx, messageId);
  if (!mayAct(ctx, 'message:send', clinicId))
    throw notAllowed('Messages of this clinic are not yours to change; nothing was changed.');
  const row = await lockMessage(ctx, messageId);
  if (!row) throw notFound('message');
  if (row.version !== expectedVersion) throw conflict((await messageViews(ctx, [row]))[0]);
  requireTransition(ctx, messageWorkflow, transition, { status: row.status, clinicId });
  return row;
}
