import type { Ctx } from '../platform/context.ts';

/** Patient → the payers whose coverage is in force on a local date; who has none is left out. */
export async function listPayersInForce(
  ctx: Ctx,
  patientIds: readonly string[],
  on: string,
): Promise<Map<string, string[]>> {
  if (patientIds.length === 0) return new Map();
  const rows = await ctx
    .db('coverage')
    .where({ organization_id: ctx.organizationId, valid: true })
    .whereRaw('patient_id = any(?)', [[...new Set(patientIds)]])
    .where('effective_from', '<=', on)
    .where((until) => {
      void until.whereNull('ends_on').orWhere('ends_on', '>=', on);
    })
    .orderBy(['patient_id', 'billing_order'])
    .select<{ patient_id: string; payer_id: string }[]>('patient_id', 'payer_id');
  return new Map(
    [...Map.groupBy(rows, (row) => row.patient_id)].map(([patientId, theirs]) => [
      patientId,
      theirs.map((row) => row.payer_id),
    ]),
  );
}
