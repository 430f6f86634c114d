// What the page knows of a visit: enough to come, nothing that tells who comes or what for.
import type { Appointment } from '#contract/calendar';
import type { Clinic } from '#contract/staff';
import { findAppointment } from '../../calendar/calendar-queries.ts';
import { getSpeech } from '../../patients/patients-queries.ts';
import type { Ctx } from '../../platform/context.ts';
import { getClinic } from '../../staff/staff-queries.ts';
import { findLastReply } from '../reply-repository.ts';

export type Modality = Appointment['modality'];

export interface VisitPage {
  /** `expected` = the patient has said that they come; `freed` = that they cannot. */
  state: 'open' | 'expected' | 'freed' | 'gone';
  language: string;
  modality: Modality;
  startsAt: string;
  endsAt: string;
  clinic: Clinic;
}

export async function readVisitPage(ctx: Ctx, visitId: string): Promise<VisitPage | null> {
  const visit = await findAppointment(ctx, visitId);
  if (!visit) return null;
  const { id, modality, startsAt, endsAt, clinicId, patient } = visit;
  const last = await findLastReply(ctx, { id, startsAt });
  const { language } = await getSpeech(ctx, patient.id);
  const clinic = await getClinic(ctx, clinicId);
  return {
    ...{ language, modality, startsAt, endsAt, clinic },
    state: stateOf(visit, last?.meaning ?? null, ctx.now),
  };
}

function stateOf(
  { status, startsAt }: Pick<Appointment, 'status' | 'startsAt'>,
  last: 'comes' | 'cannot-come' | null,
  now: string,
): VisitPage['state'] {
  // A link tells of no visit that is over; what was answered is said also when the visit has gone by it.
  if (startsAt <= now) return 'gone';
  if (last === 'cannot-come') return 'freed';
  if (status !== 'booked') return 'gone';
  return last === 'comes' ? 'expected' : 'open';
}
