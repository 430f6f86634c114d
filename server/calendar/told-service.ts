// The use case of telling: somebody notes that the patient knows what the clinic changed.
import type { Appointment } from '#contract/calendar';
import type { TellingWay } from '#contract/visit-told';
import { getPatientSummary } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { denyTelling } from './calendar-policy.ts';
import { updateAppointment } from './calendar-repository.ts';
import { appointmentView } from './calendar-view.ts';
import { patientKnows } from './told-rules.ts';
import { announce, holds, takeAsKnown } from './visit-change.ts';

export async function confirmTold(
  ctx: Ctx,
  input: { appointmentId: string; expectedVersion: number; way: TellingWay },
): Promise<Appointment> {
  const row = await takeAsKnown(ctx, input, (visit) => denyTelling(holds(ctx), visit));
  if (row.not_told_since === null)
    throw ruleBroken(
      'wrong-state',
      'The patient knows of this visit as it is; there was nothing to note.',
    );
  const told = await updateAppointment(ctx, 'told', row, patientKnows);
  const patient = await getPatientSummary(ctx, row.patient_id);
  return announce(ctx, 'told', appointmentView(told, patient), { way: input.way });
}
