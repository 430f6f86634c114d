// Which requests are open: for what has to be looked at again.
import type { Ctx } from '../platform/context.ts';

/** Of a patient, in all clinics of the scope; with a visit type, those with a live line for it. */
export async function listOpenOf(
  ctx: Ctx,
  patientId: string,
  visitTypeId: string | null,
): Promise<string[]> {
  const { rows } = await ctx.db.raw<{ rows: { id: string }[] }>(open, [
    ...[ctx.organizationId, patientId, visitTypeId, visitTypeId],
  ]);
  return rows.map(({ id }) => id);
}

const open = `
  select distinct l.request_id as id
  from authorization_line l
  where l.organization_id = ? and l.patient_id = ? and l.live_key is not null
    and (cast(? as uuid) is null or l.visit_type_id = ?)
  order by l.request_id`;

/** Patients with a live line that names somebody; rare enough to look through all that is approved. */
export async function listRequestsNaming(ctx: Ctx, providerId: string): Promise<string[]> {
  const { rows } = await ctx.db.raw<{ rows: { patientId: string }[] }>(naming, [
    ...[ctx.organizationId, providerId],
  ]);
  return rows.map(({ patientId }) => patientId);
}

const naming = `
  select distinct l.patient_id as "patientId"
  from authorization_line l
  where l.organization_id = ? and l.expires_at is not null and l.granted -> 'providerIds' @> to_jsonb(cast(? as text))
  order by l.patient_id`;
