// The use case of what is written down about a visit: what it is for, a note for staff, where the patient is called.
import { appointmentWorkflow, stepOf, type AppointmentStep } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';
import { getPatientSummary } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { denyDescribing } from './calendar-policy.ts';
import { updateAppointment } from './calendar-repository.ts';
import { writtenOrNull } from './calendar-rules.ts';
import { appointmentView } from './calendar-view.ts';
import { announce, holds, takeAsKnown } from './visit-change.ts';
import { callNumberOf } from './visit-reach.ts';

export interface DescribeAppointment {
  appointmentId: string;
  expectedVersion: number;
  reason: string;
  note: string;
  /** Left out = as it is. */
  callNumber?: string | undefined;
}

/** Not yet a visit, or never one. */
const notDescribable: readonly AppointmentStep[] = ['pending', 'entered-in-error'];

/** Also of a visit that is over or cancelled: what should be known about it is often known later. */
export async function describeAppointment(
  ctx: Ctx,
  input: DescribeAppointment,
): Promise<Appointment> {
  const row = await takeAsKnown(ctx, input, (visit) => denyDescribing(holds(ctx), visit));
  const step = stepOf(row);
  if (notDescribable.includes(step))
    throw ruleBroken(
      'wrong-state',
      `Nothing is written on a visit that is “${appointmentWorkflow.states[step].title}”; nothing was changed.`,
    );
  const patient = await getPatientSummary(ctx, row.patient_id);
  const written = {
    reason: writtenOrNull(input.reason),
    note: writtenOrNull(input.note),
    call_number:
      input.callNumber === undefined
        ? row.call_number
        : callNumberOf(row.modality, input.callNumber),
  };
  const changed = (['reason', 'note', 'call_number'] as const).filter(
    (field) => written[field] !== row[field],
  );
  if (changed.length === 0) return appointmentView(row, patient);
  const described = await updateAppointment(ctx, 'described', row, written);
  return announce(ctx, 'described', appointmentView(described, patient), { changed });
}
