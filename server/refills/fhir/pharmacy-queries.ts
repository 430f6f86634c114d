import type { SupplyWay } from '#contract/prescription';
import type { Ctx } from '../../platform/context.ts';

/** By its NCPDP number, and how a drug reaches the patient from there; `null` when none of the numbers is known. */
export async function findPharmacyByNumber(
  ctx: Ctx,
  numbers: readonly string[],
): Promise<{ pharmacyId: string; way: SupplyWay } | null> {
  if (numbers.length === 0) return null;
  const rows = await ctx
    .db('pharmacy')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('ncpdp_id = any(?)', [[...numbers]])
    .limit(2)
    .select<{ id: string; pickup: boolean; delivery_days: number | null }[]>(
      ...(['id', 'pickup', 'delivery_days'] as const),
    );
  const [only, ...others] = rows;
  if (!only || others.length > 0) return null;
  const brought = only.delivery_days === null ? 'mail' : 'delivery';
  return { pharmacyId: only.id, way: only.pickup ? 'pickup' : brought };
}
