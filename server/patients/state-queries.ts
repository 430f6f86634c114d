// Where patients are, as far as it matters for who may see them by video.
import type { Ctx } from '../platform/context.ts';

/** Patient → the state of their home in two letters; left out where the chart does not say it so. */
export async function listHomeStates(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await ctx
    .db('patient_address')
    .where({ organization_id: ctx.organizationId, use: 'home', country: 'US' })
    .whereRaw('patient_id = any(?)', [[...patientIds]])
    .select<{ patient_id: string; state: string }[]>('patient_id', 'state');
  return new Map(
    rows
      .map(({ patient_id, state }) => [patient_id, state.trim().toUpperCase()] as const)
      .filter(([, state]) => /^[A-Z]{2}$/.test(state)),
  );
}
