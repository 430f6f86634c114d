// The door for visits that were booked in another system: many at once, told as imported, so that nothing reacts to
// them with a reminder, an offer or an opening.
import type { VisitType } from '#contract/availability';
import { listVisitTypes } from '../availability/availability-queries.ts';
import { listPatientSummaries } from '../patients/patients-queries.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { notAllowed } from '../platform/problem.ts';
import { denyBooking } from './calendar-policy.ts';
import {
  notCancelled,
  notDescribed,
  notHeld,
  notLinked,
  notConfirmed,
  notToldLate,
  type AppointmentRow,
} from './calendar-repository.ts';
import { occupiedSpan, type OccupiedSpan } from './calendar-rules.ts';
import { notInterpreted } from './interpreter/interpreter-request-rules.ts';
import { notInSeries } from './series/series-rules.ts';
import { patientKnows } from './told-rules.ts';
import { notBegun } from './visit-step-rules.ts';
import { appointmentView } from './calendar-view.ts';
import { waitForTurn } from './place-visit.ts';
import { announce, holds } from './visit-change.ts';
import { newVideoRoom } from './visit-reach.ts';
import { insertAppointments } from './visit-import-repository.ts';

export interface ImportedVisit {
  /** Chosen by the caller, who remembers it. */
  id: string;
  providerId: string;
  patientId: string;
  visitTypeId: string;
  startsAt: string;
}

/**
 * Places what can be placed and returns the ids of it; left out is what begins in the past, is an e-visit, overlaps a visit that is
 * there, or an earlier one of the list. Hours and the patient's other visits are not weighed: the visits were
 * promised already.
 */
export async function importVisits(
  ctx: Ctx,
  { clinicId, visits }: { clinicId: string; visits: readonly ImportedVisit[] },
): Promise<ReadonlySet<string>> {
  const refusal = denyBooking(holds(ctx), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  const types = new Map((await listVisitTypes(ctx, clinicId)).map((type) => [type.id, type]));
  const wanted = visits
    .filter(({ startsAt }) => startsAt >= ctx.now)
    .flatMap((visit) => {
      const type = types.get(visit.visitTypeId);
      return type && type.modality !== 'e-visit' ? [placed(ctx, { clinicId, visit, type })] : [];
    });
  await waitForTurn(
    ctx,
    wanted.map(({ row, span }) => ({ providerId: row.provider_id, span })),
  );
  const ids = await insertAppointments(ctx, wanted);
  const patients = await listPatientSummaries(
    ctx,
    wanted.map(({ row }) => row.patient_id),
  );
  for (const { row } of wanted) {
    const patient = patients.get(row.patient_id);
    if (ids.has(row.id) && patient)
      announce(ctx, 'imported', appointmentView(row, patient), {
        providerId: row.provider_id,
        patientId: row.patient_id,
        startsAt: row.starts_at,
      });
  }
  return ids;
}

interface PlacedVisit {
  row: AppointmentRow;
  span: OccupiedSpan;
  tolerance: number;
}

function placed(
  ctx: Ctx,
  { clinicId, visit, type }: { clinicId: string; visit: ImportedVisit; type: VisitType },
): PlacedVisit {
  const endsAt = plusMinutes(visit.startsAt, type.minutes);
  return {
    row: {
      organization_id: ctx.organizationId,
      id: visit.id,
      clinic_id: clinicId,
      provider_id: visit.providerId,
      patient_id: visit.patientId,
      visit_type_id: visit.visitTypeId,
      modality: type.modality,
      ...notDescribed,
      video_room: newVideoRoom(type.modality),
      ...patientKnows,
      resource_ids: [],
      status: 'booked',
      starts_at: visit.startsAt,
      ends_at: endsAt,
      takes_time: true,
      walk_in: null,
      ...notCancelled,
      ...notHeld,
      ...notInterpreted,
      ...notInSeries,
      ...notLinked,
      ...notToldLate,
      ...notConfirmed,
      ...notBegun,
      created_at: ctx.now,
      version: 1,
    },
    span: spanOfImported(visit.startsAt, type),
    tolerance: type.overbookTolerance,
  };
}

/** The provider's time that a visit would take, buffers included. */
export function spanOfImported(startsAt: string, type: VisitType): OccupiedSpan {
  return occupiedSpan({ startsAt, endsAt: plusMinutes(startsAt, type.minutes) }, type);
}
