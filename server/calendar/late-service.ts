// The use case of a late start: who is here is told at the desk, who is not is called.
import type { Appointment } from '#contract/calendar';
import type { DelayWay } from '#contract/told-late';
import { addCall } from '../calls/calls-service.ts';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { localDateOf, normalInstant } from '../platform/clock/instants.ts';
import { timeOfDay } from '../platform/clock/spoken-times.ts';
import type { Ctx } from '../platform/context.ts';
import { invalidInput, ruleBroken } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { denyReceiving } from './calendar-policy.ts';
import { updateAppointment, type AppointmentRow } from './calendar-repository.ts';
import { appointmentView } from './calendar-view.ts';
import { announce, holds, takeAsKnown } from './visit-change.ts';

interface TellLate {
  appointmentId: string;
  expectedVersion: number;
  beginsAt: string;
  way: DelayWay;
}

export async function tellLate(ctx: Ctx, input: TellLate): Promise<Appointment> {
  const row = await takeAsKnown(ctx, input, (visit) => denyReceiving(holds(ctx), visit.clinic_id));
  requireToCome(row);
  const { way } = input;
  if (way === 'at-the-desk' && row.status === 'booked')
    throw invalidInput('way', 'The patient is not here yet.');
  const { zone, hourCycle } = await getClinic(ctx, row.clinic_id);
  const beginsAt = normalInstant(input.beginsAt);
  if (beginsAt <= row.starts_at || localDateOf(beginsAt, zone) !== localDateOf(row.starts_at, zone))
    throw invalidInput('beginsAt', 'A late start is later than the visit is booked for, that day.');
  if (way === 'by-call') {
    const [booked, about] = [row.starts_at, beginsAt].map((at) => timeOfDay(at, zone, hourCycle));
    await addCall(ctx, {
      ...{ clinicId: row.clinic_id, patientId: row.patient_id, appointmentId: row.id },
      ...{ kind: 'running-late', priority: 'stat' },
      about: `Begins at about ${about ?? ''} instead of ${booked ?? ''}`,
    });
  }
  const told = await updateAppointment(ctx, 'told-late', row, {
    ...{ late_told_at: ctx.now, late_told_of: row.starts_at },
    ...{ late_begins_at: beginsAt, late_told_by: way },
  });
  const patient = await getPatientSummary(ctx, row.patient_id);
  return announce(ctx, 'told-late', appointmentView(told, patient), { beginsAt, way });
}

function requireToCome({ status, stage, takes_time }: AppointmentRow): void {
  const isToCome =
    takes_time && ['booked', 'arrived', 'checked-in'].includes(status) && stage !== 'with-provider';
  if (!isToCome)
    throw ruleBroken('wrong-state', 'The visit is not still to begin; nothing was changed.');
}
