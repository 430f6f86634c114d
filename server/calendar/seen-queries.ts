// When patients were seen last and come next, in the clinics of the scope.
import type { Ctx } from '../platform/context.ts';
import { instantSql } from '../platform/db/instant-sql.ts';

export interface Seen {
  /** The local date of the last visit that took place; `null` = never. */
  lastSeenOn: string | null;
  /** The start of the next booked one; `null` = none. */
  nextVisitAt: string | null;
}

/** By patient; who has neither is left out. */
export async function listSeen(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<Map<string, Seen>> {
  if (patientIds.length === 0) return new Map();
  const { organizationId: organization, now } = ctx;
  const patients = [...new Set(patientIds)];
  const { rows } = await ctx.db.raw<{ rows: (Seen & { patient_id: string })[] }>(seen, {
    ...{ organization, now, patients },
  });
  return new Map(rows.map(({ patient_id, ...visits }) => [patient_id, visits]));
}

const seen = `
  select a.patient_id,
    cast(max(cast(a.starts_at at time zone c.zone as date)) filter (where a.status = 'fulfilled') as text) as "lastSeenOn",
    ${instantSql("min(a.starts_at) filter (where a.status = 'booked' and a.starts_at > :now)")} as "nextVisitAt"
  from appointment a
  join clinic c on c.organization_id = a.organization_id and c.id = a.clinic_id
  where a.organization_id = :organization and a.patient_id = any(:patients)
    and ((a.status = 'fulfilled' and a.starts_at <= :now) or (a.status = 'booked' and a.starts_at > :now))
  group by a.patient_id`;

/** Has the provider seen the patient, or will they? Visits that came to nothing do not count. */
export async function haveVisit(
  ctx: Ctx,
  { patientId, providerId }: { patientId: string; providerId: string },
): Promise<boolean> {
  const row = await ctx
    .db('appointment')
    .where({
      organization_id: ctx.organizationId,
      patient_id: patientId,
      provider_id: providerId,
    })
    .whereNotIn('status', ['cancelled', 'noshow', 'entered-in-error', 'pending'])
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}
