// What becomes of a visit when its patient has answered about it.
import type { MessageReply } from '#contract/outreach';
import { getPatientSummary } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { findForUpdate, updateAppointment } from './calendar-repository.ts';
import { cancelAppointment } from './calendar-service.ts';
import { appointmentView } from './calendar-view.ts';
import { announce } from './visit-change.ts';

type Answer = Pick<MessageReply, 'appointmentId' | 'startsAt' | 'meaning'>;

/** Of another time than the visit has by now, or of one that is not to come any more, nothing becomes. */
export async function followReply(ctx: Ctx, answer: Answer): Promise<void> {
  const { appointmentId, startsAt, meaning } = answer;
  const row = await findForUpdate(ctx, appointmentId);
  if (row?.status !== 'booked' || row.starts_at !== startsAt) return;
  if (meaning === 'cannot-come') {
    await cancelAppointment(ctx, { appointmentId, expectedVersion: null, reason: 'pat-crs' });
    return;
  }
  const confirmed = { confirmed_at: ctx.now, confirmed_of: startsAt };
  const after = await updateAppointment(ctx, 'confirmed', row, confirmed);
  const patient = await getPatientSummary(ctx, row.patient_id);
  announce(ctx, 'confirmed', appointmentView(after, patient), {});
}
