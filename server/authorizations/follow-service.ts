// What authorizations do after a visit has changed: units follow it, and what nothing covers raises a request.
import type { Appointment } from '#contract/calendar';
import type { AskedLine } from '#contract/authorization-line';
import { getVisitType } from '../availability/availability-queries.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { ProblemError } from '../platform/problem.ts';
import { inSavepoint } from '../platform/db/in-savepoint.ts';
import { openAuthorization } from './open-service.ts';
import { recheckPatient } from './recheck-service.ts';
import { settleVisitUnits } from './units-service.ts';

export async function followVisit(ctx: Ctx, visit: Appointment): Promise<void> {
  const { needsAuthorization } = await getVisitType(ctx, visit.visitTypeId);
  if (!needsAuthorization) return;
  const { isUncovered } = await settleVisitUnits(ctx, visit);
  if (isUncovered && visit.status === 'booked' && visit.endsAt > ctx.now)
    await askForVisit(ctx, visit);
  // What is asked for or approved for other visits does not reach this one: somebody has to see to it.
  await recheckPatient(ctx, visit.patient.id, visit.visitTypeId);
}

/** What is asked for already, or may not be asked for, is left as it is. */
async function askForVisit(ctx: Ctx, visit: Appointment): Promise<void> {
  const { clinicId, providerId, visitTypeId } = visit;
  const visitType = await getVisitType(ctx, visitTypeId);
  const on = localDateOf(visit.startsAt, await zoneOf(ctx, clinicId));
  const line: AskedLine = {
    ...{ kind: 'service', description: visitType.name, code: null, quantity: 1, unit: 'visits' },
    ...{ from: on, until: Temporal.PlainDate.from(on).add({ days: usualDays }).toString() },
    ...{ placeOfService: placeOf(visitType.modality), renderingId: providerId },
    ...{ visitTypeId, drugGroup: null },
  };
  try {
    await inSavepoint(ctx, (inner) =>
      openAuthorization(inner, {
        ...{ clinicId, patientId: visit.patient.id, lines: [line], diagnoses: [] },
        ...{ orderingId: providerId, orderingName: '', orderingNpi: null, urgency: 'standard' },
        ...{ priority: 'routine', source: 'visit', sourceId: visit.id },
      }),
    );
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
}

const usualDays = 90;

/** CMS place of service: office, or telehealth other than in the patient's home. */
function placeOf(modality: Appointment['modality']): string {
  return modality === 'in-person' ? '11' : '02';
}
