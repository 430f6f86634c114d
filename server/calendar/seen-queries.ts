// When patients were seen last and come next, in the clinics of the scope.
import type { Ctx } from '../platform/context.ts';

/** Patient → the local date of the last visit that took place; who was never seen is left out. */
export async function listLastSeen(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<Map<string, string>> {
  if (patientIds.length === 0) return new Map();
  const { rows } = await ctx.db.raw<{ rows: { patient_id: string; seen_on: string }[] }>(lastSeen, [
    ctx.organizationId,
    [...new Set(patientIds)],
    ctx.now,
  ]);
  return new Map(rows.map((row) => [row.patient_id, row.seen_on]));
}

const lastSeen = `
  select a.patient_id, cast(max(cast(a.starts_at at time zone c.zone as date)) as text) as seen_on
  from appointment a
  join clinic c on c.organization_id = a.organization_id and c.id = a.clinic_id
  where a.organization_id = ? and a.patient_id = any(?) and a.starts_at <= ? and a.status = 'fulfilled'
  group by a.patient_id`;

/** The start of the next booked visit; `null` = none. */
export async function findNextVisit(ctx: Ctx, patientId: string): Promise<string | null> {
  const row = await ctx
    .db('appointment')
    .where({ organization_id: ctx.organizationId, patient_id: patientId, status: 'booked' })
    .where('starts_at', '>', ctx.now)
    .orderBy('starts_at')
    .first<{ starts_at: string } | undefined>('starts_at');
  return row?.starts_at ?? null;
}
