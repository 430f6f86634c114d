// A hold ends without a booking: somebody lets it go, or its time is up.
import { getPatientSummary } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';
import {
  lockLapsedHolds,
  removeAppointment,
  type AppointmentRow,
  type HoldsOf,
} from './calendar-repository.ts';
import { appointmentView } from './calendar-view.ts';
import { announce } from './visit-change.ts';

export async function endHold(
  ctx: Ctx,
  row: AppointmentRow,
  because: 'let-go' | 'lapsed',
): Promise<void> {
  const ended = await removeAppointment(ctx, row);
  const patient = await getPatientSummary(ctx, row.patient_id);
  announce(ctx, 'released', appointmentView(ended, patient), { because });
}

/** Of the clinics of the scope; what lapsed in others falls to the clock within seconds. */
export async function endLapsedHolds(ctx: Ctx, of: HoldsOf = {}): Promise<number> {
  const lapsed = await lockLapsedHolds(ctx, of);
  for (const row of lapsed) await endHold(ctx, row, 'lapsed');
  return lapsed.length;
}
