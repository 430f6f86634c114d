import type { Ctx } from '../context.ts';

/** The IANA zone of a clinic: every local date and wall time of its rows is meant in it. */
export async function zoneOf(ctx: Ctx, clinicId: string): Promise<string> {
  const row = await ctx
    .db('clinic')
    .where({ organization_id: ctx.organizationId, id: clinicId })
    .first<{ zone: string } | undefined>('zone');
  if (!row) throw new Error('A clinic without a row cannot have clocks.');
  return row.zone;
}
