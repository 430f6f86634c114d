// A text of a patient: understood where that is sure, and otherwise read by a person who calls.
import { findAppointment } from '../calendar/calendar-queries.ts';
import { listPatientsOfNumber } from '../patients/reach-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { askToCall, refuseTexts } from './contact-service.ts';
import { findLastTo, insertInbound } from './inbound-repository.ts';
import type { MessageRow } from './message-repository.ts';
import { meaningOf, type TextMeaning } from './reply-words-rules.ts';
import { replyToVisit } from './reply-service.ts';

export interface InboundText {
  /** The carrier's id of it. */
  carrierRef: string;
  /** E.164. */
  from: string;
  text: string;
}

/** What it was understood as; `null` when it was heard before, or nobody of the organization has the number. */
export async function hearText(ctx: Ctx, inbound: InboundText): Promise<TextMeaning | null> {
  const { from, text, carrierRef } = inbound;
  const last = await findLastTo(ctx, from);
  const patientIds = await listPatientsOfNumber(ctx, from);
  const all = [...new Set([...patientIds, ...(last ? [last.patient_id] : [])])];
  if (all.length === 0) return null;
  const meaning = meaningOf(text);
  if (!(await insertInbound(ctx, { carrierRef, meaning, patientIds: all }))) return null;
  if (meaning === 'stop') await stopTexts(ctx, all, last);
  else if (last) await answer(ctx, last, meaning, text);
  return meaning;
}

/** Of everybody who has the number: a carrier knows numbers and no people. */
async function stopTexts(
  ctx: Ctx,
  patientIds: readonly string[],
  last: MessageRow | undefined,
): Promise<void> {
  const clinicId = last?.clinic_id ?? (await someClinic(ctx));
  for (const patientId of patientIds) await refuseTexts(ctx, { clinicId, patientId });
  if (last)
    await askToCall(ctx, whomOf(last), 'answer-text', {
      about: 'Wants no more texts; ask how we may reach them, and about what they had open',
      appointmentId: await openVisitOf(ctx, last),
    });
}

/** A flag is the organization's; which of its clinics noted it matters to the log alone. */
async function someClinic(ctx: Ctx): Promise<string> {
  const row = await ctx
    .db('clinic')
    .where({ organization_id: ctx.organizationId })
    .orderBy('id')
    .first<{ id: string } | undefined>('id');
  if (!row) throw new Error('An organization without a clinic has patients.');
  return row.id;
}

async function answer(
  ctx: Ctx,
  last: MessageRow,
  meaning: Exclude<TextMeaning, 'stop'>,
  text: string,
): Promise<void> {
  const appointmentId = await openVisitOf(ctx, last);
  if (appointmentId !== null && (meaning === 'comes' || meaning === 'cannot-come')) {
    await replyToVisit(ctx, appointmentId, meaning);
    return;
  }
  await askToCall(ctx, whomOf(last), 'answer-text', {
    about: aboutText(meaning, text),
    priority: meaning === 'late' ? 'stat' : 'urgent',
    appointmentId,
  });
}

function aboutText(meaning: TextMeaning, text: string): string {
  if (meaning === 'late') return 'Wrote that they are running late';
  if (meaning === 'who') return 'Asks who wrote to them';
  // What was said to an offer is answered on its page alone, where the time is seen.
  if (meaning === 'comes') return 'Wrote “yes” to a message that is answered by its link';
  if (meaning === 'cannot-come') return 'Wrote “no” to a message that is answered by its link';
  const shown = text.replaceAll(/[^\p{L}\p{N}\p{P}\p{Zs}]+/gu, ' ').trim();
  return shown === '' ? 'Wrote a text that says nothing' : `Wrote: “${shown.slice(0, 170)}”`;
}

function whomOf({ clinic_id: clinicId, patient_id: patientId }: MessageRow): {
  clinicId: string;
  patientId: string;
} {
  return { clinicId, patientId };
}

/** The visit that was written about, while it is still to come. */
async function openVisitOf(ctx: Ctx, last: MessageRow): Promise<string | null> {
  if (last.about_kind !== 'visit') return null;
  const visit = await findAppointment(ctx, last.about_id);
  return visit?.status === 'booked' && visit.startsAt > ctx.now ? visit.id : null;
}
