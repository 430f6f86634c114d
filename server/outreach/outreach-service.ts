// What other slices ask of messages: say something to a patient, and take it back while it has not left.
import {
  messagePurpose,
  messageSubjectOf,
  type MessageKind,
  type MessageReason,
  type MessageSubject,
  type QueueRefusal,
} from '#contract/message-workflow';
import type { Message } from '#contract/outreach';
import { languageOf } from '#contract/patient-language';
import { listContactFacts } from '../patients/contact-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { newId } from '../platform/ids.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import {
  countSaid,
  insertMessage,
  lockQueuedAbout,
  type MessageRow,
} from './message-repository.ts';
import { announceMessage, stepMessage } from './message-steps.ts';
import { outreachRule, type OutreachRule } from './outreach-rule.ts';
import { chooseWay, messageLeavesAt } from './outreach-rules.ts';
import { sendSoon } from './send-job.ts';
import { getWorkingReach } from './working-reach-queries.ts';

export interface QueueMessage {
  clinicId: string;
  patientId: string;
  kind: MessageKind;
  /** Of what the kind is about: the offer, the visit. */
  aboutId: string;
  /** It never leaves after. */
  expiresAt: string;
  /** Seconds in which it can be taken back; left out = by the clinic's rule. 0 where the caller's own undo has closed. */
  delaySeconds?: number;
}

export type QueueAnswer = { message: Message } | { refused: QueueRefusal };

/** A refusal is an answer: the caller asks for a call instead, where one may be made. */
export async function queueMessage(ctx: Ctx, input: QueueMessage): Promise<QueueAnswer> {
  const { clinicId, patientId, kind, expiresAt } = input;
  const facts = (await listContactFacts(ctx, clinicId, [patientId])).get(patientId);
  if (!facts) throw new Error('A patient who would be written to has no row.');
  const reach = await getWorkingReach(ctx, patientId);
  const way = chooseWay(facts, reach, { purpose: messagePurpose[kind] });
  if ('refused' in way) return way;
  const { value: rule } = await ruleInForce(ctx, clinicId, outreachRule);
  const leavesAt = messageLeavesAt({
    now: ctx.now,
    delaySeconds: input.delaySeconds ?? rule.undoSeconds,
    quiet: rule,
    zone: reach.zone ?? (await zoneOf(ctx, clinicId)),
  });
  if (leavesAt >= expiresAt) return { refused: 'too-late' };
  if (await isBudgetSpent(ctx, input, rule)) return { refused: 'budget-spent' };
  const row: MessageRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    patient_id: patientId,
    channel: way.channel,
    kind,
    about_kind: messageSubjectOf[kind],
    about_id: input.aboutId,
    language: languageOf(reach.language),
    status: 'queued',
    because: null,
    queued_at: ctx.now,
    leaves_at: leavesAt,
    expires_at: expiresAt,
    ...{ attempts: 0, handed_at: null, sent_at: null, carrier_ref: null, sent_to: null },
    version: 1,
  };
  await insertMessage(ctx, row);
  await sendSoon(ctx, row);
  return { message: await announceMessage(ctx, 'outreach.message-queued', row) };
}

/** Counted under a lock of the patient, so that two who write at once do not both think they are within it. */
async function isBudgetSpent(
  ctx: Ctx,
  { clinicId, patientId, kind }: QueueMessage,
  rule: OutreachRule,
): Promise<boolean> {
  if (rule.budgetExempts.includes(kind)) return false;
  await takeLocks(ctx, { exclusive: [`outreach budget ${patientId}`] });
  const since = plusMinutes(ctx.now, -rule.budgetDays * 24 * 60);
  return (await countSaid(ctx, { clinicId, patientId }, since)) >= rule.budgetMessages;
}

/** What has not left about an offer or a visit never does. Returns how many were taken back. */
export async function withdrawMessages(
  ctx: Ctx,
  about: { kind: MessageSubject; id: string },
  because: MessageReason,
  /** Left out = all. */
  kinds?: readonly MessageKind[],
): Promise<number> {
  const rows = await lockQueuedAbout(ctx, about, kinds);
  for (const row of rows) await stepMessage(ctx, row, 'callOff', { because });
  return rows.length;
}
