import type { Ctx } from '../platform/context.ts';

/** Where patients are by the clock, of those who are somewhere else than their clinic as far as is known. */
export async function listPatientZones(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<Map<string, string>> {
  if (patientIds.length === 0) return new Map();
  const rows = await ctx
    .db('patient')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...new Set(patientIds)]])
    .whereNotNull('zone')
    .select<{ id: string; zone: string }[]>('id', 'zone');
  return new Map(rows.map(({ id, zone }) => [id, zone]));
}
