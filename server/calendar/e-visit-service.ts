// The use cases of an e-visit: due by the end of a day, in nobody's time.
import type { Appointment } from '#contract/calendar';
import { getPatientSummary, listPatientSummaries } from '../patients/patients-queries.ts';
import { dayBounds, minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { invalidInput, notAllowed, ruleBroken } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { denyBooking } from './calendar-policy.ts';
import { insertUntimed, notHeld, notLinked, updateAppointment } from './calendar-repository.ts';
import { isInThePast, writtenOrNull } from './calendar-rules.ts';
import { newRow } from './calendar-service.ts';
import { appointmentView } from './calendar-view.ts';
import { requireBooksType } from './judge-terms.ts';
import { requireBookedHere, requireMayCome, requireWorksHere } from './place-visit.ts';
import { bookForRecall } from './recall/recall-service.ts';
import { notInterpreted } from './interpreter/interpreter-request-rules.ts';
import { notInSeries } from './series/series-rules.ts';
import { knowsAfterMove } from './told-rules.ts';
import { announce, holds, takeForChange } from './visit-change.ts';

interface BookEVisit {
  clinicId: string;
  providerId: string;
  patientId: string;
  visitTypeId: string;
  /** The local day by whose end it is to be answered. */
  date: string;
  reason?: string | undefined;
}

export function bookEVisit(
  ctx: Ctx,
  input: BookEVisit & { recallId?: string | undefined },
): Promise<Appointment> {
  return bookForRecall(ctx, input.recallId, () => placeEVisit(ctx, input));
}

/** Hours, limits, rooms and other visits are not weighed: it stands in nobody's way. */
async function placeEVisit(ctx: Ctx, input: BookEVisit): Promise<Appointment> {
  const { clinicId, providerId, patientId, visitTypeId, date } = input;
  const refusal = denyBooking(holds(ctx), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  const visitType = await requireBookedHere(ctx, input);
  if (visitType.modality !== 'e-visit')
    throw invalidInput('visitTypeId', 'This visit type takes time: book it at a time.');
  requireBooksType(ctx, clinicId, visitType);
  await requireWorksHere(ctx, input);
  const patient = (await listPatientSummaries(ctx, [patientId])).get(patientId);
  if (!patient) throw invalidInput('patientId', 'There is no such patient.');
  await requireMayCome(ctx, patientId);
  const due = await dueBy(ctx, { clinicId, date, minutes: visitType.minutes });
  const row = {
    ...newRow(ctx, { clinicId, providerId, patientId, visitTypeId, ...due }, 'e-visit'),
    ...{ status: 'booked' as const, ...notHeld, ...notInterpreted, ...notInSeries, ...notLinked },
    ...{ takes_time: false, resource_ids: [], reason: writtenOrNull(input.reason) },
  };
  await insertUntimed(ctx, 'booked', row);
  return announce(ctx, 'booked', appointmentView(row, patient), {
    ...{ providerId, patientId, visitTypeId, date },
  });
}

export async function moveEVisit(
  ctx: Ctx,
  input: {
    appointmentId: string;
    expectedVersion: number;
    date: string;
    providerId?: string | undefined;
  },
): Promise<Appointment> {
  const row = await takeForChange(ctx, input, 'move');
  if (row.modality !== 'e-visit')
    throw invalidInput('date', 'This visit takes time: move it to a time.');
  const patient = await getPatientSummary(ctx, row.patient_id);
  const { clinic_id: clinicId } = row;
  const providerId = input.providerId ?? row.provider_id;
  const minutes = minutesBetween(row.starts_at, row.ends_at);
  const due = await dueBy(ctx, { clinicId, date: input.date, minutes });
  if (due.startsAt === row.starts_at && providerId === row.provider_id)
    return appointmentView(row, patient);
  await requireMayCome(ctx, row.patient_id);
  await requireWorksHere(ctx, { clinicId, providerId });
  const moved = await updateAppointment(ctx, 'moved', row, {
    provider_id: providerId,
    starts_at: due.startsAt,
    ends_at: due.endsAt,
    ...knowsAfterMove(
      row,
      { providerId, startsAt: due.startsAt },
      { telling: 'with-patient', now: ctx.now },
    ),
  });
  return announce(ctx, 'moved', appointmentView(moved, patient), {
    from: { providerId: row.provider_id, startsAt: row.starts_at },
    to: { providerId, startsAt: due.startsAt },
  });
}

/** The last minutes of the day, so that it is over when the day is, and not before. */
async function dueBy(
  ctx: Ctx,
  { clinicId, date, minutes }: { clinicId: string; date: string; minutes: number },
): Promise<{ startsAt: string; endsAt: string }> {
  const { zone } = await getClinic(ctx, clinicId);
  const { endsAt } = dayBounds(date, zone);
  const startsAt = plusMinutes(endsAt, -minutes);
  if (isInThePast(startsAt, ctx.now))
    throw ruleBroken('in-the-past', 'That day has passed; nothing was changed.');
  return { startsAt, endsAt };
}
