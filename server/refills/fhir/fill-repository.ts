// Fills as pharmacies send them, by the key that the sender knows each by.
import type { Ctx } from '../../platform/context.ts';
import type { FillRow } from '../prescription-repository.ts';

/** What a pharmacy says of a fill, and may say anew. */
export type FillSaid = Pick<FillRow, 'status' | 'filled_on' | 'given' | 'external_key'>;

export function lockFillByKey(ctx: Ctx, externalKey: string): Promise<FillRow | undefined> {
  return ctx
    .db('prescription_fill')
    .where({ organization_id: ctx.organizationId, external_key: externalKey })
    .forUpdate()
    .first<FillRow | undefined>('*');
}

/** Of a row that this transaction holds locked. */
export async function updateFill(
  ctx: Ctx,
  { organization_id, id }: FillRow,
  said: FillSaid,
): Promise<void> {
  await ctx.db('prescription_fill').where({ organization_id, id }).update(said);
}
