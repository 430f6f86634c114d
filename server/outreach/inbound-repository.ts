// The only SQL of texts that come in, and of addresses that do not work.
import type { MessageChannel, MessageReason } from '#contract/message-workflow';
import type { Ctx } from '../platform/context.ts';
import type { MessageRow } from './message-repository.ts';
import type { TextMeaning } from './reply-words-rules.ts';

/** False when the carrier has told of it before. */
export async function insertInbound(
  ctx: Ctx,
  text: { carrierRef: string; meaning: TextMeaning; patientIds: readonly string[] },
): Promise<boolean> {
  const heard = await ctx
    .db('inbound_text')
    .insert({
      organization_id: ctx.organizationId,
      carrier_ref: text.carrierRef,
      meaning: text.meaning,
      patient_ids: text.patientIds,
      received_at: ctx.now,
    })
    .onConflict()
    .ignore()
    .returning<{ carrier_ref: string }[]>('carrier_ref');
  return heard.length === 1;
}

/** What was said last to a number, that it can be an answer to. */
export function findLastTo(ctx: Ctx, number: string): Promise<MessageRow | undefined> {
  return ctx
    .db('outreach_message')
    .where({ organization_id: ctx.organizationId, sent_to: number, channel: 'text' })
    .whereNotNull('sent_at')
    .orderBy([
      { column: 'sent_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first<MessageRow | undefined>('*');
}

/** `null` = no message of ours. */
export async function findMessageHome(ctx: Ctx, messageId: string): Promise<string | null> {
  const { rows } = await ctx.db.raw<{ rows: { organization_id: string }[] }>(
    'select organization_id from find_message_home(?)',
    [messageId],
  );
  return rows[0]?.organization_id ?? null;
}

/** False when that is known. */
export async function insertFailing(
  ctx: Ctx,
  contact: {
    patientId: string;
    channel: MessageChannel;
    address: string;
    because: MessageReason;
  },
): Promise<boolean> {
  const noted = await ctx
    .db('failing_contact')
    .insert({
      organization_id: ctx.organizationId,
      patient_id: contact.patientId,
      channel: contact.channel,
      address: contact.address,
      because: contact.because,
      since: ctx.now,
    })
    .onConflict()
    .ignore()
    .returning<{ address: string }[]>('address');
  return noted.length === 1;
}
