// What a patient says about a visit behind its link. What becomes of the visit is the calendar's to decide.
import type { MessageReply, ReplyMeaning } from '#contract/outreach';
import { findAppointment } from '../calendar/calendar-queries.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notFound } from '../platform/problem.ts';
import { findLastReply, insertReply, type ReplyRow } from './reply-repository.ts';
import { replyView } from './reply-view.ts';
import { lockVisitLink } from './visit-link-repository.ts';

/** `null` when there is nothing to answer any more, or the same was said before. */
export async function replyToVisit(
  ctx: Ctx,
  visitId: string,
  meaning: ReplyMeaning,
): Promise<MessageReply | null> {
  if (ctx.scope.kind === 'patient' && !('visitId' in ctx.scope && ctx.scope.visitId === visitId))
    throw notFound('visit');
  await lockVisitLink(ctx, visitId);
  const visit = await findAppointment(ctx, visitId);
  if (visit?.status !== 'booked' || visit.startsAt <= ctx.now) return null;
  const { id, clinicId, startsAt } = visit;
  const last = await findLastReply(ctx, { id, startsAt });
  // Who cannot come has given the time away.
  if (last?.meaning === meaning || last?.meaning === 'cannot-come') return null;
  const row: ReplyRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    patient_id: visit.patient.id,
    appointment_id: id,
    starts_at: startsAt,
    meaning,
    received_at: ctx.now,
  };
  await insertReply(ctx, row);
  const reply = replyView(row);
  const type = 'outreach.reply-received';
  recordChange(ctx, { type, clinicId, entityId: row.id, version: 1, payload: reply });
  recordAudit(ctx, { act: type, clinicId, entityId: row.id, detail: { visitId, meaning } });
  return reply;
}
