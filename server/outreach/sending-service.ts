// What becomes of a message when it is due: handed over or not, and what the carrier's answer means. The carrier itself
// is spoken to outside any transaction (`send-message.ts`).
import { messagePurpose, type MessageReason } from '#contract/message-workflow';
import { stopInForce } from '#contract/outreach-stops';
import { languageOf } from '#contract/patient-language';
import { listContactFacts } from '../patients/contact-queries.ts';
import type { Reach } from '../patients/reach-queries.ts';
import { linkToken } from '../platform/auth/secret-link.ts';
import { afterQuietHours } from '../platform/clock/quiet-hours.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { isContactsFault, noteContactsFault } from './contact-service.ts';
import type { Delivery, Parcel } from './courier/courier.ts';
import {
  findMessage,
  lockExpired,
  lockLost,
  lockMessage,
  type MessageRow,
} from './message-repository.ts';
import { putOffMessage, stepMessage } from './message-steps.ts';
import { wordsOf } from './message-words.ts';
import { outreachRule } from './outreach-rule.ts';
import { chooseWay } from './outreach-rules.ts';
import type { OutreachSettings } from './outreach-settings.ts';
import { sendSoon } from './send-job.ts';
import { shareStops } from './stop-repository.ts';
import { getWorkingReach } from './working-reach-queries.ts';

/** Minutes after which whoever handed a message over is taken for gone; longer than a carrier is waited for. */
const goneAfterMinutes = 3;

/** What is to be carried now; `null` when the message does not leave, or not yet, or another server has it. */
export async function beginSending(
  ctx: Ctx,
  messageId: string,
  settings: OutreachSettings,
): Promise<Parcel | null> {
  const found = await findMessage(ctx, messageId);
  if (found?.status !== 'queued') return null;
  // Before the message's own lock: whoever stops messages waits for those that are being handed over.
  const stops = await shareStops(ctx, found.clinic_id);
  const row = await lockMessage(ctx, messageId);
  if (row?.status !== 'queued') return null;
  if (row.expires_at <= ctx.now) {
    await stepMessage(ctx, row, 'expire');
    return null;
  }
  if (stopInForce(stops, row.channel)) return null;
  const facts = (await listContactFacts(ctx, row.clinic_id, [row.patient_id])).get(row.patient_id);
  const reach = await getWorkingReach(ctx, row.patient_id);
  const clinic = await getClinic(ctx, row.clinic_id);
  if (!facts || (await putOff(ctx, row, reach.zone ?? clinic.zone))) return null;
  const asked = { purpose: messagePurpose[row.kind], channels: [row.channel] };
  const way = chooseWay(facts, reach, asked);
  if ('refused' in way) {
    await stepMessage(ctx, row, way.refused === 'no-address' ? 'fail' : 'forbid', {
      because: way.refused,
    });
    return null;
  }
  const sent = await handOver(ctx, row, way.address);
  return { ...parcelOf(sent, clinic, reach, settings), to: way.address };
}

/** Too early, by what was told to the patient's zone or the clinic's rules since. */
async function putOff(ctx: Ctx, row: MessageRow, zone: string): Promise<boolean> {
  const { value: quiet } = await ruleInForce(ctx, row.clinic_id, outreachRule);
  const due = row.leaves_at > ctx.now ? row.leaves_at : ctx.now;
  const leavesAt = afterQuietHours(due, quiet, zone);
  if (leavesAt <= ctx.now) return false;
  if (leavesAt !== row.leaves_at) await putOffMessage(ctx, row, leavesAt);
  await sendSoon(ctx, { id: row.id, leaves_at: leavesAt });
  return true;
}

async function handOver(ctx: Ctx, row: MessageRow, address: string): Promise<MessageRow> {
  const changed = { attempts: row.attempts + 1, handed_at: ctx.now, sent_to: address };
  return (await stepMessage(ctx, row, 'begin', changed)).row;
}

function parcelOf(
  row: MessageRow,
  { name: clinic, phone }: { name: string; phone: string },
  reach: Reach,
  { secretKey, publicUrl }: OutreachSettings,
): Omit<Parcel, 'to'> {
  const { id, kind, channel, about_kind: subject, about_id: aboutId, attempts } = row;
  // Of a prescription or a result there is no page: whoever finds the phone is to learn nothing of it.
  const link =
    subject === 'prescription' || subject === 'result'
      ? ''
      : `${publicUrl}/${subject}/${linkToken(secretKey, subject, aboutId)}`;
  const language = languageOf(reach.language);
  const words = wordsOf({ kind, channel, language, clinic, link, phone });
  return { messageId: id, channel, ...words, attempt: attempts };
}

/** What the carrier said of one attempt. Whether it is to be tried again. */
export async function finishSending(
  ctx: Ctx,
  attempt: { messageId: string; attempt: number; isLast: boolean },
  delivery: Delivery,
): Promise<boolean> {
  const row = await lockMessage(ctx, attempt.messageId);
  if (row?.attempts !== attempt.attempt) return false;
  if (delivery.kind === 'taken' && (row.status === 'sending' || row.status === 'unknown')) {
    const { carrierRef } = delivery;
    await stepMessage(ctx, row, 'accept', { sent_at: ctx.now, carrier_ref: carrierRef });
  } else if (row.status === 'sending' && delivery.kind === 'unknown') {
    await stepMessage(ctx, row, 'lose', { because: delivery.because });
  } else if (row.status === 'sending' && delivery.kind === 'refused') {
    return refused(ctx, row, { ...delivery, isLast: attempt.isLast });
  }
  return false;
}

async function refused(
  ctx: Ctx,
  row: MessageRow,
  refusal: { because: MessageReason; again: boolean; isLast: boolean },
): Promise<boolean> {
  const { because, again, isLast } = refusal;
  if (again && !isLast) {
    await stepMessage(ctx, row, 'retry', { because });
    return true;
  }
  await stepMessage(ctx, row, 'fail', { because: again ? 'tried-often' : because });
  if (isContactsFault(because)) await noteContactsFault(ctx, row, because);
  return false;
}

/** Nobody knows whether what a stopped server was handing over has left. */
export async function loseSight(ctx: Ctx): Promise<number> {
  const rows = await lockLost(ctx, goneAfterMinutes);
  for (const row of rows) await stepMessage(ctx, row, 'lose', { because: 'server-stopped' });
  return rows.length;
}

export async function expireMessages(ctx: Ctx): Promise<number> {
  const rows = await lockExpired(ctx);
  for (const row of rows) await stepMessage(ctx, row, 'expire');
  return rows.length;
}
