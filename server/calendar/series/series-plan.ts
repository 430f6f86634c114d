// What a preview and the booking of a series begin with: is this a series that can be, and when are its visits?
import type { VisitType } from '#contract/availability';
import { mostOfSeries, type SeriesRhythm } from '#contract/visit-series';
import { getPatientSummary } from '../../patients/patients-queries.ts';
import { normalInstant } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { invalidInput, notAllowed } from '../../platform/problem.ts';
import { getClinic } from '../../staff/staff-queries.ts';
import { denyBooking } from '../calendar-policy.ts';
import { requireBooksType } from '../judge-terms.ts';
import {
  requireBookedHere,
  requireMayCome,
  requireStart,
  requireWorksHere,
} from '../place-visit.ts';
import { holds } from '../visit-change.ts';
import { plannedVisits, type Planned } from './series-rules.ts';

export interface WantedSeries {
  clinicId: string;
  providerId: string;
  patientId: string;
  visitTypeId: string;
  startsAt: string;
  rhythm: SeriesRhythm;
  holdId?: string | undefined;
}

export async function soundSeries(
  ctx: Ctx,
  wanted: WantedSeries,
): Promise<{ visitType: VisitType; planned: Planned[] }> {
  const { clinicId, patientId } = wanted;
  const refusal = denyBooking(holds(ctx), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  const startsAt = normalInstant(wanted.startsAt);
  requireStart(ctx, startsAt);
  const visitType = await requireBookedHere(ctx, wanted);
  requireBooksType(ctx, clinicId, visitType);
  await requireWorksHere(ctx, wanted);
  await getPatientSummary(ctx, patientId);
  await requireMayCome(ctx, patientId);
  const { zone } = await getClinic(ctx, clinicId);
  const planned = plannedVisits(startsAt, wanted.rhythm, zone);
  if (planned.length < 2)
    throw invalidInput('rhythm.ends', 'A series has at least two visits: let it end later.');
  if (planned.length > mostOfSeries)
    throw invalidInput('rhythm.ends', `A series has at most ${String(mostOfSeries)} visits.`);
  return { visitType, planned };
}
