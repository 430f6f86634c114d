// Read models of laboratory values, and the read door for the rules of other slices.
import { validStatuses, type Observation } from '#contract/observations';
import { getPatientSummary } from '../patients/patients-queries.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { maySeeObservation } from './observation-policy.ts';
import type { ObservationRow } from './observation-repository.ts';
import { observationView } from './observation-view.ts';

const mostOfPatient = 200;

/** Whatever has become of them, the newest first. */
export async function listPatientObservations(ctx: Ctx, patientId: string): Promise<Observation[]> {
  await getPatientSummary(ctx, patientId);
  const rows = await ctx
    .db('observation')
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .orderBy([
      { column: 'effective_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(mostOfPatient)
    .select<ObservationRow[]>('*');
  return rows
    .filter((row) => maySeeObservation((...asked) => mayAct(ctx, ...asked), row))
    .map(observationView);
}

/**
 * The newest value that counts, by patient and LOINC code, in the clinics of the scope. What is preliminary, was not
 * made or was entered in error is passed over: an older valid value stands in its place.
 */
export async function latestObservations(
  ctx: Ctx,
  wanted: { patientIds: readonly string[]; codes: readonly string[] },
): Promise<Map<string, Map<string, Observation>>> {
  const found = new Map<string, Map<string, Observation>>();
  if (wanted.patientIds.length === 0 || wanted.codes.length === 0) return found;
  const { rows } = await ctx.db.raw<{ rows: ObservationRow[] }>(latest, [
    [...new Set(wanted.patientIds)],
    [...new Set(wanted.codes)],
    ctx.organizationId,
    [...validStatuses],
  ]);
  for (const row of rows) {
    const ofPatient = found.get(row.patient_id) ?? new Map<string, Observation>();
    found.set(row.patient_id, ofPatient.set(row.code, observationView(row)));
  }
  return found;
}

const latest = `
  select o.*
  from unnest(?::uuid[]) asked(patient_id)
  cross join unnest(?::text[]) named(code)
  cross join lateral (
    select * from observation
    where organization_id = ? and patient_id = asked.patient_id and code = named.code and status = any(?)
    order by effective_at desc, id desc
    limit 1
  ) o`;
